#include "cadence/windows.hpp"

#include "base/assert.hpp"

#include <array>

namespace backbeat::cadence {
namespace {

using playbook::Every;
using std::chrono::days;

constexpr LocalDate two_weeks_from = LocalDate::from_days(4);  // Monday 1970-01-05

constexpr std::array<std::string_view, 7> weekday_names = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

Days two_weeks_of(LocalDate day) {
  const int since = static_cast<int>((monday_of(day) - two_weeks_from).count());
  const int back = ((since % 14) + 14) % 14;
  const LocalDate first = monday_of(day) - days(back);
  return {first, first + days(13)};
}

Days month_of(LocalDate day) {
  const LocalDate first = day - days(static_cast<int>(static_cast<unsigned>(day.ymd().day())) - 1);
  return {first, plus_months(first, 1) - days(1)};
}

}  // namespace

Days period_of(LocalDate day, Every every, int fiscal_first_month) {
  switch (every) {
    case Every::week:
      return {monday_of(day), monday_of(day) + days(6)};
    case Every::two_weeks:
      return two_weeks_of(day);
    case Every::month:
      return month_of(day);
    case Every::quarter: {
      const FiscalQuarter quarter = FiscalQuarter::of(day, fiscal_first_month);
      return {quarter.first_day(), quarter.last_day()};
    }
  }
  ASSERT(false);
}

std::vector<Days> periods_over(Days range, Every every, int fiscal_first_month) {
  std::vector<Days> periods;
  for (LocalDate day = range.first; day <= range.last; day = periods.back().last + days(1))
    periods.push_back(period_of(day, every, fiscal_first_month));
  return periods;
}

DayStarts::DayStarts(const Zone& zone, Days range) : m_zone(zone), m_first(range.first.days_since_epoch()) {
  for (LocalDate day = range.first; day <= range.last; day = day + days(1)) m_starts.push_back(start_of_day(day, zone));
}

Weekend::Weekend(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < weekday_names.size(); ++i)
    if (std::ranges::find(names, weekday_names[i]) != names.end()) m_bits |= 1U << (i + 1);
}

int Weekend::weekdays_in(Days range) const {
  int count = 0;
  for (LocalDate day = range.first; day <= range.last; day = day + days(1)) count += has(day) ? 0 : 1;
  return count;
}

}  // namespace backbeat::cadence
