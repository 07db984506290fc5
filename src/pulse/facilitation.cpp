#include "pulse/facilitation.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace backbeat::pulse {

LocalDate facilitation_from(LocalDate today) {
  return plus_months(today + std::chrono::days(1), -12);
}

Facilitation facilitation_of(const std::vector<LedSession>& led, LocalDate today, const Rules& rules) {
  Facilitation out{.from = facilitation_from(today), .to = today, .sessions_needed = rules.promotion_sessions, .rows = {}};
  std::map<Id<Person>, FacilitationRow> by_person;
  for (const LedSession& session : led) {
    if (session.day < out.from || session.day > out.to) continue;
    FacilitationRow& row = by_person[session.person];
    row.person = session.person;
    ++row.sessions;
    row.last_led = std::max(row.last_led, session.day);
    row.is_eligible = row.sessions >= out.sessions_needed;
  }
  for (const auto& [person, row] : by_person) out.rows.push_back(row);
  std::ranges::sort(out.rows, [](const FacilitationRow& one, const FacilitationRow& other) {
    return std::tuple(-one.sessions, other.last_led, one.person) < std::tuple(-other.sessions, one.last_led, other.person);
  });
  return out;
}

}  // namespace backbeat::pulse
