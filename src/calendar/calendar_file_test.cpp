// What a person sees of a file: their meetings, and every line that was not understood.
#include "calendar/calendar_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::calendar {
namespace {

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

Reader reader() {
  return {.now = at("2027-03-01T09:00:00Z"),
          .from = at("2026-12-01T00:00:00Z"),
          .to = at("2028-04-01T00:00:00Z"),
          .zone = Zone::make("Europe/Madrid").value(),
          .address = "Rita@example.com"};
}

std::string file(std::string_view events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Work\r\n" + std::string(events) + "END:VCALENDAR\r\n";
}

Reading read(std::string_view events) {
  auto reading = read_calendar(file(events), reader());
  REQUIRE_MESSAGE(reading, (reading ? "" : reading.error().message()));
  return *std::move(reading);
}

TEST_CASE("a weekly call over the DST night stays at ten on the wall and says who was invited") {
  const Reading reading = read(
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Europe/Madrid:20270319T100000\r\nDTEND;TZID=Europe/Madrid:20270319T110000\r\n"
      "RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Contoso\\, weekly\r\nORGANIZER;CN=\"Rita Rep\":mailto:RITA@example.com\r\n"
      "ATTENDEE;CN=Bob;PARTSTAT=DECLINED:mailto:bob@contoso.example\r\nEND:VEVENT\r\n");
  REQUIRE(reading.occurrences.size() == 3);
  CHECK(reading.name == "Work");
  CHECK(reading.occurrences[1].starts == at("2027-03-26T09:00:00Z"));
  CHECK(reading.occurrences[2].starts == at("2027-04-02T08:00:00Z"));
  CHECK(reading.occurrences[2].recurrence == "20270402T080000Z");
  CHECK(reading.occurrences[0].title == "Contoso, weekly");
  REQUIRE(reading.occurrences[0].attendees.size() == 2);
  CHECK(reading.occurrences[0].attendees[0].address == "rita@example.com");
  CHECK(reading.occurrences[0].attendees[0].is_organizer);
  CHECK(reading.occurrences[0].attendees[1].has_declined);
  CHECK(reading.occurrences[0].is_busy);
  REQUIRE(reading.series.size() == 1);
  CHECK(reading.series[0].count == 3);
  CHECK(reading.series[0].next == at("2027-03-19T09:00:00Z"));
}

TEST_CASE("what the person declined does not take their time") {
  const Reading reading = read(
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270319T100000Z\r\nDTEND:20270319T110000Z\r\nATTENDEE;PARTSTAT=DECLINED:mailto:rita@example."
      "com\r\n"
      "END:VEVENT\r\n");
  CHECK_FALSE(reading.occurrences.at(0).is_busy);
}

TEST_CASE("a whole day and a floating time are those of the person's zone") {
  const Reading reading = read(
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20270319\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20270319T090000\r\nDURATION:PT30M\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
  REQUIRE(reading.occurrences.size() == 2);
  CHECK(reading.occurrences[0].is_all_day);
  CHECK(reading.occurrences[0].starts == at("2027-03-18T23:00:00Z"));
  CHECK(reading.occurrences[1].starts == at("2027-03-19T08:00:00Z"));
  CHECK_FALSE(reading.occurrences[1].is_busy);
}

TEST_CASE("a series that is not understood is said with its line and title, and is not on the calendar") {
  const Reading reading = read(
      "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Odd\r\nDTSTART:20270319T100000Z\r\nRRULE:FREQ=FORTNIGHTLY\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Fine\r\nDTSTART:20270320T100000Z\r\nEND:VEVENT\r\n");
  REQUIRE(reading.occurrences.size() == 1);
  CHECK(reading.occurrences[0].title == "Fine");
  REQUIRE(reading.troubles.size() == 1);
  CHECK(reading.troubles[0].weight == TroubleWeight::series_left_out);
  CHECK(reading.troubles[0].line == 8);
  CHECK(reading.troubles[0].title == "Odd");
}

TEST_CASE("a message of METHOD CANCEL cancels, an answer to an invitation is no calendar") {
  const std::string event = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270319T100000Z\r\nEND:VEVENT\r\n";
  const Reading reading = read("METHOD:CANCEL\r\n" + event);
  CHECK(reading.occurrences.at(0).status == Status::cancelled);
  CHECK_FALSE(reading.series.at(0).next);
  const auto reply = read_calendar(file("METHOD:REPLY\r\n" + event), reader());
  REQUIRE_FALSE(reply);
  CHECK(reply.error().is(no_calendar_of_meetings));
}

TEST_CASE("what is no calendar is refused with its line") {
  const auto refused = read_calendar("Dear Rita,\r\n", reader());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message().starts_with("Line 1: "));
}

}  // namespace
}  // namespace backbeat::calendar
