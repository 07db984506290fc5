#include "meeting/meeting_plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace backbeat::meeting {
namespace {

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}

struct Season {
  CircleFacts circle{.id = Id<Circle>(1),
                     .held_by = "ae",
                     .name = "The Harbour",
                     .slot = {.weekday = 3,
                              .starts = LocalTime::parse("14:00").value(),
                              .minutes = 60,
                              .every_weeks = 2,
                              .zone = Zone::make("Europe/Madrid").value()},
                     .first_day = day("2027-01-04"),
                     .last_day = day("2027-06-30")};
  std::vector<people::Member> members{member(1), member(2), member(3), member(4), member(5)};
  std::vector<people::Holiday> holidays;
  std::vector<std::optional<Id<Person>>> past;
  Instant now = to_instant(day("2027-01-04"), LocalTime(), circle.slot.zone);

  static people::Member member(std::int64_t id, std::string region = "ES") {
    people::Member made;
    made.id = Id<Person>(id);
    made.zone = Zone::make("Europe/Madrid").value();
    made.hired = day("2020-01-01");
    people::Assignment assignment;
    assignment.period = {.from = day("2020-01-01"), .to = {}};
    assignment.job_role = "ae";
    assignment.region = std::move(region);
    made.assignments.push_back(std::move(assignment));
    return made;
  }
  [[nodiscard]] std::vector<PlannedHour> plan() const { return plan_hours(circle, members, holidays, past, now); }
  static std::vector<std::int64_t> leaders(const std::vector<PlannedHour>& hours) {
    std::vector<std::int64_t> out;
    for (const PlannedHour& hour : hours) out.push_back(hour.facilitator.value_or(Id<Person>(0)).value());
    return out;
  }
};

TEST_CASE_FIXTURE(Season, "hours are on the slot's weekday, once in so many weeks, from the first day to the last") {
  const auto days = days_of(circle);
  CHECK(days.front() == day("2027-01-06"));
  CHECK(days.back() == day("2027-06-23"));
  CHECK(days.size() == 13);
  for (std::size_t i = 1; i < days.size(); ++i) CHECK(days[i] - days[i - 1] == std::chrono::days(14));
  circle.first_day = day("2027-01-06");
  CHECK(days_of(circle).front() == day("2027-01-06"));
  circle.last_day = day("2027-01-05");
  CHECK(days_of(circle).empty());
}

TEST_CASE_FIXTURE(Season, "the local time is the same in both halves of the year, so the instant is not") {
  const auto hours = plan();
  CHECK(hours[0].starts_at.text() == "2027-01-06T13:00:00Z");
  CHECK(hours[6].starts_at.text() == "2027-03-31T12:00:00Z");
  for (const PlannedHour& hour : hours) {
    CHECK(to_local(hour.starts_at, circle.slot.zone).time.text() == "14:00");
    CHECK(hour.ends_at - hour.starts_at == std::chrono::minutes(60));
  }
}

TEST_CASE_FIXTURE(Season, "a holiday of half the members takes the hour away and no number; of fewer it excuses them") {
  holidays = {{.region = "ES", .day = day("2027-01-20"), .name = "Feast"}};
  members[3] = member(4, "DE");
  members[4] = member(5, "DE");
  auto hours = plan();
  CHECK(hours[1].is_holiday);
  CHECK_FALSE(hours[1].facilitator);
  CHECK(hours[2].number == 3);
  members[2] = member(3, "DE");
  hours = plan();
  CHECK_FALSE(hours[1].is_holiday);
  CHECK(hours[1].away == std::vector{Id<Person>(1), Id<Person>(2)});
  holidays = {{.region = "", .day = day("2027-01-20"), .name = "Everybody's"}};
  CHECK(plan()[1].is_holiday);
}

TEST_CASE_FIXTURE(Season, "a turn is two hours, and everybody has one before anybody has two") {
  const auto hours = plan();
  const auto led = leaders(hours);
  for (std::size_t i = 0; i + 1 < 10; i += 2) CHECK(led[i] == led[i + 1]);
  CHECK(std::set(led.begin(), led.begin() + 10).size() == 5);
}

TEST_CASE_FIXTURE(Season, "who is away does not lead that hour") {
  members[0].time_off.push_back({.first = day("2027-01-18"), .last = day("2027-01-22")});
  const auto hours = plan();
  CHECK(hours[1].away == std::vector{Id<Person>(1)});
  CHECK(hours[1].facilitator != Id<Person>(1));
}

TEST_CASE_FIXTURE(Season, "a certified member leads first, while the certificate lasts") {
  members[3].certifications.push_back(
      {.kind = people::CertificationKind::facilitator, .period = {.from = day("2026-12-01"), .to = day("2027-03-01")}});
  CHECK(leaders(plan())[0] == 4);
}

TEST_CASE_FIXTURE(Season, "a turn that has begun is finished, and turns that were had count") {
  now = to_instant(day("2027-01-10"), LocalTime(), circle.slot.zone);
  past = {Id<Person>(3)};
  auto led = leaders(plan());
  CHECK(led[0] == 3);
  CHECK(led[1] != 3);
  past = {Id<Person>(3), Id<Person>(3)};
  now = to_instant(day("2027-01-24"), LocalTime(), circle.slot.zone);
  led = leaders(plan());
  CHECK(std::ranges::find(led.begin(), led.begin() + 8, 3) == led.begin() + 8);
}

TEST_CASE_FIXTURE(Season, "who left in the middle of their turn does not finish it") {
  now = to_instant(day("2027-01-10"), LocalTime(), circle.slot.zone);
  past = {Id<Person>(9)};
  CHECK(leaders(plan())[0] != 9);
}

TEST_CASE_FIXTURE(Season, "what has begun is not planned again, and nothing after the circle ended") {
  now = to_instant(day("2027-01-06"), LocalTime::parse("14:00").value(), circle.slot.zone);
  CHECK(plan().front().number == 2);
  circle.ended_at = to_instant(day("2027-02-01"), LocalTime(), circle.slot.zone);
  CHECK(plan().size() == 1);
}

TEST_CASE_FIXTURE(Season, "somebody who no longer works here is away") {
  members[1].left = day("2027-03-01");
  CHECK_FALSE(is_away(members[1], day("2027-02-28"), holidays));
  CHECK(is_away(members[1], day("2027-03-01"), holidays));
}

}  // namespace
}  // namespace backbeat::meeting
