// Changing what was true of a person from when: the rules every change of an assignment obeys.
#pragma once

#include "people/people.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace backbeat::people {

inline constexpr ErrorSpec manager_cycle{"manager_cycle", ErrorKind::invalid,
                                         "{found} reports to this person already, directly or through others."};
inline constexpr ErrorSpec own_manager{"own_manager", ErrorKind::invalid, "Nobody is their own manager."};
inline constexpr ErrorSpec two_at_once{
    "two_at_once", ErrorKind::invalid,
    "Somebody has one manager and one role at a time: {found} is within the time of another assignment."};
inline constexpr ErrorSpec leave_before_hire{"leave_before_hire", ErrorKind::invalid,
                                             "The last day can not be before the day of hire: expected {expected}, found {found}."};

/// Refuses a leave on or before the hire, assignments out of order, overlapping, outside the employment or without length, and hours that
/// end before they begin. Gaps are allowed: somebody can be away and come back.
[[nodiscard]] Result<Done> check_history(const Member& member);

/// Ends what holds on `from` and begins `assignment` there (its own period is ignored). The day an assignment began on, it is replaced.
/// Refuses a day before hire, from leaving on, and before an assignment that has begun or ended later.
[[nodiscard]] Result<Done> assign_from(Member& member, LocalDate from, Assignment assignment);

/// Sets the first day gone, ending what would go on after it; unset takes a leave back, and what it ended goes on.
[[nodiscard]] Result<Done> set_left(Member& member, std::optional<LocalDate> left);

/// Moves the day of hire, and the beginning of the first assignment with it.
[[nodiscard]] Result<Done> set_hired(Member& member, LocalDate hired);

/// Everybody in the circle that `start` would be part of, in order, or nothing. `manager_of` gives whose report somebody is.
[[nodiscard]] std::vector<Id<Person>> cycle_through(Id<Person> start,
                                                    const std::function<std::optional<Id<Person>>(Id<Person>)>& manager_of);

}  // namespace backbeat::people
