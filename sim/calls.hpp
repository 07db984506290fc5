// The simulated reps' customer calls as a calendar's export would have them: planned ahead, some moved, some called off.
#pragma once

#include "sim/deals.hpp"

#include <string>
#include <vector>

namespace backbeat::sim {

struct CustomerCall {
  std::string id;
  std::string rep_email;
  std::string account_id;
  std::string account;
  std::string opportunity_id;
  Instant planned_at;  // when the rep put it on the calendar
  Instant starts_at;
  int minutes = 45;
  std::optional<Instant> changed_at;  // when the customer moved it or called it off
  std::optional<Instant> moved_to;    // absent with changed_at: called off
};

/// Three or four a week for every rep with deals, about those that are open then; from `weeks_back` before today to five weeks ahead.
[[nodiscard]] std::vector<CustomerCall> plan_calls(const Organisation& organisation, const Book& book, int weeks_back, Dice& dice);

/// Those planned by `at` that have not begun a day before it, as they stand then: every call a record, cancelled ones with their status.
[[nodiscard]] std::string calls_csv(const std::vector<CustomerCall>& calls, Instant at);

}  // namespace backbeat::sim
