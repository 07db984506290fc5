// What leaves the feature: the shapes on the wire and what live pages are told.
#include "meeting/meeting_api.hpp"
#include "access/api_world_test.hpp"
#include "meeting/meeting_api_dto.hpp"
#include "meeting/meeting_world_test.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

struct Api : access::ApiWorld<MeetingWorld> {
  Api() { routes(router, desk, meetings); }
  http::Credentials of(Id<Person> who) {
    const auto session = accounts.open_session(root, who, "Firefox");
    REQUIRE(session);
    return {.session_token = session->token, .bearer_token = {}};
  }
  http::Credentials token_of(Id<Person> who) {
    const auto token = accounts.add_token(as(who), "script", std::nullopt);
    REQUIRE(token);
    return {.session_token = {}, .bearer_token = token->secret};
  }
  std::string put(Id<Person> who, const std::string& path, std::string_view body) {
    return ask(of(who), http::Method::put, path, "", body);
  }
  std::string say(Id<Person> who, const std::string& path, std::string_view body) { return post(of(who), path, body); }
};

using access::has;

TEST_CASE_FIXTURE(Api, "an hour over HTTP: opened, led, said, ended; every act answers with a version and no word") {
  const std::string mine = get(of(cleo), "/api/my-circles");
  CHECK(has(mine, R"("name":"The Harbour","form":"same","held_by":"ae","current":true,"reads":"all")"));
  CHECK(has(mine, R"("slot":{"weekday":3,"starts":"14:00","time_zone":"Europe/Madrid","minutes":60,"every_weeks":2})"));
  CHECK(has(get(of(cleo), "/api/circles/" + circle.text() + "/room"), R"("number":13)"));
  const Hour hour = hour_number(1);
  const Id<Person> leads = *hour.facilitator;
  const std::string path = "/api/circle-meetings/" + hour.id.text();
  CHECK(say(leads, path + "/start", "{}") == "circle_hour_not_open");
  CHECK(has(put(dan, path + "/case-study", R"({"situation":"marmalade","tried":"","stuck":"","ask":"kumquat"})"), R"("version":)"));
  CHECK(put(dan, path + "/case-study", R"({"situation":"x"})").ends_with("tried"));
  CHECK(has(get(of(dan), path), R"("my_case":{"id":)"));
  CHECK_FALSE(has(get(of(ana), path), "marmalade"));
  clock.set(hour.starts_at);
  const std::string opened = say(leads, path + "/start", "{}");
  CHECK(opened == R"({"id":")" + hour.id.text() + R"(","version":)" + std::to_string(*last->version) + "}");
  for (const Id<Person> member : five) CHECK(has(say(member, path + "/attend", "{}"), R"("version":)"));
  CHECK(has(say(leads, path + "/stage", R"({"stage":"case_one","presenter_id":")" + dan.text() + R"("})"), R"("version":)"));
  CHECK(say(leads, path + "/stage", R"({"stage":"lunch"})") == "unknown_circle_stage stage");
  CHECK(say(leads, path + "/stage", R"({"stage":"close","drill":"none"})") == "unknown_drill drill");
  CHECK(has(get(of(ana), path), R"("situation":"marmalade")"));
  CHECK(has(say(ana, path + "/floor", R"({"person_id":")" + ana.text() + R"("})"), R"("version":)"));
  CHECK(has(say(ana, path + "/floor", "{}"), R"("version":)"));
  const std::string acts[] = {say(ana, path + "/notes", R"({"stage":"case_one","text":"wombat"})"),
                              say(bo, path + "/messages", R"({"text":"wombat"})"),
                              say(cleo, path + "/drill-feedback", R"({"to_id":")" + dan.text() + R"(","text":"wombat"})"),
                              say(dan, path + "/commitments", R"({"text":"wombat","due_on":"2027-03-10"})")};
  for (const std::string& answer : acts) {
    CHECK(has(answer, R"("version":)"));
    CHECK_FALSE(has(answer, "wombat"));
  }
  CHECK(say(ana, path + "/messages", R"({"text":""})").ends_with("text"));
  CHECK(say(ana, path + "/messages", R"({"text":" "})") == "nothing_to_say text");
  CHECK(say(ana, path + "/commitments", R"({"text":"x","due_on":"2020-01-01"})") == "due_in_the_past due_on");
  const std::string promise = seen_by(dan, hour.id).commitments.front().row.id.text();
  CHECK(has(say(dan, "/api/circle-commitments/" + promise + "/outcome", R"({"outcome":"partly","note":"once"})"), R"("version":)"));
  CHECK(say(dan, "/api/circle-commitments/" + promise + "/carry", "{}") == "no_next_one_on_one");
  CHECK(has(get(of(ana), path), R"("outcome":"partly")"));
  CHECK(has(say(dan, path + "/leave", "{}"), R"("version":)"));
  const Id<Person> next = leads == bo ? ana : bo;
  CHECK(has(say(leads, path + "/handover", R"({"to_id":")" + next.text() + R"("})"), R"("version":)"));
  CHECK(say(leads, path + "/end", "{}") == "facilitator_only");
  CHECK(has(say(next, path + "/end", "{}"), R"("version":)"));
  CHECK(say(ana, path + "/excuse", "{}") == "circle_hour_over");
  CHECK(has(get(of(ana), path), R"("state":"held")"));
  CHECK(last->version == seen_by(ana, hour.id).hour.version);
}

TEST_CASE_FIXTURE(Api, "nobody else finds anything over HTTP, a member's token included") {
  const std::string path = "/api/circle-meetings/" + hour_number(1).id.text();
  for (const http::Credentials& who : {of(mara), of(enzo), of(ida), of(xavi), token_of(ana)}) {
    CHECK(get(who, path) == "not_found");
    CHECK(get(who, "/api/circles/" + circle.text() + "/room") == "not_found");
    for (const std::string_view act : {"start", "attend", "leave", "excuse", "floor", "handover", "end"})
      CHECK(post(who, path + "/" + std::string(act), "{}") == "not_found");
    CHECK(post(who, path + "/messages", R"({"text":"x"})") == "not_found");
  }
  CHECK(get(token_of(ana), "/api/my-circles") == "needs_a_browser");
  CHECK(get({}, path) == "unauthenticated");
  const auto match = router.match(http::Method::get, path + "/events");
  REQUIRE(match.route != nullptr);
  http::Call call;
  call.credentials = of(mara);
  CHECK_FALSE(match.route->listen(call, *match.route, {.path = match.path, .query = "", .body = ""}));
  call.credentials = of(ana);
  const auto heard = match.route->listen(call, *match.route, {.path = match.path, .query = "", .body = ""});
  REQUIRE(heard);
  CHECK(topics.parse(heard->topic)->id == hour_number(1).id);
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

TEST_CASE("an hour's listeners are told that it changed, and never a word; other topics are left alone") {
  http::EventHub hub;
  const auto there = hub.join({.topic = topics.of(Id<Org>(5), Id<Meeting>(9))}, [] {});
  const auto elsewhere = hub.join({.topic = topics.of(Id<Org>(5), Id<Meeting>(8))}, [] {});
  live_over(hub).publish(Id<Org>(5), Id<Meeting>(9), {.version = 12});
  CHECK(there->take() == "event: state\ndata: {\"version\":12}\n\n");
  CHECK(elsewhere->take().empty());
}

}  // namespace
}  // namespace backbeat::meeting
