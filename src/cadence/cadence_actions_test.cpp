// Who sees which counts and rows, and that what they see follows the facts. The people are those of session_world_test.hpp.
#include "cadence/cadence_actions.hpp"

#include "cadence/cadence_world_test.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using std::chrono::days;
using std::chrono::minutes;

using cadence::CadenceWorld;

TEST_CASE_FIXTURE(CadenceWorld,
                  "counts: a leader sees the managers below, a manager the own row, who may see cadence all; a rep is refused") {
  // Mark leads Rita and Rob, Lena leads Mark and Olaf; nobody leads Lena and the staff.
  CHECK(managers_seen_by(as(mark)) == std::vector{mark});
  CHECK(managers_seen_by(as(lena)) == std::vector{lena, mark});
  CHECK(managers_seen_by(as(olaf)).empty());
  for (const Id<Person> who : {rita, ada}) CHECK(session::code_of(cadences.view(as(who), {})) == "forbidden");
  for (const Id<Person> who : {eva, remo, xenia}) CHECK(managers_seen_by(as(who)) == std::vector{Id<Person>(), lena, mark});
  CHECK(managers_seen_by(as_token(mark)) == std::vector{mark});
}

TEST_CASE_FIXTURE(CadenceWorld, "rows: for the manager, those above and who may see sessions; for everybody else there are none") {
  const auto id = talk();
  for (const Id<Person> who : {mark, lena, eva, remo}) {
    const auto rows = cadences.week(as(who), mark, this_week(), "weekly_one_on_one");
    REQUIRE_MESSAGE(rows, session::code_of(rows));
    REQUIRE(rows->size() == 2);
    CHECK((*rows)[0].rep.name == "Rita");
    CHECK((*rows)[0].owed.session == id);
    CHECK((*rows)[0].owed.state == cadence::ObligationState::satisfied);
    CHECK((*rows)[0].planned_minutes == 30);
    CHECK((*rows)[0].held_minutes == 30);
    CHECK((*rows)[1].rep.name == "Rob");
    CHECK_FALSE((*rows)[1].held_minutes.has_value());
  }
  for (const Id<Person> who : {rita, rob, olaf, ada, xenia})
    CHECK(session::code_of(cadences.week(as(who), mark, this_week(), "")) == "not_found");
  CHECK(session::code_of(cadences.week(as(remo), Id<Person>(4711), this_week(), "")) == "not_found");
}

TEST_CASE_FIXTURE(CadenceWorld, "owed: for oneself, those above and who may see sessions") {
  for (const Id<Person> who : {rita, mark, lena, eva, remo}) {
    const auto owed = cadences.owed(as(who), rita, std::nullopt);
    REQUIRE_MESSAGE(owed, session::code_of(owed));
    CHECK(!owed->rows.empty());
    CHECK(owed->rows.front().rep.id == rita);
  }
  for (const Id<Person> who : {rob, olaf, ada, xenia}) CHECK(session::code_of(cadences.owed(as(who), rita, std::nullopt)) == "not_found");
  const auto own = cadences.owed(as(rita), std::nullopt, std::nullopt);
  REQUIRE(own);
  for (const auto& row : own->rows) CHECK(row.rep.id == rita);
}

TEST_CASE_FIXTURE(CadenceWorld, "nothing of another organisation is seen or counted") {
  const Id<Org> other = other_organisation();
  REQUIRE(db->write([&](sql::Transaction& tx) { return playbook::install_default(tx, other, LocalDate::from_days(20000), clock.now()); }));
  const auto seen = cadences.view(access.operator_of(other), {});
  REQUIRE(seen);
  CHECK(seen->view.managers.empty());
  CHECK(session::code_of(cadences.owed(access.operator_of(other), rita, std::nullopt)) == "not_found");
}

TEST_CASE_FIXTURE(CadenceWorld, "a conversation counts from the moment it was held, and the next request sees it") {
  CHECK(week_of_mark() == cadence::Cell{.owed = 2, .pending = 2});
  talk();
  CHECK(week_of_mark() == cadence::Cell{.owed = 2, .held = 1, .pending = 1});
  const auto moved = weekly(in(minutes(60)));
  REQUIRE(sessions.cancel(as(mark), moved, "A customer"));
  CHECK(week_of_mark() == cadence::Cell{.owed = 2, .held = 1, .pending = 1});
  pass(days(7));
  const auto seen =
      cadences.view(as(mark), {.until = IsoWeek::of(LocalDate::parse("2027-03-01").value()), .weeks = 1, .kind = "weekly_one_on_one"});
  REQUIRE(seen);
  CHECK(seen->view.managers.front().total == cadence::Cell{.owed = 2, .held = 1, .missed = 1});
}

TEST_CASE_FIXTURE(CadenceWorld, "a ledger kept from before is brought up to what a fresh one reads") {
  const auto read = [&](cadence::Ledgers& from) { return db->read([&](sql::Reader& reader) { return from.of(reader, org); }); };
  const auto before = read(ledgers);
  CHECK(read(ledgers) == before);  // nothing changed: the same one
  talk();
  weekly(in(days(7)));
  const auto kept = read(ledgers);
  CHECK(kept != before);
  cadence::Ledgers fresh(access);
  const auto anew = read(fresh);
  const cadence::Query query{.range = {LocalDate::parse("2027-02-01").value(), LocalDate::parse("2027-04-30").value()},
                             .as_of = in(days(20))};
  cadence::Derivation ours(*kept, query);
  cadence::Derivation theirs(*anew, query);
  CHECK(ours.obligations_of(rita).size() > 12);
  CHECK(ours.obligations_of(rita) == theirs.obligations_of(rita));
}

TEST_CASE_FIXTURE(CadenceWorld, "what was known at an instant can be asked for later, an instant to come can not") {
  const Instant before = clock.now();
  talk();
  const auto state_at = [&](std::optional<Instant> as_of) {
    const auto owed = cadences.owed(as(rita), std::nullopt, as_of);
    REQUIRE(owed);
    for (const auto& row : owed->rows)
      if (row.owed.kind == "weekly_one_on_one" && row.owed.window.holds(LocalDate::parse("2027-03-01").value())) return row.owed.state;
    return cadence::ObligationState::pending;
  };
  CHECK(state_at(before) == cadence::ObligationState::due);
  CHECK(state_at(std::nullopt) == cadence::ObligationState::satisfied);
  CHECK(session::code_of(cadences.owed(as(rita), std::nullopt, in(minutes(1)))) == "invalid_value");
}

TEST_CASE_FIXTURE(CadenceWorld, "reps without a 1:1 for three weeks are surfaced, by name only to those who may see sessions") {
  pass(days(23));
  const auto seen_by = [&](Id<Person> who) {
    auto seen = cadences.view(as(who), {.until = {}, .weeks = 8, .kind = "weekly_one_on_one"});
    REQUIRE(seen);
    for (auto& without : seen->without)
      if (without.manager == mark) return std::move(without.gaps);
    return std::vector<cadence::Gap>();
  };
  for (const Id<Person> who : {mark, lena, eva}) {
    const auto gaps = seen_by(who);
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0].weeks >= 3);
    CHECK(gaps[0].rep.is_set());
  }
  const auto counted = seen_by(xenia);
  REQUIRE(counted.size() == 2);
  CHECK_FALSE(counted[0].rep.is_set());
  CHECK_FALSE(counted[1].rep.is_set());
}

TEST_CASE_FIXTURE(CadenceWorld, "a manager who left stays with the one they reported to") {
  change("UPDATE assignment SET to_day = 20850 WHERE org_id = ? AND person_id = ?", org, mark);  // 2027-02-01, a month ago
  change("UPDATE person SET left_on = 20850 WHERE org_id = ? AND person_id = ?", org, mark);
  const auto seen = cadences.view(as(lena), {.until = IsoWeek{2027, 4}, .weeks = 1, .kind = "weekly_one_on_one"});
  REQUIRE(seen);
  CHECK(std::ranges::find(seen->view.managers, mark, &cadence::ManagerRow::manager) != seen->view.managers.end());
  const auto elsewhere = cadences.view(as(olaf), {.until = IsoWeek{2027, 4}, .weeks = 1, .kind = "weekly_one_on_one"});
  REQUIRE(elsewhere);
  CHECK(elsewhere->view.managers.empty());
}

TEST_CASE_FIXTURE(CadenceWorld, "a kind that the playbook does not have and a number of weeks that is none are refused by name") {
  const auto unknown = cadences.view(as(lena), {.until = {}, .weeks = 13, .kind = "weekly_lunch"});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().field == "kind");
  const auto none = cadences.view(as(lena), {.until = {}, .weeks = 0, .kind = ""});
  REQUIRE_FALSE(none);
  CHECK(none.error().field == "weeks");
}

TEST_CASE_FIXTURE(CadenceWorld, "the file has a record for each manager and week that the viewer sees") {
  talk();
  const auto file = cadences.csv(as(mark), {.until = {}, .weeks = 2, .kind = "weekly_one_on_one"});
  REQUIRE(file);
  CHECK(*file ==
        "week,monday,manager,manager_id,owed,held,short,excused,cancelled,missed,pending,moved,delegated\r\n"
        "2027-W08,2027-02-22,Mark," +
            mark.text() +
            ",2,0,0,0,0,2,0,0,0\r\n"
            "2027-W09,2027-03-01,Mark," +
            mark.text() + ",2,1,0,0,0,0,1,0,0\r\n");
}
