// Properties of dates and zones. The independent judge is the C library: strftime's %G-W%V, and localtime_r with TZ set.
#include "base/time.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <cstdlib>
#include <ctime>

namespace backbeat {
namespace {

const std::array<const char*, 14> zone_names = {"Europe/Berlin",     "Europe/Dublin",      "America/New_York", "America/Sao_Paulo",
                                                "America/St_Johns",  "America/Havana",     "America/Santiago", "Africa/Cairo",
                                                "Africa/Casablanca", "Asia/Kolkata",       "Asia/Tehran",      "Asia/Gaza",
                                                "Pacific/Apia",      "Australia/Lord_Howe"};

const char* any_zone() {
  return *rc::gen::elementOf(zone_names);
}

/// Years 1900 to 2100.
LocalDate any_date() {
  return LocalDate::from_days(*rc::gen::inRange(-25567, 47846));
}
Instant any_second() {
  return Instant(*rc::gen::inRange<std::int64_t>(-2'208'988'800, 4'133'894'400) * 1000);
}

std::int64_t offset_of_c_library(Instant at, const char* zone) {
  setenv("TZ", zone, 1);
  tzset();
  const std::time_t seconds = at.unix_ms() / 1000;
  std::tm fields{};
  localtime_r(&seconds, &fields);
  return fields.tm_gmtoff * 1000;
}

}  // namespace

TEST_CASE("a date reads back from its text, and an instant from its") {
  CHECK(rc::check([] {
    const LocalDate date = any_date();
    RC_ASSERT((LocalDate::parse(date.text()) == date));
    const Instant instant(*rc::gen::inRange<std::int64_t>(-2'208'988'800'000, 4'133'894'400'000));
    RC_ASSERT((Instant::parse(instant.text()) == instant));
    const IsoWeek week = IsoWeek::of(date);
    RC_ASSERT((IsoWeek::parse(week.text()) == week));
  }));
}

TEST_CASE("ISO weeks are those of strftime, and their Monday is in them") {
  CHECK(rc::check([] {
    const LocalDate date = any_date();
    const std::time_t seconds = std::int64_t{date.days_since_epoch()} * 86400;
    std::tm fields{};
    gmtime_r(&seconds, &fields);
    std::array<char, 16> text{};
    RC_ASSERT(std::strftime(text.data(), text.size(), "%G-W%V", &fields) > 0U);
    RC_ASSERT(IsoWeek::of(date).text() == text.data());
    RC_ASSERT(IsoWeek::of(date).monday() == monday_of(date));
  }));
}

TEST_CASE("fiscal quarters tile the calendar, whatever month they begin in") {
  CHECK(rc::check([] {
    const LocalDate date = any_date();
    const int first_month = *rc::gen::inRange(1, 13);
    const FiscalQuarter quarter = FiscalQuarter::of(date, first_month);
    RC_ASSERT(quarter.first_day() <= date);
    RC_ASSERT(date <= quarter.last_day());
    RC_ASSERT(quarter.last_day() + std::chrono::days(1) == quarter.next().first_day());
    RC_ASSERT(quarter.next().previous() == quarter);
    RC_ASSERT(plus_months(quarter.first_day(), 3) == quarter.next().first_day());
    RC_ASSERT((FiscalQuarter::parse(quarter.text(), first_month) == quarter));
    // The year's name is that of the calendar year in which its last day lies.
    const LocalDate year_end = FiscalQuarter{.year = quarter.year, .quarter = 4, .first_month = first_month}.last_day();
    RC_ASSERT(static_cast<int>(year_end.ymd().year()) == quarter.year);
  }));
}

TEST_CASE("offsets are those of the C library, until 2100") {
  CHECK(rc::check([] {
    const char* name = any_zone();
    const Instant at = any_second();
    RC_ASSERT(utc_offset(at, *Zone::make(name)).count() == offset_of_c_library(at, name));
  }));
}

TEST_CASE("an instant's local time leads back to it, or to the earlier one of two") {
  CHECK(rc::check([] {
    const Zone zone = *Zone::make(any_zone());
    const Instant at = any_second();
    const LocalDateTime local = to_local(at, zone);
    const Instant back = to_instant(local.date, local.time, zone);
    RC_ASSERT(back <= at);
    RC_ASSERT(to_local(back, zone) == local);
    if (back != at) RC_ASSERT(at - back == utc_offset(back, zone) - utc_offset(at, zone));
  }));
}

TEST_CASE("a local time is never moved to before itself, and a day begins at the first instant that has its date") {
  CHECK(rc::check([] {
    const Zone zone = *Zone::make(any_zone());
    const LocalDate date = any_date();
    const LocalTime time = *LocalTime::make(*rc::gen::inRange(0, 24), *rc::gen::inRange(0, 60));
    RC_ASSERT((to_local(to_instant(date, time, zone), zone) >= LocalDateTime{date, time}));
    const Instant begin = start_of_day(date, zone);
    RC_ASSERT(to_local(begin, zone).date >= date);
    RC_ASSERT(to_local(begin - Duration(1), zone).date < date);
    RC_ASSERT(begin <= to_instant(date, time, zone));
  }));
}

}  // namespace backbeat
