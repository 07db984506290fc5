#include "ridealong/ridealong_takeovers.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::ridealong;
using access::Side;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const Instant call_from = Instant::parse("2027-03-03T10:00:00Z").value();
const Instant call_to = call_from + minutes(45);

Instant after(int minute) {
  return call_from + minutes(minute);
}

/// A co-sell that runs, or that was ended at its planned end.
RideAlongState on_the_call() {
  RideAlongState state;
  state.format = Format::co_sell;
  state.state = State::running;
  state.plan.call = {.from = call_from, .to = call_to};
  state.started_at = call_from;
  state.live_until = call_to + call_runs_on_for;
  state.closes_at = call_to + hours(24 * 14);
  return state;
}
RideAlongState over() {
  RideAlongState state = on_the_call();
  state.state = State::ended;
  state.ended_at = call_to;
  state.live_until = call_to;
  return state;
}

Result<Done> taken(const RideAlongState& state, Instant pressed, Instant now) {
  return may_press(Verb::take_over, state, Side::manager, pressed, now);
}
Result<Done> given_back(const RideAlongState& state, Instant pressed, Instant now) {
  return may_press(Verb::hand_back, state, Side::manager, pressed, now);
}

}  // namespace

TEST_CASE("a press from within the call counts, while it runs and when it is heard of after it") {
  CHECK(taken(on_the_call(), after(10), after(12)));
  CHECK(taken(over(), after(10), after(300)));
  CHECK(taken(over(), after(10), over().closes_at - minutes(1)));
  CHECK(taken(over(), after(10), over().closes_at).error().is(ride_along_is_over));
}

TEST_CASE("a press from outside the call is refused and told why, but for a clock that is a little off") {
  CHECK(taken(on_the_call(), after(14), after(12)));
  const auto ahead = taken(on_the_call(), after(14) + seconds(1), after(12));
  REQUIRE_FALSE(ahead);
  CHECK(ahead.error().is(pressed_ahead));
  CHECK(ahead.error().field == "at");
  CHECK(ahead.error().message() == "2027-03-03T10:14:01Z is still to come: it is 2027-03-03T10:12:00Z.");
  CHECK(taken(on_the_call(), call_from - clock_skew, after(12)));
  CHECK(taken(on_the_call(), call_from - clock_skew - seconds(1), after(12)).error().is(pressed_before_call));
  CHECK(taken(over(), call_to + clock_skew, after(300)));
  CHECK(taken(over(), call_to + clock_skew + seconds(1), after(300)).error().is(pressed_after_call));
}

TEST_CASE("a press on a call that never began, or in a reverse session, is none") {
  RideAlongState planned = on_the_call();
  planned.started_at.reset();
  planned.state = State::missed;
  CHECK(taken(planned, after(10), after(12)).error().is(not_running));
  RideAlongState reverse = on_the_call();
  reverse.format = Format::reverse;
  CHECK(taken(reverse, after(10), after(12)).error().is(not_in_reverse));
  CHECK(may_press(Verb::take_over, on_the_call(), Side::rep, after(10), after(12)).error().is(other_side));
}

TEST_CASE("nobody takes over twice at once, and a hand-back follows its takeover") {
  RideAlongState state = on_the_call();
  CHECK(given_back(state, after(10), after(30)).error().is(not_taken_over));
  add_takeover(state.takeovers, {.from = after(10)});
  CHECK(taken(state, after(11), after(30)).error().is(already_taken_over));
  CHECK(taken(state, after(5), after(30)));
  CHECK(given_back(state, after(7), after(30)).error().is(handed_back_before));
  CHECK(given_back(state, after(15), after(30)));
  hand_back(state.takeovers, after(15));
  CHECK(state.takeovers[0].handed_back_at == after(15));
  CHECK(taken(state, after(14), after(30)).error().is(already_taken_over));
  CHECK(taken(state, after(15), after(30)));
  CHECK(given_back(state, after(20), after(30)).error().is(not_taken_over));
}

TEST_CASE("what a second device tells late finds its place, and its hand-back finds it") {
  std::vector<Takeover> takeovers;
  add_takeover(takeovers, {.from = after(20)});
  hand_back(takeovers, after(25));
  add_takeover(takeovers, {.from = after(10)});
  hand_back(takeovers, after(12));
  REQUIRE(takeovers.size() == 2);
  CHECK(takeovers[0] == Takeover{.from = after(10), .handed_back_at = after(12)});
  CHECK(takeovers[1] == Takeover{.from = after(20), .handed_back_at = after(25)});
}

TEST_CASE("a hand-back by a clock that is a little behind ends what it belongs to, and takes no time away") {
  std::vector<Takeover> takeovers;
  hand_back(takeovers, after(1));
  CHECK(takeovers.empty());
  add_takeover(takeovers, {.from = after(10)});
  hand_back(takeovers, after(9));
  CHECK(takeovers[0].handed_back_at == after(10));
}
