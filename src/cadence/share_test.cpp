// Who is owed how much: hires, leavers, changed managers, crossed bands, time away, and which version of the rules judges.
#include "cadence/derive.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Days;
using cadence::Outcome;
using playbook::Every;

TEST_CASE("a hire is owed the 1:1 of the first week from three of its five weekdays on") {
  CadenceFacts team;
  team.hire(ana, "2027-03-03");  // a Wednesday
  team.hire(ben, "2027-03-04");
  const auto owed = team.owed(ana, "2027-03-01", "2027-03-07", "2027-03-10T00:00:00Z");
  REQUIRE(owed.size() == 1);
  CHECK(owed[0].window == Days{day("2027-03-03"), day("2027-03-07")});
  CHECK(owed[0].share == doctest::Approx(0.6));
  CHECK(team.owed(ben, "2027-03-01", "2027-03-07", "2027-03-10T00:00:00Z").empty());
  CHECK(team.owed(ben, "2027-03-08", "2027-03-14", "2027-03-10T00:00:00Z").size() == 1);
}

TEST_CASE("a leaver is owed the 1:1 of the last week until the day they left, and nothing after") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").left = day("2027-03-04");  // Wednesday was the last day
  team.hire(ben, "2025-06-02").left = day("2027-03-03");
  const auto owed = team.owed(ana, "2027-02-22", "2027-03-31", "2027-03-30T00:00:00Z");
  REQUIRE(owed.size() == 2);
  CHECK(owed[1].window == Days{day("2027-03-01"), day("2027-03-03")});
  CHECK(owed[1].closes == at("2027-03-04T00:00:00Z"));
  CHECK(team.owed(ben, "2027-02-22", "2027-03-31", "2027-03-30T00:00:00Z").size() == 1);
}

TEST_CASE("after a change of manager inside a week the one at its end owes it, and a session with the former one satisfies it") {
  CadenceFacts team;
  people::Member& member = team.hire(ana, "2025-06-02");
  people::Assignment next = member.assignments[0];
  member.assignments[0].period.to = day("2027-03-04");
  next.period.from = day("2027-03-04");
  next.manager = noor;
  member.assignments.push_back(next);
  team.session(ana, "2027-03-02T10:00:00Z", Outcome::held, "weekly_one_on_one", mara);
  const auto owed = team.owed(ana, "2027-02-22", "2027-03-07", "2027-03-30T00:00:00Z");
  REQUIRE(owed.size() == 2);
  CHECK(owed[0].manager == mara);
  CHECK(owed[1].manager == noor);
  CHECK(owed[1].held_by == mara);
  CHECK(owed[1].state == cadence::ObligationState::satisfied);
}

TEST_CASE("a rep without a manager is owed by nobody, visibly") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").assignments[0].manager.reset();
  const auto owed = team.owed(ana, "2027-03-01", "2027-03-07", "2027-03-30T00:00:00Z");
  REQUIRE(owed.size() == 1);
  CHECK_FALSE(owed[0].manager.is_set());
}

TEST_CASE("a band crossed in mid-quarter adds up pro rata") {
  // Two a quarter while new, none later; hired 2026-08-16, so the band ends on 2027-02-16: 33 of the quarter's 64 weekdays are new (32
  // after).
  CadenceFacts team(rules_with(every(Every::quarter, 2, {"new_hire"})));
  team.hire(ana, "2026-08-16");
  const auto owed = team.owed(ana, "2027-01-01", "2027-03-31", "2027-04-30T00:00:00Z");
  REQUIRE(owed.size() == 1);  // 2 x 32/64 = 1.0
  CHECK(owed[0].window == Days{day("2027-01-01"), day("2027-02-15")});

  playbook::Playbook rules = rules_with(every(Every::quarter, 2, {"new_hire"}));
  rules.cadences.push_back(every(Every::quarter, 4, {"tenured"}));
  CadenceFacts both(rules);
  both.hire(ana, "2026-08-16");
  CHECK(both.owed(ana, "2027-01-01", "2027-03-31", "2027-04-30T00:00:00Z").size() == 3);  // 2 x 1/2 + 4 x 1/2
}

TEST_CASE("a week away is excused, not taken away; half a week away is not excused") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").time_off = {{day("2027-03-01"), day("2027-03-05"), people::TimeOffReason::pto},
                                           {day("2027-03-08"), day("2027-03-11"), people::TimeOffReason::sickness}};
  CHECK(team.states(ana, "2027-03-01", "2027-03-14", "2027-03-30T00:00:00Z") == "excused missed");
  CHECK(team.states(ana, "2027-03-01", "2027-03-14", "2027-02-20T00:00:00Z") == "pending pending");
  const auto owed = team.owed(ana, "2027-03-08", "2027-03-14", "2027-03-30T00:00:00Z");
  CHECK(owed[0].due == at("2027-03-13T00:00:00Z"));
}

TEST_CASE("a session held in a week away still satisfies it") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").time_off = {{day("2027-03-01"), day("2027-03-05"), people::TimeOffReason::pto}};
  team.session(ana, "2027-03-02T10:00:00Z");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-30T00:00:00Z") == "satisfied");
}

TEST_CASE("holidays of the rep's region move the due day forward, and a week of them excuses") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.hire(ben, "2025-06-02").assignments[0].region = "de";
  team.holiday("2027-03-25").holiday("2027-03-26", "");
  CHECK(team.owed(ana, "2027-03-22", "2027-03-28", "2027-03-22T09:00:00Z")[0].due == at("2027-03-25T00:00:00Z"));
  CHECK(team.owed(ben, "2027-03-22", "2027-03-28", "2027-03-22T09:00:00Z")[0].due == at("2027-03-26T00:00:00Z"));
  team.holiday("2027-03-22").holiday("2027-03-23").holiday("2027-03-24");
  CHECK(team.states(ana, "2027-03-22", "2027-03-28", "2027-03-30T00:00:00Z") == "excused");
  CHECK(team.states(ben, "2027-03-22", "2027-03-28", "2027-03-30T00:00:00Z") == "missed");
}

TEST_CASE("two thirds of a quarter away excuse one of two, the later one") {
  CadenceFacts team(rules_with(every(Every::quarter, 2)));
  team.hire(ana, "2025-06-02").time_off = {{day("2027-01-01"), day("2027-02-28"), people::TimeOffReason::leave}};
  CHECK(team.states(ana, "2027-01-01", "2027-03-31", "2027-04-30T00:00:00Z") == "missed excused");
  team.session(ana, "2027-03-10T10:00:00Z");
  CHECK(team.states(ana, "2027-01-01", "2027-03-31", "2027-04-30T00:00:00Z") == "satisfied excused");
  team.session(ana, "2027-03-17T10:00:00Z");
  CHECK(team.states(ana, "2027-01-01", "2027-03-31", "2027-04-30T00:00:00Z") == "satisfied satisfied");
}

TEST_CASE("ramp check-ins are owed around days 30, 60 and 90 after hire, while with us") {
  CadenceFacts team;
  team.hire(ana, "2027-01-04");
  team.session(ana, "2027-02-05T10:00:00Z", Outcome::held, "ramp_check_in");
  const auto owed = team.owed(ana, "2027-01-01", "2027-12-31", "2027-03-20T00:00:00Z", "ramp_check_in");
  REQUIRE(owed.size() == 3);
  CHECK(owed[0].id == ana.text() + ".ramp_check_in.day.30");
  CHECK(owed[0].window == Days{day("2027-01-27"), day("2027-02-10")});
  CHECK(owed[0].state == cadence::ObligationState::satisfied);
  CHECK(owed[1].state == cadence::ObligationState::missed);
  CHECK(owed[2].state == cadence::ObligationState::pending);
  team.hire(ben, "2027-01-04").left = day("2027-03-08");  // after day 60, within its window
  const auto left = team.owed(ben, "2027-01-01", "2027-12-31", "2027-03-20T00:00:00Z", "ramp_check_in");
  REQUIRE(left.size() == 2);
  CHECK(left[1].window == Days{day("2027-02-26"), day("2027-03-07")});
}

TEST_CASE("an old week is judged by the version in force on its first day, as published by then") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.rule("2027-03-10", rules_with(every(Every::week, 2)), at("2027-03-05T00:00:00Z"));
  CHECK(team.owed(ana, "2027-03-08", "2027-03-14", "2027-03-30T00:00:00Z").size() == 1);
  CHECK(team.owed(ana, "2027-03-15", "2027-03-21", "2027-03-30T00:00:00Z").size() == 2);
  CHECK(team.owed(ana, "2027-03-15", "2027-03-21", "2027-03-04T00:00:00Z").size() == 1);
  // Published again for the same day: the later one counts, from when it was known.
  team.rule("2027-03-10", rules_with(every(Every::week, 3)), at("2027-03-20T00:00:00Z"));
  CHECK(team.owed(ana, "2027-03-15", "2027-03-21", "2027-03-19T00:00:00Z").size() == 2);
  CHECK(team.owed(ana, "2027-03-15", "2027-03-21", "2027-03-30T00:00:00Z").size() == 3);
}

TEST_CASE("before the first playbook nothing is owed, so that nobody begins with weeks behind them") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.facts.playbooks.front().fact.effective_from = day("2027-03-10");
  CHECK(team.owed(ana, "2027-02-01", "2027-03-07", "2027-03-30T00:00:00Z").empty());
  CHECK(team.owed(ana, "2027-03-08", "2027-03-14", "2027-03-30T00:00:00Z").empty());
  CHECK(team.owed(ana, "2027-03-15", "2027-03-21", "2027-03-30T00:00:00Z").size() == 1);
}

TEST_CASE("quarters are fiscal and months are the calendar's") {
  CadenceFacts team;
  team.facts.fiscal_first_month = 2;
  team.hire(ana, "2025-06-02");
  const auto quarters = team.owed(ana, "2027-01-01", "2027-06-30", "2027-01-01T00:00:00Z", "quarterly_reset");
  REQUIRE(quarters.size() == 2);
  CHECK(quarters[0].window == Days{day("2026-11-01"), day("2027-01-31")});
  CHECK(quarters[1].window == Days{day("2027-02-01"), day("2027-04-30")});
  const auto months = team.owed(ana, "2027-01-01", "2027-06-30", "2027-01-01T00:00:00Z", "skill_deep_dive");
  CHECK(months.size() == 6);
  CHECK(months[1].window == Days{day("2027-02-01"), day("2027-02-28")});
}

TEST_CASE("where weekly turns into every two weeks at a band, one session satisfies one obligation") {
  playbook::Playbook rules = rules_with(every(Every::week, 1, {"new_hire"}));
  rules.cadences.push_back(every(Every::two_weeks, 1, {"tenured"}));
  CadenceFacts team(rules);
  team.hire(ana, "2026-09-03");  // six months on Wednesday 2027-03-03
  team.session(ana, "2027-02-23T10:00:00Z");
  team.session(ana, "2027-03-04T10:00:00Z");
  const auto owed = team.owed(ana, "2027-02-22", "2027-03-21", "2027-04-30T00:00:00Z");
  // The week of the crossing is new for two days of five (nothing owed), its two weeks are tenured for eight of ten.
  std::string told;
  for (const auto& one : owed)
    told += one.window.first.text() + "/" + one.window.last.text() + " " + std::string(name_of(one.state)) + "; ";
  CHECK(told == "2027-02-22/2027-02-28 satisfied; 2027-03-03/2027-03-14 satisfied; ");
}

TEST_CASE("exactly half a period is rounded up") {
  CadenceFacts team(rules_with(every(Every::two_weeks)));
  team.hire(ana, "2027-03-08");  // the second Monday of two weeks
  team.hire(ben, "2027-03-09");
  CHECK(team.owed(ana, "2027-03-01", "2027-03-14", "2027-03-30T00:00:00Z").size() == 1);
  CHECK(team.owed(ben, "2027-03-01", "2027-03-14", "2027-03-30T00:00:00Z").empty());
}
