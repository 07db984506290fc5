#include "ridealong/ridealong_takeovers.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

/// Open, and begun by then.
bool is_open_at(const Takeover& takeover, Instant at) {
  return takeover.from <= at && !takeover.handed_back_at;
}

bool covers(const Takeover& takeover, Instant at) {
  return takeover.from <= at && (!takeover.handed_back_at || at < *takeover.handed_back_at);
}

/// Within the call, a clock's error aside.
Result<Instant> on_the_call(const RideAlongState& state, Instant pressed, Instant now) {
  if (pressed > now + clock_skew) return refuse(pressed_ahead, "at", {{"found", pressed.text()}, {"now", now.text()}});
  const Instant from = *state.started_at;
  if (pressed < from - clock_skew) return refuse(pressed_before_call, "at", {{"started_at", from.text()}, {"found", pressed.text()}});
  const Instant to = state.live_until.value_or(now);
  if (pressed > to + clock_skew) return refuse(pressed_after_call, "at", {{"over_at", to.text()}, {"found", pressed.text()}});
  return std::clamp(pressed, from, std::max(from, std::min(to, now)));
}

Result<Done> may_take_over(const RideAlongState& state, Instant at) {
  const bool is_taken = std::ranges::any_of(state.takeovers, [at](const Takeover& takeover) { return covers(takeover, at); });
  if (is_taken) return refuse(already_taken_over, "at");
  return Done{};
}

Result<Done> may_hand_back(const RideAlongState& state, Instant at) {
  const auto first = std::ranges::find_if(state.takeovers, [](const Takeover& takeover) { return !takeover.handed_back_at; });
  if (first == state.takeovers.end()) return refuse(not_taken_over, "at");
  if (at < first->from - clock_skew) return refuse(handed_back_before, "at", {{"from", first->from.text()}, {"found", at.text()}});
  return Done{};
}

}  // namespace

void add_takeover(std::vector<Takeover>& takeovers, Takeover takeover) {
  takeovers.insert(std::ranges::upper_bound(takeovers, takeover.from, {}, &Takeover::from), takeover);
}

void hand_back(std::vector<Takeover>& takeovers, Instant at) {
  const auto last = std::find_if(takeovers.rbegin(), takeovers.rend(), [at](const Takeover& each) { return is_open_at(each, at); });
  if (last != takeovers.rend()) {
    last->handed_back_at = at;
    return;
  }
  const auto first = std::ranges::find_if(takeovers, [](const Takeover& takeover) { return !takeover.handed_back_at; });
  if (first != takeovers.end()) first->handed_back_at = first->from;  // by a clock that was a little behind
}

Result<Done> may_press(Verb verb, const RideAlongState& state, access::Side side, Instant pressed, Instant now) {
  TRY(check_side(verb, side));
  if (state.format == Format::reverse) return refuse(not_in_reverse);
  if (!state.started_at) return refuse(not_running, {}, {{"state", std::string(name_of(state.state))}});
  if (now >= state.closes_at) return refuse(ride_along_is_over, {}, {{"state", std::string(name_of(state.state))}});
  const Instant at = TRY(on_the_call(state, pressed, now));
  return verb == Verb::take_over ? may_take_over(state, at) : may_hand_back(state, at);
}

}  // namespace backbeat::ridealong
