#include "cadence/view.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Cell;
using cadence::Outcome;
using cadence::WeekKept;
using playbook::Every;
using std::chrono::days;

namespace {

cadence::View view(const CadenceFacts& team, std::string_view first_monday, int weeks, std::string_view as_of,
                   std::string_view kind = "weekly_one_on_one") {
  const cadence::Ledger ledger(team.facts);
  return cadence::view_of(ledger, {.first_monday = day(first_monday), .weeks = weeks, .as_of = at(as_of), .kind = std::string(kind)});
}

}  // namespace

TEST_CASE("each week counts what was owed and what became of it") {
  CadenceFacts team;
  for (const Id<Person> rep : {ana, ben, cleo}) team.hire(rep, "2025-06-02");
  team.session(ana, "2027-03-02T10:00:00Z");
  team.session(ben, "2027-03-03T10:00:00Z", Outcome::held_short);
  team.session(cleo, "2027-03-03T10:00:00Z", Outcome::cancelled);
  team.session(ana, "2027-03-09T10:00:00Z", Outcome::excused);
  const cadence::View seen = view(team, "2027-03-01", 2, "2027-03-10T12:00:00Z");
  REQUIRE(seen.managers.size() == 1);
  const cadence::ManagerRow& row = seen.managers[0];
  CHECK(row.manager == mara);
  CHECK(row.reps == 3);
  CHECK(row.cells[0] == Cell{.owed = 3, .held = 1, .held_short = 1, .cancelled = 1});
  CHECK(row.cells[1] == Cell{.owed = 3, .excused = 1, .pending = 2});
  CHECK(row.total.owed == 6);
  CHECK(row.total.rate()->n == 4);
  CHECK(row.total.rate()->value == doctest::Approx(0.25));
}

TEST_CASE("a session held by somebody else than the one who owes it is delegated, and a moved one is counted as moved") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const Instant start = at("2027-03-02T10:00:00Z");
  team.session(ana,
               {{.known_at = start - days(7), .starts_at = start},
                {.known_at = start - days(1), .starts_at = start + days(1), .is_move = true},
                {.known_at = start + days(1), .starts_at = start + days(1), .outcome = Outcome::held}},
               "weekly_one_on_one", noor);
  const cadence::View seen = view(team, "2027-03-01", 1, "2027-03-20T00:00:00Z");
  REQUIRE(seen.managers.size() == 1);
  CHECK(seen.managers[0].manager == mara);
  CHECK(seen.managers[0].cells[0] == Cell{.owed = 1, .held = 1, .moved = 1, .delegated = 1});
}

TEST_CASE("leavers and former managers stay in") {
  CadenceFacts team;
  people::Member& member = team.hire(ana, "2025-06-02");
  people::Assignment next = member.assignments[0];
  member.assignments[0].period.to = day("2027-03-08");
  next.period.from = day("2027-03-08");
  next.manager = noor;
  member.assignments.push_back(next);
  team.hire(ben, "2025-06-02").left = day("2027-03-08");
  const cadence::View seen = view(team, "2027-03-01", 2, "2027-03-30T00:00:00Z");
  REQUIRE(seen.managers.size() == 2);
  CHECK(seen.managers[0].manager == mara);
  CHECK(seen.managers[0].total.owed == 2);
  CHECK(seen.managers[1].manager == noor);
  CHECK(seen.managers[1].total.owed == 1);
}

TEST_CASE("a monthly obligation stands in the week in which its window ends") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02");
  const cadence::View seen = view(team, "2027-03-22", 2, "2027-03-30T00:00:00Z", "skill_deep_dive");
  REQUIRE(seen.managers.size() == 1);
  CHECK(seen.managers[0].cells[0].owed == 0);
  CHECK(seen.managers[0].cells[1].owed == 1);
}

TEST_CASE("weeks without are counted back from the last closed week to the last one kept, weeks away passed over") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").time_off = {{day("2027-03-15"), day("2027-03-19"), people::TimeOffReason::pto}};
  team.hire(ben, "2025-06-02").left = day("2027-03-01");
  team.session(ana, "2027-03-02T10:00:00Z");
  const cadence::View seen = view(team, "2027-02-01", 9, "2027-03-31T12:00:00Z");
  REQUIRE(seen.gaps.size() == 1);  // ben left: nobody owes him anything now
  CHECK(seen.gaps[0] == cadence::Gap{.rep = ana, .manager = mara, .weeks = 2});
  CHECK(seen.managers[0].weeks_without == 2);
}

TEST_CASE("weeks with nothing owed neither add to a gap nor end it") {
  using enum WeekKept;
  CHECK(cadence::weeks_without(std::vector<WeekKept>{}) == 0);
  CHECK(cadence::weeks_without(std::vector{kept, not_kept, nothing_owed, not_kept, nothing_owed}) == 2);
  CHECK(cadence::weeks_without(std::vector{not_kept, not_kept, kept}) == 0);
}

TEST_CASE("a launch that decays by more than chance is surfaced, one that keeps up or is too small to tell is not") {
  std::vector<Cell> weeks(10);
  const LocalDate monday = day("2027-01-04");
  for (std::size_t week = 2; week < 10; ++week) weeks[week] = {.owed = 8, .held = week < 6 ? 8U : 3U, .missed = week < 6 ? 0U : 5U};
  const auto decay = cadence::decay_of(weeks, 8, monday);
  REQUIRE(decay.has_value());
  CHECK(decay->launched == day("2027-01-18"));
  CHECK(decay->first.n == 32);
  CHECK(decay->since.n == 16);
  CHECK_FALSE(cadence::decay_of(weeks, 6, monday).has_value());  // nothing after the first four weeks is closed
  for (std::size_t week = 2; week < 10; ++week) weeks[week] = {.owed = 1, .held = week < 5 ? 1U : 0U, .missed = week < 5 ? 0U : 1U};
  CHECK_FALSE(cadence::decay_of(weeks, 7, monday).has_value());  // three of four, then none of one
  for (std::size_t week = 0; week < 10; ++week) weeks[week] = {.owed = 8, .held = 8};
  CHECK_FALSE(cadence::decay_of(weeks, 10, monday).has_value());
  CHECK_FALSE(cadence::decay_of(std::vector<Cell>(10), 10, monday).has_value());
}

TEST_CASE("what nobody owes has a row of its own") {
  CadenceFacts team;
  team.hire(ana, "2025-06-02").assignments[0].manager.reset();
  const cadence::View seen = view(team, "2027-03-01", 1, "2027-03-30T00:00:00Z");
  REQUIRE(seen.managers.size() == 1);
  CHECK_FALSE(seen.managers[0].manager.is_set());
  CHECK(seen.managers[0].total.missed == 1);
}

TEST_CASE("an organisation without people has an empty view") {
  const CadenceFacts team;
  const cadence::View seen = view(team, "2027-03-01", 3, "2027-03-30T00:00:00Z");
  CHECK(seen.mondays.size() == 3);
  CHECK(seen.managers.empty());
  CHECK(seen.gaps.empty());
}
