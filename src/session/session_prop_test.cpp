#include "session/session_events_test.hpp"
#include "session/session_fold.hpp"
#include "session/session_rules.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace backbeat::session {
namespace {

using access::Side;

/// A session that lives for a while: at random instants one of the two tries a random verb, and what the rules allow happens.
/// The list of events is all that the actions would have recorded.
struct Life {
  std::vector<audit::Event> events = Story().events();
  std::vector<playbook::DatedPlaybook> playbooks = test_playbooks();
  Instant now = events.front().at;

  [[nodiscard]] SessionState state(Instant as_of) const { return fold(events, playbooks, as_of); }

  void append(std::string_view kind, Side side, Fields more = {}) {
    Fields fields;
    fields.add("side", side == Side::rep ? std::string_view("rep") : std::string_view("manager"));
    for (const auto& [name, value] : more.all()) fields.add(name, std::string_view(value));
    audit::Event event;
    event.sequence = static_cast<std::int64_t>(events.size()) + 1;
    event.stream_kind = stream_kind;
    event.stream_id = 77;
    event.kind = kind;
    event.at = now;
    event.fields = std::move(fields);
    events.push_back(std::move(event));
  }

  void perform(Verb verb, Side side, int choice) {
    const SessionState before = state(now);
    if (!may(verb, before, side, now)) return;
    const std::string_view stages[] = {"inspect", "reality", "will"};
    const std::string_view stage = stages[choice % 3];
    switch (verb) {
      case Verb::start: {
        const std::string_view gates[] = {"open", "nothing", "skipped"};
        return append(kinds::started, side, Fields().add("gate", gates[choice % 3]));
      }
      case Verb::skip_gate:
        return append(kinds::gate_skipped, side);
      case Verb::gate:
        if (before.is_gate_open()) append(kinds::gate_passed, side);
        return;
      case Verb::stage:
        if (check_enter(before, stage)) append(kinds::stage_entered, side, Fields().add("stage", stage));
        return;
      case Verb::pause:
        return append(kinds::paused, side);
      case Verb::resume:
        return append(kinds::resumed, side);
      case Verb::skip_stage:
        if (check_skip(before, stage)) append(kinds::stage_skipped, side, Fields().add("stage", stage));
        return;
      case Verb::end:
        return append(kinds::ended, side);
      case Verb::move: {
        const Instant to = now + std::chrono::hours(1 + choice);
        if (check_move(before, to, now)) {
          append(kinds::moved, side, Fields().add("from", before.starts_at.unix_ms()).add("to", to.unix_ms()));
        }
        return;
      }
      case Verb::cancel:
        return append(kinds::cancelled, side);
      case Verb::excuse:
        return append(kinds::excused, side, Fields().add("reason", std::string_view("sickness")));
      case Verb::confirm:
        return append(kinds::confirmed, side);
      case Verb::usefulness:
        return append(kinds::rated, side, Fields().add("score", choice % 11));
      case Verb::focus:
        return append(kinds::focus_set, side, Fields().add("competency", std::string_view("discovery")));
      case Verb::share:
        return append(kinds::shared, side, Fields().add("shared", choice % 2));
      case Verb::next:
        return append(kinds::next_planned, side, Fields().add("session", 78));
      case Verb::notes:
        return append(kinds::note_written, side, Fields().add("stage", stage));
      case Verb::commitments:
        return append(kinds::commitment_made, side, Fields().add("commitment", 5));
    }
  }
};

Life any_life() {
  constexpr Verb verbs[] = {Verb::start,  Verb::start,  Verb::start,   Verb::skip_gate,  Verb::gate,       Verb::stage,
                            Verb::stage,  Verb::pause,  Verb::resume,  Verb::skip_stage, Verb::end,        Verb::move,
                            Verb::cancel, Verb::excuse, Verb::confirm, Verb::confirm,    Verb::usefulness, Verb::focus,
                            Verb::share,  Verb::next,   Verb::notes,   Verb::commitments};
  Life life;
  const int count = *rc::gen::inRange(0, 30);
  // From near its time, most often; so that many of the lives have a conversation in them.
  life.now = life.now + std::chrono::minutes(*rc::gen::inRange(0, 30 * 60));
  for (int i = 0; i < count; ++i) {
    const bool is_long = *rc::gen::inRange(0, 8) == 0;
    life.now = life.now + (is_long ? std::chrono::minutes(*rc::gen::inRange(0, 4000)) : std::chrono::minutes(*rc::gen::inRange(0, 12)));
    const Side side = *rc::gen::inRange(0, 3) == 0 ? Side::rep : Side::manager;
    const auto verb = verbs[*rc::gen::inRange<std::size_t>(0, std::size(verbs))];
    const bool is_reps = verb == Verb::confirm || verb == Verb::usefulness;
    life.perform(verb, is_reps ? Side::rep : side, *rc::gen::inRange(0, 60));
  }
  return life;
}

void check(const char* what, const std::function<void()>& property) {
  CAPTURE(std::string(what));
  CHECK(rc::check(what, property));
}

TEST_CASE("what was known at an instant does not change when later events arrive") {
  check("a fold as of an instant equals the fold of the events until then", [] {
    const Life life = any_life();
    const Instant as_of = life.events.front().at + std::chrono::minutes(*rc::gen::inRange(0, 20'000));
    std::vector<audit::Event> until;
    for (const auto& event : life.events) {
      if (event.at <= as_of) until.push_back(event);
    }
    const SessionState whole = fold(life.events, life.playbooks, as_of);
    const SessionState part = fold(until, life.playbooks, as_of);
    RC_ASSERT(whole.state == part.state);
    RC_ASSERT(whole.version == part.version);
    RC_ASSERT(whole.steps == part.steps);
    RC_ASSERT(whole.stages == part.stages);
    RC_ASSERT(whole.held == part.held);
  });
}

TEST_CASE("the steps say at each instant what the fold as of that instant says") {
  check("the last step known by an instant is the state then", [] {
    const Life life = any_life();
    const Instant end = life.now + std::chrono::days(20);
    const SessionState last = life.state(end);
    const Instant as_of = life.events.front().at + std::chrono::minutes(*rc::gen::inRange(0, 40'000));
    if (as_of > end) return;
    const Step* known = nullptr;
    for (const Step& step : last.steps) {
      if (step.known_at <= as_of) known = &step;
    }
    RC_ASSERT(known != nullptr);
    RC_ASSERT(known->state == life.state(as_of).state);
    RC_ASSERT(std::ranges::is_sorted(last.steps, {}, &Step::known_at));
  });
}

TEST_CASE("no more time is spent than passes") {
  check("stages together take no longer than the conversation, and that no longer than the wall's clock says", [] {
    const Life life = any_life();
    const Instant as_of = life.now + std::chrono::minutes(*rc::gen::inRange(0, 2000));
    const SessionState state = life.state(as_of);
    Duration stages{0};
    for (const Duration spent : content_mix(state, as_of)) {
      RC_ASSERT(spent >= Duration(0));
      stages += spent;
    }
    const Duration ran = state.ran_until(as_of);
    RC_ASSERT(stages <= ran);
    if (!state.started_at) {
      RC_ASSERT(ran == Duration(0));
    } else {
      RC_ASSERT(ran <= state.ended_at.value_or(as_of) - *state.started_at);
    }
  });
}

TEST_CASE("a session is in one state that its facts agree with, and in the end in one that stays") {
  check("the state and the facts agree", [] {
    const Life life = any_life();
    const SessionState state = life.state(life.now);
    RC_ASSERT((state.state == State::running) == (state.started_at && !state.ended_at));
    if (state.took_place()) RC_ASSERT(state.used_by_manager && (state.used_by_rep || state.confirmed_at));
    if (state.state == State::ended) RC_ASSERT(state.ended_at && !state.confirmed_at);
    if (state.is_planned()) RC_ASSERT(!state.started_at && life.now < state.closes_at);
    int current = 0;
    for (const StageRun& run : state.stages) current += run.state == StageState::running || run.state == StageState::paused ? 1 : 0;
    RC_ASSERT(current <= (state.state == State::running ? 1 : 0));
    const Instant late = life.now + std::chrono::days(60);
    const SessionState end = life.state(late);
    RC_ASSERT(!end.is_open());
    RC_ASSERT(end.state != State::ended);
    RC_ASSERT(end.state == life.state(late + std::chrono::days(400)).state);
  });
}

TEST_CASE("nobody is ever left without a verb that the rules allow and the events do not") {
  check("what is allowed is what may be done", [] {
    const Life life = any_life();
    const SessionState state = life.state(life.now);
    for (const Side side : {Side::rep, Side::manager}) {
      for (const std::string_view name : allowed(state, side, life.now)) {
        const bool is_locked = name == "stage" || name == "skip-stage" || name == "notes" || name == "commitments";
        if (is_locked) RC_ASSERT(!state.is_gate_open());
        if (name == "start") RC_ASSERT(state.is_planned());
        if (name == "end") RC_ASSERT(state.state == State::running);
      }
    }
  });
}

}  // namespace
}  // namespace backbeat::session
