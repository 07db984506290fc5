#include "season/season_hours.hpp"

#include <doctest/doctest.h>

#include <array>

namespace backbeat::season {
namespace {

const Zone madrid = *Zone::make("Europe/Madrid");
const Zone new_york = *Zone::make("America/New_York");
const Zone kathmandu = *Zone::make("Asia/Kathmandu");
const Zone auckland = *Zone::make("Pacific/Auckland");

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}
HalfHours free(const std::vector<FreeSpan>& spans) {
  return *half_hours_of(spans);
}
/// January to June: Europe changes its clocks on March 28th, New York on March 14th, Auckland on April 4th.
SeasonWeek half_year(const Zone& zone) {
  return {zone, day("2027-01-04"), day("2027-06-30")};
}
std::vector<FreeSpan> starts_of(SeasonWeek week, const LocalHours& hours, int minutes = 60) {
  return spans_of(week.starts(hours, minutes));
}

TEST_CASE("spans become half hours and spans again, joined where they touch") {
  const HalfHours half_hours = free({{1, 540, 600}, {1, 600, 720}, {3, 0, 1440}, {1, 540, 570}});
  CHECK(spans_of(half_hours) == std::vector<FreeSpan>{{1, 540, 720}, {3, 0, 1440}});
}

TEST_CASE("a span that is none is refused by its place") {
  for (const FreeSpan wrong :
       {FreeSpan{0, 540, 600}, {6, 540, 600}, {1, 545, 600}, {1, 540, 545}, {1, 600, 600}, {1, 600, 540}, {1, -30, 60}, {1, 1410, 1470}}) {
    const auto refused = half_hours_of({{1, 540, 600}, wrong});
    REQUIRE(!refused);
    CHECK(refused.error().field == "free[1]");
  }
}

TEST_CASE("half hours are read back from their text, and nothing else is") {
  const HalfHours half_hours = free({{1, 0, 30}, {2, 540, 720}, {5, 1410, 1440}});
  const std::string text = text_of(half_hours);
  CHECK(text.size() == 60);
  CHECK(half_hours_from(text) == half_hours);
  CHECK(!half_hours_from(text.substr(1)));
  CHECK(!half_hours_from("g" + text.substr(1)));
  CHECK(!half_hours_from("A" + text.substr(1)));
}

TEST_CASE("working hours offer their whole half hours on five days") {
  const HalfHours half_hours = half_hours_within({*LocalTime::make(9, 15), *LocalTime::make(12, 45)});
  CHECK(half_hours.count() == 5 * 6);
  CHECK(spans_of(half_hours).front() == FreeSpan{1, 570, 750});
}

TEST_CASE("somebody of the season's zone loses nothing to the clocks: a session fits where its whole length is free") {
  CHECK(starts_of(half_year(madrid), {madrid, free({{2, 840, 900}})}) == std::vector<FreeSpan>{{2, 840, 870}});
  CHECK(starts_of(half_year(madrid), {madrid, free({{2, 840, 870}})}).empty());
  CHECK(starts_of(half_year(madrid), {madrid, free({{2, 840, 900}})}, 45) == std::vector<FreeSpan>{{2, 840, 870}});
}

TEST_CASE("somebody of another zone keeps what works on both sides of each change of the clocks") {
  // Madrid is six hours ahead of New York, and five for two weeks in March.
  const LocalHours morning{new_york, free({{1, 540, 660}})};
  CHECK(starts_of(half_year(madrid), morning) == std::vector<FreeSpan>{{1, 900, 930}});
  CHECK(starts_of(half_year(madrid), {new_york, free({{1, 540, 600}})}).empty());
  // Where no clock changes in the season, all of it is left.
  SeasonWeek winter(madrid, day("2027-01-04"), day("2027-02-26"));
  CHECK(spans_of(winter.starts(morning, 60)) == std::vector<FreeSpan>{{1, 900, 990}});
}

TEST_CASE("the autumn half of the year costs its own hour: New York follows Madrid a week later, Auckland goes the other way") {
  // August to December: Auckland changes on September 26th, Madrid on October 31st, New York on November 7th.
  const auto autumn = [](const Zone& zone) { return SeasonWeek(zone, day("2027-08-02"), day("2027-12-17")); };
  const LocalHours morning{new_york, free({{1, 540, 660}})};
  CHECK(starts_of(autumn(madrid), morning) == std::vector<FreeSpan>{{1, 900, 930}});
  CHECK(starts_of(autumn(madrid), {new_york, free({{1, 540, 600}})}).empty());
  SeasonWeek before(madrid, day("2027-08-02"), day("2027-10-30"));
  CHECK(spans_of(before.starts(morning, 60)) == std::vector<FreeSpan>{{1, 900, 990}});
  // Ten, eleven and twelve hours ahead within one season: two of its four hours are lost.
  const LocalHours evening{auckland, free({{2, 1200, 1440}})};
  CHECK(starts_of(autumn(madrid), evening) == std::vector<FreeSpan>{{2, 600, 690}});
}

TEST_CASE("clocks that change by half an hour cost half an hour") {
  const Zone lord_howe = *Zone::make("Australia/Lord_Howe");
  const Zone brisbane = *Zone::make("Australia/Brisbane");
  SeasonWeek year(brisbane, day("2027-01-04"), day("2027-12-17"));
  CHECK(year.starts({lord_howe, free({{3, 600, 690}})}, brisbane, 60).count() == 1);
  CHECK(year.starts({lord_howe, free({{3, 600, 660}})}, brisbane, 60).count() == 0);
}

TEST_CASE("a zone of three quarters of an hour needs half an hour more") {
  CHECK(starts_of(half_year(kathmandu), {kathmandu, free({{1, 600, 660}})}).size() == 1);
  const Zone utc;
  CHECK(starts_of(half_year(utc), {kathmandu, free({{1, 600, 660}})}).empty());
  CHECK(starts_of(half_year(utc), {kathmandu, free({{1, 600, 690}})}) == std::vector<FreeSpan>{{1, 270, 300}});
}

TEST_CASE("what lies outside of Monday to Friday in the season's zone is lost, and nothing wraps around") {
  CHECK(starts_of(half_year(madrid), {auckland, free({{1, 540, 720}})}).empty());
  CHECK(starts_of(half_year(auckland), {auckland, free({{1, 540, 660}})}) == std::vector<FreeSpan>{{1, 540, 630}});
}

TEST_CASE("a circle of one zone meets at the same local time all season long, near eleven") {
  SeasonWeek week = half_year(madrid);
  const std::array members{LocalHours{new_york, free({{2, 540, 720}, {4, 780, 900}})}, LocalHours{new_york, free({{2, 600, 720}})}};
  const auto slot = week.choose(members, 60, {});
  REQUIRE(slot);
  CHECK(slot->zone == new_york);
  CHECK(slot->weekday == 2);
  CHECK(slot->starts == *LocalTime::make(11, 0));
  CHECK(slot->common == 3);
}

TEST_CASE("two zones meet at a start that suits both on every day of the season, or not at all") {
  SeasonWeek week = half_year(madrid);
  const std::array members{LocalHours{madrid, free({{1, 840, 1080}})}, LocalHours{madrid, free({{1, 840, 1080}})},
                           LocalHours{new_york, free({{1, 540, 720}})}};
  const auto slot = week.choose(members, 60, {});
  REQUIRE(slot);
  CHECK(slot->zone == madrid);
  CHECK(week.suits(*slot, members, 60));
  Slot late = *slot;
  late.starts = *LocalTime::make(17, 30);
  CHECK(!week.suits(late, members, 60));
  const std::array apart{LocalHours{madrid, free({{1, 540, 660}})}, LocalHours{new_york, free({{1, 540, 660}})}};
  CHECK(!week.choose(apart, 60, {}));
}

TEST_CASE("circles are spread over the days that are as good") {
  SeasonWeek week = half_year(madrid);
  const std::array members{LocalHours{madrid, half_hours_within({*LocalTime::make(9, 0), *LocalTime::make(17, 0)})}};
  CHECK(week.choose(members, 60, std::array{0, 0, 0, 0, 0})->weekday == 1);
  CHECK(week.choose(members, 60, std::array{2, 1, 0, 1, 1})->weekday == 3);
}

TEST_CASE("the first such weekday is that day itself or one of the six after it") {
  CHECK(first_on(day("2027-03-01"), 1) == day("2027-03-01"));
  CHECK(first_on(day("2027-03-02"), 1) == day("2027-03-08"));
  CHECK(first_on(day("2027-03-01"), 5) == day("2027-03-05"));
}

}  // namespace
}  // namespace backbeat::season
