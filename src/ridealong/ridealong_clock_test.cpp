#include "ridealong/ridealong_clock.hpp"

#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::ridealong;

namespace {

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

Zone zone(std::string_view name) {
  return Zone::make(name).value();
}

people::Holiday holiday(std::string_view region, std::string_view day) {
  return {.region = std::string(region), .day = LocalDate::parse(day).value(), .name = "Off"};
}

DebriefClock day_after(std::string_view end, std::string_view zone_name, const std::vector<people::Holiday>& holidays = {}) {
  return debrief_clock(at(end), std::chrono::hours(24), zone(zone_name), skipped_by(playbook::default_playbook(), holidays, "EMEA"));
}

}  // namespace

TEST_CASE("a debrief is due a day after the call") {
  const DebriefClock clock = day_after("2027-03-02T15:45:00Z", "Europe/Madrid");
  CHECK(clock.due == at("2027-03-03T15:45:00Z"));
  CHECK(clock.skips.empty());
}

TEST_CASE("a weekend does not count, so a Friday's debrief is due on Monday") {
  const DebriefClock clock = day_after("2027-03-05T15:45:00Z", "Europe/Madrid");
  CHECK(clock.due == at("2027-03-08T15:45:00Z"));
  REQUIRE(clock.skips.size() == 2);
  CHECK(clock.skips[0].text() == "2027-03-06");
}

TEST_CASE("over the weekend in which the clocks go forward the local time stays the same, an hour earlier in UTC") {
  CHECK(day_after("2027-03-26T15:45:00Z", "Europe/Madrid").due == at("2027-03-29T14:45:00Z"));
}

TEST_CASE("where the night of the change is a working one, a day is a day: elapsed time, not the time on the wall") {
  playbook::Playbook rules;
  rules.weekend = {"friday", "saturday"};
  const auto skipped = skipped_by(rules, {}, "");
  // From Saturday evening: the rest of Saturday is skipped, Sunday has 23 hours, so one more of Monday.
  const DebriefClock clock = debrief_clock(at("2027-03-27T20:00:00Z"), std::chrono::hours(24), zone("Europe/Madrid"), skipped);
  CHECK(clock.due == start_of_day(LocalDate::parse("2027-03-29").value(), zone("Europe/Madrid")) + std::chrono::hours(1));
}

TEST_CASE("holidays of everybody and of the region do not count, another region's do") {
  CHECK(day_after("2027-03-02T15:45:00Z", "Europe/Madrid", {holiday("EMEA", "2027-03-03")}).due == at("2027-03-04T15:45:00Z"));
  CHECK(day_after("2027-03-02T15:45:00Z", "Europe/Madrid", {holiday("", "2027-03-03")}).due == at("2027-03-04T15:45:00Z"));
  CHECK(day_after("2027-03-02T15:45:00Z", "Europe/Madrid", {holiday("AMER", "2027-03-03")}).due == at("2027-03-03T15:45:00Z"));
}

TEST_CASE("a call that ends at midnight has the whole day after it, and one on a Saturday begins to count on Monday") {
  CHECK(day_after("2027-03-02T23:00:00Z", "Europe/Madrid").due == at("2027-03-03T23:00:00Z"));
  CHECK(day_after("2027-03-06T12:00:00Z", "Europe/Madrid").due == at("2027-03-08T23:00:00Z"));
}

TEST_CASE("a day that a zone left out is no day") {
  // Apia went from Thursday 29 to Saturday 31 December 2011.
  const DebriefClock clock = day_after("2011-12-29T22:00:00Z", "Pacific/Apia");  // Thursday noon there
  CHECK(clock.due == at("2012-01-01T22:00:00Z"));
}

TEST_CASE("who works on no day has a clock that ends all the same") {
  playbook::Playbook rules;
  rules.weekend = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  const DebriefClock clock = debrief_clock(at("2027-03-02T12:00:00Z"), std::chrono::hours(24), Zone(), skipped_by(rules, {}, ""));
  CHECK(clock.due > at("2028-03-01T00:00:00Z"));
}

TEST_CASE("hours and comments are the playbook's, 24 and 3 where it says nothing") {
  CHECK(debrief_within(playbook::default_playbook()) == std::chrono::hours(24));
  CHECK(most_comments(playbook::default_playbook()) == 3);
  playbook::Playbook rules;
  CHECK(debrief_within(rules) == std::chrono::hours(24));
  CHECK(most_comments(rules) == 3);
  rules.thresholds = {{.key = "debrief_hours", .value = 1.5}, {.key = "debrief_comments", .value = 2}};
  CHECK(debrief_within(rules) == std::chrono::minutes(90));
  CHECK(most_comments(rules) == 2);
}
