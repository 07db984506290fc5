// What may be done to a session, by whom and when. Every refusal of a verb is decided here, and so is the list of verbs a page offers.
#pragma once

#include "access/access.hpp"
#include "base/result.hpp"
#include "session/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::session {

enum class Verb {
  start,
  skip_gate,
  gate,
  stage,
  pause,
  resume,
  skip_stage,
  end,
  move,
  cancel,
  excuse,
  confirm,
  usefulness,
  focus,
  share,
  next,
  notes,
  commitments,
};

/// As its address spells it: "skip-stage".
[[nodiscard]] std::string_view name_of(Verb verb);

inline constexpr Duration may_start_early_by = std::chrono::hours(12);
/// After its time, a session that did not take place can still be moved, cancelled or excused, and the notes of one that did can be
/// completed.
inline constexpr Duration changes_close_after = std::chrono::days(14);
/// A client's clock may be behind, and somebody may plan "now".
inline constexpr Duration past_tolerance = std::chrono::minutes(15);
inline constexpr Duration furthest_ahead = std::chrono::days(366);
inline constexpr Duration record_within = std::chrono::days(31);

inline constexpr int shortest_minutes = 5;
inline constexpr int longest_minutes = 240;
inline constexpr std::size_t longest_reason = 500;
inline constexpr std::size_t longest_note = 20'000;

inline constexpr ErrorSpec other_side{"other_side", ErrorKind::forbidden, "In this conversation that is for the {side} to do."};
inline constexpr ErrorSpec not_running{"not_running", ErrorKind::conflict, "The conversation is not running: it is {state}."};
inline constexpr ErrorSpec already_started{"already_started", ErrorKind::conflict, "The conversation was started already."};
inline constexpr ErrorSpec already_ended{"already_ended", ErrorKind::conflict, "The conversation was ended already."};
inline constexpr ErrorSpec gate_open{"gate_open", ErrorKind::conflict,
                                     "First inspect what was agreed last time, or skip that with a reason."};
inline constexpr ErrorSpec gate_not_open{"gate_not_open", ErrorKind::conflict, "There is nothing left to inspect here."};
inline constexpr ErrorSpec too_early{"too_early", ErrorKind::conflict,
                                     "This is planned for {starts_at}. It can start 12 hours before; move it if you meet now."};
inline constexpr ErrorSpec window_closed{"window_closed", ErrorKind::conflict, "Its day is over. Move it to the time when you meet."};
inline constexpr ErrorSpec session_is_over{"session_is_over", ErrorKind::conflict, "This session is {state}; that cannot change any more."};
inline constexpr ErrorSpec already_paused{"already_paused", ErrorKind::conflict, "The conversation is paused."};
inline constexpr ErrorSpec not_paused{"not_paused", ErrorKind::conflict, "The conversation is not paused."};
inline constexpr ErrorSpec already_confirmed{"already_confirmed", ErrorKind::conflict, "You confirmed this already."};
inline constexpr ErrorSpec not_started{"not_started", ErrorKind::conflict, "The conversation has not started yet."};
inline constexpr ErrorSpec in_the_past{"in_the_past", ErrorKind::invalid, "That time is over. Pick one that is still to come."};
inline constexpr ErrorSpec too_far_ahead{"too_far_ahead", ErrorKind::invalid, "That is more than a year from now."};
inline constexpr ErrorSpec same_time{"same_time", ErrorKind::invalid, "It is planned for that time already."};
inline constexpr ErrorSpec still_to_come{"still_to_come", ErrorKind::invalid,
                                         "Only what is over can be recorded. Plan it, and hold it here."};
inline constexpr ErrorSpec too_long_ago{"too_long_ago", ErrorKind::invalid, "That is more than a month ago."};
inline constexpr ErrorSpec reason_needed{"reason_needed", ErrorKind::invalid, "Say why, in up to 500 characters."};
inline constexpr ErrorSpec text_too_long{"text_too_long", ErrorKind::invalid, "Up to {most} characters, please; these are {found}."};
inline constexpr ErrorSpec unknown_stage{"unknown_stage", ErrorKind::invalid, "The agenda of this session has no stage {found}."};
inline constexpr ErrorSpec stage_is_current{"stage_is_current", ErrorKind::conflict, "You are in that stage."};
inline constexpr ErrorSpec stage_is_over{"stage_is_over", ErrorKind::conflict, "That stage is over. Go on with the next one."};
inline constexpr ErrorSpec stage_out_of_order{"stage_out_of_order", ErrorKind::conflict,
                                              "{stage} comes first. Skip it with a reason to go past it."};

[[nodiscard]] Result<Done> may(Verb verb, const SessionState& state, access::Side side, Instant now);

/// The names of all verbs that `may` allows, in the order of Verb.
[[nodiscard]] std::vector<std::string_view> allowed(const SessionState& state, access::Side side, Instant now);

/// Where to: not before now, not the same time, not further than a year.
[[nodiscard]] Result<Done> check_new_time(Instant starts_at, Instant now);
[[nodiscard]] Result<Done> check_move(const SessionState& state, Instant to, Instant now);
[[nodiscard]] Result<Done> check_recorded_time(Instant starts_at, int minutes, Instant now);
[[nodiscard]] Result<Done> check_minutes(int minutes);

/// Stages are entered once and in the order of the agenda; what is left out is skipped with a reason.
[[nodiscard]] Result<Done> check_enter(const SessionState& state, std::string_view stage);
[[nodiscard]] Result<Done> check_skip(const SessionState& state, std::string_view stage);

/// Something was said and it is not too long; without the blanks around it.
[[nodiscard]] Result<std::string> check_reason(std::string_view field, std::string_view reason);
[[nodiscard]] Result<Done> check_length(std::string_view field, std::string_view text, std::size_t most);

}  // namespace backbeat::session
