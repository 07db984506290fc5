#include "base/time.hpp"

#include "base/posix_zone.hpp"

#include <doctest/doctest.h>

#include <thread>

namespace backbeat {
namespace {

using namespace std::chrono_literals;

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}
LocalTime at(std::string_view text) {
  return *LocalTime::parse(text);
}
Zone zone(std::string_view name) {
  return *Zone::make(name);
}

std::string utc(std::string_view date, std::string_view time, std::string_view in) {
  return to_instant(day(date), at(time), zone(in)).text();
}

std::string local(std::string_view instant, std::string_view in) {
  const auto there = to_local(*Instant::parse(instant), zone(in));
  return there.date.text() + " " + there.time.text();
}

std::string begins(std::string_view date, std::string_view in) {
  return start_of_day(day(date), zone(in)).text();
}

}  // namespace

TEST_CASE("a zone has a name of the IANA database, and the default is UTC") {
  CHECK(zone("Europe/Madrid").name() == "Europe/Madrid");
  CHECK(zone("Europe/Madrid") == zone("Europe/Madrid"));
  CHECK(zone("Europe/Madrid") != zone("Europe/Paris"));
  CHECK(Zone().name() == "UTC");
  CHECK(Zone() == zone("UTC"));
  for (const char* name : {"", "Europe/Atlantis", "europe/madrid", "../../etc/passwd", "Europe", "CEST"}) {
    CAPTURE(name);
    CHECK(!Zone::make(name));
  }
}

TEST_CASE("ten in the morning stays ten in the morning through a change of clocks") {
  CHECK(utc("2027-03-22", "10:00", "Europe/Madrid") == "2027-03-22T09:00:00Z");
  CHECK(utc("2027-03-29", "10:00", "Europe/Madrid") == "2027-03-29T08:00:00Z");
  CHECK(utc("2027-11-05", "10:00", "America/New_York") == "2027-11-05T14:00:00Z");
  CHECK(utc("2027-11-08", "10:00", "America/New_York") == "2027-11-08T15:00:00Z");
}

TEST_CASE("a time that spring skips is read with the offset before it") {
  CHECK(utc("2027-03-28", "02:30", "Europe/Berlin") == "2027-03-28T01:30:00Z");
  CHECK(local("2027-03-28T01:30:00Z", "Europe/Berlin") == "2027-03-28 03:30");
  CHECK(utc("2027-03-28", "02:00", "Europe/Berlin") == "2027-03-28T01:00:00Z");
  CHECK(utc("2027-03-28", "03:00", "Europe/Berlin") == "2027-03-28T01:00:00Z");
  CHECK(utc("2027-10-03", "02:15", "Australia/Lord_Howe") == "2027-10-02T15:45:00Z");  // half an hour only
  CHECK(local("2027-10-02T15:45:00Z", "Australia/Lord_Howe") == "2027-10-03 02:45");
}

TEST_CASE("a time that autumn repeats is its first occurrence") {
  CHECK(utc("2027-10-31", "02:30", "Europe/Berlin") == "2027-10-31T00:30:00Z");
  CHECK(local("2027-10-31T00:30:00Z", "Europe/Berlin") == "2027-10-31 02:30");
  CHECK(local("2027-10-31T01:30:00Z", "Europe/Berlin") == "2027-10-31 02:30");
  CHECK(utc("2027-10-31", "03:00", "Europe/Berlin") == "2027-10-31T02:00:00Z");
  CHECK(utc("2027-11-07", "01:30", "America/New_York") == "2027-11-07T05:30:00Z");
}

TEST_CASE("the day that Samoa skipped is read as the day after") {
  CHECK(local("2011-12-30T09:59:59Z", "Pacific/Apia") == "2011-12-29 23:59:59");
  CHECK(local("2011-12-30T10:00:00Z", "Pacific/Apia") == "2011-12-31 00:00");
  CHECK(utc("2011-12-30", "10:00", "Pacific/Apia") == "2011-12-30T20:00:00Z");
  CHECK(begins("2011-12-29", "Pacific/Apia") == "2011-12-29T10:00:00Z");
  CHECK(begins("2011-12-30", "Pacific/Apia") == "2011-12-30T10:00:00Z");
  CHECK(begins("2011-12-31", "Pacific/Apia") == "2011-12-30T10:00:00Z");
}

TEST_CASE("a day begins at midnight, or at the change that skips it") {
  CHECK(begins("2027-03-01", "Europe/Madrid") == "2027-02-28T23:00:00Z");
  CHECK(begins("2018-11-04", "America/Sao_Paulo") == "2018-11-04T03:00:00Z");  // 00:00 became 01:00
  CHECK(local("2018-11-04T03:00:00Z", "America/Sao_Paulo") == "2018-11-04 01:00");
  CHECK(begins("1919-03-31", "America/Toronto") == "1919-03-31T04:30:00Z");  // 23:30 of the day before became 00:30
  CHECK(begins("2027-11-07", "America/Havana") == "2027-11-07T04:00:00Z");   // 00:00 happens twice
}

TEST_CASE("the offset is what is added to UTC") {
  CHECK(utc_offset(*Instant::parse("2027-01-01T00:00:00Z"), zone("Asia/Kathmandu")) == Duration(5h + 45min));
  CHECK(utc_offset(*Instant::parse("2027-07-01T00:00:00Z"), zone("America/St_Johns")) == Duration(-2h - 30min));
  CHECK(utc_offset(*Instant::parse("2027-07-01T00:00:00Z"), Zone()) == Duration(0));
  CHECK(utc_offset(*Instant::parse("1500-07-01T00:00:00Z"), Zone()) == Duration(0));
}

TEST_CASE("daylight saving goes on after 2037, where the database's files end") {
  CHECK(utc("2045-07-03", "10:00", "Europe/Madrid") == "2045-07-03T08:00:00Z");
  CHECK(utc("2045-01-09", "10:00", "Europe/Madrid") == "2045-01-09T09:00:00Z");
  CHECK(utc("2090-07-03", "10:00", "America/New_York") == "2090-07-03T14:00:00Z");
}

TEST_CASE("a yearly rule gives its changes in order") {
  const auto changes = changes_of_posix_rule("CET-1CEST,M3.5.0,M10.5.0/3", 2027, 2027);
  REQUIRE(changes);
  REQUIRE(changes->size() == 2);
  CHECK(Instant((*changes)[0].at_ms).text() == "2027-03-28T01:00:00Z");
  CHECK((*changes)[0].offset_ms == 7'200'000);
  CHECK(Instant((*changes)[1].at_ms).text() == "2027-10-31T01:00:00Z");
  const auto south = changes_of_posix_rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2027, 2027);  // Lord Howe
  CHECK(Instant(south->at(0).at_ms).text() == "2027-04-03T15:00:00Z");
  CHECK(south->at(0).offset_ms == 37'800'000);
  const auto negative = changes_of_posix_rule("IST-1GMT0,M10.5.0,M3.5.0/1", 2027, 2027);  // Dublin, whose winter time is the exception
  CHECK(negative->at(0).offset_ms == 3'600'000);
  const auto nuuk = changes_of_posix_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2027, 2027);
  CHECK(Instant(nuuk->at(0).at_ms).text() == "2027-03-28T01:00:00Z");
  const auto by_day = changes_of_posix_rule("AAA0BBB,J60/0,59/0", 2028, 2028);  // 1 March either way, and 29 February
  CHECK(Instant(by_day->at(1).at_ms).text() == "2028-03-01T00:00:00Z");
  CHECK(changes_of_posix_rule("UTC0", 2027, 2030)->empty());
  for (const char* none :
       {"", "UTC", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0x", "<+03-3"}) {
    CAPTURE(none);
    CHECK(!changes_of_posix_rule(none, 2027, 2027));
  }
}

TEST_CASE("many threads may look up zones at once") {
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (const char* name : {"Asia/Tokyo", "America/Chicago", "Africa/Cairo", "Asia/Kolkata", "Europe/Rome"}) {
        if (to_local(Instant(0), zone(name)).date.text() >= "1969-12-31") ++right;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == 40);
}

}  // namespace backbeat
