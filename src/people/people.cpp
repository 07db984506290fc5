#include "people/people.hpp"

namespace backbeat::people {

const Assignment* Member::assignment_on(LocalDate day) const {
  if (!works_here_on(day)) return nullptr;
  for (const Assignment& assignment : assignments) {
    if (assignment.period.covers(day)) return &assignment;
  }
  return nullptr;
}

int months_of_tenure(LocalDate hired, LocalDate day) {
  if (day < hired) return 0;
  const auto from = hired.ymd();
  const auto to = day.ymd();
  int months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 + static_cast<int>(static_cast<unsigned>(to.month())) -
               static_cast<int>(static_cast<unsigned>(from.month()));
  // Somebody hired on the 31st has a month behind them on the last day of a shorter one.
  if (plus_months(hired, months) > day) --months;
  return months;
}

}  // namespace backbeat::people
