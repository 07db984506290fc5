// When somebody could meet: free half hours of a usual week where they live, and what of them works in another zone on every day of a
// season, on both sides of each change of the clocks.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "circle/circle.hpp"
#include "people/people.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat::season {

/// Half hours of Monday to Friday: bit `(weekday - 1) * 48 + half hour of the day`. The solver's starts are the same bits.
using HalfHours = circle::WeeklyStarts;

inline constexpr int minutes_of_a_bit = 30;
inline constexpr int bits_of_a_day = 48;

/// A part of one day, in local time; `to_minutes` is the first minute after it, at most 1440.
struct FreeSpan {
  int weekday = 1;  // 1 Monday .. 5 Friday
  int from_minutes = 0;
  int to_minutes = 0;
  friend bool operator==(const FreeSpan&, const FreeSpan&) = default;
};

/// Refuses, as field free[i], a span that is empty, outside of Monday to Friday or not of whole half hours. Spans may overlap.
[[nodiscard]] Result<HalfHours> half_hours_of(const std::vector<FreeSpan>& spans);
/// By day and time, none touching the next.
[[nodiscard]] std::vector<FreeSpan> spans_of(const HalfHours& half_hours);
/// The whole half hours between these times, Monday to Friday: what is offered to somebody who has said nothing yet.
[[nodiscard]] HalfHours half_hours_within(people::WorkingHours hours);

/// 60 hexadecimal digits, the first four half hours in the first.
[[nodiscard]] std::string text_of(const HalfHours& half_hours);
[[nodiscard]] std::optional<HalfHours> half_hours_from(std::string_view text);

/// Somebody's free half hours and where they are meant.
struct LocalHours {
  Zone zone;
  HalfHours free;
};

/// When a circle meets: a local time that stays what it is when the clocks change.
struct Slot {
  Zone zone;
  int weekday = 1;
  LocalTime starts;
  int common = 0;  // starts a week that all members have, in this zone
  friend bool operator==(const Slot&, const Slot&) = default;
};

/// The days of a season in one zone, and how far other zones are from it on each of them. It remembers what it worked out: copy a shared
/// one.
class SeasonWeek {
 public:
  SeasonWeek(Zone zone, LocalDate first, LocalDate last) : m_zone(zone), m_first(first), m_last(last) {}
  [[nodiscard]] const Zone& zone() const { return m_zone; }

  /// The half hours of a week in `frame` at which a session of so many minutes may start, for somebody who is free at these: on every day
  /// of the season, whatever the clocks do in either zone.
  [[nodiscard]] HalfHours starts(const LocalHours& hours, const Zone& frame, int minutes);
  /// In the zone of the season.
  [[nodiscard]] HalfHours starts(const LocalHours& hours, int minutes) { return starts(hours, m_zone, minutes); }

  /// A start that suits all of them all season long: in the zone that most of them live in if there is one, as near to 11:00 for each as
  /// can be, on the day with the least of `load` (circles so far, Monday first). Nothing where there is none.
  [[nodiscard]] std::optional<Slot> choose(std::span<const LocalHours> members, int minutes, std::span<const int> load);
  /// Whether all of them have that start all season long.
  [[nodiscard]] bool suits(const Slot& slot, std::span<const LocalHours> members, int minutes);

 private:
  /// Minutes by which `theirs` is ahead of `frame`, each difference of the season once, ascending.
  [[nodiscard]] const std::vector<int>& ahead(const Zone& theirs, const Zone& frame);
  [[nodiscard]] HalfHours common(std::span<const LocalHours> members, const Zone& frame, int minutes);

  Zone m_zone;
  LocalDate m_first;
  LocalDate m_last;
  std::map<std::pair<std::string_view, std::string_view>, std::vector<int>> m_ahead;  // by the names of zones, which stay
};

/// The first day from `from` on with that weekday.
[[nodiscard]] LocalDate first_on(LocalDate from, int weekday);

}  // namespace backbeat::season
