#include "capacity/quarter_world_test.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace backbeat::capacity {
namespace {

doctest::Approx about(double value) {
  return doctest::Approx(value).epsilon(1e-9);
}

TEST_CASE("seven account executives at 2-1-1 with weekly 1:1s need 6.8 to 7.9 h a week against 4 to 6, by arithmetic anyone can redo") {
  const Demand demand = ask(team_of(7), first_of_2027);
  REQUIRE(demand.managers.size() == 1);
  const ManagerQuarter& load = demand.managers.front();
  CHECK(load.manager == ana);
  CHECK(load.reps == 7);

  const double weeks = 64 / 5.0;  // weekdays of January to March 2027
  CHECK(load.weeks == about(weeks));
  CHECK(hours_of(load, "weekly_one_on_one").low == about(7 * 0.5 * weeks));
  const Hours ride_alongs = hours_of(load, ride_along_kind);
  CHECK(ride_alongs.low == about(7 * (2 + 1 + 1) * 1.5));
  CHECK(ride_alongs.high == about(7 * (2 + 1 + 1) * 2.0));
  const Hours both = (hours_of(load, "weekly_one_on_one") + ride_alongs) * (1 / load.weeks);
  CHECK(text_of(both) == "6.8–7.9 h");
  CHECK(text_of(load.budget * (1 / load.weeks)) == "4–6 h");
  CHECK(load.overflows());
}

TEST_CASE("what does not fit is named: what is left when the playbook's order is kept") {
  const Demand demand = ask(team_of(7), first_of_2027);
  const ManagerQuarter& load = demand.managers.front();
  const double budget = 6 * 64 / 5.0;  // 76.8 h
  // 1:1s 44.8 and 7.47 h of preparation, deep-dives 21 and 5.25 h: 78.5 h; resets 10.5 and 3.5 h and 42 h of ride-alongs find no room.
  REQUIRE(load.left_over.size() == 3);
  CHECK(load.left_over[0].kind == "skill_deep_dive");
  CHECK(load.left_over[0].hours == about(44.8 + 7 * 5 / 60.0 * 12.8 + 26.25 - budget));
  CHECK(load.left_over[0].count == 2);
  CHECK(load.left_over[1].kind == "quarterly_reset");
  CHECK(load.left_over[1].count == 7);
  CHECK(load.left_over[2].kind == "ride_along");
  CHECK(load.left_over[2].of == about(28));
  CHECK(load.left_over[2].hours == about(42));
  double left = 0;
  for (const auto& each : load.left_over) left += each.hours;
  CHECK(left == about(load.asked.low - load.budget.high));
  CHECK(statement_of(load, demand.quarter).find("28 of 28 × Ride-alongs") != std::string::npos);
}

TEST_CASE("what fits says so and leaves nothing over") {
  const Demand demand = ask(team_of(2), first_of_2027);
  CHECK_FALSE(demand.managers.front().overflows());
  CHECK(demand.managers.front().left_over.empty());
  CHECK(statement_of(demand.managers.front(), demand.quarter).find("it fits") != std::string::npos);
}

TEST_CASE("a quarter has the weeks it has: parts of weeks at its ends, with their weekdays") {
  const Demand demand = ask(team_of(1), first_of_2027);
  REQUIRE(demand.weeks.size() == 14);
  CHECK(demand.weeks.front().monday == on("2026-12-28"));
  CHECK(demand.weeks.front().days.first == on("2027-01-01"));
  CHECK(demand.weeks.front().weekdays == 1);
  CHECK(demand.weeks.back().days.last == on("2027-03-31"));
  CHECK(demand.weeks.back().weekdays == 3);
  // A fifth of a 1:1 falls on the one Friday.
  CHECK(demand.managers.front().by_week.front().by_kind.front().low == about(0.1));
  CHECK(demand.managers.front().by_week.front().budget.high == about(6 / 5.0));
}

TEST_CASE("a new hire's ride-alongs ask most in the first weeks and taper off") {
  Plan plan = team_of(0);
  plan.members.push_back(employed(10, "2027-01-04", "ae", ana));
  const Demand demand = ask(plan, first_of_2027);
  const ManagerQuarter& load = demand.managers.front();
  const auto kind = static_cast<std::size_t>(std::ranges::find(load.by_kind, ride_along_kind, &KindHours::kind) - load.by_kind.begin());
  REQUIRE(kind < load.by_kind.size());
  CHECK(load.by_week[2].by_kind[kind].low > load.by_week[11].by_kind[kind].low * 1.5);
  CHECK(hours_of(load, "ramp_check_in").low ==
        about(2 * 0.75 + 0.75 * 3 / 10));  // days 30 and 60; of the 10 weekdays around day 90 three are in the quarter
}

TEST_CASE("hires and leavers count from and to their day, and are counted as such") {
  Plan plan = team_of(1);
  plan.members.push_back(employed(20, "2027-02-15", "ae", ana));
  plan.members.push_back(employed(21, "2025-02-15", "ae", ana));
  plan.members.back().left = on("2027-02-15");
  const ManagerQuarter load = ask(plan, first_of_2027).managers.front();
  CHECK(load.joining == 1);
  CHECK(load.leaving == 1);
  CHECK(load.reps == 2);
  // The one goes when the other comes: together one whole rep's 1:1s, and each half a week's is rounded by itself.
  CHECK(hours_of(load, "weekly_one_on_one").low == about(2 * 0.5 * 12.8));
}

TEST_CASE("a rep who changes manager is asked of the one who leads them at the time") {
  Plan plan = team_of(1);
  plan.members.push_back(employed(2, "2020-01-06", "sales_manager", std::nullopt));
  people::Assignment later = plan.members[1].assignments[0];
  plan.members[1].assignments[0].period.to = on("2027-02-01");
  later.period.from = on("2027-02-01");
  later.manager = jo;
  plan.members[1].assignments.push_back(later);
  const Demand demand = ask(plan, first_of_2027);
  REQUIRE(demand.managers.size() == 2);
  CHECK(hours_of(*demand.of(ana), "weekly_one_on_one").low == about(0.5 * 21 / 5.0));
  CHECK(hours_of(*demand.of(jo), "weekly_one_on_one").low == about(0.5 * 43 / 5.0));
  CHECK(demand.of(ana)->leaving == 1);
  CHECK(demand.of(jo)->joining == 1);
}

TEST_CASE("a rep's week off asks nothing of that week; the manager's own week off takes the hours away and not the work") {
  Plan plan = team_of(2);
  const people::TimeOff week{.first = on("2027-02-08"), .last = on("2027-02-12")};
  plan.members[1].time_off = {week};
  ManagerQuarter load = ask(plan, first_of_2027).managers.front();
  CHECK(load.by_week[6].by_kind.front().low == about(0.5));
  CHECK(load.by_week[5].by_kind.front().low == about(1.0));

  plan = team_of(2);
  plan.members[0].time_off = {week};
  load = ask(plan, first_of_2027).managers.front();
  CHECK(load.by_week[6].budget.high == 0);
  CHECK(load.by_week[6].by_kind.front().low == about(1.0));
  CHECK(load.by_week[6].overflow() >= 1.0);
  // Monthly conversations move to days on which both are there.
  CHECK(load.by_week[6].asked.low < load.by_week[5].asked.low);
}

TEST_CASE("a holiday takes from the manager's hours and moves the work to the other days of its week") {
  Plan plan = team_of(1);
  plan.holidays = {{.region = "", .day = on("2027-02-10"), .name = "Carnival"}};
  const ManagerQuarter load = ask(plan, first_of_2027).managers.front();
  CHECK(load.by_week[6].budget.high == about(6 * 4 / 5.0));
  CHECK(load.by_week[6].by_kind.front().low == about(0.5));
}

TEST_CASE("what is owed to a rep whom nobody leads is not dropped") {
  Plan plan = team_of(0);
  plan.members.push_back(employed(10, "2026-01-05", "ae", std::nullopt));
  const Demand demand = ask(plan, first_of_2027);
  REQUIRE(demand.managers.size() == 1);
  CHECK_FALSE(demand.managers.front().manager.is_set());
  CHECK(demand.managers.front().budget.high == 0);
  CHECK(demand.managers.front().overflows());
}

TEST_CASE("reps who share a conversation share its hours: seven in fours are two conversations") {
  Plan plan = team_of(7);
  plan.held_together["skill_deep_dive"] = 4;
  const ManagerQuarter load = ask(plan, first_of_2027).managers.front();
  CHECK(hours_of(load, "skill_deep_dive").low == about(2 * 3 * 1.0));
}

TEST_CASE("narrowed to a manager, the manager's load is the same as among all") {
  Plan plan = team_of(3);
  plan.members.push_back(employed(2, "2020-01-06", "sales_manager", std::nullopt));
  plan.members.push_back(employed(30, "2026-05-01", "sdr", jo));
  plan.members.push_back(employed(31, "2027-02-01", "ae", jo));
  const Demand all = ask(plan, first_of_2027);
  for (const Id<Person> manager : {ana, jo}) {
    const Demand alone = ask(narrowed_to(plan, manager, first_of_2027), first_of_2027);
    REQUIRE(alone.of(manager));
    CHECK(*alone.of(manager) == *all.of(manager));
  }
}

TEST_CASE("all together is the sum of the managers asked for, what is left over too") {
  Plan plan = team_of(7);
  plan.members.push_back(employed(2, "2020-01-06", "sales_manager", std::nullopt));
  plan.members.push_back(employed(30, "2026-05-01", "sdr", jo));
  const Demand demand = ask(plan, first_of_2027);
  const Id<Person> both[] = {ana, jo};
  const ManagerQuarter sum = together(demand, both);
  CHECK(sum.asked.low == about(demand.of(ana)->asked.low + demand.of(jo)->asked.low));
  CHECK(sum.reps == 8);
  CHECK(sum.left_over == demand.of(ana)->left_over);
  CHECK(together(demand, std::span(both).first(1)).asked == demand.of(ana)->asked);
}

}  // namespace
}  // namespace backbeat::capacity
