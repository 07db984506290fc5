#include "session/session_slot.hpp"

#include <algorithm>

namespace backbeat::session {

bool is_off(const people::Member& member, LocalDate day, const std::vector<people::Holiday>& holidays) {
  if (!member.works_here_on(day)) return true;
  const auto is_away = [day](const people::TimeOff& off) { return off.first <= day && day <= off.last; };
  if (std::ranges::any_of(member.time_off, is_away)) return true;
  const people::Assignment* assignment = member.assignment_on(day);
  return std::ranges::any_of(holidays, [&](const people::Holiday& holiday) {
    return holiday.day == day && (holiday.region.empty() || (assignment && assignment->region == holiday.region));
  });
}

std::optional<Instant> next_slot(const SessionState& session, const people::Member& manager, const people::Member& rep,
                                 const std::vector<people::Holiday>& holidays, Instant now) {
  const Instant planned_for = session.moves.empty() ? session.starts_at : session.moves.front().from;
  const LocalDateTime slot = to_local(planned_for, manager.zone);
  const Instant after = std::max(now, session.starts_at);
  LocalDate day = slot.date + std::chrono::days(7);
  const auto weeks_behind = (to_local(after, manager.zone).date - day).count() / 7;
  if (weeks_behind > 0) day = day + std::chrono::days(7 * weeks_behind);
  for (int week = 0; week < weeks_to_look_ahead; ++week, day = day + std::chrono::days(7)) {
    const Instant at = to_instant(day, slot.time, manager.zone);
    if (at <= after) continue;
    if (is_off(manager, day, holidays) || is_off(rep, to_local(at, rep.zone).date, holidays)) continue;
    return at;
  }
  return std::nullopt;
}

}  // namespace backbeat::session
