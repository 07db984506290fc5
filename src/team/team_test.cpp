#include "team/team.hpp"

#include <doctest/doctest.h>

namespace backbeat::team {
namespace {

using cadence::Obligation;
using cadence::ObligationState;

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}

const people::PersonRef mark{.id = Id<Person>(7), .name = "Mark"};
const people::PersonRef olaf{.id = Id<Person>(8), .name = "Olaf"};
const Instant march = *Instant::parse("2027-03-01T09:00:00Z");

Obligation in_state(ObligationState state) {
  Obligation one;
  one.state = state;
  return one;
}

people::Member rita() {
  people::Member member;
  member.id = Id<Person>(1);
  member.name = "Rita";
  member.zone = *Zone::make("Europe/Madrid");
  member.hired = day("2026-06-01");
  member.assignments = {
      {.period = {.from = day("2026-06-01"), .to = day("2027-01-01")},
       .manager = mark.id,
       .job_role = "sdr",
       .segment = {},
       .region = "EMEA"},
      {.period = {.from = day("2027-01-01"), .to = {}}, .manager = olaf.id, .job_role = "ae", .segment = {}, .region = ""}};
  return member;
}

Entry at(Instant instant, std::string key) {
  return {
      .at = instant, .kind = EntryKind::session, .key = std::move(key), .title = {}, .detail = {}, .session = {}, .state = {}, .text = {}};
}

}  // namespace

TEST_CASE("what is decided is counted in one column each; open windows are not in it") {
  const Obligation all[] = {in_state(ObligationState::satisfied),  in_state(ObligationState::satisfied),
                            in_state(ObligationState::held_short), in_state(ObligationState::excused),
                            in_state(ObligationState::cancelled),  in_state(ObligationState::missed),
                            in_state(ObligationState::pending),    in_state(ObligationState::due)};
  CHECK(count(all) == Counts{.owed = 6, .held = 2, .held_short = 1, .excused = 1, .cancelled = 1, .missed = 1});
  CHECK(count({}) == Counts{});
}

TEST_CASE("a history is hire, each assignment and leaving, at the beginning of the day where the person is") {
  people::Member member = rita();
  member.left = day("2027-02-01");
  const auto entries = entries_of(member, {mark, olaf}, march);
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].kind == EntryKind::hire);
  CHECK(entries[0].at == *Instant::parse("2026-05-31T22:00:00Z"));
  CHECK(entries[1].title == "sdr in EMEA, led by Mark");
  CHECK(entries[2].title == "ae, led by Olaf");
  CHECK(entries[2].at == *Instant::parse("2026-12-31T23:00:00Z"));
  CHECK(entries[3].kind == EntryKind::leave);
}

TEST_CASE("what has not come yet is no part of a history") {
  people::Member member = rita();
  member.left = day("2027-04-01");
  const auto entries = entries_of(member, {mark, olaf}, *Instant::parse("2026-12-31T22:59:59Z"));
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].kind == EntryKind::hire);
  CHECK(entries[1].title == "sdr in EMEA, led by Mark");
}

TEST_CASE("an assignment says what is known of it, and a manager without a name is somebody") {
  people::Assignment assignment;
  CHECK(title_of(assignment, {}) == "No role");
  assignment.manager = olaf.id;
  CHECK(title_of(assignment, {mark}) == "No role, led by somebody");
}

TEST_CASE("a history is read newest first, and what happened at one instant has one order") {
  std::vector<Entry> entries{at(march, "a"), at(march + Duration(1), "x"), at(march, "b")};
  sort(entries);
  CHECK(entries[0].key == "x");
  CHECK(entries[1].key == "b");
  CHECK(entries[2].key == "a");
}

}  // namespace backbeat::team
