#include "cadence/ledger.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Outcome;

TEST_CASE("people are numbered by id, those only named by others after them") {
  CadenceFacts team;
  team.hire(cleo, "2026-01-01", noor);
  team.hire(ana, "2026-01-01", mara);
  team.session(ana, "2027-03-02T10:00:00Z", Outcome::held, "weekly_one_on_one", Id<Person>(99));
  const cadence::Ledger ledger(team.facts);
  CHECK(ledger.people() == 2);
  CHECK(ledger.everybody() == 5);
  CHECK(ledger.index_of(ana) == 0U);
  CHECK(ledger.index_of(cleo) == 1U);
  for (const Id<Person> other : {mara, noor, Id<Person>(99)}) {
    REQUIRE(ledger.index_of(other).has_value());
    CHECK(*ledger.index_of(other) >= ledger.people());
    CHECK(ledger.id_of(*ledger.index_of(other)) == other);
  }
  CHECK_FALSE(ledger.index_of(ben).has_value());
  CHECK_FALSE(ledger.id_of(cadence::nobody).is_set());
}

TEST_CASE("of a person's records the last one known by then counts, and before the first there is none") {
  CadenceFacts team;
  team.hire(ana, "2026-01-01");
  team.facts.members.back().at = at("2027-01-01T00:00:00Z");
  team.hire(ana, "2026-02-01");
  team.facts.members.back().at = at("2027-02-01T00:00:00Z");
  const cadence::Ledger ledger(team.facts);
  CHECK(ledger.people() == 1);
  CHECK(ledger.record_of(0, at("2026-12-31T23:59:59Z")) == nullptr);
  CHECK(ledger.record_of(0, at("2027-01-01T00:00:00Z"))->hired == day("2026-01-01"));
  CHECK(ledger.record_of(0, at("2027-02-01T00:00:00Z"))->hired == day("2026-02-01"));
}

TEST_CASE("stints and time off come by their first day, whatever order they were given in") {
  CadenceFacts team;
  people::Member& member = team.hire(ana, "2026-01-01");
  people::Assignment later = member.assignments[0];
  later.period.from = day("2026-06-01");
  member.assignments[0].period.to = day("2026-06-01");
  member.assignments.insert(member.assignments.begin(), later);
  member.time_off = {{day("2026-08-01"), day("2026-08-02"), {}}, {day("2026-02-01"), day("2026-02-02"), {}}};
  const cadence::Ledger ledger(team.facts);
  const cadence::Record* record = ledger.record_of(0, at("2027-01-01T00:00:00Z"));
  CHECK(record->stints[0].period.from == day("2026-01-01"));
  CHECK(record->stints[1].period.from == day("2026-06-01"));
  CHECK(record->time_off[0].first == day("2026-02-01"));
}

TEST_CASE("sessions are seen as they were known, by kind and in order of time; those of strangers are left out") {
  CadenceFacts team;
  team.hire(ana, "2026-01-01");
  const Id<Session> second = team.session(ana, "2027-03-09T10:00:00Z");
  const Id<Session> first = team.session(ana, "2027-03-02T10:00:00Z", Outcome::held_short);
  team.session(ana, "2027-03-03T10:00:00Z", Outcome::held, "skill_deep_dive");
  team.session(ben, "2027-03-03T10:00:00Z");
  const cadence::Ledger ledger(team.facts);
  std::vector<cadence::SeenSession> seen;
  const auto see = [&](std::string_view kind, Instant as_of) {
    cadence::NextTurn turn{.after = as_of};
    ledger.sessions_of(0, kind, turn, seen);
  };
  see("weekly_one_on_one", at("2027-03-31T00:00:00Z"));
  REQUIRE(seen.size() == 2);
  CHECK(ledger.session_id(seen[0].row) == first);
  CHECK(seen[0].outcome == Outcome::held_short);
  CHECK(ledger.session_id(seen[1].row) == second);
  see("weekly_one_on_one", at("2027-03-01T00:00:00Z"));
  CHECK(seen.size() == 1);  // the second is not planned for another day
  CHECK(seen[0].outcome == Outcome::open);
  see("weekly_one_on_one", at("2027-02-01T00:00:00Z"));
  CHECK(seen.empty());
  see("no_such_kind", at("2027-03-31T00:00:00Z"));
  CHECK(seen.empty());
}

TEST_CASE("a session cancelled ahead of its time is cancelled already, one said to be held ahead of it is not held") {
  CadenceFacts team;
  team.hire(ana, "2026-01-01");
  const Instant start = at("2027-03-05T10:00:00Z");
  team.session(ana, {{.known_at = start - std::chrono::days(5), .starts_at = start, .outcome = Outcome::cancelled}});
  team.session(ana, {{.known_at = start - std::chrono::days(5), .starts_at = start + Duration(1), .outcome = Outcome::held}});
  const cadence::Ledger ledger(team.facts);
  std::vector<cadence::SeenSession> seen;
  const auto see = [&](std::string_view kind, Instant as_of) {
    cadence::NextTurn turn{.after = as_of};
    ledger.sessions_of(0, kind, turn, seen);
  };
  see("weekly_one_on_one", start - std::chrono::days(1));
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].outcome == Outcome::cancelled);
  CHECK(seen[1].outcome == Outcome::open);
}

TEST_CASE("a ledger with the sessions of one rep renewed shares the others', and keeps those renewed before") {
  CadenceFacts team;
  team.hire(ana, "2026-01-01");
  team.hire(ben, "2026-01-01");
  team.hire(cleo, "2026-01-01");
  for (const Id<Person> rep : {ana, ben, cleo}) team.session(rep, "2027-03-02T10:00:00Z");
  const cadence::Ledger first(team.facts);
  const auto with = [](const cadence::Ledger& before, Id<Person> rep, Id<Session> id) {
    const cadence::SessionStep step{.known_at = at("2027-03-01T10:00:00Z"), .starts_at = at("2027-03-04T10:00:00Z")};
    cadence::Sessions sessions;
    before.give_back(*before.index_of(rep), sessions);
    sessions.add({.id = id, .kind = "skill_deep_dive", .rep = rep, .held_by = mara, .steps = {&step, 1}});
    return std::make_unique<const cadence::Ledger>(before, std::vector{rep}, std::move(sessions));
  };
  const auto second = with(first, ben, Id<Session>(901));
  const auto third = with(*second, cleo, Id<Session>(902));
  const auto count = [](const cadence::Ledger& ledger, Id<Person> rep, std::string_view kind) {
    cadence::NextTurn turn{.after = at("2027-03-31T00:00:00Z")};
    std::vector<cadence::SeenSession> seen;
    ledger.sessions_of(*ledger.index_of(rep), kind, turn, seen);
    for (const auto& session : seen) CHECK(ledger.id_of(ledger.held_by(session.row)) == mara);
    return seen.size();
  };
  for (const Id<Person> rep : {ana, ben, cleo}) CHECK(count(*third, rep, "weekly_one_on_one") == 1);
  CHECK(count(*third, ana, "skill_deep_dive") == 0);
  CHECK(count(*third, ben, "skill_deep_dive") == 1);
  CHECK(count(*third, cleo, "skill_deep_dive") == 1);
  CHECK(count(*second, cleo, "skill_deep_dive") == 0);
  CHECK(first.unsettled() == 0);
  CHECK(third->unsettled() > second->unsettled());
}

TEST_CASE("other people over the same sessions: they stay with their rep, whoever came between") {
  CadenceFacts team;
  team.hire(ana, "2026-01-01");
  team.hire(cleo, "2026-01-01");
  const Id<Session> held = team.session(cleo, "2027-03-02T10:00:00Z");
  const cadence::Ledger before(team.facts);
  team.hire(ben, "2026-06-01");
  cadence::Facts facts = team.facts;
  facts.sessions = {};
  const cadence::Ledger after(before, std::move(facts));
  CHECK(after.people() == 3);
  cadence::NextTurn turn{.after = at("2027-03-01T00:00:00Z")};
  std::vector<cadence::SeenSession> seen;
  after.sessions_of(*after.index_of(cleo), "weekly_one_on_one", turn, seen);
  REQUIRE(seen.size() == 1);
  CHECK(after.session_id(seen[0].row) == held);
  CHECK(turn.at == at("2027-03-02T10:00:00Z"));
}

TEST_CASE("a ledger of nothing is empty") {
  const cadence::Ledger ledger(cadence::Facts{});
  CHECK(ledger.people() == 0);
  CHECK(ledger.everybody() == 0);
}
