#include "capacity/capacity_actions_kept.hpp"
#include "capacity/quarter_world_test.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

namespace backbeat::capacity {
namespace {

bool is_near(double a, double b) {
  return std::abs(a - b) < 1e-7 * (1 + std::abs(a) + std::abs(b));
}

people::Member any_rep(std::int64_t id) {
  const LocalDate epoch = on("2027-01-01");
  people::Member member =
      employed(id, "2027-01-01", *rc::gen::element<std::string>("ae", "sdr", "csm"), Id<Person>(*rc::gen::inRange(1, 4)));
  member.hired = epoch + std::chrono::days(*rc::gen::inRange(-900, 120));
  if (*rc::gen::inRange(0, 4) == 0) member.left = member.hired + std::chrono::days(*rc::gen::inRange(1, 900));
  people::Assignment& first = member.assignments.front();
  first.period = {.from = member.hired, .to = member.left};
  first.is_top_performer = *rc::gen::arbitrary<bool>();
  first.region = *rc::gen::element<std::string>("", "north");
  if (*rc::gen::inRange(0, 3) == 0) {
    const LocalDate change = epoch + std::chrono::days(*rc::gen::inRange(0, 90));
    if (first.period.from < change && (!member.left || change < *member.left)) {
      people::Assignment second = first;
      first.period.to = change;
      second.period.from = change;
      second.manager = Id<Person>(*rc::gen::inRange(1, 4));
      member.assignments.push_back(second);
    }
  }
  if (*rc::gen::inRange(0, 3) == 0) {
    const LocalDate off = epoch + std::chrono::days(*rc::gen::inRange(-10, 95));
    member.time_off.push_back({.first = off, .last = off + std::chrono::days(*rc::gen::inRange(0, 20))});
  }
  return member;
}

Plan any_plan() {
  Plan plan = team_of(0);
  for (std::int64_t id = 2; id < 4; ++id) plan.members.push_back(employed(id, "2020-01-06", "sales_manager", std::nullopt));
  const int reps = *rc::gen::inRange(0, 12);
  for (int i = 0; i < reps; ++i) plan.members.push_back(any_rep(100 + i));
  if (*rc::gen::arbitrary<bool>())
    plan.holidays = {{.region = *rc::gen::element<std::string>("", "north"), .day = on("2027-02-10"), .name = "x"}};
  return plan;
}

FiscalQuarter any_quarter() {
  return FiscalQuarter::of(on("2027-01-01") + std::chrono::days(*rc::gen::inRange(0, 90)), *rc::gen::inRange(1, 13));
}

TEST_CASE("weeks sum to the quarter, kinds to the total, and low is never above high") {
  CHECK(rc::check([] {
    const Plan plan = any_plan();
    const Demand demand = ask(plan, any_quarter());
    for (const ManagerQuarter& load : demand.managers) {
      Hours weeks, kinds, budget;
      for (const WeekHours& week : load.by_week) {
        Hours sum;
        for (const Hours& kind : week.by_kind) sum = sum + kind;
        RC_ASSERT(is_near(sum.low, week.asked.low) && is_near(sum.high, week.asked.high));
        weeks = weeks + week.asked;
        budget = budget + week.budget;
      }
      for (const KindHours& kind : load.by_kind) kinds = kinds + kind.hours;
      RC_ASSERT(is_near(weeks.low, load.asked.low) && is_near(weeks.high, load.asked.high));
      RC_ASSERT(is_near(kinds.low, load.asked.low) && is_near(budget.high, load.budget.high));
      RC_ASSERT(load.asked.low <= load.asked.high + 1e-9);
      double left = 0;
      for (const LeftOver& each : load.left_over) left += each.hours;
      RC_ASSERT(is_near(left, std::max(0.0, load.asked.low - load.budget.high)));
    }
  }));
}

TEST_CASE("adding a rep never lowers anybody's hours") {
  CHECK(rc::check([] {
    Plan plan = any_plan();
    const FiscalQuarter quarter = any_quarter();
    if (*rc::gen::arbitrary<bool>()) plan.held_together["skill_deep_dive"] = *rc::gen::inRange(2, 6);
    const Demand before = ask(plan, quarter);
    plan.members.push_back(any_rep(500));
    const Demand after = ask(plan, quarter);
    for (const ManagerQuarter& load : before.managers) {
      const ManagerQuarter* now = after.of(load.manager);
      const bool is_there = now != nullptr;
      RC_ASSERT(is_there);
      RC_ASSERT(now->asked.low >= load.asked.low - 1e-7);
      RC_ASSERT(now->reps >= load.reps);
    }
  }));
}

TEST_CASE("whatever is asked, each conversation is spread over the quarter at most once") {
  CHECK(rc::check([] {
    const Plan plan = any_plan();
    const Demand demand = ask(plan, any_quarter());
    for (const Asked& asked : demand.asked) {
      double sum = 0;
      for (const double share : asked.by_week) {
        RC_ASSERT(share >= 0);
        sum += share;
      }
      RC_ASSERT(sum <= 1 + 1e-9);
    }
  }));
}

TEST_CASE("narrowed to a manager, the manager is asked the same") {
  CHECK(rc::check([] {
    const Plan plan = any_plan();
    const FiscalQuarter quarter = any_quarter();
    const Demand all = ask(plan, quarter);
    for (const ManagerQuarter& load : all.managers) {
      if (!load.manager.is_set()) continue;
      const Demand alone = ask(narrowed_to(plan, load.manager, quarter), quarter);
      const bool is_there = alone.of(load.manager) != nullptr;
      RC_ASSERT(is_there);
      RC_ASSERT(is_near(alone.of(load.manager)->asked.high, load.asked.high));
      RC_ASSERT(is_near(alone.of(load.manager)->budget.high, load.budget.high));
    }
  }));
}

TEST_CASE("when something is said of some people, deriving only the managers it touches gives what deriving everybody gives") {
  CHECK(rc::check([] {
    Plan before = any_plan();
    for (std::int64_t id = 4; id < 40; ++id) before.members.push_back(employed(id, "2020-01-06", "sales_manager", std::nullopt));
    for (int i = 0; i < 40; ++i) {
      people::Member rep = any_rep(200 + i);
      for (people::Assignment& assignment : rep.assignments) assignment.manager = Id<Person>(4 + i % 36);
      before.members.push_back(rep);
    }
    std::ranges::sort(before.members, {}, &people::Member::id);
    Plan after = before;
    const int changes = *rc::gen::inRange(0, 3);
    for (int i = 0; i < changes; ++i) {
      people::Member& member = after.members[*rc::gen::inRange<std::size_t>(0, after.members.size())];
      const int what = *rc::gen::inRange(0, 3);
      if (what == 0) member.time_off.push_back({.first = on("2027-02-01"), .last = on("2027-02-26")});
      if (what == 1 && !member.left) member.left = on("2027-02-15");
      if (what == 2 && member.assignments.front().manager) member.assignments.front().manager = Id<Person>(*rc::gen::inRange(1, 40));
    }
    const FiscalQuarter quarter = any_quarter();
    const auto quick = renewed(before, ask(before, quarter), after);
    RC_PRE(quick.has_value());
    const Demand whole = ask(after, quarter);
    RC_ASSERT(quick->managers.size() == whole.managers.size());
    for (std::size_t i = 0; i < whole.managers.size(); ++i) {
      const ManagerQuarter &a = quick->managers[i], &b = whole.managers[i];
      RC_ASSERT(a.manager == b.manager);
      RC_ASSERT(a.reps == b.reps && a.joining == b.joining && a.leaving == b.leaving);
      RC_ASSERT(is_near(a.asked.low, b.asked.low) && is_near(a.asked.high, b.asked.high));
      RC_ASSERT(is_near(a.budget.low, b.budget.low) && is_near(a.budget.high, b.budget.high));
      RC_ASSERT(a.left_over.size() == b.left_over.size());
    }
  }));
}

}  // namespace
}  // namespace backbeat::capacity
