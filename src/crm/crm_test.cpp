#include "crm/crm.hpp"

#include <doctest/doctest.h>

namespace backbeat::crm {
namespace {

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}
Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

TEST_CASE("a cycle runs from opening to closing, and only where both are known and in order") {
  Opportunity won{.key = "A", .outcome = Outcome::won, .opened_on = day("2027-01-10"), .closes_on = day("2027-03-01")};
  CHECK(won.cycle_days() == 50);
  won.opened_on = won.closes_on;
  CHECK(won.cycle_days() == 0);
  won.opened_on = day("2027-03-02");
  CHECK_FALSE(won.cycle_days().has_value());
  won.opened_on = {};
  CHECK_FALSE(won.cycle_days().has_value());
  CHECK_FALSE(Opportunity{.key = "B", .opened_on = day("2027-01-10"), .closes_on = day("2027-03-01")}.cycle_days().has_value());
}

TEST_CASE("stays follow each other, and the last one goes on") {
  const auto stays = stays_of({{.opportunity = "A", .stage = "Proposal", .entered_at = at("2027-02-01T00:00:00Z")},
                               {.opportunity = "A", .stage = "Discovery", .entered_at = at("2027-01-01T00:00:00Z")}});
  REQUIRE(stays.size() == 2);
  CHECK(stays[0] == Stay{.stage = "Discovery", .from = at("2027-01-01T00:00:00Z"), .to = at("2027-02-01T00:00:00Z")});
  CHECK(stays[1] == Stay{.stage = "Proposal", .from = at("2027-02-01T00:00:00Z"), .to = {}});
}

TEST_CASE("a row for every edit is still one stay") {
  const auto stays = stays_of({{.opportunity = "A", .stage = "Discovery", .entered_at = at("2027-01-01T00:00:00Z")},
                               {.opportunity = "A", .stage = "Discovery", .entered_at = at("2027-01-05T00:00:00Z")},
                               {.opportunity = "A", .stage = "Proposal", .entered_at = at("2027-01-09T00:00:00Z")},
                               {.opportunity = "A", .stage = "Discovery", .entered_at = at("2027-01-20T00:00:00Z")}});
  REQUIRE(stays.size() == 3);
  CHECK(stays[0].from == at("2027-01-01T00:00:00Z"));
  CHECK(stays[0].to == at("2027-01-09T00:00:00Z"));
  CHECK(stays[2].stage == "Discovery");  // back again
}

TEST_CASE("the history knows better than a snapshot, which may still know something later") {
  const auto stays = stays_of({{"A", "Closed Won", at("2027-02-01T00:00:00Z"), "opportunities"},
                               {"A", "Discovery", at("2027-01-01T00:00:00Z"), "stage-history"},
                               {"A", "Proposal", at("2027-02-01T10:00:00Z"), "stage-history"},
                               {"A", "Closed Won", at("2027-02-01T15:00:00Z"), "opportunities"}});
  REQUIRE(stays.size() == 3);
  CHECK(stays[1].stage == "Proposal");
  CHECK(stays[1].to == at("2027-02-01T15:00:00Z"));
}

TEST_CASE("nothing has no stays") {
  CHECK(stays_of({}).empty());
}

}  // namespace
}  // namespace backbeat::crm
