#include "ridealong/ridealong_fact.hpp"

#include "ridealong/ridealong_fold.hpp"
#include "ridealong/ridealong_rules.hpp"

#include <algorithm>

namespace backbeat::ridealong {

RideAlongFact fact_of(const RideAlongState& state, Instant now) {
  const bool is_past_the_call = state.state == State::ended || state.state == State::debriefing || state.state == State::done;
  return {.id = state.id,
          .rep = state.rep,
          .manager = state.manager,
          .format = state.format,
          .call_from = state.plan.call.from,
          .is_counted = state.is_open() || is_past_the_call,
          .is_held = state.is_held(),
          .has_pre_brief = state.has_pre_brief(),
          .is_debrief_on_time = state.is_debrief_on_time(now)};
}

std::optional<Instant> next_turn(const RideAlongState& state, Instant now) {
  std::optional<Instant> next;
  const auto may_turn = [&](std::optional<Instant> at) {
    if (at && *at > now) next = std::min(next.value_or(*at), *at);
  };
  may_turn(state.plan.call.to);
  may_turn(end_of_day(state.plan.call.to, state.rep_zone));
  may_turn(state.closes_at);
  may_turn(state.ended_at);
  if (state.started_at) may_turn(std::max(state.plan.call.to, *state.started_at) + call_runs_on_for);
  if (state.debrief_started_at) may_turn(*state.debrief_started_at + debrief_runs_on_for);
  if (state.debrief_due) may_turn(*state.debrief_due + Duration(1));  // on the instant it is still in time
  return next;
}

}  // namespace backbeat::ridealong
