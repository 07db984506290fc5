#include "ridealong/ridealong_rules.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

using access::Side;

constexpr Verb every_verb[] = {Verb::pre_brief, Verb::sign,       Verb::format,       Verb::consent,
                               Verb::start,     Verb::note,       Verb::take_over,    Verb::hand_back,
                               Verb::end,       Verb::debrief,    Verb::stage,        Verb::self_assessment,
                               Verb::comment,   Verb::next_step,  Verb::next_session, Verb::end_debrief,
                               Verb::confirm,   Verb::usefulness, Verb::move,         Verb::cancel};

/// Whose verb it is; nothing where it is both's.
std::optional<Side> side_of(Verb verb) {
  switch (verb) {
    case Verb::format:
    case Verb::start:
    case Verb::take_over:
    case Verb::hand_back:
    case Verb::end:
    case Verb::debrief:
    case Verb::stage:
    case Verb::comment:
    case Verb::end_debrief:
      return Side::manager;
    case Verb::sign:
    case Verb::consent:
    case Verb::self_assessment:
    case Verb::confirm:
    case Verb::usefulness:
      return Side::rep;
    case Verb::pre_brief:
    case Verb::note:
    case Verb::next_step:
    case Verb::next_session:
    case Verb::move:
    case Verb::cancel:
      break;
  }
  return std::nullopt;
}

std::unexpected<Error> over(const RideAlongState& state) {
  return refuse(ride_along_is_over, {}, {{"state", std::string(name_of(state.state))}});
}

Result<Done> need_before_call(const RideAlongState& state, Instant now) {
  if (state.started_at || state.debrief_started_at) return refuse(call_has_begun);
  if (!state.is_planned()) return over(state);
  if (now >= state.plan.call.from) return refuse(call_has_begun);
  return Done{};
}

Result<Done> need_running(const RideAlongState& state) {
  if (state.state == State::running) return Done{};
  return refuse(not_running, {}, {{"state", std::string(name_of(state.state))}});
}

Result<Done> need_debrief(const RideAlongState& state) {
  if (state.state == State::debriefing) return Done{};
  return refuse(no_debrief, {}, {{"state", std::string(name_of(state.state))}});
}

/// Of a reverse session the block before the call is what starts.
Instant starts_at(const RideAlongState& state) {
  if (state.format == Format::reverse && state.plan.pre_brief) return state.plan.pre_brief->from;
  return state.plan.call.from;
}

Result<Done> may_start(const RideAlongState& state, Instant now) {
  if (state.state == State::running) return refuse(already_running);
  if (!state.is_planned()) return over(state);
  if (now < starts_at(state) - may_start_early_by) return refuse(too_early, {}, {{"starts_at", starts_at(state).text()}});
  return Done{};
}

Result<Done> may_note(const RideAlongState& state, Instant now) {
  if (!state.started_at) return refuse(not_running, {}, {{"state", std::string(name_of(state.state))}});
  if (now >= state.closes_at) return over(state);
  return Done{};
}

Result<Done> may_debrief(const RideAlongState& state, Instant now) {
  if (state.state == State::debriefing) return refuse(debrief_runs);
  if (state.state == State::running) return refuse(call_not_over);
  if (state.state == State::done || state.state == State::cancelled || state.state == State::lost || now >= state.closes_at)
    return over(state);
  if (now < state.plan.call.to && (state.format == Format::reverse || !state.ended_at)) return refuse(call_not_over);
  return Done{};
}

Result<Done> may_assess(const RideAlongState& state, Instant now) {
  if (state.state == State::debriefing || (state.state == State::ended && now < state.closes_at)) return Done{};
  if (state.is_open()) return refuse(call_not_over);
  return over(state);
}

Result<Done> may_comment(const RideAlongState& state, int most_comments) {
  TRY(need_debrief(state));
  if (!state.self_assessed_at) return refuse(self_assessment_first);
  if (state.comments >= most_comments) return refuse(enough_comments, {}, {{"most", std::to_string(most_comments)}});
  return Done{};
}

Result<Done> may_next_step(const RideAlongState& state) {
  TRY(need_debrief(state));
  if (state.next_step != 0) return refuse(next_step_is_there);
  return Done{};
}

Result<Done> may_end_debrief(const RideAlongState& state) {
  TRY(need_debrief(state));
  if (state.next_step == 0) return refuse(next_step_missing);
  return Done{};
}

Result<Done> may_confirm(const RideAlongState& state, Instant now) {
  if (state.is_open()) return refuse(not_begun);
  if (!state.ended_at || !state.used_by_manager || now >= state.closes_at) return over(state);
  if (state.state == State::cancelled || state.state == State::lost) return over(state);
  if (state.used_by_rep) return refuse(already_confirmed);
  return Done{};
}

Result<Done> may_rate(const RideAlongState& state, Instant now) {
  if (state.is_open()) return refuse(not_begun);
  const bool took_place = state.state == State::ended || state.state == State::debriefing || state.state == State::done;
  if (!took_place || now >= state.closes_at) return over(state);
  return Done{};
}

Result<Done> may_move(const RideAlongState& state) {
  if (state.started_at) return refuse(call_has_begun);
  if (!state.is_planned()) return over(state);
  return Done{};
}

Result<Done> may_cancel(const RideAlongState& state, Instant now) {
  if (state.started_at || state.debrief_started_at) return refuse(call_has_begun);
  const bool never_began = state.state == State::missed && now < state.closes_at;
  if (!state.is_planned() && !never_began) return over(state);
  return Done{};
}

Result<Done> may_by_state(Verb verb, const RideAlongState& state, Instant now, int most_comments) {
  switch (verb) {
    case Verb::pre_brief:
    case Verb::format:
      return need_before_call(state, now);
    case Verb::sign:
      TRY(need_before_call(state, now));
      if (state.pre_brief_at) return refuse(already_signed);
      return Done{};
    case Verb::consent:
      TRY(need_before_call(state, now));
      if (state.format == Format::reverse) return refuse(not_in_reverse);
      return Done{};
    case Verb::start:
      return may_start(state, now);
    case Verb::note:
      return may_note(state, now);
    case Verb::take_over:
      TRY(need_running(state));
      if (state.format == Format::reverse) return refuse(not_in_reverse);
      if (state.is_taken_over()) return refuse(already_taken_over);
      return Done{};
    case Verb::hand_back:
      TRY(need_running(state));
      if (!state.is_taken_over()) return refuse(not_taken_over);
      return Done{};
    case Verb::end:
      return need_running(state);
    case Verb::debrief:
      return may_debrief(state, now);
    case Verb::stage:
    case Verb::next_session:
      return need_debrief(state);
    case Verb::self_assessment:
      return may_assess(state, now);
    case Verb::comment:
      return may_comment(state, most_comments);
    case Verb::next_step:
      return may_next_step(state);
    case Verb::end_debrief:
      return may_end_debrief(state);
    case Verb::confirm:
      return may_confirm(state, now);
    case Verb::usefulness:
      return may_rate(state, now);
    case Verb::move:
      return may_move(state);
    case Verb::cancel:
      return may_cancel(state, now);
  }
  return Done{};
}

}  // namespace

std::string_view name_of(Verb verb) {
  switch (verb) {
    case Verb::pre_brief:
      return "pre-brief";
    case Verb::sign:
      return "sign";
    case Verb::format:
      return "format";
    case Verb::consent:
      return "consent";
    case Verb::start:
      return "start";
    case Verb::note:
      return "notes";
    case Verb::take_over:
      return "take-over";
    case Verb::hand_back:
      return "hand-back";
    case Verb::end:
      return "end";
    case Verb::debrief:
      return "debrief";
    case Verb::stage:
      return "stage";
    case Verb::self_assessment:
      return "self-assessment";
    case Verb::comment:
      return "comments";
    case Verb::next_step:
      return "next-step";
    case Verb::next_session:
      return "next-session";
    case Verb::end_debrief:
      return "end-debrief";
    case Verb::confirm:
      return "confirm";
    case Verb::usefulness:
      return "usefulness";
    case Verb::move:
      return "move";
    case Verb::cancel:
      return "cancel";
  }
  return "";
}

Result<Done> check_side(Verb verb, Side side) {
  const auto owner = side_of(verb);
  if (owner && *owner != side) return refuse(other_side, {}, {{"side", *owner == Side::rep ? "rep" : "manager"}});
  return Done{};
}

Result<Done> may(Verb verb, const RideAlongState& state, Side side, Instant now, int most_comments) {
  TRY(check_side(verb, side));
  return may_by_state(verb, state, now, most_comments);
}

std::vector<std::string_view> allowed(const RideAlongState& state, Side side, Instant now, int most_comments) {
  std::vector<std::string_view> verbs;
  for (const Verb verb : every_verb)
    if (may(verb, state, side, now, most_comments)) verbs.push_back(name_of(verb));
  return verbs;
}

Result<Done> check_enter(const RideAlongState& state, std::string_view stage) {
  const auto wanted = std::ranges::find(state.stages, stage, &StageRun::key);
  if (wanted == state.stages.end()) return refuse(unknown_stage, "stage", {{"found", std::string(stage)}});
  if (wanted->left_at) return refuse(stage_is_over, "stage");
  if (wanted->entered_at) return refuse(stage_is_current, "stage");
  const bool is_passed = std::any_of(wanted, state.stages.end(), [](const StageRun& run) { return run.entered_at.has_value(); });
  if (is_passed) return refuse(stage_is_over, "stage");
  return Done{};
}

Result<Done> check_call(Span call, Instant now) {
  if (call.from < now - past_tolerance) return refuse(in_the_past, "starts_at");
  if (call.from > now + furthest_ahead) return refuse(too_far_ahead, "starts_at");
  const auto minutes = std::chrono::floor<std::chrono::minutes>(call.to - call.from).count();
  if (minutes < shortest_call_minutes || minutes > longest_call_minutes)
    return refuse(call_length, "ends_at",
                  {{"least", std::to_string(shortest_call_minutes)},
                   {"most", std::to_string(longest_call_minutes)},
                   {"found", std::to_string(minutes)}});
  return Done{};
}

Result<std::string> check_said(std::string_view field, std::string_view text, std::size_t most) {
  const std::string_view said = trimmed(text);
  if (said.empty()) return refuse(something_needed, std::string(field));
  TRY(check_length(field, said, most));
  return std::string(said);
}

}  // namespace backbeat::ridealong
