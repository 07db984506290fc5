// Who works on which days of a stretch: not on weekends, holidays of the region and days off.
#pragma once

#include "capacity/quarter.hpp"

#include <unordered_map>

namespace backbeat::capacity {

class WorkingDays {
 public:
  /// `plan` must outlive it. Days outside `days` are asked for as well, only slower.
  WorkingDays(const Plan& plan, cadence::Days days);

  [[nodiscard]] bool works(const people::Member& member, LocalDate day);
  [[nodiscard]] bool is_weekday(LocalDate day) const;
  /// Of the week in the quarter, for somebody of whom nothing is known: all weekdays.
  [[nodiscard]] int in(cadence::Days days, const people::Member* member);

 private:
  [[nodiscard]] bool is_holiday(const std::string& region, LocalDate day) const;
  [[nodiscard]] bool find_out(const people::Member& member, LocalDate day) const;

  const Plan& m_plan;
  cadence::Days m_days;
  std::vector<std::pair<LocalDate, std::string>> m_holidays;  // sorted
  std::unordered_map<Id<Person>, std::vector<bool>> m_known;
};

}  // namespace backbeat::capacity
