#include "base/posix_zone.hpp"

#include <algorithm>
#include <chrono>

namespace backbeat {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

/// When in a year a change happens: a day, and seconds of local time after its midnight (may be negative or more than a day).
struct Moment {
  enum class Kind { month_week_day, day_without_leap, day_with_leap } kind = Kind::month_week_day;
  int month = 0;
  int week = 0;  // 5: the last
  int day = 0;
  std::int64_t seconds = 7200;

  [[nodiscard]] std::int64_t local_seconds_in(int in_year) const {
    sys_days date = year(in_year) / 1 / 1;
    switch (kind) {
      case Kind::day_with_leap:
        date += days(day);
        break;
      case Kind::day_without_leap:  // 29 February is never counted
        date += days(day - 1 + (year(in_year).is_leap() && day >= 60 ? 1 : 0));
        break;
      case Kind::month_week_day: {
        const auto weekday = std::chrono::weekday(static_cast<unsigned>(day));
        date = week == 5 ? sys_days(year(in_year) / month / weekday[std::chrono::last])
                         : sys_days(year(in_year) / month / weekday[static_cast<unsigned>(week)]);
        break;
      }
    }
    return std::chrono::seconds(date.time_since_epoch()).count() + seconds;
  }
};

/// Reads the text from its start; every part that is not there makes the whole unreadable.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : m_rest(text) {}

  [[nodiscard]] bool is_done() const { return m_rest.empty(); }
  bool take(char letter) {
    if (!m_rest.starts_with(letter)) return false;
    m_rest.remove_prefix(1);
    return true;
  }
  std::optional<int> number() {
    int value = 0;
    std::size_t length = 0;
    for (; length < m_rest.size() && length < 4 && m_rest[length] >= '0' && m_rest[length] <= '9'; ++length) {
      value = value * 10 + (m_rest[length] - '0');
    }
    if (length == 0) return std::nullopt;
    m_rest.remove_prefix(length);
    return value;
  }
  /// "EST", "<+0330>".
  bool name() {
    std::size_t length = 0;
    if (m_rest.starts_with('<')) {
      length = m_rest.find('>');
      if (length == std::string_view::npos) return false;
      ++length;
    } else {
      while (length < m_rest.size() && ((m_rest[length] | 32) >= 'a') && ((m_rest[length] | 32) <= 'z')) ++length;
      if (length < 3) return false;
    }
    m_rest.remove_prefix(length);
    return true;
  }
  /// "5", "-3:30", "+26:00:00", in seconds.
  std::optional<std::int64_t> time() {
    const bool is_negative = take('-');
    if (!is_negative) take('+');
    std::int64_t seconds = 0;
    for (const int unit : {3600, 60, 1}) {
      const auto part = number();
      if (!part) return std::nullopt;
      seconds += std::int64_t{*part} * unit;
      if (unit == 1 || !take(':')) break;
    }
    return is_negative ? -seconds : seconds;
  }
  /// "M3.2.0", "J60", "59/1".
  std::optional<Moment> moment() {
    Moment moment;
    if (take('M')) {
      const auto month = number();
      const bool dotted = take('.');
      const auto week = number();
      const bool dotted_again = take('.');
      const auto day = number();
      if (!month || !dotted || !week || !dotted_again || !day) return std::nullopt;
      if (*month < 1 || *month > 12 || *week < 1 || *week > 5 || *day > 6) return std::nullopt;
      moment.month = *month;
      moment.week = *week;
      moment.day = *day;
    } else {
      moment.kind = take('J') ? Moment::Kind::day_without_leap : Moment::Kind::day_with_leap;
      const auto day = number();
      if (!day || *day > 365 || (*day == 0 && moment.kind == Moment::Kind::day_without_leap)) return std::nullopt;
      moment.day = *day;
    }
    if (take('/')) {
      const auto seconds = time();
      if (!seconds) return std::nullopt;
      moment.seconds = *seconds;
    }
    return moment;
  }

 private:
  std::string_view m_rest;
};

}  // namespace

std::optional<std::vector<OffsetChange>> changes_of_posix_rule(std::string_view rule, int from, int to) {
  Scanner scanner(rule);
  if (!scanner.name()) return std::nullopt;
  const auto west_of_utc = scanner.time();  // POSIX counts offsets to the west
  if (!west_of_utc) return std::nullopt;
  if (scanner.is_done()) return std::vector<OffsetChange>();

  const std::int64_t standard = -*west_of_utc;
  std::int64_t daylight = standard + 3600;
  if (!scanner.name()) return std::nullopt;
  if (!scanner.take(',')) {
    const auto west = scanner.time();
    if (!west || !scanner.take(',')) return std::nullopt;
    daylight = -*west;
  }
  const auto begin = scanner.moment();
  const bool has_end = scanner.take(',');
  const auto end = scanner.moment();
  if (!begin || !has_end || !end || !scanner.is_done()) return std::nullopt;

  std::vector<OffsetChange> changes;
  for (int in_year = from; in_year <= to; ++in_year) {
    changes.push_back({(begin->local_seconds_in(in_year) - standard) * 1000, daylight * 1000});
    changes.push_back({(end->local_seconds_in(in_year) - daylight) * 1000, standard * 1000});
  }
  std::sort(changes.begin(), changes.end(), [](const OffsetChange& a, const OffsetChange& b) { return a.at_ms < b.at_ms; });
  return changes;
}

}  // namespace backbeat
