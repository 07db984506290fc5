#include "ical/write.hpp"

#include "base/text.hpp"

#include <array>
#include <cstdio>

namespace backbeat::ical {
namespace {

constexpr std::size_t longest_line = 75;  // octets without the line end (RFC 5545 3.1)

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

void line(std::string& out, std::string_view text) {
  std::size_t room = longest_line;
  while (text.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && continues_character(text[cut])) --cut;
    out += text.substr(0, cut);
    out += "\r\n ";
    text.remove_prefix(cut);
    room = longest_line - 1;  // the blank counts
  }
  out += text;
  out += "\r\n";
}

std::string utc(Instant at) {
  const LocalDateTime local = to_local(at, Zone());
  const auto ymd = local.date.ymd();
  const int seconds = local.time.seconds_since_midnight();
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                static_cast<unsigned>(ymd.day()), seconds / 3600, seconds / 60 % 60, seconds % 60);
  return text.data();
}

std::string as_utf8(std::string_view text) {
  return is_utf8(text) ? std::string(text) : utf8_from_windows_1252(text);
}

/// A parameter's value: quoted, and without what a quoted one cannot hold.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : as_utf8(text)) {
    if (c == '"')
      out += '\'';
    else if (!is_control(c))
      out += c;
  }
  return out + "\"";
}

std::string mailbox(std::string_view property, const Mailbox& box) {
  std::string out(property);
  if (!box.name.empty()) out += ";CN=" + quoted(box.name);
  out += ":mailto:";
  for (const char c : as_utf8(box.address))
    if (!is_control(c)) out += c;
  return out;
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::none:
      return "";
    case Method::publish:
      return "PUBLISH";
    case Method::request:
      return "REQUEST";
    case Method::cancel:
      return "CANCEL";
  }
  return "";
}

void write_event(std::string& out, const WrittenEvent& event) {
  line(out, "BEGIN:VEVENT");
  line(out, "UID:" + escaped(event.uid));
  line(out, "DTSTAMP:" + utc(event.stamp));
  line(out, "LAST-MODIFIED:" + utc(event.stamp));
  line(out, "SEQUENCE:" + std::to_string(event.sequence));
  line(out, "DTSTART:" + utc(event.starts));
  line(out, "DTEND:" + utc(event.ends));
  line(out, "SUMMARY:" + escaped(event.title));
  if (!event.text.empty()) line(out, "DESCRIPTION:" + escaped(event.text));
  if (!event.place.empty()) line(out, "LOCATION:" + escaped(event.place));
  line(out, event.is_cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  line(out, event.is_cancelled ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
  if (event.organizer) line(out, mailbox("ORGANIZER", *event.organizer));
  if (event.attendee) line(out, mailbox("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE", *event.attendee));
  line(out, "END:VEVENT");
}

}  // namespace

std::string escaped(std::string_view raw) {
  const std::string text = as_utf8(raw);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') out += "\\n";
    } else if (!is_control(c)) {
      out += c;
    }
  }
  return out;
}

std::string write(const WrittenCalendar& calendar) {
  std::string out;
  line(out, "BEGIN:VCALENDAR");
  line(out, "VERSION:2.0");
  line(out, "PRODID:-//Backbeat//Coaching//EN");
  line(out, "CALSCALE:GREGORIAN");
  if (calendar.method != Method::none) line(out, "METHOD:" + std::string(name_of(calendar.method)));
  if (!calendar.name.empty()) {
    line(out, "NAME:" + escaped(calendar.name));
    line(out, "X-WR-CALNAME:" + escaped(calendar.name));
    line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line(out, "X-PUBLISHED-TTL:PT1H");
  }
  for (const WrittenEvent& event : calendar.events) write_event(out, event);
  line(out, "END:VCALENDAR");
  return out;
}

}  // namespace backbeat::ical
