#include "capacity/working_days.hpp"

#include <algorithm>

namespace backbeat::capacity {

using std::chrono::days;

WorkingDays::WorkingDays(const Plan& plan, cadence::Days stretch) : m_plan(plan), m_days(stretch) {
  for (const auto& holiday : plan.holidays) m_holidays.emplace_back(holiday.day, holiday.region);
  std::ranges::sort(m_holidays);
}

bool WorkingDays::is_weekday(LocalDate day) const {
  return !cadence::Weekend(m_plan.rules_on(day).weekend).has(day);
}

bool WorkingDays::is_holiday(const std::string& region, LocalDate day) const {
  const auto has = [&](const std::string& where) { return std::ranges::binary_search(m_holidays, std::pair(day, where)); };
  return has("") || (!region.empty() && has(region));
}

bool WorkingDays::find_out(const people::Member& member, LocalDate day) const {
  if (!member.works_here_on(day) || !is_weekday(day)) return false;
  const people::Assignment* assignment = member.assignment_on(day);
  if (is_holiday(assignment ? assignment->region : std::string(), day)) return false;
  return std::ranges::none_of(member.time_off, [&](const people::TimeOff& off) { return off.first <= day && day <= off.last; });
}

bool WorkingDays::works(const people::Member& member, LocalDate day) {
  if (!m_days.holds(day)) return find_out(member, day);
  auto [known, is_new] = m_known.try_emplace(member.id);
  if (is_new)
    for (LocalDate each = m_days.first; each <= m_days.last; each = each + days(1)) known->second.push_back(find_out(member, each));
  return known->second[static_cast<std::size_t>((day - m_days.first).count())];
}

int WorkingDays::in(cadence::Days stretch, const people::Member* member) {
  int count = 0;
  for (LocalDate day = stretch.first; day <= stretch.last; day = day + days(1)) count += member ? works(*member, day) : is_weekday(day);
  return count;
}

}  // namespace backbeat::capacity
