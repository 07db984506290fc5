// The hour: planned, opened, led, closed; who came and who asks whom.
#include "audit/audit_actions.hpp"
#include "meeting/meeting_world_test.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace backbeat::meeting {
namespace {

bool may(const HourView& view, std::string_view verb) {
  return std::ranges::find(view.allowed, verb) != view.allowed.end();
}

TEST_CASE_FIXTURE(MeetingWorld, "the first look at a circle plans its season, and the second changes nothing") {
  const auto first = hours();
  CHECK(first.size() == 13);
  CHECK(first.front().starts_at.text() == "2027-03-03T13:00:00Z");
  CHECK(first.front().facilitator);
  CHECK(hours() == first);
}

TEST_CASE_FIXTURE(MeetingWorld, "holds are titled Peer circle and nothing else, one for each member and hour") {
  const Hour hour = hour_number(1);
  const auto holds = db->read([&](sql::Reader& reader) { return calendar::holds_about(reader, org, hour.id.value()); });
  CHECK(holds.size() == 5);
  for (const calendar::Hold& hold : holds) {
    CHECK(hold.title == "Peer circle");
    CHECK(hold.text.empty());
    CHECK_FALSE(hold.named);
    CHECK(hold.starts == hour.starts_at);
    CHECK(hold.ends == hour.ends_at);
  }
}

TEST_CASE_FIXTURE(MeetingWorld, "holds are put for six weeks ahead, and for more as the days go by") {
  const auto held = [&](int number) {
    const Id<Meeting> id = hour_number(number).id;
    return db->read([&](sql::Reader& reader) { return calendar::holds_about(reader, org, id.value()); }).size();
  };
  CHECK(held(3) == 5);
  CHECK(held(4) == 0);
  clock.advance(std::chrono::days(14));
  CHECK(held(4) == 5);
  CHECK(held(5) == 0);
}

TEST_CASE_FIXTURE(MeetingWorld, "who leaves is expected no more and their holds go; who joins is expected, and the others' holds stay") {
  const auto before = hours();
  leave_circle(ana);
  join(circle, gil);
  const auto after = hours();
  CHECK(after.size() == before.size());
  for (const Hour& hour : after) {
    CHECK(hour.facilitator != ana);
    db->read([&](sql::Reader& reader) {
      std::set<Id<Person>> expected;
      for (const AttendanceRow& row : attendance_at(reader, org, hour.id)) expected.insert(row.person);
      CHECK(expected == std::set{bo, cleo, dan, fay, gil});
      for (const calendar::Hold& hold : calendar::holds_about(reader, org, hour.id.value())) {
        CHECK(hold.is_cancelled == (hold.person == ana));
        if (hold.person == bo) CHECK(hold.sequence == 0);
      }
    });
  }
}

TEST_CASE_FIXTURE(MeetingWorld, "a circle that ended has its hours called off and its holds taken away") {
  const Hour hour = hour_number(1);
  change("UPDATE circle SET ended_at = ?, end_reason = 'disbanded' WHERE org_id = ?", clock.now(), org);
  REQUIRE(meetings.room(as(cleo), circle));
  db->read([&](sql::Reader& reader) {
    for (const Hour& one : hours_of(reader, org, circle)) CHECK(one.state == State::called_off);
    for (const calendar::Hold& hold : calendar::holds_about(reader, org, hour.id.value())) CHECK(hold.is_cancelled);
  });
}

TEST_CASE_FIXTURE(MeetingWorld, "time off known by the day before excuses, and somebody else leads") {
  const Hour before = hour_number(2);
  take_off(*before.facilitator, "2027-03-16", "2027-03-18");
  clock.advance(std::chrono::days(1));
  const Hour after = hour_number(2);
  CHECK(after.facilitator != before.facilitator);
  const auto rows = db->read([&](sql::Reader& reader) { return attendance_at(reader, org, after.id); });
  CHECK(std::ranges::find(rows, *before.facilitator, &AttendanceRow::person)->state == Attendance::excused);
}

TEST_CASE_FIXTURE(MeetingWorld, "the job plans what nobody has looked at, closes what nobody closed, and leaves the rest alone") {
  meetings.keep_up();
  const auto planned = db->read([&](sql::Reader& reader) { return hours_of(reader, org, circle); });
  CHECK(planned.size() == 13);
  clock.set(planned[0].ends_at + closes_after - Duration(1));
  meetings.keep_up();
  CHECK(hour_number(1).state == State::planned);
  clock.advance(Duration(1));
  meetings.keep_up();
  const auto after = db->read([&](sql::Reader& reader) { return hours_of(reader, org, circle); });
  CHECK(after[0].state == State::lapsed);
  CHECK(after[1].state == State::planned);
}

TEST_CASE_FIXTURE(MeetingWorld, "an hour that nobody opened lapses: who was expected has missed it") {
  const Hour hour = hour_number(1);
  clock.set(hour.starts_at - std::chrono::hours(1));
  REQUIRE(meetings.excuse(as(ana), hour.id));
  clock.set(hour.ends_at + closes_after);
  const HourView view = seen_by(cleo, hour.id);
  CHECK(view.hour.state == State::lapsed);
  for (const SeatedMember& seat : view.members) CHECK(seat.attendance == (seat.who.id == ana ? Attendance::excused : Attendance::missed));
}

TEST_CASE_FIXTURE(MeetingWorld, "the facilitator opens the hour; who opens its page is present; who never did has missed it") {
  const Id<Meeting> id = running(1, false);
  const Id<Person> leads = facilitator_of(id);
  const Id<Person> other = other_than(leads);
  REQUIRE(meetings.follow(as(other), id));
  end(id);
  const HourView view = seen_by(cleo, id);
  CHECK(view.hour.state == State::held);
  for (const SeatedMember& seat : view.members) {
    const bool was_there = seat.who.id == leads || seat.who.id == other;
    CHECK(seat.attendance == (was_there ? Attendance::present : Attendance::missed));
  }
}

TEST_CASE_FIXTURE(MeetingWorld, "an hour that runs on for an hour over its time is closed as held") {
  const Id<Meeting> id = running(1, false);
  const Instant over = hour_number(1).ends_at + closes_after;
  clock.set(over);
  const HourView view = seen_by(cleo, id);
  CHECK(view.hour.state == State::held);
  CHECK(std::ranges::count(view.members, Attendance::missed, &SeatedMember::attendance) == 4);
}

TEST_CASE_FIXTURE(MeetingWorld, "a facilitator who is missing hands over in one tap of somebody else") {
  const Hour hour = hour_number(1);
  clock.set(hour.starts_at);
  const Id<Person> other = other_than(*hour.facilitator);
  CHECK(code_of(meetings.start(as(other), hour.id)) == "facilitator_only");
  CHECK(may(seen_by(other, hour.id), "take_over"));
  REQUIRE(meetings.hand_over(as(other), hour.id, {}));
  REQUIRE(meetings.start(as(other), hour.id));
  CHECK(facilitator_of(hour.id) == other);
  // Whoever comes late does not lead, and gets it back by a handover.
  REQUIRE(meetings.attend(as(*hour.facilitator), hour.id));
  CHECK(code_of(meetings.end(as(*hour.facilitator), hour.id)) == "facilitator_only");
  CHECK(code_of(meetings.hand_over(as(*hour.facilitator), hour.id, {})) == "facilitator_is_here");
  REQUIRE(meetings.hand_over(as(other), hour.id, hour.facilitator));
  CHECK(facilitator_of(hour.id) == *hour.facilitator);
  CHECK(code_of(meetings.hand_over(as(*hour.facilitator), hour.id, gil)) == "not_in_this_hour");
}

TEST_CASE_FIXTURE(MeetingWorld,
                  "the agenda is the playbook's: check-in, three cases of four and six minutes, a drill, commitments, close") {
  const HourView view = seen_by(cleo, running());
  std::vector<std::string> keys;
  int minutes = 0;
  for (const AgendaPart& part : view.agenda) {
    keys.push_back(part.stage.key);
    minutes += part.stage.minutes;
  }
  CHECK(keys == std::vector<std::string>{"check_in", "case_one", "case_two", "case_three", "drill", "commitments", "close"});
  CHECK(minutes == 60);
  CHECK(view.course.current_stage()->key == "check_in");
  CHECK(view.agenda[3].case_number == 3);
  CHECK(std::ranges::find(view.drills, "three_deep", &playbook::Drill::key) != view.drills.end());
}

TEST_CASE_FIXTURE(MeetingWorld, "an SDR circle has one case and 22 minutes of drills in 45 minutes") {
  const Id<Circle> sdrs{99};
  form(sdrs, "sdr", 45, {gil, mara, lena});
  const Room room = room_of(gil, sdrs);
  const HourView view = seen_by(gil, room.hours.front().hour.id);
  CHECK(view.agenda.size() == 5);
  CHECK(view.agenda[2].stage.minutes == 22);
  CHECK(std::ranges::count_if(view.members, [](const SeatedMember& seat) { return seat.presents.has_value(); }) == 1);
}

TEST_CASE_FIXTURE(MeetingWorld, "stages are the facilitator's, forward alone, and a drill is of the library") {
  const Id<Meeting> id = running();
  const auto leads = as(facilitator_of(id));
  const auto other = as(other_than(leads.person()));
  CHECK(code_of(meetings.enter_stage(other, id, "case_one", {}, "")) == "facilitator_only");
  REQUIRE(meetings.enter_stage(leads, id, "case_one", {}, ""));
  CHECK(code_of(meetings.enter_stage(leads, id, "check_in", {}, "")) == "circle_stage_behind");
  CHECK(code_of(meetings.enter_stage(leads, id, "lunch", {}, "")) == "unknown_circle_stage");
  CHECK(code_of(meetings.enter_stage(leads, id, "drill", {}, "no_such_drill")) == "unknown_drill");
  CHECK(code_of(meetings.enter_stage(leads, id, "case_two", gil, "")) == "not_in_this_hour");
  const std::string drill = seen_by(cleo, id).drills.front().key;
  REQUIRE(meetings.enter_stage(leads, id, "drill", {}, drill));
  CHECK(seen_by(cleo, id).course.drill == drill);
  // Another is picked while it runs, and the time that is spent goes on.
  const auto stages = seen_by(cleo, id).course.stages.size();
  const std::string another = seen_by(cleo, id).drills.back().key;
  CHECK(code_of(meetings.enter_stage(leads, id, "drill", {}, "")) == "circle_stage_behind");
  CHECK(code_of(meetings.enter_stage(leads, id, "drill", {}, "no_such_drill")) == "unknown_drill");
  REQUIRE(meetings.enter_stage(leads, id, "drill", {}, another));
  CHECK(seen_by(cleo, id).course.drill == another);
  CHECK(seen_by(cleo, id).course.stages.size() == stages);
}

TEST_CASE_FIXTURE(MeetingWorld, "who presents rotates: the next hour's presenters are those who have not had a turn") {
  const Id<Meeting> first = running();
  const auto leads = as(facilitator_of(first));
  for (const std::string_view stage : {"case_one", "case_two", "case_three"}) REQUIRE(meetings.enter_stage(leads, first, stage, {}, ""));
  std::set<Id<Person>> presented;
  for (const SeatedMember& seat : seen_by(cleo, first).members)
    if (seat.presents) presented.insert(seat.who.id);
  CHECK(presented.size() == 3);
  end(first);
  const HourView next = seen_by(cleo, hour_number(2).id);
  std::vector<Id<Person>> turn(3);
  for (const SeatedMember& seat : next.members)
    if (seat.presents) turn[static_cast<std::size_t>(*seat.presents) - 1] = seat.who.id;
  CHECK_FALSE(presented.contains(turn[0]));
  CHECK_FALSE(presented.contains(turn[1]));
  CHECK(presented.contains(turn[2]));
}

TEST_CASE_FIXTURE(MeetingWorld, "the floor makes the airtime: the facilitator gives it, a member takes and leaves their own alone") {
  const Id<Meeting> id = running();
  const auto leads = as(facilitator_of(id));
  const auto other = as(other_than(leads.person()));
  REQUIRE(meetings.give_floor(other, id, other.person()));
  clock.advance(std::chrono::minutes(3));
  CHECK(code_of(meetings.give_floor(other, id, dan)) == "facilitator_only");
  REQUIRE(meetings.give_floor(leads, id, dan));
  clock.advance(std::chrono::minutes(2));
  CHECK(code_of(meetings.give_floor(other, id, {})) == (other.person() == dan ? "" : "facilitator_only"));
  for (const SeatedMember& seat : seen_by(cleo, id).members) {
    if (seat.who.id == other.person()) CHECK(seat.airtime == std::chrono::minutes(3));
    if (seat.who.id == dan) CHECK(seat.airtime == std::chrono::minutes(2));
  }
  REQUIRE(meetings.leave(as(dan), id));
  CHECK_FALSE(seen_by(cleo, id).course.floor);
}

TEST_CASE_FIXTURE(MeetingWorld, "two misses without word ask the member alone, until they come or say that they cannot") {
  for (const int number : {1, 2}) {
    const Id<Meeting> id = running(number, false);
    const Id<Person> leads = facilitator_of(id);
    for (const Id<Person> member : five)
      if (member != fay && member != leads) REQUIRE(meetings.attend(as(member), id));
    if (leads == fay) FAIL("the rotation gave Fay the first turn");
    end(id);
  }
  CHECK(meetings.my_circles(as(fay))->front().has_missed_two);
  CHECK_FALSE(meetings.my_circles(as(dan))->front().has_missed_two);
  CHECK(room_of(fay).mine.has_missed_two);
  CHECK_FALSE(room_of(dan).mine.has_missed_two);
  running(3);
  CHECK_FALSE(meetings.my_circles(as(fay))->front().has_missed_two);
}

TEST_CASE_FIXTURE(MeetingWorld, "every change tells the pages of the hour its new version, and a refusal tells nothing") {
  const Id<Meeting> id = running(1, false);
  told.clear();
  REQUIRE(meetings.attend(as(other_than(facilitator_of(id))), id));
  REQUIRE(told.size() == 1);
  CHECK(told.front() == std::pair(id, seen_by(cleo, id).hour.version));
  CHECK_FALSE(meetings.start(as(cleo), id));
  CHECK(told.size() == 1);
}

TEST_CASE_FIXTURE(MeetingWorld, "managers, leaders, executives, enablement, admins and RevOps find no circle, no hour and no act") {
  const Id<Meeting> id = running();
  for (const Id<Person> who : {mara, nils, lena, xavi, enzo, ida, rita, gil}) {
    const auto actor = as(who);
    CHECK(meetings.my_circles(actor)->empty());
    CHECK(code_of(meetings.room(actor, circle)) == "not_found");
    CHECK(code_of(meetings.hour(actor, id)) == "not_found");
    CHECK(code_of(meetings.follow(actor, id)) == "not_found");
    CHECK(code_of(meetings.start(actor, id)) == "not_found");
    CHECK(code_of(meetings.attend(actor, id)) == "not_found");
    CHECK(code_of(meetings.end(actor, id)) == "not_found");
    CHECK(code_of(meetings.say(actor, id, "x")) == "not_found");
    CHECK(code_of(meetings.write_case(actor, id, {})) == "not_found");
  }
}

TEST_CASE_FIXTURE(MeetingWorld, "a member's API token reaches nothing of the circle, and neither does the command line") {
  const Id<Meeting> id = running();
  for (const access::Actor& actor : {as_token(ana), root}) {
    CHECK(code_of(meetings.room(actor, circle)) == "not_found");
    CHECK(code_of(meetings.hour(actor, id)) == "not_found");
    CHECK(code_of(meetings.say(actor, id, "x")) == "not_found");
  }
  CHECK(code_of(meetings.my_circles(as_token(ana))) == "needs_a_browser");
}

TEST_CASE_FIXTURE(MeetingWorld, "no event of the hour holds a text") {
  const Id<Meeting> id = running();
  REQUIRE(meetings.say(as(ana), id, "something"));
  REQUIRE(meetings.commit(as(ana), id, "I try it", {}));
  end(id);
  db->read([&](sql::Reader& reader) {
    for (const audit::Event& event : audit::events_of(reader, org, {.kind = stream_kind, .id = id.value()})) CHECK_FALSE(event.text);
  });
  CHECK_FALSE(db->read([&](sql::Reader& reader) { return audit::verify(reader, org); }).fault_at);
}

TEST_CASE_FIXTURE(MeetingWorld,
                  "an hour is followed by its members alone, and no longer by who leaves or becomes another member's manager") {
  const Id<Meeting> id = running();
  const auto follows = [&](const access::Actor& actor) {
    return db->read([&](sql::Reader& reader) { return may_follow(reader, access, actor, id); });
  };
  std::map<Id<Person>, access::Actor> pages;  // opened before anything changes
  for (const Id<Person> member : five) CHECK(follows(pages.emplace(member, as(member)).first->second));
  for (const Id<Person> other : {mara, nils, lena, gil, enzo, ida, rita, xavi}) CHECK_FALSE(follows(as(other)));
  CHECK_FALSE(follows(as_token(ana)));
  leave_circle(dan);
  CHECK_FALSE(follows(pages.at(dan)));
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", bo, org, ana);
  CHECK_FALSE(follows(pages.at(bo)));
  for (const Id<Person> still : {ana, cleo, fay}) CHECK(follows(pages.at(still)));
}

TEST_CASE_FIXTURE(MeetingWorld, "circles that are named have their hours and holds though nobody looked at them, and others do not") {
  const Id<Circle> another{4712}, third{4713};
  form(another, "ae", 60, {gil});
  form(third, "ae", 60, {});
  const auto hours_of_circle = [&](Id<Circle> of) {
    return *db->read([&](sql::Reader& reader) {
      return reader.first(
          "SELECT COUNT(*) FROM circle_meeting WHERE org_id = ? AND circle_id = ?", [](const sql::Row& row) { return row.integer(0); }, org,
          of);
    });
  };
  const std::vector<Id<Circle>> named{circle, another};
  meetings.keep_up(org, named);
  CHECK(hours_of_circle(circle) > 10);
  CHECK(hours_of_circle(another) == hours_of_circle(circle));
  CHECK(hours_of_circle(third) == 0);
  const auto holds_of_gil = db->read([&](sql::Reader& reader) {
    return reader.first(
        "SELECT COUNT(*) FROM calendar_hold WHERE org_id = ? AND person_id = ?", [](const sql::Row& row) { return row.integer(0); }, org,
        gil);
  });
  CHECK(holds_of_gil == 3);
}

TEST_CASE_FIXTURE(MeetingWorld, "the job plans no further circle once the program ends") {
  form(Id<Circle>(4712), "ae", 60, {gil});
  int asked = 0;
  meetings.keep_up([&] { return ++asked > 1; });
  const auto planned = db->read([&](sql::Reader& reader) {
    return reader.first("SELECT COUNT(DISTINCT circle_id) FROM circle_meeting", [](const sql::Row& row) { return row.integer(0); });
  });
  CHECK(planned == 1);
}

}  // namespace
}  // namespace backbeat::meeting
