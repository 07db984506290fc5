// What may be done in an hour, by whom and when. Every refusal of a verb is decided here, and so is the list of verbs a page offers.
#pragma once

#include "meeting/meeting_fold.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::meeting {

enum class Verb { start, attend, leave, excuse, take_over, stage, floor, handover, end, write_case, note, message, commitment, feedback };

[[nodiscard]] std::string_view name_of(Verb verb);

/// An hour opens so long before its time.
inline constexpr Duration opens_before = std::chrono::minutes(10);
/// Anybody may end an hour that is so long over its time.
inline constexpr Duration anybody_ends_after = std::chrono::minutes(15);
/// An hour that nobody ended, or opened, is closed so long after its time.
inline constexpr Duration closes_after = std::chrono::minutes(60);
/// So long after its end, what was said in an hour can be completed.
inline constexpr Duration writing_open_for = std::chrono::hours(24);

inline constexpr ErrorSpec hour_is_over{"circle_hour_over", ErrorKind::conflict, "This hour is over: it is {state}."};
inline constexpr ErrorSpec hour_not_open{"circle_hour_not_open", ErrorKind::conflict, "This hour opens ten minutes before {starts_at}."};
inline constexpr ErrorSpec hour_not_running{"circle_hour_not_running", ErrorKind::conflict, "This hour is not running."};
inline constexpr ErrorSpec hour_runs{"circle_hour_runs", ErrorKind::conflict, "This hour runs already."};
inline constexpr ErrorSpec facilitator_only{"facilitator_only", ErrorKind::conflict,
                                            "{facilitator} facilitates this hour. If they are not here, take over first."};
inline constexpr ErrorSpec facilitator_is_here{"facilitator_is_here", ErrorKind::conflict,
                                               "The facilitator is here. They can hand over to you."};
inline constexpr ErrorSpec you_facilitate{"you_facilitate", ErrorKind::conflict, "You facilitate this hour already."};
inline constexpr ErrorSpec excuse_too_late{"excuse_too_late", ErrorKind::conflict, "The hour has begun. Word has to come before it does."};
inline constexpr ErrorSpec not_expected{"not_expected", ErrorKind::conflict, "You are not expected in this hour."};
inline constexpr ErrorSpec come_first{"come_first", ErrorKind::conflict, "Open the hour first: you are not in it."};
inline constexpr ErrorSpec case_is_open{"case_is_open", ErrorKind::conflict, "Your case was presented already."};
inline constexpr ErrorSpec writing_is_closed{"circle_writing_closed", ErrorKind::conflict, "Nothing is added to this hour any more."};
inline constexpr ErrorSpec unknown_part{"unknown_circle_stage", ErrorKind::invalid, "This hour has no stage called {found}."};
inline constexpr ErrorSpec part_is_behind{"circle_stage_behind", ErrorKind::conflict, "The hour is past this stage."};
inline constexpr ErrorSpec not_among_you{"not_in_this_hour", ErrorKind::invalid, "That is nobody of this hour."};
inline constexpr ErrorSpec unknown_drill{"unknown_drill", ErrorKind::invalid, "The library has no drill called {found}."};
inline constexpr ErrorSpec nothing_to_say{"nothing_to_say", ErrorKind::invalid, "Write something down first."};

/// An hour as somebody stands to it.
struct Situation {
  const Hour& hour;
  const Course& course;
  const std::vector<AttendanceRow>& attendance;
  Id<Person> viewer;
  Instant now;

  [[nodiscard]] std::optional<Id<Person>> facilitator() const { return course.facilitator ? course.facilitator : hour.facilitator; }
  [[nodiscard]] bool is_facilitator() const { return facilitator() == viewer; }
  [[nodiscard]] std::optional<Attendance> attendance_of(Id<Person> person) const;
  [[nodiscard]] bool is_writing_open() const;
};

/// Pure: may the viewer, a member, do that now? Of facilitator_only the parameter is filled in by the caller.
[[nodiscard]] Result<Done> may(Verb verb, const Situation& situation);
/// The verbs that `may` permits.
[[nodiscard]] std::vector<std::string_view> allowed(const Situation& situation);

/// Forward only: one after the current stage in the agenda, by its keys.
[[nodiscard]] Result<Done> check_enter(const std::vector<std::string>& agenda, const Course& course, std::string_view stage);

/// Something is said, without the blanks around it.
[[nodiscard]] Result<std::string> check_said(std::string_view field, std::string_view text);

}  // namespace backbeat::meeting
