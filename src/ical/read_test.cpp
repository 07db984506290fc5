// Every line that is not understood is said, with its number; what is understood is what the file says.
#include "ical/ical.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

namespace backbeat::ical {
namespace {

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

/// Events begin at line 3.
std::string file(std::string_view events) {
  return "BEGIN:VCALENDAR\nVERSION:2.0\n" + std::string(events) + "END:VCALENDAR\n";
}

Calendar calendar_of(std::string_view events) {
  auto made = read(file(events));
  REQUIRE_MESSAGE(made, (made ? "" : made.error().message()));
  return *std::move(made);
}

std::string event(std::string_view lines) {
  return "BEGIN:VEVENT\nUID:a\n" + std::string(lines) + "END:VEVENT\n";
}

std::vector<std::string> starts(const Calendar& calendar, std::string_view from = "2027-01-01T00:00:00Z",
                                std::string_view to = "2028-01-01T00:00:00Z") {
  std::vector<std::string> out;
  for (const Occurrence& one : expand(calendar, at(from), at(to), Zone::make("Europe/Madrid").value()).occurrences)
    out.push_back(one.starts.text());
  return out;
}

std::string said(const Calendar& calendar) {
  std::string out;
  for (const Trouble& one : calendar.troubles) out += std::to_string(one.line) + ": " + one.text + "\n";
  return out;
}

std::string refusal(std::string_view text) {
  const auto made = read(text);
  return made ? "" : made.error().message();
}

using Texts = std::vector<std::string>;

TEST_CASE("a folded line, a quoted parameter and an escaped text are read as they are meant") {
  const Calendar calendar =
      calendar_of(event("DTSTART;X-A=\"a;b:c\",d;TZID=Europe/Madrid:20270308T100000\nSUMMARY:Con\n toso\\, \\n weekly\\; "
                        "one\nORGANIZER;CN=\"R, R\":MAILTO:Rita@Example.com\n"));
  REQUIRE(calendar.series.size() == 1);
  CHECK(calendar.series[0].event->title == "Contoso,   weekly; one");
  CHECK(calendar.series[0].event->attendees.at(0) == EventAttendee{.address = "rita@example.com", .name = "R, R", .is_organizer = true});
  CHECK(starts(calendar) == Texts{"2027-03-08T09:00:00Z"});
}

TEST_CASE("each way of leaving out and adding one meeting of a series works in its own words") {
  CHECK(starts(calendar_of(event("DTSTART:20270301T100000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20270302T100000Z,20270303T100000Z\n"))) ==
        Texts{"2027-03-01T10:00:00Z", "2027-03-04T10:00:00Z"});
  CHECK(starts(calendar_of(event("DTSTART;TZID=Europe/Madrid:20270301T100000\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE;VALUE=DATE:20270302\n"))) ==
        Texts{"2027-03-01T09:00:00Z"});
  CHECK(starts(calendar_of(event("DTSTART;TZID=Europe/Madrid:20270301T100000\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20270302T090000Z\n"))) ==
        Texts{"2027-03-01T09:00:00Z"});
  CHECK(starts(calendar_of(event("DTSTART:20270301T100000Z\nRDATE:20270305T100000Z\n"))) ==
        Texts{"2027-03-01T10:00:00Z", "2027-03-05T10:00:00Z"});
  CHECK(starts(calendar_of(event("DTSTART:20270301T100000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=DAILY;INTERVAL=2\n"))) ==
        Texts{"2027-03-02T10:00:00Z", "2027-03-04T10:00:00Z"});
}

TEST_CASE("a period among the added dates has its own length") {
  const Calendar calendar = calendar_of(
      event("DTSTART:20270301T100000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20270305T100000Z/PT3H,20270306T100000Z/20270306T103000Z\n"));
  const auto all = expand(calendar, at("2027-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"), Zone()).occurrences;
  REQUIRE(all.size() == 3);
  CHECK(all[1].ends - all[1].starts == std::chrono::hours(3));
  CHECK(all[2].ends - all[2].starts == std::chrono::minutes(30));
}

TEST_CASE("a meeting that was moved is where it was moved to, and nowhere else") {
  const Calendar calendar = calendar_of(event("DTSTART:20270301T100000Z\nRRULE:FREQ=WEEKLY;COUNT=3\n") +
                                        event("RECURRENCE-ID:20270308T100000Z\nDTSTART:20270309T150000Z\nSTATUS:TENTATIVE\n") +
                                        event("RECURRENCE-ID:20270315T100000Z\nDTSTART:20270315T100000Z\nSTATUS:CANCELLED\n"));
  const auto all = expand(calendar, at("2027-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"), Zone()).occurrences;
  REQUIRE(all.size() == 3);
  CHECK(all[1].starts == at("2027-03-09T15:00:00Z"));
  CHECK(all[1].recurrence == "20270308T100000Z");
  CHECK(all[1].is_override);
  CHECK(all[1].event->status == EventStatus::tentative);
  CHECK(all[2].event->status == EventStatus::cancelled);
}

TEST_CASE("a change for all that follow moves all that follow") {
  const Calendar calendar =
      calendar_of(event("DTSTART:20270301T100000Z\nRRULE:FREQ=WEEKLY;COUNT=4\n") +
                  event("RECURRENCE-ID;RANGE=THISANDFUTURE:20270308T100000Z\nDTSTART:20270308T120000Z\nSUMMARY:Later\n"));
  CHECK(starts(calendar) == Texts{"2027-03-01T10:00:00Z", "2027-03-08T12:00:00Z", "2027-03-15T12:00:00Z", "2027-03-22T12:00:00Z"});
}

TEST_CASE("the newer of two versions counts, and the other is said") {
  const Calendar calendar = calendar_of(event("SEQUENCE:1\nDTSTART:20270301T100000Z\n") + event("SEQUENCE:2\nDTSTART:20270302T100000Z\n"));
  CHECK(starts(calendar) == Texts{"2027-03-02T10:00:00Z"});
  CHECK(said(calendar).find("8: the event at line 3 has the same UID") != std::string::npos);
}

TEST_CASE("the end of a rule is a day, a local time or an instant, as it is written") {
  CHECK(starts(calendar_of(event("DTSTART;TZID=Europe/Madrid:20270301T233000\nRRULE:FREQ=DAILY;UNTIL=20270302\n"))).size() == 2);
  CHECK(starts(calendar_of(event("DTSTART;TZID=Europe/Madrid:20270301T233000\nRRULE:FREQ=DAILY;UNTIL=20270302T223000Z\n"))).size() == 2);
  CHECK(starts(calendar_of(event("DTSTART;TZID=Europe/Madrid:20270301T233000\nRRULE:FREQ=DAILY;UNTIL=20270302T232959\n"))).size() == 1);
}

TEST_CASE("the zone a file gives is followed where nobody knows its name, with its own nights") {
  const Calendar calendar = calendar_of(
      "BEGIN:VTIMEZONE\nTZID:Our "
      "own\nBEGIN:STANDARD\nDTSTART:20001029T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n"
      "END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20000326T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-"
      "1SU\nEND:DAYLIGHT\n"
      "END:VTIMEZONE\n" +
      event("DTSTART;TZID=Our own:20270327T023000\nRRULE:FREQ=DAILY;COUNT=3\n"));
  CHECK(said(calendar).empty());
  // The night of 28 March skips 02:30: read with the offset before.
  CHECK(starts(calendar) == Texts{"2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"});
}

TEST_CASE("Windows' names and vendors' prefixes mean the zones they stand for") {
  CHECK(zone_by_name("W. Europe Standard Time")->name() == "Europe/Berlin");
  CHECK(zone_by_name("/mozilla.org/20050126_1/America/Argentina/Salta")->name() == "America/Argentina/Salta");
  CHECK(zone_by_name("/freeassociation.sourceforge.net/Europe/Oslo"));
  CHECK_FALSE(zone_by_name("Atlantis Standard Time"));
  CHECK_FALSE(zone_by_name("/"));
  CHECK_FALSE(zone_by_name(""));
}

TEST_CASE("a zone nobody knows and one the file does not give are said, once each") {
  const Calendar calendar = calendar_of(event("DTSTART;TZID=Atlantis:20270301T100000\n") +
                                        "BEGIN:VEVENT\nUID:b\nDTSTART;TZID=Atlantis:20270302T100000\nEND:VEVENT\n");
  CHECK(starts(calendar) == Texts{"2027-03-01T09:00:00Z", "2027-03-02T09:00:00Z"});
  REQUIRE(calendar.troubles.size() == 1);
  CHECK(calendar.troubles[0].line == 5);
}

TEST_CASE("what is not understood leaves its series out and says the line") {
  for (const auto& [lines, expected] : std::vector<std::pair<std::string, std::string>>{
           {"DTSTART:tomorrow\n", "5: DTSTART: \"tomorrow\" is no date or time\n"},
           {"DTSTART:20270230T100000Z\n", "5: DTSTART: \"20270230T100000Z\" is no date or time\n"},
           {"SUMMARY:x\n", "3: there is no DTSTART\n"},
           {"DTSTART:20270301T100000Z\nDTEND:20270301T090000Z\n", "6: it ends before it begins\n"},
           {"DTSTART:20270301T100000Z\nDTEND;VALUE=DATE:20270302\n", "6: DTSTART and DTEND are a date and a time\n"},
           {"DTSTART:20270301T100000Z\nDURATION:an hour\n", "6: DURATION: \"an hour\" is no duration\n"},
           {"DTSTART:20270301T100000Z\nRRULE:FREQ=MINUTELY\n", "6: RRULE: something that repeats MINUTELY is no meeting\n"},
           {"DTSTART:20270301T100000Z\nRRULE:BYDAY=MO\n", "6: RRULE: there is no FREQ\n"},
           {"DTSTART:20270301T100000Z\nRRULE:FREQ=DAILY;COUNT=many\n", "6: RRULE: COUNT should be a number from 1 and is MANY\n"},
           {"DTSTART:20270301T100000Z\nRRULE:FREQ=DAILY;FREQ=DAILY\n", "6: RRULE: FREQ stands twice\n"},
           {"DTSTART:20270301T100000Z\nRRULE:FREQ=YEARLY;RSCALE=HEBREW\n", "6: RRULE: the calendar HEBREW is not supported\n"},
           {"DTSTART:20270301T100000Z\nRRULE:FREQ=WEEKLY;BYDAY=XX\n", "6: RRULE: it is not a rule that can be followed\n"},
           {"RECURRENCE-ID;RANGE=THISANDPRIOR:20270301T100000Z\nDTSTART:20270301T100000Z\n",
            "5: RECURRENCE-ID: RANGE=THISANDPRIOR is not supported\n"}}) {
    const Calendar calendar = calendar_of(event(lines));
    CHECK(said(calendar) == expected);
    CHECK(calendar.series.empty());
  }
}

TEST_CASE("what is odd but understood is read, and said") {
  for (const auto& [lines, expected] : std::vector<std::pair<std::string, std::string>>{
           {"DTSTART:20270301T100000Z\nSTATUS:MAYBE\n", "6: STATUS: \"MAYBE\" is read as none\n"},
           {"DTSTART:20270301T100000Z\nDTSTART:20270302T100000Z\n", "6: DTSTART stands twice; the first counts\n"},
           {"DTSTART:20270301T100000Z\nRRULE:FREQ=DAILY;COUNT=1;X-OWN=1\n",
            "6: RRULE: \"X-OWN=1\" is no part of a rule; the rest counts\n"},
           {"DTSTART:20270301T100000Z\nRDATE;VALUE=DATE:20270302\n",
            "6: RDATE: dates in a series of times, or times in one of dates, are not read\n"},
           {"DTSTART:20270301T100000Z\nno colon here\n", "6: the line is passed over: there is no colon between the name and the value\n"},
           {"DTSTART:20270301T100000Z\nATTENDEE;CN=\"open:mailto:a@b.example\n",
            "6: the line is passed over: a quotation mark is not closed\n"}}) {
    const Calendar calendar = calendar_of(event(lines));
    CHECK(said(calendar) == expected);
    CHECK(starts(calendar) == Texts{"2027-03-01T10:00:00Z"});
  }
}

TEST_CASE("a long word of a rule is quoted up to a whole letter") {
  std::string letters;
  for (int i = 0; i < 100; ++i) letters += "\u00e9";
  const Calendar calendar = calendar_of(event("DTSTART:20270301T100000Z\nRRULE:FREQ=DAILY;COUNT=1;X" + letters + "=1\n"));
  CHECK(is_utf8(said(calendar)));
  CHECK(said(calendar).starts_with("6: RRULE: \"X\u00e9"));
}

TEST_CASE("what is no calendar, or was cut off, is refused with its line") {
  CHECK(refusal("") == "Line 1: the file is empty; expected BEGIN:VCALENDAR");
  CHECK(refusal("hello\n").starts_with("Line 1: "));
  CHECK(refusal("BEGIN:VEVENT\nEND:VEVENT\n") == "Line 1: a file begins with BEGIN:VCALENDAR; found BEGIN:VEVENT");
  CHECK(refusal("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n") ==
        "Line 3: the file ends inside the VEVENT that begins at line 2: it was cut off");
  CHECK(refusal("BEGIN:VCALENDAR\nEND:VEVENT\n").starts_with("Line 2: END:VEVENT"));
  CHECK(refusal("BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n").find("vCalendar 1.0") != std::string::npos);
  CHECK(refusal(std::string("B\0E\0G\0I\0", 8)).find("UTF-16") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += "BEGIN:VCALENDAR\n";
  CHECK(refusal(deep).starts_with("Line 21: "));
  const auto many = read(file(event("DTSTART:20270301T100000Z\n") + event("DTSTART:20270301T100000Z\n")), {.events = 1});
  REQUIRE_FALSE(many);
  CHECK(many.error().is(calendar_too_large));
  CHECK(read(std::string(100, ' '), {.bytes = 50}).error().is(calendar_too_large));
}

TEST_CASE("bytes that are no UTF-8 and NULs are read, and said") {
  const auto calendar = read(file(event("DTSTART:20270301T100000Z\nSUMMARY:caf\xe9\n")));
  REQUIRE(calendar);
  CHECK(calendar->series[0].event->title == "café");
  CHECK(calendar->troubles.at(0).line == 1);
  const auto nul = read(file(event(std::string("DTSTART:20270301T100000Z\nSUMMARY:a\0b\n", 37))));
  REQUIRE(nul);
  CHECK(nul->series[0].event->title == "a b");
}

TEST_CASE("tasks are no meetings, and that is said") {
  const Calendar calendar = calendar_of("BEGIN:VTODO\nUID:t\nEND:VTODO\nBEGIN:VTODO\nUID:u\nEND:VTODO\n");
  CHECK(said(calendar) == "3: VTODO is no meeting; those in the file are not read\n");
}

TEST_CASE("a rule with a million meetings costs no more than the limits") {
  const Calendar daily = calendar_of(event(
      "DTSTART:19000101T100000Z\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5,6,7,8,9\n"));
  const Limits limits{.occurrences = 1'000, .work = 100'000};
  const Expansion many = expand(daily, at("1900-01-01T00:00:00Z"), at("2100-01-01T00:00:00Z"), Zone(), limits);
  CHECK(many.occurrences.size() <= 1'000);
  CHECK(many.troubles.size() == 1);
  const Expansion far = expand(daily, at("2027-03-01T00:00:00Z"), at("2027-03-02T00:00:00Z"), Zone());
  CHECK(far.occurrences.size() == 1'000);
  CHECK(far.troubles.empty());
  // A date that never comes.
  std::string never;
  for (int i = 0; i < 200; ++i)
    never +=
        "BEGIN:VEVENT\nUID:n" + std::to_string(i) + "\nDTSTART:20270301T100000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n";
  CHECK(expand(calendar_of(never), at("2027-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"), Zone(), limits).occurrences.empty());
}

TEST_CASE("a series that repeats without end leaves the others of its file their meetings") {
  std::string events =
      "BEGIN:VEVENT\nUID:greedy\nDTSTART:20200301T100000Z\nRRULE:FREQ=DAILY;BYHOUR=8,9,10,11,12;BYMINUTE=0,10,20,30,40,50\nEND:VEVENT\n";
  events += "BEGIN:VEVENT\nUID:weekly\nDTSTART:20270301T100000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n";
  const Calendar calendar = calendar_of(events);
  const Limits limits{.work = 2'000, .work_of_series = 1'000};
  const Expansion found = expand(calendar, at("2027-03-01T00:00:00Z"), at("2027-03-22T00:00:00Z"), Zone(), limits);
  CHECK(std::ranges::count_if(found.occurrences, [](const Occurrence& one) { return one.series->uid == "weekly"; }) == 3);
  REQUIRE(found.troubles.size() == 1);
  CHECK(found.troubles[0].uid == "greedy");
}

TEST_CASE("durations are read as they are written") {
  CHECK(parse_duration("PT1H30M") == 5'400);
  CHECK(parse_duration("P1W") == 604'800);
  CHECK(parse_duration("-P1DT1S") == -86'401);
  for (const std::string_view wrong : {"", "P", "PT", "1H", "P1H", "PT1D", "PT1", "P1DT1HT1M", "P99999999999D", "P999999999W"})
    CHECK_FALSE(parse_duration(wrong));
}

}  // namespace
}  // namespace backbeat::ical
