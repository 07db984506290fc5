#include "base/time.hpp"

#include <doctest/doctest.h>

namespace backbeat {
namespace {

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}

}  // namespace

TEST_CASE("an instant is read from RFC 3339 with any offset, and written in UTC") {
  CHECK(Instant::parse("1970-01-01T00:00:00Z") == Instant(0));
  CHECK(Instant::parse("2027-03-28T09:00:00.25+02:00")->text() == "2027-03-28T07:00:00.250Z");
  CHECK(Instant::parse("2027-01-01T00:30:00+05:45")->text() == "2026-12-31T18:45:00Z");
  CHECK(Instant::parse("2027-12-31t23:00:00-03:30")->text() == "2028-01-01T02:30:00Z");
  CHECK(Instant::parse("2027-03-28T09:00:00.123456789Z")->text() == "2027-03-28T09:00:00.123Z");
  CHECK(Instant(-1).text() == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("what is no instant is refused") {
  for (const char* text :
       {"", "2027-03-28", "2027-03-28T09:00:00", "2027-03-28 09:00:00Z", "2027-02-29T09:00:00Z", "2027-03-28T24:00:00Z",
        "2027-03-28T09:60:00Z", "2027-03-28T09:00:60Z", "2027-03-28T09:00Z", "2027-03-28T09:00:00+2:00", "2027-03-28T09:00:00+24:00",
        "2027-03-28T09:00:00.Z", "2027-03-28T09:00:00,5Z", "2027-03-28T09:00:00.1234567890Z"}) {
    CAPTURE(text);
    CHECK(!Instant::parse(text));
  }
}

TEST_CASE("a date is a day that exists") {
  CHECK(day("2028-02-29").text() == "2028-02-29");
  CHECK(day("1970-01-01").days_since_epoch() == 0);
  CHECK(day("1969-12-31").days_since_epoch() == -1);
  for (const char* text :
       {"2027-02-29", "1900-02-29", "2027-13-01", "2027-00-10", "2027-04-31", "2027-4-01", "27-04-01", "0000-01-01", "2027/04/01", ""}) {
    CAPTURE(text);
    CHECK(!LocalDate::parse(text));
  }
  CHECK(LocalDate::parse("2027-02-30").error().message() == "Expected a date such as 2027-03-28, found 2027-02-30.");
}

TEST_CASE("months are added to the last day there is") {
  CHECK(plus_months(day("2027-01-31"), 1) == day("2027-02-28"));
  CHECK(plus_months(day("2027-01-31"), 13) == day("2028-02-29"));
  CHECK(plus_months(day("2027-03-31"), -1) == day("2027-02-28"));
  CHECK(plus_months(day("2027-01-15"), -1) == day("2026-12-15"));
  CHECK(plus_months(day("2027-05-15"), 0) == day("2027-05-15"));
}

TEST_CASE("a time of day is written to the minute, or to the second where it has some") {
  CHECK(LocalTime::parse("09:30")->text() == "09:30");
  CHECK(LocalTime::parse("09:30:15")->text() == "09:30:15");
  CHECK(LocalTime::parse("23:59:59")->seconds_since_midnight() == 86399);
  for (const char* text : {"24:00", "9:30", "09:60", "09:30:60", "09-30", "0930", "09:30:1", "", "-1:00"}) {
    CAPTURE(text);
    CHECK(!LocalTime::parse(text));
  }
}

TEST_CASE("ISO weeks belong to the year of their Thursday") {
  CHECK(IsoWeek::of(day("2027-01-01")).text() == "2026-W53");
  CHECK(IsoWeek::of(day("2027-01-04")).text() == "2027-W01");
  CHECK(IsoWeek::of(day("2024-12-30")).text() == "2025-W01");
  CHECK(IsoWeek::of(day("2020-12-31")).text() == "2020-W53");
  CHECK(IsoWeek::parse("2026-W53")->monday() == day("2026-12-28"));
  CHECK(IsoWeek::parse("2027-W13")->monday() == day("2027-03-29"));
  for (const char* text : {"2027-W53", "2027-W00", "2027-W1", "2027W13", "2027-13", ""}) {
    CAPTURE(text);
    CHECK(!IsoWeek::parse(text));
  }
}

TEST_CASE("the Monday of a day is on or before it") {
  CHECK(monday_of(day("2027-03-01")) == day("2027-03-01"));
  CHECK(monday_of(day("2027-03-07")) == day("2027-03-01"));
  CHECK(day("2027-03-07").weekday() == Weekday::sunday);
}

TEST_CASE("a fiscal year that begins in January is the calendar year") {
  CHECK(FiscalQuarter::of(day("2027-03-31"), 1).text() == "2027-Q1");
  CHECK(FiscalQuarter::of(day("2027-04-01"), 1).text() == "2027-Q2");
  CHECK(FiscalQuarter::parse("2027-Q4", 1)->last_day() == day("2027-12-31"));
}

TEST_CASE("a fiscal year that begins later is named after the year it ends in") {
  CHECK(FiscalQuarter::of(day("2027-02-01"), 2).text() == "2028-Q1");
  CHECK(FiscalQuarter::of(day("2027-01-31"), 2).text() == "2027-Q4");
  CHECK(FiscalQuarter::parse("2027-Q1", 2)->first_day() == day("2026-02-01"));
  CHECK(FiscalQuarter::parse("2027-Q4", 2)->last_day() == day("2027-01-31"));
  CHECK(FiscalQuarter::of(day("2026-10-01"), 10).text() == "2027-Q1");
  CHECK(FiscalQuarter::parse("2027-Q4", 1)->next().text() == "2028-Q1");
  CHECK(FiscalQuarter::parse("2027-Q1", 1)->previous().text() == "2026-Q4");
  for (const char* text : {"2027-Q0", "2027-Q5", "2027Q1", "27-Q1", ""}) {
    CAPTURE(text);
    CHECK(!FiscalQuarter::parse(text, 1));
  }
}

}  // namespace backbeat
