#include "crm/stage_order.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::crm {
namespace {

StageChange change(std::string opportunity, std::string stage, std::int64_t at) {
  return {.opportunity = std::move(opportunity), .stage = std::move(stage), .entered_at = Instant(at), .source = "stage-history"};
}

TEST_CASE("stages stand in the order in which deals go through them, whatever order the changes come in") {
  std::vector<StageChange> changes = {change("A", "Prospect", 1), change("A", "Engage", 2),   change("A", "Proposal", 3),
                                      change("A", "Won", 4),      change("B", "Prospect", 1), change("B", "Proposal", 2),
                                      change("C", "Engage", 1)};
  const std::vector<std::string> expected = {"Prospect", "Engage", "Proposal"};
  std::ranges::sort(changes, {}, &StageChange::stage);
  do {
    CHECK(stage_order(changes, {"Won"}) == expected);
  } while (std::next_permutation(
               changes.begin(), changes.end(),
               [](const auto& a, const auto& b) { return std::tie(a.opportunity, a.stage) < std::tie(b.opportunity, b.stage); }) &&
           changes.front().opportunity != "B");
}

TEST_CASE("a deal that goes back counts where it came first, and stages that are level stand by name") {
  CHECK(stage_order({change("A", "One", 1), change("A", "Two", 2), change("A", "One", 3)}, {}) == std::vector<std::string>{"One", "Two"});
  CHECK(stage_order({change("A", "Y", 1), change("B", "X", 1)}, {}) == std::vector<std::string>{"X", "Y"});
  CHECK(stage_order({}, {}).empty());
}

TEST_CASE("a web address in any form is its domain, and what is none is nothing") {
  for (const std::string_view site :
       {"https://www.northwind.example/about?x=1", "northwind.example", "NORTHWIND.example.", "http://ana@northwind.example:80/"})
    CHECK_MESSAGE(domain_of_site(site) == "northwind.example", site);
  for (const std::string_view nothing : {"", "n/a", "none", ".", "Northwind Inc.", "localhost", "-", "https://", "a b.c", ".example"})
    CHECK_MESSAGE(domain_of_site(nothing).empty(), nothing);
}

}  // namespace
}  // namespace backbeat::crm
