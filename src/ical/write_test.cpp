#include "ical/write.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::ical {
namespace {

WrittenEvent pre_brief() {
  return {.uid = "one@backbeat",
          .sequence = 2,
          .stamp = Instant::parse("2027-03-20T08:00:00Z").value(),
          .starts = Instant::parse("2027-03-28T09:00:00Z").value(),
          .ends = Instant::parse("2027-03-28T09:15:00Z").value(),
          .title = "Pre-brief; Ana, Northwind"};
}

bool has(const std::string& text, std::string_view line) {
  return text.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
}

TEST_CASE("an event is written with its sequence, its times in UTC and escaped text") {
  const std::string text = write({.events = {pre_brief()}});
  CHECK(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  CHECK(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
  CHECK(has(text, "DTSTART:20270328T090000Z"));
  CHECK(has(text, "DTEND:20270328T091500Z"));
  CHECK(has(text, "DTSTAMP:20270320T080000Z"));
  CHECK(has(text, "SEQUENCE:2"));
  CHECK(has(text, "SUMMARY:Pre-brief\\; Ana\\, Northwind"));
  CHECK(has(text, "STATUS:CONFIRMED"));
  CHECK(text.find("METHOD") == std::string::npos);
}

TEST_CASE("a cancelled event says so and takes no time") {
  WrittenEvent event = pre_brief();
  event.is_cancelled = true;
  const std::string text = write({.method = Method::cancel, .events = {event}});
  CHECK(has(text, "METHOD:CANCEL"));
  CHECK(has(text, "STATUS:CANCELLED"));
  CHECK(has(text, "TRANSP:TRANSPARENT"));
}

TEST_CASE("a line is cut at 75 octets and never within a character") {
  WrittenEvent event = pre_brief();
  for (int i = 0; i < 60; ++i) event.title += "é€😀";
  const std::string text = write({.events = {event}});
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find("\r\n", begin);
    REQUIRE(end != std::string::npos);
    CHECK(end - begin <= 75);
    CHECK((static_cast<unsigned char>(text[begin + (text[begin] == ' ' ? 1 : 0)]) & 0xc0U) != 0x80U);
    begin = end + 2;
  }
}

TEST_CASE("a line feed becomes \\n, whichever way it was written, and control characters go") {
  CHECK(escaped("one\r\ntwo\nthree\rfour") == "one\\ntwo\\nthree\\nfour");
  CHECK(escaped("a\x01"
                "b\x7f\tc") == "ab\tc");
  CHECK(escaped("back\\slash") == "back\\\\slash");
}

TEST_CASE("bytes that are no UTF-8 are replaced, in names and addresses, too") {
  CHECK(escaped("caf\xe9") == "café");
  WrittenEvent event = pre_brief();
  event.organizer = Mailbox{.name = "Ren\xe9", .address = "ren\xe9\r\n@example.com"};
  CHECK(has(write({.events = {event}}), "ORGANIZER;CN=\"René\":mailto:rené@example.com"));
}

TEST_CASE("a name cannot leave its parameter and begin another property") {
  WrittenEvent event = pre_brief();
  event.attendee = Mailbox{.name = "Ana\";X=1:mailto:evil@example.com\r\nATTENDEE:x", .address = "ana@example.com"};
  const std::string text = write({.method = Method::request, .events = {event}});
  std::string unfolded = text;
  for (std::size_t at = 0; (at = unfolded.find("\r\n ", at)) != std::string::npos;) unfolded.erase(at, 3);
  CHECK(unfolded.find("CN=\"Ana';X=1:mailto:evil@example.comATTENDEE:x\":mailto:ana@example.com\r\n") != std::string::npos);
  CHECK(unfolded.find("\r\nATTENDEE:x") == std::string::npos);
}

TEST_CASE("a feed has a name and says how often to come again") {
  const std::string text = write({.name = "Backbeat, Ana", .events = {}});
  CHECK(has(text, "X-WR-CALNAME:Backbeat\\, Ana"));
  CHECK(has(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H"));
}

}  // namespace
}  // namespace backbeat::ical
