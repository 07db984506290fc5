// Windows are local days of the rep's zone, on nights when clocks change and at the ends of years.
#include "cadence/derive.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Outcome;

TEST_CASE("a session late on a local Sunday belongs to that week, whatever day it is in UTC") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").zone = zone("America/Los_Angeles");
  team.session(ana, "2027-03-08T07:30:00Z");  // Sunday 23:30 there
  CHECK(team.states(ana, "2027-03-01", "2027-03-14", "2027-03-30T00:00:00Z") == "satisfied missed");
}

TEST_CASE("the week in which clocks go forward is an hour shorter") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").zone = zone("Europe/Berlin");
  const auto owed = team.owed(ana, "2027-03-22", "2027-03-28", "2027-03-22T09:00:00Z");
  REQUIRE(owed.size() == 1);
  CHECK(owed[0].closes - owed[0].opens == std::chrono::hours(7 * 24 - 1));
}

TEST_CASE("Lord Howe's clocks change by half an hour") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").zone = zone("Australia/Lord_Howe");
  const auto owed = team.owed(ana, "2027-03-29", "2027-04-04", "2027-03-29T09:00:00Z");
  REQUIRE(owed.size() == 1);
  CHECK(owed[0].closes - owed[0].opens == std::chrono::minutes(7 * 24 * 60 + 30));
}

TEST_CASE("the week in which Apia skipped its Friday has six days and one obligation, due before the day that never was") {
  CadenceFacts team;
  team.rule("2010-01-01", standard_rules());
  team.hire(ana, "2010-06-02").zone = zone("Pacific/Apia");
  team.session(ana, "2011-12-30T10:30:00Z");  // Saturday 2011-12-31 00:30 there
  const auto owed = team.owed(ana, "2011-12-26", "2012-01-01", "2012-02-01T00:00:00Z");
  REQUIRE(owed.size() == 1);
  CHECK(owed[0].closes - owed[0].opens == std::chrono::hours(6 * 24));
  CHECK(owed[0].due == at("2011-12-30T10:00:00Z"));
  CHECK(owed[0].state == cadence::ObligationState::satisfied);
  CHECK(owed[0].on_time == false);
}

TEST_CASE("a day without a midnight begins when clocks have changed") {
  CadenceFacts team;
  team.rule("2010-01-01", standard_rules());
  team.hire(ana, "2010-06-02").zone = zone("America/Sao_Paulo");  // 2018-11-04 began at 01:00
  team.facts.members.back().fact.left = day("2018-11-04");
  const auto owed = team.owed(ana, "2018-10-29", "2018-11-04", "2018-12-01T00:00:00Z");
  REQUIRE(owed.size() == 1);
  CHECK(owed[0].closes == at("2018-11-04T03:00:00Z"));
}

TEST_CASE("the year 2026 has a week 53, owed once, across the turn of the year") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const auto owed = team.owed(ana, "2026-12-21", "2027-01-10", "2027-01-01T12:00:00Z");
  REQUIRE(owed.size() == 3);
  CHECK(owed[1].id == ana.text() + ".weekly_one_on_one.2026-W53.1");
  CHECK(owed[1].window == cadence::Days{day("2026-12-28"), day("2027-01-03")});
  CHECK(owed[1].state == cadence::ObligationState::due);
  CHECK(owed[2].id == ana.text() + ".weekly_one_on_one.2027-W01.1");
}
