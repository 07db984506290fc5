// From events to state: the one place that says what each event of a session means.
#pragma once

#include "audit/audit.hpp"
#include "playbook/playbook.hpp"
#include "session/session.hpp"

#include <span>
#include <vector>

namespace backbeat::session {

inline constexpr std::string_view stream_kind = "session";

/// The kinds of event in a session's stream, with their fields. `side` is "rep" or "manager": who of the two did it.
namespace kinds {
inline constexpr std::string_view planned = "planned";                  // kind manager rep on_behalf_of starts_at minutes rep_zone
inline constexpr std::string_view recorded = "recorded";                // the same: it took place already
inline constexpr std::string_view moved = "moved";                      // from to side · text: reason
inline constexpr std::string_view cancelled = "cancelled";              // side · text: reason
inline constexpr std::string_view excused = "excused";                  // side reason · text: note
inline constexpr std::string_view started = "started";                  // side gate: open, nothing or skipped · text: reason for skipping
inline constexpr std::string_view gate_skipped = "gate_skipped";        // side · text: reason
inline constexpr std::string_view verdict_given = "verdict_given";      // side commitment verdict
inline constexpr std::string_view gate_passed = "gate_passed";          //
inline constexpr std::string_view stage_entered = "stage_entered";      // side stage
inline constexpr std::string_view stage_skipped = "stage_skipped";      // side stage · text: reason
inline constexpr std::string_view paused = "paused";                    // side
inline constexpr std::string_view resumed = "resumed";                  // side
inline constexpr std::string_view ended = "ended";                      // side
inline constexpr std::string_view used = "used";                        // side: the page was open while the session ran
inline constexpr std::string_view confirmed = "confirmed";              // side
inline constexpr std::string_view rated = "rated";                      // side score
inline constexpr std::string_view focus_set = "focus_set";              // side competency
inline constexpr std::string_view shared = "shared";                    // side shared: 0 or 1
inline constexpr std::string_view note_written = "note_written";        // side stage: the first time, and after the end every time
inline constexpr std::string_view commitment_made = "commitment_made";  // side commitment
inline constexpr std::string_view commitment_withdrawn = "commitment_withdrawn";  // side commitment
inline constexpr std::string_view next_planned = "next_planned";                  // side session
}  // namespace kinds

/// A running session whose window is over was not ended by anybody: it counts as ended with its last event. A window ends with the
/// local day of the rep on which the session should end, and not before 6 hours after it started.
inline constexpr Duration shortest_window_after_start = std::chrono::hours(6);
/// Days after the day of the session in which the rep can confirm that it took place.
inline constexpr int days_to_confirm = 7;

/// The events of one session in order, those after `as_of` disregarded; the first one plans or records it. The rules in force on the
/// day of the session judge it. What is folded for an instant never changes when later events arrive.
[[nodiscard]] SessionState fold(std::span<const audit::Event> events, const std::vector<playbook::DatedPlaybook>& playbooks, Instant as_of);

/// The rules for a kind of session on the day of an instant in a zone; for a kind that the playbook does not know, one that counts as
/// nothing.
[[nodiscard]] const playbook::SessionType& rules_for(const std::vector<playbook::DatedPlaybook>& playbooks, std::string_view kind,
                                                     Instant at, std::string_view zone);

/// The last instant at which the rep can confirm that a session took place.
[[nodiscard]] Instant confirm_until(const SessionState& state);

}  // namespace backbeat::session
