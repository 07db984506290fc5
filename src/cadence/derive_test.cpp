#include "cadence/derive.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Obligation;
using cadence::Outcome;
using playbook::Every;

// 2027-03-01 is the Monday of 2027-W09.

TEST_CASE("a rep is owed one 1:1 in each ISO week, by the manager they have") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const auto owed = team.owed(ana, "2027-03-01", "2027-03-14", "2027-02-28T12:00:00Z");
  REQUIRE(owed.size() == 2);
  CHECK(owed[0].id == ana.text() + ".weekly_one_on_one.2027-W09.1");
  CHECK(owed[0].manager == mara);
  CHECK(owed[0].window == cadence::Days{day("2027-03-01"), day("2027-03-07")});
  CHECK(owed[0].opens == at("2027-03-01T00:00:00Z"));
  CHECK(owed[0].closes == at("2027-03-08T00:00:00Z"));
  CHECK(owed[0].due == at("2027-03-06T00:00:00Z"));
  CHECK(owed[0].share == 1.0);
  CHECK(owed[0].state == cadence::ObligationState::pending);
  CHECK_FALSE(owed[0].session.is_set());
}

TEST_CASE("an obligation is pending before its window, due inside it and missed after it") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-02-28T23:59:59Z") == "pending");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-01T00:00:00Z") == "due");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-07T23:59:59Z") == "due");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-08T00:00:00Z") == "missed");
}

TEST_CASE("a session that was held satisfies the week it took place in") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const Id<Session> held = team.session(ana, "2027-03-02T10:00:00Z");
  const auto owed = team.owed(ana, "2027-03-01", "2027-03-14", "2027-03-20T00:00:00Z");
  REQUIRE(owed.size() == 2);
  CHECK(owed[0].state == cadence::ObligationState::satisfied);
  CHECK(owed[0].session == held);
  CHECK(owed[0].held_by == mara);
  CHECK(owed[0].on_time == true);
  CHECK(owed[1].state == cadence::ObligationState::missed);
  CHECK_FALSE(owed[1].on_time.has_value());
}

TEST_CASE("a session held on the weekend after the last working day satisfies, but not on time") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.session(ana, "2027-03-06T10:00:00Z");
  const auto owed = team.owed(ana, "2027-03-01", "2027-03-07", "2027-03-20T00:00:00Z");
  REQUIRE(owed.size() == 1);
  CHECK(owed[0].state == cadence::ObligationState::satisfied);
  CHECK(owed[0].on_time == false);
}

TEST_CASE("each outcome of a session has its state") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.session(ana, "2027-03-02T10:00:00Z", Outcome::held_short);
  team.session(ana, "2027-03-09T10:00:00Z", Outcome::excused);
  team.session(ana, "2027-03-16T10:00:00Z", Outcome::cancelled);
  team.session(ana, "2027-03-23T10:00:00Z", Outcome::missed);
  team.session(ana, "2027-03-30T10:00:00Z", Outcome::open);
  CHECK(team.states(ana, "2027-03-01", "2027-04-04", "2027-04-30T00:00:00Z") == "short excused cancelled missed missed");
}

TEST_CASE("a cancelled session leaves the week due until it ends, an excused one excuses it at once") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.hire(ben, "2025-06-02");
  team.session(ana, "2027-03-02T10:00:00Z", Outcome::cancelled);
  team.session(ben, "2027-03-02T10:00:00Z", Outcome::excused);
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-03T00:00:00Z") == "due");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-08T00:00:00Z") == "cancelled");
  CHECK(team.states(ben, "2027-03-01", "2027-03-07", "2027-03-03T00:00:00Z") == "excused");
}

TEST_CASE("held goes before short, short before excused, excused before cancelled") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.session(ana, "2027-03-01T10:00:00Z", Outcome::cancelled);
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-20T00:00:00Z") == "cancelled");
  team.session(ana, "2027-03-02T10:00:00Z", Outcome::excused);
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-20T00:00:00Z") == "excused");
  team.session(ana, "2027-03-03T10:00:00Z", Outcome::held_short);
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-20T00:00:00Z") == "short");
  team.session(ana, "2027-03-04T10:00:00Z", Outcome::held);
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-20T00:00:00Z") == "satisfied");
}

TEST_CASE("a second session in a week does not make up for the week before") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.session(ana, "2027-03-09T10:00:00Z");
  team.session(ana, "2027-03-11T10:00:00Z");
  CHECK(team.states(ana, "2027-03-01", "2027-03-21", "2027-03-30T00:00:00Z") == "missed satisfied missed");
}

TEST_CASE("of two sessions owed in a week one session satisfies one") {
  CadenceFacts team(rules_with(every(Every::week, 2)));
  team.hire(ana, "2025-06-02");
  team.session(ana, "2027-03-02T10:00:00Z");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-30T00:00:00Z") == "satisfied missed");
  team.session(ana, "2027-03-04T10:00:00Z");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-30T00:00:00Z") == "satisfied satisfied");
}

TEST_CASE("a pipeline review never satisfies anything, even where a cadence names it") {
  playbook::Cadence weekly = every(Every::week);
  weekly.session_type = "pipeline_review";
  CadenceFacts team(rules_with(weekly));
  team.hire(ana, "2025-06-02");
  team.session(ana, "2027-03-02T10:00:00Z", Outcome::held, "pipeline_review");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-30T00:00:00Z", "") == "");
  CadenceFacts usual;
  usual.hire(ana, "2025-06-02");
  usual.session(ana, "2027-03-02T10:00:00Z", Outcome::held, "pipeline_review");
  CHECK(usual.states(ana, "2027-03-01", "2027-03-07", "2027-03-30T00:00:00Z") == "missed");
}

TEST_CASE("what became known later is not seen") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const Instant start = at("2027-03-02T10:00:00Z");
  team.session(ana, {{.known_at = start, .starts_at = start},
                     {.known_at = start + std::chrono::hours(1), .starts_at = start, .outcome = Outcome::missed},
                     {.known_at = at("2027-03-10T00:00:00Z"), .starts_at = start, .outcome = Outcome::held}});
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-09T00:00:00Z") == "missed");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-10T00:00:00Z") == "satisfied");
}

TEST_CASE("a session is where it was last moved to, and counts its moves, as of the instant asked for") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const Instant tuesday = at("2027-03-02T10:00:00Z");
  const Instant next_week = at("2027-03-09T10:00:00Z");
  team.session(ana, {{.known_at = at("2027-02-20T00:00:00Z"), .starts_at = tuesday},
                     {.known_at = at("2027-03-01T12:00:00Z"), .starts_at = next_week, .is_move = true},
                     {.known_at = at("2027-03-09T11:00:00Z"), .starts_at = next_week, .outcome = Outcome::held}});
  const auto before = team.owed(ana, "2027-03-01", "2027-03-14", "2027-03-01T09:00:00Z");
  CHECK(before[0].session.is_set());
  CHECK(before[0].moved == 0);
  CHECK_FALSE(before[1].session.is_set());
  const auto after = team.owed(ana, "2027-03-01", "2027-03-14", "2027-03-15T00:00:00Z");
  CHECK(after[0].state == cadence::ObligationState::missed);
  CHECK(after[1].state == cadence::ObligationState::satisfied);
  CHECK(after[1].moved == 1);
}

TEST_CASE("a session said to have been held in the future is still to come") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const Instant start = at("2027-03-05T10:00:00Z");
  team.session(ana, {{.known_at = at("2027-03-01T00:00:00Z"), .starts_at = start, .outcome = Outcome::held}});
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-02T00:00:00Z") == "due");
}

TEST_CASE("a session to come is the one shown, before a cancelled one") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.session(ana, "2027-03-02T10:00:00Z", Outcome::cancelled);
  const Id<Session> again = team.session(ana, "2027-03-04T10:00:00Z");
  CHECK(team.owed(ana, "2027-03-01", "2027-03-07", "2027-03-03T00:00:00Z")[0].session == again);
}

TEST_CASE("a person nobody has told of yet is owed nothing, nor is a stranger or a role that is not coached") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  team.facts.members.back().at = at("2027-03-05T00:00:00Z");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-04T00:00:00Z") == "");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-05T00:00:00Z") == "due");
  CHECK(team.states(ben, "2027-03-01", "2027-03-07", "2027-03-05T00:00:00Z") == "");
  team.hire(cleo, "2025-06-02").assignments[0].job_role = "sales_manager";
  CHECK(team.states(cleo, "2027-03-01", "2027-03-07", "2027-03-05T00:00:00Z") == "");
}

TEST_CASE("without a playbook nothing is owed") {
  CadenceFacts team;
  team.facts.playbooks.clear();
  team.hire(ana, "2025-06-02");
  CHECK(team.states(ana, "2027-03-01", "2027-03-07", "2027-03-05T00:00:00Z") == "");
}

TEST_CASE("before it was moved behind another, a session came first") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const Id<Session> monday =
      team.session(ana, {{.known_at = at("2027-02-20T00:00:00Z"), .starts_at = at("2027-03-01T10:00:00Z")},
                         {.known_at = at("2027-02-28T00:00:00Z"), .starts_at = at("2027-03-04T10:00:00Z"), .is_move = true}});
  const Id<Session> tuesday = team.session(ana, {{.known_at = at("2027-02-20T00:00:00Z"), .starts_at = at("2027-03-02T10:00:00Z")}});
  CHECK(team.owed(ana, "2027-03-01", "2027-03-07", "2027-02-25T00:00:00Z")[0].session == monday);
  CHECK(team.owed(ana, "2027-03-01", "2027-03-07", "2027-03-01T00:00:00Z")[0].session == tuesday);
}

TEST_CASE("where windows of one type overlap, an obligation asked for alone has the session it has among all") {
  playbook::Playbook rules = rules_with(every(Every::month));
  rules.cadences.push_back(every(Every::week));
  CadenceFacts team(rules);
  team.hire(ana, "2027-02-01");
  team.session(ana, "2027-02-24T10:00:00Z");  // the week ends with the month, and the shorter period goes first
  team.session(ana, "2027-02-25T10:00:00Z");
  team.session(ana, "2027-03-02T10:00:00Z");
  CHECK(team.states(ana, "2027-02-28", "2027-02-28", "2027-04-30T00:00:00Z") == "satisfied satisfied");
  CHECK(team.states(ana, "2027-03-31", "2027-03-31", "2027-04-30T00:00:00Z") == "missed");
  CHECK(team.states(ana, "2027-03-07", "2027-03-07", "2027-04-30T00:00:00Z") == "satisfied");
}
