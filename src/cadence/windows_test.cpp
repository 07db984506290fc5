#include "cadence/windows.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Days;
using playbook::Every;

TEST_CASE("each period holds the day it was asked for, and periods follow each other without a gap") {
  for (const Every every : {Every::week, Every::two_weeks, Every::month, Every::quarter}) {
    const auto periods = cadence::periods_over({day("2026-11-20"), day("2028-03-05")}, every, 2);
    REQUIRE(!periods.empty());
    CHECK(periods.front().holds(day("2026-11-20")));
    CHECK(periods.back().holds(day("2028-03-05")));
    for (std::size_t i = 1; i < periods.size(); ++i) CHECK(periods[i].first == periods[i - 1].last + std::chrono::days(1));
  }
}

TEST_CASE("two weeks begin on every other Monday, also before 1970") {
  CHECK(cadence::period_of(day("1970-01-05"), Every::two_weeks, 1) == Days{day("1970-01-05"), day("1970-01-18")});
  CHECK(cadence::period_of(day("1970-01-04"), Every::two_weeks, 1) == Days{day("1969-12-22"), day("1970-01-04")});
  CHECK(cadence::period_of(day("2027-03-14"), Every::two_weeks, 1).first.weekday() == Weekday::monday);
}

TEST_CASE("a leap February is a whole month") {
  CHECK(cadence::period_of(day("2028-02-29"), Every::month, 1) == Days{day("2028-02-01"), day("2028-02-29")});
}

TEST_CASE("a fiscal quarter starts with the fiscal year") {
  CHECK(cadence::period_of(day("2027-01-31"), Every::quarter, 2) == Days{day("2026-11-01"), day("2027-01-31")});
}

TEST_CASE("no period is asked for where the range is empty") {
  CHECK(cadence::periods_over({day("2027-03-02"), day("2027-03-01")}, Every::week, 1).empty());
}

TEST_CASE("a weekend is what the playbook says it is") {
  const cadence::Weekend gulf({"friday", "saturday"});
  CHECK(gulf.has(day("2027-03-05")));
  CHECK_FALSE(gulf.has(day("2027-03-07")));
  CHECK(gulf.weekdays_in({day("2027-03-01"), day("2027-03-07")}) == 5);
  CHECK(cadence::Weekend().weekdays_in({day("2027-03-01"), day("2027-03-07")}) == 7);
}

TEST_CASE("a day's start is the same inside and outside the range that is kept") {
  const Zone berlin = zone("Europe/Berlin");
  const cadence::DayStarts kept(berlin, {day("2027-03-20"), day("2027-04-02")});
  for (LocalDate date = day("2027-03-01"); date < day("2027-04-20"); date = date + std::chrono::days(1))
    CHECK(kept.start_of(date) == start_of_day(date, berlin));
}
