// What a newly read calendar changes.
#include "calendar/calendar.hpp"

#include <doctest/doctest.h>

namespace backbeat::calendar {
namespace {

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

const Instant now = at("2027-03-01T09:00:00Z");

Occurrence meeting(std::string_view starts, std::string_view recurrence = "", std::int64_t id = 0) {
  return {.id = Id<OccurrenceEntry>(id),
          .source = Id<Source>(1),
          .person = Id<Person>(2),
          .uid = "a",
          .recurrence = std::string(recurrence),
          .starts = at(starts),
          .ends = at(starts) + std::chrono::hours(1),
          .title = "Contoso",
          .place = {},
          .attendees = {}};
}

TEST_CASE("the same meetings again are no change") {
  const auto before = std::vector{meeting("2027-03-08T10:00:00Z", "", 7)};
  const Difference difference = calendar::difference(before, {meeting("2027-03-08T10:00:00Z")}, now);
  CHECK(difference.changes.empty());
  CHECK(difference.changed.empty());
}

TEST_CASE("a meeting that is elsewhere moved, and keeps its id") {
  const Difference difference = calendar::difference({meeting("2027-03-08T10:00:00Z", "", 7)}, {meeting("2027-03-10T10:00:00Z")}, now);
  REQUIRE(difference.changes.size() == 1);
  CHECK(difference.changes[0].kind == ChangeKind::moved);
  CHECK(difference.changes[0].now.id == Id<OccurrenceEntry>(7));
  CHECK(difference.changes[0].started == at("2027-03-08T10:00:00Z"));
}

TEST_CASE("a series put on another day moves week by week") {
  const Difference difference =
      calendar::difference({meeting("2027-03-09T10:00:00Z", "20270309T100000Z", 7), meeting("2027-03-16T10:00:00Z", "20270316T100000Z", 8)},
                           {meeting("2027-03-10T10:00:00Z", "20270310T100000Z"), meeting("2027-03-17T10:00:00Z", "20270317T100000Z")}, now);
  REQUIRE(difference.changes.size() == 2);
  CHECK(difference.changes[0].kind == ChangeKind::moved);
  CHECK(difference.changes[0].now.id == Id<OccurrenceEntry>(7));
  CHECK(difference.changes[1].now.id == Id<OccurrenceEntry>(8));
  CHECK(difference.added.empty());
  CHECK(difference.removed.empty());
}

TEST_CASE("what is over and not mentioned any more stays, what is to come vanishes") {
  const Difference difference =
      calendar::difference({meeting("2027-02-22T10:00:00Z", "1", 7), meeting("2027-03-22T10:00:00Z", "2", 8)}, {}, now);
  REQUIRE(difference.removed.size() == 1);
  CHECK(difference.removed[0].id == Id<OccurrenceEntry>(8));
  CHECK(difference.changes.at(0).kind == ChangeKind::vanished);
}

TEST_CASE("a cancelled meeting is cancelled once, and comes back as restored") {
  Occurrence off = meeting("2027-03-08T10:00:00Z", "", 7);
  off.status = Status::cancelled;
  const Occurrence on = meeting("2027-03-08T10:00:00Z", "", 7);
  CHECK(calendar::difference({on}, {off}, now).changes.at(0).kind == ChangeKind::cancelled);
  CHECK(calendar::difference({off}, {off}, now).changes.empty());
  CHECK(calendar::difference({off}, {on}, now).changes.at(0).kind == ChangeKind::restored);
  CHECK(calendar::difference({}, {off}, now).changes.empty());
  CHECK(calendar::difference({}, {off}, now).added.size() == 1);
}

TEST_CASE("another title is an edit") {
  Occurrence renamed = meeting("2027-03-08T10:00:00Z");
  renamed.title = "Contoso, renewal";
  const Difference difference = calendar::difference({meeting("2027-03-08T10:00:00Z", "", 7)}, {renamed}, now);
  REQUIRE(difference.changes.size() == 1);
  CHECK(difference.changes[0].kind == ChangeKind::edited);
  CHECK(difference.changed.at(0).title == "Contoso, renewal");
}

TEST_CASE("every name is read back") {
  for (const Status status : {Status::confirmed, Status::tentative, Status::cancelled}) CHECK(status_from(name_of(status)) == status);
  for (const Invitations one : {Invitations::mail, Invitations::feed}) CHECK(invitations_from(name_of(one)) == one);
  CHECK_FALSE(status_from("perhaps"));
  CHECK_FALSE(invitations_from("pigeon"));
}

}  // namespace
}  // namespace backbeat::calendar
