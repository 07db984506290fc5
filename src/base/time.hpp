// Points in time and local dates are different types that never mix: "within 24 h" is Instant arithmetic,
// "every Tuesday 10:00" is a LocalDate and a LocalTime in a Zone. Only time.cpp knows the zone database.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace backbeat {

using Duration = std::chrono::milliseconds;

/// A point in time, milliseconds since 1970-01-01 00:00 UTC.
class Instant {
 public:
  constexpr Instant() = default;
  constexpr explicit Instant(std::int64_t unix_ms) : m_ms(unix_ms) {}
  /// RFC 3339 with an offset: "2027-03-28T09:00:00Z", "2027-03-28T09:00:00.250+02:00".
  [[nodiscard]] static Result<Instant> parse(std::string_view text);

  [[nodiscard]] constexpr std::int64_t unix_ms() const { return m_ms; }
  /// RFC 3339 in UTC; milliseconds only where there are any.
  [[nodiscard]] std::string text() const;

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  friend constexpr Instant operator+(Instant at, Duration by) { return Instant(at.m_ms + by.count()); }
  friend constexpr Instant operator-(Instant at, Duration by) { return Instant(at.m_ms - by.count()); }
  friend constexpr Duration operator-(Instant to, Instant from) { return Duration(to.m_ms - from.m_ms); }

 private:
  std::int64_t m_ms = 0;
};

enum class Weekday { monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A day in the calendar, nowhere in particular. Kept as days since 1970-01-01.
class LocalDate {
 public:
  constexpr LocalDate() = default;
  constexpr explicit LocalDate(std::chrono::sys_days day) : m_days(static_cast<std::int32_t>(day.time_since_epoch().count())) {}
  [[nodiscard]] static constexpr LocalDate from_days(std::int32_t days) {
    return LocalDate(std::chrono::sys_days(std::chrono::days(days)));
  }
  /// "2027-03-28"; refused when there is no such day.
  [[nodiscard]] static Result<LocalDate> parse(std::string_view text);
  [[nodiscard]] static Result<LocalDate> make(int year, unsigned month, unsigned day);

  [[nodiscard]] constexpr std::int32_t days_since_epoch() const { return m_days; }
  [[nodiscard]] constexpr std::chrono::year_month_day ymd() const { return std::chrono::sys_days(std::chrono::days(m_days)); }
  [[nodiscard]] constexpr Weekday weekday() const {
    return static_cast<Weekday>(std::chrono::weekday(std::chrono::sys_days(std::chrono::days(m_days))).iso_encoding());
  }
  [[nodiscard]] std::string text() const;

  friend constexpr auto operator<=>(const LocalDate&, const LocalDate&) = default;
  friend constexpr LocalDate operator+(LocalDate date, std::chrono::days by) {
    return from_days(date.m_days + static_cast<std::int32_t>(by.count()));
  }
  friend constexpr LocalDate operator-(LocalDate date, std::chrono::days by) {
    return from_days(date.m_days - static_cast<std::int32_t>(by.count()));
  }
  friend constexpr std::chrono::days operator-(LocalDate to, LocalDate from) { return std::chrono::days(to.m_days - from.m_days); }

 private:
  std::int32_t m_days = 0;
};

/// The same day of the month, `months` later; the last day of the month where there is no such day.
[[nodiscard]] LocalDate plus_months(LocalDate date, int months);

/// A time of day, to the second, 00:00:00 to 23:59:59.
class LocalTime {
 public:
  constexpr LocalTime() = default;
  /// "09:30" or "09:30:15".
  [[nodiscard]] static Result<LocalTime> parse(std::string_view text);
  [[nodiscard]] static Result<LocalTime> make(int hour, int minute, int second = 0);

  [[nodiscard]] constexpr std::int32_t seconds_since_midnight() const { return m_seconds; }
  [[nodiscard]] std::string text() const;  // "09:30", seconds only where there are any

  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;

 private:
  std::int32_t m_seconds = 0;
};

struct LocalDateTime {
  LocalDate date;
  LocalTime time;
  friend auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};

/// A zone of the IANA database. Cheap to copy; the default is UTC.
class Zone {
 public:
  Zone();
  /// "Europe/Madrid"; refused when the database has no such zone.
  [[nodiscard]] static Result<Zone> make(std::string_view name);

  [[nodiscard]] std::string_view name() const;

  friend bool operator==(const Zone&, const Zone&) = default;

 private:
  friend LocalDateTime to_local(Instant, const Zone&);
  friend Instant to_instant(LocalDate, LocalTime, const Zone&);
  friend Duration utc_offset(Instant, const Zone&);
  friend Instant start_of_day(LocalDate, const Zone&);
  explicit Zone(const void* entry) : m_entry(entry) {}
  const void* m_entry;  // the zone's changes of offset in the process-wide table, never freed
};

[[nodiscard]] LocalDateTime to_local(Instant at, const Zone& zone);

/// The instant of a local time. Our DST policy, as RFC 5545 3.3.5 has it: a time that a spring-forward gap skips is read with the offset
/// before the gap (02:30 becomes 03:30 of the new time); a time that happens twice in autumn is its first occurrence.
[[nodiscard]] Instant to_instant(LocalDate date, LocalTime time, const Zone& zone);

/// What is added to UTC to get local time.
[[nodiscard]] Duration utc_offset(Instant at, const Zone& zone);

/// The first instant of a local day (not always midnight: some zones skip it).
[[nodiscard]] Instant start_of_day(LocalDate date, const Zone& zone);

/// An ISO 8601 week: Monday to Sunday, belonging to the year of its Thursday.
struct IsoWeek {
  int year = 1970;
  int week = 1;
  [[nodiscard]] static IsoWeek of(LocalDate date);
  [[nodiscard]] static Result<IsoWeek> parse(std::string_view text);  // "2027-W13"
  [[nodiscard]] LocalDate monday() const;
  [[nodiscard]] std::string text() const;
  friend auto operator<=>(const IsoWeek&, const IsoWeek&) = default;
};

/// The Monday on or before the day.
[[nodiscard]] constexpr LocalDate monday_of(LocalDate date) {
  return date - std::chrono::days(static_cast<int>(date.weekday()) - 1);
}

/// A quarter of the fiscal year. With a first month other than January the year is named after the calendar year in which it ends.
struct FiscalQuarter {
  int year = 1970;
  int quarter = 1;      // 1 to 4
  int first_month = 1;  // of the fiscal year, 1 to 12
  [[nodiscard]] static FiscalQuarter of(LocalDate date, int first_month_of_year);
  [[nodiscard]] static Result<FiscalQuarter> parse(std::string_view text, int first_month_of_year);  // "2027-Q2"
  [[nodiscard]] LocalDate first_day() const;
  [[nodiscard]] LocalDate last_day() const;
  [[nodiscard]] FiscalQuarter next() const;
  [[nodiscard]] FiscalQuarter previous() const;
  [[nodiscard]] std::string text() const;
  friend auto operator<=>(const FiscalQuarter&, const FiscalQuarter&) = default;
};

}  // namespace backbeat
