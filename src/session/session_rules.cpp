#include "session/session_rules.hpp"

#include "base/text.hpp"
#include "session/session_fold.hpp"

#include <array>

namespace backbeat::session {
namespace {

using access::Side;

constexpr std::array every_verb{Verb::start,      Verb::skip_gate, Verb::gate,  Verb::stage,  Verb::pause,  Verb::resume,
                                Verb::skip_stage, Verb::end,       Verb::move,  Verb::cancel, Verb::excuse, Verb::confirm,
                                Verb::usefulness, Verb::focus,     Verb::share, Verb::next,   Verb::notes,  Verb::commitments};

/// Whose verb it is; nothing where it is both's.
std::optional<Side> side_of(Verb verb) {
  switch (verb) {
    case Verb::start:
    case Verb::skip_gate:
    case Verb::gate:
    case Verb::stage:
    case Verb::pause:
    case Verb::resume:
    case Verb::skip_stage:
    case Verb::end:
    case Verb::focus:
    case Verb::next:
      return Side::manager;
    case Verb::confirm:
    case Verb::usefulness:
      return Side::rep;
    case Verb::move:
    case Verb::cancel:
    case Verb::excuse:
    case Verb::share:
    case Verb::notes:
    case Verb::commitments:
      break;
  }
  return std::nullopt;
}

std::unexpected<Error> over(const SessionState& state) {
  return refuse(session_is_over, {}, {{"state", std::string(name_of(state.state))}});
}

Result<Done> need_running(const SessionState& state) {
  if (state.state == State::running) return Done{};
  if (state.ended_at) return refuse(already_ended);
  return refuse(not_running, {}, {{"state", std::string(name_of(state.state))}});
}

Result<Done> need_unlocked(const SessionState& state) {
  TRY(need_running(state));
  if (state.is_gate_open()) return refuse(gate_open);
  return Done{};
}

Result<Done> may_start(const SessionState& state, Instant now) {
  if (state.state == State::running) return refuse(already_started);
  if (state.ended_at) return refuse(already_ended);
  if (state.state == State::missed) return refuse(window_closed);
  if (!state.is_planned()) return over(state);
  if (now < state.starts_at - may_start_early_by) return refuse(too_early, {}, {{"starts_at", state.starts_at.text()}});
  return Done{};
}

Result<Done> may_change_plan(const SessionState& state, Instant now) {
  if (state.state == State::running) return refuse(already_started);
  if (state.started_at) return over(state);
  if (!state.is_planned() && state.state != State::missed) return over(state);
  if (now > state.starts_at + changes_close_after) return over(state);
  return Done{};
}

Result<Done> may_confirm(const SessionState& state, Instant now) {
  if (state.confirmed_at) return refuse(already_confirmed);
  if (state.is_planned()) return Done{};
  if (state.state == State::running) return refuse(not_running, {}, {{"state", "running"}});
  const bool ran = state.state == State::ended || state.took_place();
  if (!ran || now >= confirm_until(state)) return over(state);
  return Done{};
}

Result<Done> may_rate(const SessionState& state, Instant now) {
  if (state.is_open()) return refuse(not_started);
  const bool ran = state.state == State::ended || state.took_place();
  if (!ran || now >= confirm_until(state)) return over(state);
  return Done{};
}

Result<Done> may_write(const SessionState& state, Instant now) {
  if (!state.started_at || state.was_recorded_afterwards) return refuse(not_running, {}, {{"state", std::string(name_of(state.state))}});
  if (state.is_gate_open()) return refuse(gate_open);
  if (state.ended_at && now > *state.ended_at + changes_close_after) return over(state);
  return Done{};
}

Result<Done> may_by_state(Verb verb, const SessionState& state, Instant now) {
  switch (verb) {
    case Verb::start:
      return may_start(state, now);
    case Verb::skip_gate:
      TRY(need_running(state));
      if (!state.is_gate_open()) return refuse(gate_not_open);
      return Done{};
    case Verb::gate:
      TRY(need_running(state));
      if (state.gate != Gate::open && state.gate != Gate::passed) return refuse(gate_not_open);
      return Done{};
    case Verb::stage:
      TRY(need_unlocked(state));
      if (state.is_paused()) return refuse(already_paused);
      return Done{};
    case Verb::pause:
      TRY(need_running(state));
      if (state.is_paused()) return refuse(already_paused);
      return Done{};
    case Verb::resume:
      TRY(need_running(state));
      if (!state.is_paused()) return refuse(not_paused);
      return Done{};
    case Verb::skip_stage:
    case Verb::commitments:
      return need_unlocked(state);
    case Verb::end:
      return need_running(state);
    case Verb::move:
    case Verb::cancel:
    case Verb::excuse:
      return may_change_plan(state, now);
    case Verb::confirm:
      return may_confirm(state, now);
    case Verb::usefulness:
      return may_rate(state, now);
    case Verb::focus:
      if (state.state == State::cancelled || state.state == State::excused || state.state == State::missed) return over(state);
      return Done{};
    case Verb::share:
      if (!state.started_at) return refuse(not_started);
      return Done{};
    case Verb::next:
      if (state.is_planned()) return refuse(not_started);
      if (state.is_gate_open() && state.state == State::running) return refuse(gate_open);
      return Done{};
    case Verb::notes:
      return may_write(state, now);
  }
  return Done{};
}

}  // namespace

std::string_view name_of(Verb verb) {
  switch (verb) {
    case Verb::start:
      return "start";
    case Verb::skip_gate:
      return "skip-gate";
    case Verb::gate:
      return "gate";
    case Verb::stage:
      return "stage";
    case Verb::pause:
      return "pause";
    case Verb::resume:
      return "resume";
    case Verb::skip_stage:
      return "skip-stage";
    case Verb::end:
      return "end";
    case Verb::move:
      return "move";
    case Verb::cancel:
      return "cancel";
    case Verb::excuse:
      return "excuse";
    case Verb::confirm:
      return "confirm";
    case Verb::usefulness:
      return "usefulness";
    case Verb::focus:
      return "focus";
    case Verb::share:
      return "share";
    case Verb::next:
      return "next";
    case Verb::notes:
      return "notes";
    case Verb::commitments:
      return "commitments";
  }
  return "";
}

Result<Done> may(Verb verb, const SessionState& state, Side side, Instant now) {
  const auto owner = side_of(verb);
  if (owner && *owner != side) return refuse(other_side, {}, {{"side", *owner == Side::rep ? "rep" : "manager"}});
  return may_by_state(verb, state, now);
}

std::vector<std::string_view> allowed(const SessionState& state, Side side, Instant now) {
  std::vector<std::string_view> verbs;
  for (const Verb verb : every_verb) {
    if (may(verb, state, side, now)) verbs.push_back(name_of(verb));
  }
  return verbs;
}

Result<Done> check_new_time(Instant starts_at, Instant now) {
  if (starts_at < now - past_tolerance) return refuse(in_the_past, "starts_at");
  if (starts_at > now + furthest_ahead) return refuse(too_far_ahead, "starts_at");
  return Done{};
}

Result<Done> check_move(const SessionState& state, Instant to, Instant now) {
  TRY(check_new_time(to, now));
  if (to == state.starts_at) return refuse(same_time, "starts_at");
  return Done{};
}

Result<Done> check_recorded_time(Instant starts_at, int minutes, Instant now) {
  if (starts_at + std::chrono::minutes(minutes) > now + std::chrono::minutes(1)) return refuse(still_to_come, "starts_at");
  if (starts_at < now - record_within) return refuse(too_long_ago, "starts_at");
  return Done{};
}

Result<Done> check_minutes(int minutes) {
  if (minutes >= shortest_minutes && minutes <= longest_minutes) return Done{};
  return expected_value("minutes", std::to_string(shortest_minutes) + " to " + std::to_string(longest_minutes) + " minutes",
                        std::to_string(minutes));
}

Result<Done> check_enter(const SessionState& state, std::string_view stage) {
  const StageRun* wanted = state.stage(stage);
  if (!wanted) return refuse(unknown_stage, "stage", {{"found", std::string(stage)}});
  if (wanted->state == StageState::done || wanted->state == StageState::skipped) return refuse(stage_is_over, "stage");
  if (wanted->state != StageState::waiting) return refuse(stage_is_current, "stage");
  for (const StageRun& earlier : state.stages) {
    if (&earlier == wanted) break;
    if (earlier.state == StageState::waiting) return refuse(stage_out_of_order, "stage", {{"stage", earlier.key}});
  }
  return Done{};
}

Result<Done> check_skip(const SessionState& state, std::string_view stage) {
  const StageRun* wanted = state.stage(stage);
  if (!wanted) return refuse(unknown_stage, "stage", {{"found", std::string(stage)}});
  if (wanted->state == StageState::done || wanted->state == StageState::skipped) return refuse(stage_is_over, "stage");
  return Done{};
}

Result<std::string> check_reason(std::string_view field, std::string_view reason) {
  const std::string_view said = trimmed(reason);
  if (said.empty()) return refuse(reason_needed, std::string(field));
  TRY(check_length(field, said, longest_reason));
  return std::string(said);
}

Result<Done> check_length(std::string_view field, std::string_view text, std::size_t most) {
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) return expected_value(std::string(field), "UTF-8 text", "other bytes");
  const std::size_t length = length_of(text);
  if (length > most) return refuse(text_too_long, std::string(field), {{"most", std::to_string(most)}, {"found", std::to_string(length)}});
  return Done{};
}

}  // namespace backbeat::session
