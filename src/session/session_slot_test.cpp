#include "session/session_slot.hpp"

#include <doctest/doctest.h>

namespace backbeat::session {
namespace {

people::Member member(std::string_view zone) {
  people::Member made;
  made.zone = Zone::make(zone).value();
  made.hired = LocalDate::parse("2020-01-01").value();
  made.assignments.push_back({.period = {.from = made.hired, .to = {}}, .manager = {}, .job_role = "ae", .segment = {}, .region = "ES"});
  return made;
}

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

SessionState planned_for(std::string_view text) {
  SessionState state;
  state.starts_at = at(text);
  return state;
}

std::string next(const SessionState& state, const people::Member& manager, const people::Member& rep, std::string_view now,
                 const std::vector<people::Holiday>& holidays = {}) {
  const auto slot = next_slot(state, manager, rep, holidays, at(now));
  return slot ? slot->text() : "none";
}

TEST_CASE("a local time that the clocks skip is read with the offset before the gap, and is itself again a week later") {
  const auto madrid = member("Europe/Madrid");
  const auto session = planned_for("2027-03-21T01:30:00Z");                                // Sunday 02:30; on the 28th there is no 02:30
  CHECK(next(session, madrid, madrid, "2027-03-21T02:00:00Z") == "2027-03-28T01:30:00Z");  // 03:30
  CHECK(next(session, madrid, madrid, "2027-03-28T02:00:00Z") == "2027-04-04T00:30:00Z");  // 02:30
}

TEST_CASE("a local time that happens twice is the first of the two") {
  const auto madrid = member("Europe/Madrid");
  CHECK(next(planned_for("2027-10-24T00:30:00Z"), madrid, madrid, "2027-10-24T01:00:00Z") == "2027-10-31T00:30:00Z");
}

TEST_CASE("ten o'clock stays ten o'clock for the manager, wherever the rep is") {
  const auto session = planned_for("2027-03-08T15:00:00Z");  // 10:00 in New York, whose summer time begins on the 14th
  CHECK(next(session, member("America/New_York"), member("Europe/Madrid"), "2027-03-08T16:00:00Z") == "2027-03-15T14:00:00Z");
}

TEST_CASE("moving one session does not move the series") {
  auto session = planned_for("2027-03-04T16:00:00Z");  // Thursday
  session.moves.push_back({.from = at("2027-03-02T09:00:00Z"), .to = session.starts_at, .at = {}, .by = {}});
  const auto madrid = member("Europe/Madrid");
  CHECK(next(session, madrid, madrid, "2027-03-04T17:00:00Z") == "2027-03-09T09:00:00Z");
  session.starts_at = at("2027-03-11T16:00:00Z");  // moved by more than a week
  CHECK(next(session, madrid, madrid, "2027-03-04T17:00:00Z") == "2027-03-16T09:00:00Z");
}

TEST_CASE("the slot is after now, however long ago the session was") {
  const auto madrid = member("Europe/Madrid");
  CHECK(next(planned_for("2026-01-05T09:00:00Z"), madrid, madrid, "2027-03-01T10:00:00Z") == "2027-03-08T09:00:00Z");
  CHECK(next(planned_for("2026-01-05T09:00:00Z"), madrid, madrid, "2027-03-01T08:00:00Z") == "2027-03-01T09:00:00Z");
}

TEST_CASE("weeks on which one of the two is away are passed over") {
  const auto manager = member("Europe/Madrid");
  auto rep = member("Europe/Madrid");
  const auto session = planned_for("2027-03-01T09:00:00Z");
  rep.time_off.push_back({.first = LocalDate::parse("2027-03-08").value(), .last = LocalDate::parse("2027-03-08").value()});
  CHECK(next(session, manager, rep, "2027-03-01T10:00:00Z") == "2027-03-15T09:00:00Z");
  const std::vector<people::Holiday> holidays = {{.region = "", .day = LocalDate::parse("2027-03-15").value(), .name = "all"},
                                                 {.region = "ES", .day = LocalDate::parse("2027-03-22").value(), .name = "theirs"},
                                                 {.region = "FR", .day = LocalDate::parse("2027-03-29").value(), .name = "others'"}};
  CHECK(next(session, manager, rep, "2027-03-01T10:00:00Z", holidays) == "2027-03-29T08:00:00Z");
  rep.left = LocalDate::parse("2027-03-10").value();
  CHECK(next(session, manager, rep, "2027-03-01T10:00:00Z") == "none");
}

}  // namespace
}  // namespace backbeat::session
