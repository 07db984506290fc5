// The hours of a circle's season: the same local time over both halves of the year, holidays left out, facilitators in turn. Pure.
#pragma once

#include "meeting/meeting.hpp"
#include "people/people.hpp"

#include <optional>
#include <span>
#include <vector>

namespace backbeat::meeting {

/// An hour as it should be. Its number is its place in the series, holidays counted, so that it stays the same when others are left out.
struct PlannedHour {
  int number = 1;
  LocalDate day = {};
  Instant starts_at = {};
  Instant ends_at = {};
  bool is_holiday = false;
  std::optional<Id<Person>> facilitator = {};
  std::vector<Id<Person>> away = {};
  friend bool operator==(const PlannedHour&, const PlannedHour&) = default;
};

/// The local days of a season's hours: the first on the slot's weekday from the first day on, then once in so many weeks.
[[nodiscard]] std::vector<LocalDate> days_of(const CircleFacts& circle);

/// Somebody's own day off: time off, a holiday of their region, or no longer here.
[[nodiscard]] bool is_away(const people::Member& member, LocalDate day, std::span<const people::Holiday> holidays);

/// The hours that are still to come. `past` are the facilitators of those that were, by number; a turn that one of them has begun is
/// finished. An hour on a day that is a holiday for half the members or more is left out.
[[nodiscard]] std::vector<PlannedHour> plan_hours(const CircleFacts& circle, std::span<const people::Member> members,
                                                  std::span<const people::Holiday> holidays,
                                                  std::span<const std::optional<Id<Person>>> past, Instant now);

}  // namespace backbeat::meeting
