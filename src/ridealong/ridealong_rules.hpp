// What may be done to a ride-along, by whom and when. Every refusal of a verb is decided here, and so is the list of verbs a page offers.
#pragma once

#include "access/access.hpp"
#include "base/result.hpp"
#include "ridealong/ridealong.hpp"
#include "session/session_rules.hpp"

#include <string_view>
#include <vector>

namespace backbeat::ridealong {

enum class Verb {
  pre_brief,
  sign,
  format,
  consent,
  start,
  note,
  take_over,
  hand_back,
  end,
  debrief,
  stage,
  self_assessment,
  comment,
  next_step,
  next_session,
  end_debrief,
  confirm,
  usefulness,
  move,
  cancel,
};

/// As its address spells it: "hand-back".
[[nodiscard]] std::string_view name_of(Verb verb);

inline constexpr Duration may_start_early_by = std::chrono::hours(12);
/// So long after the day of the call it can still be debriefed and confirmed.
inline constexpr int days_to_close = 14;
inline constexpr Duration past_tolerance = std::chrono::minutes(15);
inline constexpr Duration furthest_ahead = std::chrono::days(366);
/// What nobody ends, ends so long after its planned end.
inline constexpr Duration call_runs_on_for = std::chrono::hours(4);
inline constexpr Duration debrief_runs_on_for = std::chrono::hours(6);

inline constexpr int shortest_call_minutes = 5;
inline constexpr int longest_call_minutes = 480;
inline constexpr std::size_t longest_field = 4'000;  // of the pre-brief; the self-assessment; a comment
inline constexpr std::size_t longest_note = 2'000;
inline constexpr std::size_t longest_note_id = 64;
inline constexpr std::size_t most_notes = 1'000;
inline constexpr std::size_t longest_account = 200;

// A reason, and a text that is too long, are refused as in every conversation.
using session::check_length;
using session::check_reason;
using session::longest_reason;
using session::reason_needed;
using session::text_too_long;

inline constexpr ErrorSpec other_side{"other_side", ErrorKind::forbidden, "In this ride-along that is for the {side} to do."};
inline constexpr ErrorSpec ride_along_is_over{"ride_along_is_over", ErrorKind::conflict,
                                              "This ride-along is {state}; that cannot change any more."};
inline constexpr ErrorSpec call_has_begun{"call_has_begun", ErrorKind::conflict,
                                          "The call has begun. What is signed for it is signed before."};
inline constexpr ErrorSpec not_in_reverse{"not_in_reverse", ErrorKind::conflict, "In a reverse session the manager is not on the call."};
inline constexpr ErrorSpec already_running{"already_running", ErrorKind::conflict, "It runs already."};
inline constexpr ErrorSpec not_running{"not_running", ErrorKind::conflict, "It is not running: it is {state}."};
inline constexpr ErrorSpec too_early{"too_early", ErrorKind::conflict,
                                     "This is planned for {starts_at}. It can start 12 hours before; move it if the call is now."};
inline constexpr ErrorSpec already_taken_over{"already_taken_over", ErrorKind::conflict, "You have taken the call over already."};
inline constexpr ErrorSpec not_taken_over{"not_taken_over", ErrorKind::conflict, "The call is in the rep's hands."};
inline constexpr ErrorSpec call_not_over{"call_not_over", ErrorKind::conflict, "The debrief comes after the call."};
inline constexpr ErrorSpec no_debrief{"no_debrief", ErrorKind::conflict, "The debrief is not running: this ride-along is {state}."};
inline constexpr ErrorSpec debrief_runs{"debrief_runs", ErrorKind::conflict, "The debrief runs already."};
inline constexpr ErrorSpec self_assessment_first{"self_assessment_first", ErrorKind::conflict,
                                                 "First the rep says how they saw it. Then it is your turn."};
inline constexpr ErrorSpec enough_comments{
    "enough_comments", ErrorKind::conflict,
    "You have given {most} comments. Nobody works on more than that: keep this one for your next 1:1."};
inline constexpr ErrorSpec next_step_missing{"next_step_missing", ErrorKind::conflict,
                                             "First the rep's next step: the next conversation opens on it."};
inline constexpr ErrorSpec next_step_is_there{"next_step_is_there", ErrorKind::conflict, "There is a next step already. One is enough."};
inline constexpr ErrorSpec already_signed{"already_signed", ErrorKind::conflict, "The pre-brief is signed already."};
inline constexpr ErrorSpec already_confirmed{"already_confirmed", ErrorKind::conflict, "You confirmed this already."};
inline constexpr ErrorSpec not_begun{"not_begun", ErrorKind::conflict, "The call has not taken place yet."};
inline constexpr ErrorSpec unknown_stage{"unknown_stage", ErrorKind::invalid, "A debrief has no stage called {found}."};
inline constexpr ErrorSpec stage_is_current{"stage_is_current", ErrorKind::conflict, "You are in this stage already."};
inline constexpr ErrorSpec stage_is_over{"stage_is_over", ErrorKind::conflict, "This stage is over."};
inline constexpr ErrorSpec something_needed{"something_needed", ErrorKind::invalid, "Write something down first."};
inline constexpr ErrorSpec in_the_past{"in_the_past", ErrorKind::invalid, "That time is over. Pick one that is still to come."};
inline constexpr ErrorSpec too_far_ahead{"too_far_ahead", ErrorKind::invalid, "That is more than a year from now."};
inline constexpr ErrorSpec call_length{"call_length", ErrorKind::invalid, "A call of {least} to {most} minutes, not {found}."};
inline constexpr ErrorSpec same_time{"same_time", ErrorKind::invalid, "It is planned for that time already."};

/// Pure: may this side do that now? `most_comments`: the playbook's.
[[nodiscard]] Result<Done> may(Verb verb, const RideAlongState& state, access::Side side, Instant now, int most_comments);

/// Refused with other_side where the verb is the other one's alone.
[[nodiscard]] Result<Done> check_side(Verb verb, access::Side side);

/// The verbs that `may` permits.
[[nodiscard]] std::vector<std::string_view> allowed(const RideAlongState& state, access::Side side, Instant now, int most_comments);

/// A debrief's stages are entered once and in order; what was passed over is over.
[[nodiscard]] Result<Done> check_enter(const RideAlongState& state, std::string_view stage);

/// A call to be ridden on: still to come, not further than a year, of a length that can be.
[[nodiscard]] Result<Done> check_call(Span call, Instant now);

/// Something was said and it is not too long; without the blanks around it.
[[nodiscard]] Result<std::string> check_said(std::string_view field, std::string_view text, std::size_t most);

}  // namespace backbeat::ridealong
