#include "crm/crm_totals.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace backbeat::crm {
namespace {

const LocalDate start = LocalDate::parse("2026-01-01").value();

std::vector<people::Member> any_members() {
  std::vector<people::Member> out;
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) {
    people::Member member;
    member.id = Id<Person>(10 + i);
    member.name = *rc::gen::element<std::string>("Ana", "Ben", "Cleo");  // names repeat
    member.hired = start;
    LocalDate from = start;
    for (int j = 0; j < *rc::gen::inRange(1, 4); ++j) {
      people::Assignment assignment;
      assignment.period = {.from = from, .to = {}};
      if (*rc::gen::inRange(0, 5) > 0) assignment.manager = Id<Person>(*rc::gen::inRange(1, 4));
      assignment.job_role = *rc::gen::element<std::string>("ae", "sdr");
      if (!member.assignments.empty()) member.assignments.back().period.to = from;
      member.assignments.push_back(assignment);
      from = from + std::chrono::days(*rc::gen::inRange(1, 200));
    }
    out.push_back(member);
  }
  for (int i = 1; i < 4; ++i) {
    people::Member manager;
    manager.id = Id<Person>(i);
    manager.name = "Manager " + std::to_string(i % 2);
    out.push_back(manager);
  }
  return out;
}

std::vector<Opportunity> any_opportunities() {
  std::vector<Opportunity> out;
  const int count = *rc::gen::inRange(0, 60);
  for (int i = 0; i < count; ++i) {
    Opportunity opportunity{.key = std::to_string(i)};
    opportunity.owner = {.system = "crm", .value = *rc::gen::element<std::string>("x", "y"), .person = {}};
    if (*rc::gen::inRange(0, 4) > 0) opportunity.owner.person = Id<Person>(*rc::gen::inRange(8, 24));  // some are nobody we know
    opportunity.outcome = *rc::gen::element(Outcome::open, Outcome::won, Outcome::lost);
    if (*rc::gen::arbitrary<bool>()) opportunity.amount = *rc::gen::inRange(0, 1'000'000);
    if (*rc::gen::arbitrary<bool>()) opportunity.opened_on = start + std::chrono::days(*rc::gen::inRange(-300, 500));
    if (opportunity.is_closed() || *rc::gen::arbitrary<bool>())
      opportunity.closes_on = start + std::chrono::days(*rc::gen::inRange(-300, 500));
    opportunity.is_deleted = *rc::gen::inRange(0, 10) == 0;
    out.push_back(opportunity);
  }
  return out;
}

TotalsRow sum_of(const Totals& totals) {
  TotalsRow sum;
  for (const auto& row : totals.rows) sum.add(row);
  return sum;
}

TEST_CASE("totals by agent, by manager and by quarter sum to the same, and to their total row") {
  CHECK(rc::check([] {
    const auto members = any_members();
    const auto opportunities = any_opportunities();
    const LocalDate as_of = start + std::chrono::days(*rc::gen::inRange(0, 600));
    const int first_month = *rc::gen::inRange(1, 13);
    const Totals agents = totals(opportunities, members, By::agent, as_of, first_month);
    const Totals managers = totals(opportunities, members, By::manager, as_of, first_month);
    const Totals quarters = totals(opportunities, members, By::quarter, as_of, first_month);
    RC_ASSERT(sum_of(agents) == sum_of(managers));
    RC_ASSERT(sum_of(managers) == sum_of(quarters));
    TotalsRow total = agents.total;
    total.label.clear();
    RC_ASSERT(sum_of(agents) == total);
  }));
}

TEST_CASE("every opportunity that is not deleted is counted once") {
  CHECK(rc::check([] {
    const auto members = any_members();
    const auto opportunities = any_opportunities();
    const TotalsRow total = totals(opportunities, members, By::agent, start, 1).total;
    const auto kept = std::ranges::count_if(opportunities, [](const Opportunity& opportunity) { return !opportunity.is_deleted; });
    RC_ASSERT(total.won + total.lost + total.open == kept);
    int aged = 0;
    for (const int count : total.open_by_age) aged += count;
    RC_ASSERT(aged == total.open);
  }));
}

TEST_CASE("stays follow each other without a gap, and no two in a row are of one stage") {
  CHECK(rc::check([] {
    std::vector<StageChange> changes;
    const int count = *rc::gen::inRange(0, 20);
    for (int i = 0; i < count; ++i)
      changes.push_back({.opportunity = "A",
                         .stage = *rc::gen::element<std::string>("a", "b", "c"),
                         .entered_at = Instant(*rc::gen::inRange(0, 1000)),
                         .source = *rc::gen::element<std::string>("opportunities", "stage-history")});
    const auto stays = stays_of(changes);
    RC_ASSERT(stays.empty() == changes.empty());
    for (std::size_t i = 1; i < stays.size(); ++i) {
      RC_ASSERT(stays[i - 1].to == stays[i].from);
      RC_ASSERT(stays[i - 1].stage != stays[i].stage);
    }
    if (!stays.empty()) RC_ASSERT(!stays.back().to.has_value());
  }));
}

}  // namespace
}  // namespace backbeat::crm
