// From events to state: the one place that says what each event of a ride-along means.
#pragma once

#include "audit/audit.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"
#include "ridealong/ridealong.hpp"

#include <span>
#include <vector>

namespace backbeat::ridealong {

inline constexpr std::string_view stream_kind = "ride_along";

/// The kinds of event in a ride-along's stream, with their fields. `side` is "rep" or "manager": who of the two did it. A plan is call_from
/// call_to pre_from pre_to debrief_from debrief_to, in milliseconds; 0 where there is none.
namespace kinds {
inline constexpr std::string_view booked = "booked";                        // format manager rep on_behalf_of call zone region, a plan
inline constexpr std::string_view moved = "moved";                          // side or "customer" as `by`, a plan · text: reason
inline constexpr std::string_view pre_brief_written = "pre_brief_written";  // side: the first time
inline constexpr std::string_view pre_brief_signed = "pre_brief_signed";    // side
inline constexpr std::string_view format_confirmed = "format_confirmed";    // side format
inline constexpr std::string_view consent_signed = "consent_signed";        // side given: 0 or 1
inline constexpr std::string_view started = "started";                      // side
inline constexpr std::string_view note_taken = "note_taken";                // side tag: each side's first, and each after the call
inline constexpr std::string_view note_removed = "note_removed";            // side tag: after the call
inline constexpr std::string_view taken_over = "taken_over";                // side, pressed: by the device's clock, where it was sent later
inline constexpr std::string_view handed_back = "handed_back";              // side, pressed
inline constexpr std::string_view ended = "ended";                          // side
inline constexpr std::string_view used = "used";                            // side: the page was open in the debrief
inline constexpr std::string_view debrief_started = "debrief_started";      // side
inline constexpr std::string_view stage_entered = "stage_entered";          // side stage
inline constexpr std::string_view self_assessed = "self_assessed";          // side
inline constexpr std::string_view commented = "commented";                  // side number · text: the comment
inline constexpr std::string_view next_step_made = "next_step_made";        // side commitment
inline constexpr std::string_view next_session_confirmed = "next_session_confirmed";  // side session at
inline constexpr std::string_view debrief_ended = "debrief_ended";                    // side
inline constexpr std::string_view confirmed = "confirmed";                            // side: it took place
inline constexpr std::string_view rated = "rated";                                    // side score
inline constexpr std::string_view cancelled = "cancelled";                            // side · text: reason
inline constexpr std::string_view lost = "lost";                                      // the customer called the call off
}  // namespace kinds

/// What a ride-along is judged by.
struct Judging {
  const std::vector<playbook::DatedPlaybook>& playbooks;
  const std::vector<people::Holiday>& holidays;
};

/// The events of one ride-along in order, those after `as_of` disregarded; the first one books it. The rules in force on the day of the
/// call judge it.
[[nodiscard]] RideAlongState fold(std::span<const audit::Event> events, const Judging& judging, Instant as_of);

/// The rules of the day of an instant in a zone.
[[nodiscard]] const playbook::Playbook& rules_on(const std::vector<playbook::DatedPlaybook>& playbooks, Instant at, std::string_view zone);
/// The session type of a format on that day; one without an agenda where the playbook has none.
[[nodiscard]] const playbook::SessionType& type_on(const std::vector<playbook::DatedPlaybook>& playbooks, Format format, Instant at,
                                                   std::string_view zone);

/// The end of the local day of an instant, `days_later` days after it.
[[nodiscard]] Instant end_of_day(Instant at, std::string_view zone, int days_later = 0);

}  // namespace backbeat::ridealong
