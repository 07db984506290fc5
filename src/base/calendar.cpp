// The part of time.hpp that is arithmetic on the calendar and needs no zone.
#include "base/assert.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <fmt/format.h>

namespace backbeat {
namespace {

using std::chrono::days;

/// The decimal digits of exactly `text`; nothing where there is anything else, a sign included.
std::optional<int> digits(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  int value = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') return std::nullopt;
    value = value * 10 + (letter - '0');
  }
  return value;
}

std::string shortened(std::string_view text) {
  return std::string(front_of(text, 40));
}

int weeks_in(int iso_year) {
  // 28 December is always in the last ISO week of its year.
  return IsoWeek::of(LocalDate(std::chrono::sys_days(std::chrono::year(iso_year) / 12 / 28))).week;
}

struct Offset {
  Duration value;
  std::size_t length;
};

/// "Z", "+02:00" or "-05:30" at the end of an RFC 3339 text.
std::optional<Offset> offset_at_end(std::string_view text) {
  if (text.ends_with('Z') || text.ends_with('z')) return Offset{Duration(0), 1};
  if (text.size() < 6) return std::nullopt;
  const std::string_view tail = text.substr(text.size() - 6);
  const auto hours = digits(tail.substr(1, 2));
  const auto minutes = digits(tail.substr(4, 2));
  if ((tail[0] != '+' && tail[0] != '-') || tail[3] != ':' || !hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const Duration size = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return Offset{tail[0] == '+' ? size : -size, 6};
}

/// ".250" as milliseconds; further digits are cut off.
std::optional<Duration> fraction(std::string_view text) {
  if (text.empty()) return Duration(0);
  if (text[0] != '.' || text.size() < 2 || text.size() > 10) return std::nullopt;
  if (!digits(text.substr(1))) return std::nullopt;
  std::string padded(text.substr(1, 3));
  padded.resize(3, '0');
  return Duration(*digits(padded));
}

}  // namespace

Result<Instant> Instant::parse(std::string_view text) {
  const auto refused = [&] { return expected_value("", "an instant such as 2027-03-28T09:00:00Z", shortened(text)); };
  const auto offset = offset_at_end(text);
  if (!offset || text.size() < 19 + offset->length || (text[10] != 'T' && text[10] != 't')) return refused();
  const auto date = LocalDate::parse(text.substr(0, 10));
  const auto time = LocalTime::parse(text.substr(11, 8));
  const auto beyond_second = fraction(text.substr(19, text.size() - 19 - offset->length));
  if (!date || !time || !beyond_second) return refused();
  const Duration local = days(date->days_since_epoch()) + std::chrono::seconds(time->seconds_since_midnight()) + *beyond_second;
  return Instant((local - offset->value).count());
}

std::string Instant::text() const {
  const auto day = std::chrono::floor<days>(Duration(m_ms));
  const auto in_day = Duration(m_ms) - day;
  const auto seconds = in_day.count() / 1000;
  const auto milliseconds = in_day.count() % 1000;
  std::string out =
      fmt::format("{}T{:02}:{:02}:{:02}", LocalDate(std::chrono::sys_days(day)).text(), seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (milliseconds != 0) out += fmt::format(".{:03}", milliseconds);
  return out + "Z";
}

Result<LocalDate> LocalDate::make(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (year < 1 || year > 9999 || !ymd.ok()) {
    return expected_value("", "a day of the calendar", fmt::format("{:04}-{:02}-{:02}", year, month, day));
  }
  return LocalDate(std::chrono::sys_days(ymd));
}

Result<LocalDate> LocalDate::parse(std::string_view text) {
  const auto refused = [&] { return expected_value("", "a date such as 2027-03-28", shortened(text)); };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return refused();
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return refused();
  const auto date = make(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
  if (!date) return refused();
  return date;
}

std::string LocalDate::text() const {
  const auto date = ymd();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

LocalDate plus_months(LocalDate date, int months) {
  const auto from = date.ymd();
  const auto month = from.year() / from.month() + std::chrono::months(months);
  const auto last = (month / std::chrono::last).day();
  return LocalDate(std::chrono::sys_days(month / std::min(from.day(), last)));
}

Result<LocalTime> LocalTime::make(int hour, int minute, int second) {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return expected_value("", "a time of day from 00:00:00 to 23:59:59", fmt::format("{:02}:{:02}:{:02}", hour, minute, second));
  }
  LocalTime time;
  time.m_seconds = (hour * 60 + minute) * 60 + second;
  return time;
}

Result<LocalTime> LocalTime::parse(std::string_view text) {
  const auto refused = [&] { return expected_value("", "a time of day such as 09:30", shortened(text)); };
  if ((text.size() != 5 && text.size() != 8) || text[2] != ':') return refused();
  const bool has_seconds = text.size() == 8;
  if (has_seconds && text[5] != ':') return refused();
  const auto hour = digits(text.substr(0, 2));
  const auto minute = digits(text.substr(3, 2));
  const auto second = has_seconds ? digits(text.substr(6, 2)) : std::optional<int>(0);
  if (!hour || !minute || !second) return refused();
  const auto time = make(*hour, *minute, *second);
  if (!time) return refused();
  return time;
}

std::string LocalTime::text() const {
  const int second = m_seconds % 60;
  std::string out = fmt::format("{:02}:{:02}", m_seconds / 3600, m_seconds / 60 % 60);
  if (second != 0) out += fmt::format(":{:02}", second);
  return out;
}

IsoWeek IsoWeek::of(LocalDate date) {
  const LocalDate thursday = date + days(4 - static_cast<int>(date.weekday()));
  const auto year = thursday.ymd().year();
  const LocalDate new_year(std::chrono::sys_days(year / 1 / 1));
  return {static_cast<int>(year), static_cast<int>((thursday - new_year).count()) / 7 + 1};
}

Result<IsoWeek> IsoWeek::parse(std::string_view text) {
  const auto refused = [&] { return expected_value("", "an ISO week such as 2027-W13", shortened(text)); };
  if (text.size() != 8 || text.substr(4, 2) != "-W") return refused();
  const auto year = digits(text.substr(0, 4));
  const auto week = digits(text.substr(6, 2));
  if (!year || !week || *year < 1 || *week < 1 || *week > weeks_in(*year)) return refused();
  return IsoWeek{*year, *week};
}

LocalDate IsoWeek::monday() const {
  // 4 January is always in week 1.
  return monday_of(LocalDate(std::chrono::sys_days(std::chrono::year(year) / 1 / 4))) + days(7 * (week - 1));
}

std::string IsoWeek::text() const {
  return fmt::format("{:04}-W{:02}", year, week);
}

FiscalQuarter FiscalQuarter::of(LocalDate date, int first_month_of_year) {
  ASSERT(first_month_of_year >= 1 && first_month_of_year <= 12);
  const auto ymd = date.ymd();
  const int month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  const int year = static_cast<int>(ymd.year());
  const bool ends_next_year = first_month_of_year > 1 && month >= first_month_of_year;
  return {.year = ends_next_year ? year + 1 : year,
          .quarter = (month - first_month_of_year + 12) % 12 / 3 + 1,
          .first_month = first_month_of_year};
}

Result<FiscalQuarter> FiscalQuarter::parse(std::string_view text, int first_month_of_year) {
  const auto refused = [&] { return expected_value("", "a quarter such as 2027-Q2", shortened(text)); };
  if (text.size() != 7 || text.substr(4, 2) != "-Q" || text[6] < '1' || text[6] > '4') return refused();
  const auto year = digits(text.substr(0, 4));
  if (!year || *year < 1) return refused();
  return FiscalQuarter{.year = *year, .quarter = text[6] - '0', .first_month = first_month_of_year};
}

LocalDate FiscalQuarter::first_day() const {
  const int calendar_year = first_month == 1 ? year : year - 1;
  const LocalDate start(std::chrono::sys_days(std::chrono::year(calendar_year) / first_month / 1));
  return plus_months(start, 3 * (quarter - 1));
}

LocalDate FiscalQuarter::last_day() const {
  return next().first_day() - days(1);
}

FiscalQuarter FiscalQuarter::next() const {
  return {.year = quarter == 4 ? year + 1 : year, .quarter = quarter % 4 + 1, .first_month = first_month};
}

FiscalQuarter FiscalQuarter::previous() const {
  return {.year = quarter == 1 ? year - 1 : year, .quarter = quarter == 1 ? 4 : quarter - 1, .first_month = first_month};
}

std::string FiscalQuarter::text() const {
  return fmt::format("{:04}-Q{}", year, quarter);
}

}  // namespace backbeat
