// What leaves the feature: the shapes on the wire and what live pages are told.
#include "meeting/meeting_api.hpp"
#include "http/events.hpp"
#include "meeting/meeting_api_dto.hpp"
#include "meeting/meeting_world_test.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

TEST_CASE("a topic names its organisation and its hour, and nobody else's topics are taken for one") {
  const std::string topic = topic_of(Id<Org>(5), Id<Meeting>(9));
  const auto of = parse_topic(topic);
  REQUIRE(of);
  CHECK(of->org == Id<Org>(5));
  CHECK(of->id == Id<Meeting>(9));
  for (const std::string_view other : {"circle-meeting/", "circle-meeting/x/y", "session/0000000000005/0000000000009", "ride_along/a", ""})
    CHECK_FALSE(parse_topic(other));
}

TEST_CASE_FIXTURE(MeetingWorld, "an hour on the wire has its agenda, seats, floor, drill and words where the page looks for them") {
  const Id<Meeting> id = running();
  const auto leads = as(facilitator_of(id));
  REQUIRE(meetings.write_case(as(dan), id, {.situation = "s", .tried = "t", .stuck = "u", .ask = "a"}));
  REQUIRE(meetings.enter_stage(leads, id, "case_one", dan, ""));
  REQUIRE(meetings.give_floor(leads, id, dan));
  REQUIRE(meetings.take_note(as(ana), id, "case_one", "note"));
  REQUIRE(meetings.say(as(bo), id, "message"));
  REQUIRE(meetings.give_feedback(as(cleo), id, dan, "feedback"));
  REQUIRE(meetings.commit(as(fay), id, "commitment", {}));
  clock.advance(std::chrono::seconds(90));
  const wire::CircleMeeting out = wire::wire_of(seen_by(fay, id));
  CHECK(out.state == wire::MeetingState::running);
  CHECK(out.minutes == 60);
  CHECK(out.stage == "case_one");
  CHECK(out.agenda[1].presenter->name == "Dan");
  CHECK(out.agenda[1].presenter_minutes == 4);
  CHECK_FALSE(out.agenda[0].presenter_minutes);
  REQUIRE(out.floor);
  CHECK(out.floor->person.name == "Dan");
  const auto seat = std::ranges::find(out.members, "Dan", &wire::MeetingMember::name);
  CHECK(seat->airtime_seconds == 90);
  CHECK(seat->here);
  CHECK(seat->attendance == wire::MeetingAttendance::present);
  REQUIRE(out.case_studies.size() == 1);
  CHECK(out.case_studies.front().ask == "a");
  CHECK(out.notes.front().text == "note");
  CHECK(out.messages.front().by.name == "Bo");
  CHECK(out.feedback.front().to.name == "Dan");
  CHECK(out.commitments.front().mine);
  CHECK(out.version == seen_by(fay, id).hour.version);
  REQUIRE(meetings.enter_stage(leads, id, "drill", {}, "three_deep"));
  CHECK(wire::wire_of(seen_by(fay, id)).drill->key == "three_deep");
}

TEST_CASE_FIXTURE(MeetingWorld, "a room on the wire names members, hours and what is open") {
  const Id<Meeting> id = running();
  REQUIRE(meetings.commit(as(fay), id, "commitment", {}));
  const wire::CircleRoom out = wire::wire_of(room_of(ana), ana);
  CHECK(out.name == "The Harbour");
  CHECK(out.slot.weekday == 3);
  CHECK(out.members.size() == 5);
  CHECK(out.meetings.size() == 13);
  CHECK(out.meetings.front().present == 5);
  CHECK(out.meetings.front().mine == wire::MeetingAttendance::present);
  REQUIRE(out.commitments.size() == 1);
  CHECK_FALSE(out.commitments.front().mine);
  const wire::MyCircle mine = wire::wire_of(meetings.my_circles(as(ana))->front());
  CHECK(mine.current);
  CHECK(mine.next->id == id);
  CHECK(mine.members.size() == 5);
}

TEST_CASE("an hour's listeners are told that it changed and who is there, and never a word; other topics are left alone") {
  http::EventHub hub;
  const std::string topic = topic_of(Id<Org>(5), Id<Meeting>(9));
  const auto there = hub.join({.topic = topic, .member = member_of({.id = Id<Person>(7), .name = "Ana"})}, [] {});
  const auto elsewhere = hub.join({.topic = "session/x", .member = "y"}, [] {});
  live_over(hub).publish(Id<Org>(5), Id<Meeting>(9), {.version = 12});
  CHECK(there->take() == "event: state\ndata: {\"version\":12}\n\n");
  tell_presence(hub, topic, hub.members(topic));
  CHECK(there->take() == "event: presence\ndata: {\"people\":[{\"id\":\"" + Id<Person>(7).text() + "\",\"name\":\"Ana\"}]}\n\n");
  tell_presence(hub, "session/x", hub.members("session/x"));
  CHECK(elsewhere->take().empty());
}

}  // namespace
}  // namespace backbeat::meeting
