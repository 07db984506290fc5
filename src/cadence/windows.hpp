// The stretches of the calendar in which coaching is owed, as local dates; and where a zone's days begin, looked up once for everybody in
// it.
#pragma once

#include "base/time.hpp"
#include "playbook/playbook.hpp"

#include <vector>

namespace backbeat::cadence {

/// Whole local days, both ends included.
struct Days {
  LocalDate first;
  LocalDate last;
  [[nodiscard]] bool holds(LocalDate day) const { return first <= day && day <= last; }
  friend bool operator==(const Days&, const Days&) = default;
};

/// The period of a cadence that holds a day: the ISO week; two ISO weeks counted from Monday 1970-01-05; the calendar month; the fiscal
/// quarter.
[[nodiscard]] Days period_of(LocalDate day, playbook::Every every, int fiscal_first_month);

/// All periods that have a day in `range`, in order.
[[nodiscard]] std::vector<Days> periods_over(Days range, playbook::Every every, int fiscal_first_month);

/// The first instant of each day of a zone, kept for a range of days and asked of the zone outside it.
class DayStarts {
 public:
  DayStarts(const Zone& zone, Days range);
  [[nodiscard]] Instant start_of(LocalDate day) const {
    const std::int32_t index = day.days_since_epoch() - m_first;
    if (index >= 0 && static_cast<std::size_t>(index) < m_starts.size()) return m_starts[static_cast<std::size_t>(index)];
    return start_of_day(day, m_zone);
  }

 private:
  Zone m_zone;
  std::int32_t m_first;
  std::vector<Instant> m_starts;
};

/// The days of a week on which nobody works.
class Weekend {
 public:
  Weekend() = default;
  /// English names in lower case: "saturday".
  explicit Weekend(const std::vector<std::string>& names);
  [[nodiscard]] bool has(LocalDate day) const { return (m_bits >> static_cast<unsigned>(day.weekday()) & 1U) != 0; }
  /// Days of `days` that are not on the weekend.
  [[nodiscard]] int weekdays_in(Days days) const;

 private:
  unsigned m_bits = 0;
};

}  // namespace backbeat::cadence
