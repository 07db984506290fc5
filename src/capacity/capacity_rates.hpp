// How often one person is owed each thing on one day, as sessions a week. The part of capacity that knows the playbook's rules.
#pragma once

#include "capacity/capacity.hpp"

namespace backbeat::capacity {

struct Rate {
  const playbook::SessionType* type = nullptr;  // null: a ride-along
  double a_week = 0;
};

/// Days of the quarter / 7: 12.86 in a quarter of 90 days.
[[nodiscard]] double weeks_of(const FiscalQuarter& quarter);

/// What recurs, as it stands on the day; nothing for whoever does not work here, is not coached or has no manager on it.
[[nodiscard]] std::vector<Rate> recurring_rates(const playbook::Playbook& rules, const people::Member& member, LocalDate day,
                                                const FiscalQuarter& quarter);

/// Sessions around fixed days after hire that fall from `from` to before `to`, while the person works here.
struct OneOff {
  const playbook::SessionType* type = nullptr;
  LocalDate on;
};
[[nodiscard]] std::vector<OneOff> one_offs(const playbook::Playbook& rules, const people::Member& member, LocalDate from, LocalDate to);

}  // namespace backbeat::capacity
