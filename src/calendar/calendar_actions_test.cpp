// One person is told once of one change, and what is on a calendar is what was asked for last.
#include "calendar/calendar_world_test.hpp"

#include <algorithm>

namespace backbeat::calendar {
namespace {

TEST_CASE_FIXTURE(CalendarWorld, "a hold put on two calendars sends each person one invitation") {
  const auto holds = put({pre_brief(mark, "2027-03-08T09:00:00Z"), pre_brief(rita, "2027-03-08T09:00:00Z")});
  REQUIRE(holds.size() == 2);
  CHECK(holds[0].uid != holds[1].uid);
  CHECK(holds[0].sequence == 0);
  const auto told = letters();
  REQUIRE(told.size() == 2);
  CHECK(told[0].kind == "invitation");
  CHECK(told[0].subject == "Pre-brief with Rita, Northwind");
  CHECK(told[0].calendar.find("METHOD:REQUEST\r\n") != std::string::npos);
  CHECK(told[0].calendar.find("UID:" + holds[0].uid + "\r\n") != std::string::npos);
  CHECK(told[0].calendar.find("mailto:Mark@example.com") != std::string::npos);
}

TEST_CASE_FIXTURE(CalendarWorld, "the same holds put again change nothing and tell nobody") {
  const auto first = put({pre_brief(mark, "2027-03-08T09:00:00Z")});
  clock.advance(std::chrono::hours(1));
  CHECK(put({pre_brief(mark, "2027-03-08T09:00:00Z")}) == first);
  CHECK(letters().size() == 1);
}

TEST_CASE_FIXTURE(CalendarWorld, "a hold that moves keeps its uid, counts its sequence up and tells once") {
  const auto first = put({pre_brief(mark, "2027-03-08T09:00:00Z")});
  send_all();
  const auto second = put({pre_brief(mark, "2027-03-09T09:00:00Z")});
  CHECK(second[0].uid == first[0].uid);
  CHECK(second[0].sequence == 1);
  CHECK(letters_waiting() == 1);
  CHECK(letters().back().subject.starts_with("Changed: "));
  CHECK(letters().back().calendar.find("SEQUENCE:1\r\n") != std::string::npos);
}

TEST_CASE_FIXTURE(CalendarWorld, "moving a hold to where it is does nothing") {
  const auto hold = put({pre_brief(mark, "2027-03-08T09:00:00Z")})[0];
  write([&](sql::Transaction& tx) { return move_hold(tx, org, hold.id, hold.starts, hold.ends, clock.now()), Done{}; });
  CHECK(letters().size() == 1);
  write([&](sql::Transaction& tx) {
    return move_hold(tx, org, hold.id, hold.starts + std::chrono::hours(1), hold.ends + std::chrono::hours(1), clock.now()), Done{};
  });
  CHECK(letters_waiting() == 1);
  CHECK(letters().size() == 2);
  CHECK(letters().front().state == "superseded");
}

TEST_CASE_FIXTURE(CalendarWorld, "cancelling tells each person once, however often it is done") {
  put({pre_brief(mark, "2027-03-08T09:00:00Z"), pre_brief(rita, "2027-03-08T09:00:00Z"), pre_brief(rob, "2027-03-08T09:00:00Z", 8)});
  send_all();
  for (int i = 0; i < 2; ++i) write([&](sql::Transaction& tx) { return cancel_holds_about(tx, org, 7, clock.now()), Done{}; });
  CHECK(letters_waiting() == 2);
  CHECK(letters().back().kind == "cancellation");
  CHECK(letters().back().calendar.find("METHOD:CANCEL\r\n") != std::string::npos);
  CHECK(letters().back().calendar.find("STATUS:CANCELLED\r\n") != std::string::npos);
  const auto about = db->read([&](sql::Reader& reader) { return holds_about(reader, org, 7); });
  REQUIRE(about.size() == 2);
  CHECK(about[0].is_cancelled);
  CHECK(about[0].sequence == 1);
}

TEST_CASE_FIXTURE(CalendarWorld, "one kind can be cancelled alone, and a cancelled hold comes back with a higher sequence") {
  NewHold debrief = pre_brief(mark, "2027-03-08T11:00:00Z");
  debrief.kind = "debrief";
  put({pre_brief(mark, "2027-03-08T09:00:00Z"), debrief});
  write([&](sql::Transaction& tx) { return cancel_holds_about(tx, org, 7, "debrief", clock.now()), Done{}; });
  auto about = db->read([&](sql::Reader& reader) { return holds_about(reader, org, 7); });
  CHECK_FALSE(about[0].is_cancelled);
  CHECK(about[1].is_cancelled);
  const auto back = put({debrief});
  CHECK_FALSE(back[0].is_cancelled);
  CHECK(back[0].sequence == 2);
}

TEST_CASE_FIXTURE(CalendarWorld, "what is over is not cancelled and nobody is told of it") {
  put({pre_brief(mark, "2027-02-22T09:00:00Z")});
  CHECK(letters().empty());
  write([&](sql::Transaction& tx) { return cancel_holds_about(tx, org, 7, clock.now()), Done{}; });
  const auto about = db->read([&](sql::Reader& reader) { return holds_about(reader, org, 7); });
  CHECK_FALSE(about[0].is_cancelled);
}

TEST_CASE_FIXTURE(CalendarWorld, "a write that is undone sends nothing") {
  const auto undone = db->write([&](sql::Transaction& tx) -> Result<Done> {
    put_holds(tx, org, std::vector{pre_brief(mark, "2027-03-08T09:00:00Z")}, clock.now());
    return refuse(errors::not_found);
  });
  CHECK_FALSE(undone);
  CHECK(letters().empty());
}

TEST_CASE_FIXTURE(CalendarWorld, "a long title is cut between characters") {
  NewHold hold = pre_brief(mark, "2027-03-08T09:00:00Z");
  hold.title.clear();
  for (int i = 0; i < 150; ++i) hold.title += "é";
  CHECK(put({hold})[0].title.size() == 200);
  CHECK(put({hold})[0].sequence == 0);
}

TEST_CASE_FIXTURE(CalendarWorld, "a hold takes its person's time until it is cancelled, and not from itself") {
  put({pre_brief(mark, "2027-03-08T09:00:00Z")});
  const auto free = [&](Id<Person> who, std::string_view from, std::string_view to, std::int64_t but_not = 0) {
    return db->read([&](sql::Reader& reader) { return is_free(reader, org, who, at(from), at(to), but_not); });
  };
  CHECK_FALSE(free(mark, "2027-03-08T09:10:00Z", "2027-03-08T10:00:00Z"));
  CHECK(free(mark, "2027-03-08T09:15:00Z", "2027-03-08T10:00:00Z"));
  CHECK(free(mark, "2027-03-08T08:00:00Z", "2027-03-08T09:00:00Z"));
  CHECK(free(mark, "2027-03-08T09:00:00Z", "2027-03-08T10:00:00Z", 7));
  CHECK(free(rob, "2027-03-08T09:00:00Z", "2027-03-08T10:00:00Z"));
  write([&](sql::Transaction& tx) { return cancel_holds_about(tx, org, 7, clock.now()), Done{}; });
  CHECK(free(mark, "2027-03-08T09:00:00Z", "2027-03-08T10:00:00Z"));
}

TEST_CASE_FIXTURE(CalendarWorld, "another organisation has none of it") {
  put({pre_brief(mark, "2027-03-08T09:00:00Z")});
  const Id<Org> other = other_organisation();
  CHECK(db->read([&](sql::Reader& reader) { return holds_about(reader, other, 7); }).empty());
  CHECK(db->read([&](sql::Reader& reader) { return busy_of(reader, other, mark, Instant(0), at("2030-01-01T00:00:00Z")); }).empty());
}

}  // namespace
}  // namespace backbeat::calendar
