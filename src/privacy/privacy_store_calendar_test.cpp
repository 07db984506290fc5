// What an erased person was called is taken out of calendars, their own and colleagues'.
#include "privacy/privacy_store_calendar.hpp"

#include "access/access_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::privacy {
namespace {

struct CalendarWorld : access::AccessWorld {
  Id<Person> ana = add_person(org, "Ana Ruiz", "ana@northwind.test");
  Id<Person> bo = add_person(org, "Bo Lind", "bo@northwind.test");

  CalendarWorld() {
    source(1, ana, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    source(2, bo, "BEGIN:VCALENDAR\r\nSUMMARY:With Ana Ru\r\n iz\r\nATTENDEE;CN=Bo:mailto:ANA@north\r\n wind.test\r\nEND:VCALENDAR\r\n");
    source(3, bo, "BEGIN:VCALENDAR\r\nSUMMARY:Lunch\r\n break\r\nEND:VCALENDAR\r\n");
    meeting(11, 1, ana, "My own", "");
    meeting(12, 2, bo, "With Ana Ruiz", "\tana@northwind.test\tAna Ruiz\n");
    meeting(13, 3, bo, "Lunch", "\tbo@northwind.test\tBo Lind\n");
    for (const auto& [hold, person, named] : {std::tuple(21, ana, bo), std::tuple(22, bo, ana), std::tuple(23, bo, bo)})
      change(
          "INSERT INTO calendar_hold (org_id, hold_id, person_id, kind, about_id, title, text, named_id, starts_at, ends_at, sequence, "
          "is_cancelled, changed_at) VALUES (?, ?, ?, 'pre_brief', ?, 'Pre-brief', '', ?, 0, 1, 0, 0, 0)",
          org, hold, person, hold, named);
    change("INSERT INTO calendar_feed (org_id, person_id, token_hash, made_at) VALUES (?, ?, 'x', 0)", org, ana);
    change("INSERT INTO calendar_preference (org_id, person_id, invitations) VALUES (?, ?, 'feed')", org, ana);
  }

  void source(std::int64_t id, Id<Person> person, std::string_view content) {
    change(
        "INSERT INTO calendar_source (org_id, source_id, person_id, name, address, content, content_sha256, series_count, trouble_count, "
        "etag, "
        "modified, created_at, failures, error, due_at) VALUES (?, ?, ?, 'Work', '', ?, 'sum', 0, 0, '', '', 0, 0, '', 0)",
        org, id, person, content);
  }
  void meeting(std::int64_t id, std::int64_t source, Id<Person> person, std::string_view title, std::string_view attendees) {
    change(
        "INSERT INTO calendar_occurrence (org_id, occurrence_id, source_id, person_id, uid, recurrence, starts_at, ends_at, is_all_day, "
        "is_busy, "
        "status, title, place, attendees) VALUES (?, ?, ?, ?, 'u', '', 0, 1, 0, 1, 'confirmed', ?, '', ?)",
        org, id, source, person, title, attendees);
  }
  std::vector<std::string> texts(std::string_view statement) {
    return db->read(
        [&](sql::Reader& reader) { return reader.all(statement, [](const sql::Row& row) { return row.get<std::string>(0); }); });
  }
  [[nodiscard]] Subject subject() {
    return *db->read([&](sql::Reader& reader) { return find_subject(reader, org, ana); });
  }
};

TEST_CASE_FIXTURE(CalendarWorld, "a person is handed over their calendars, meetings and holds") {
  Export out;
  db->read([&](sql::Reader& reader) { read_calendars(reader, org, subject(), out); });
  REQUIRE(out.calendars.size() == 1);
  CHECK(out.calendars[0].name == "Work");
  REQUIRE(out.meetings.size() == 1);
  CHECK(out.meetings[0].title == "My own");
  CHECK(out.holds.size() == 1);
}

TEST_CASE_FIXTURE(CalendarWorld, "their own calendars go, and in colleagues' they have no name, across a folded line and in any case") {
  const Subject erased = subject();
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
    CHECK(clear_calendars(tx, org, erased, {"ana ruiz", "ana@northwind.test"}) == 9);
    return Done{};
  }));
  CHECK(texts("SELECT content FROM calendar_source ORDER BY source_id") ==
        std::vector<std::string>{"BEGIN:VCALENDAR\r\nSUMMARY:With erased\r\nATTENDEE;CN=Bo:mailto:erased\r\nEND:VCALENDAR\r\n",
                                 "BEGIN:VCALENDAR\r\nSUMMARY:Lunch\r\n break\r\nEND:VCALENDAR\r\n"});
  CHECK(texts("SELECT title FROM calendar_occurrence ORDER BY occurrence_id") == std::vector<std::string>{"", "Lunch"});
  CHECK(texts("SELECT attendees FROM calendar_occurrence ORDER BY occurrence_id") ==
        std::vector<std::string>{"", "\tbo@northwind.test\tBo Lind\n"});
  CHECK(texts("SELECT title FROM calendar_hold ORDER BY hold_id") == std::vector<std::string>{"", "", "Pre-brief"});
  CHECK(texts("SELECT token_hash FROM calendar_feed").empty());
}

}  // namespace
}  // namespace backbeat::privacy
