// When the next session of a series is: the same weekday and local time, in the manager's zone.
#pragma once

#include "people/people.hpp"
#include "session/session.hpp"

#include <optional>
#include <vector>

namespace backbeat::session {

/// How many weeks are looked at for one on which both are there.
inline constexpr int weeks_to_look_ahead = 12;

/// Somebody does not work on that day: time off, a holiday of their region, not yet or no longer with us.
[[nodiscard]] bool is_off(const people::Member& member, LocalDate day, const std::vector<people::Holiday>& holidays);

/// The first slot after `now` and after the session, in the weeks after it, on which neither is off. The slot is the one the session was
/// first planned for: moving one session does not move the series. A local time that a DST gap skips is read with the offset before the
/// gap (base/time.hpp), so 02:30 is 03:30 on that one day; the week after it is 02:30 again. Nothing where both are never there.
[[nodiscard]] std::optional<Instant> next_slot(const SessionState& session, const people::Member& manager, const people::Member& rep,
                                               const std::vector<people::Holiday>& holidays, Instant now);

}  // namespace backbeat::session
