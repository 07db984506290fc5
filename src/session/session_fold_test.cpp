#include "session/session_fold.hpp"

#include "session/session_events_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::session {
namespace {

constexpr double day = 24 * 60;

std::string state_after(const Story& story, double minute) {
  return std::string(name_of(story.after(minute).state));
}

TEST_CASE("what became of a session follows from its events and the instant one asks for") {
  struct Case {
    const char* what;
    Story story;
    double minute;
    const char* state;
  };
  const auto excused = [](double when) {
    return Story().then(when, kinds::excused, "manager", Fields().add("reason", std::string_view("pto")));
  };
  const Case cases[] = {
      {"planned until its time", Story(), -1, "planned"},
      {"planned while its day lasts", Story(), 13 * 60, "planned"},
      {"missed when the rep's local day is over: midnight in Madrid is 14 hours later", Story(), 14 * 60, "missed"},
      {"confirmed beforehand", Story().then(-60, kinds::confirmed, "rep"), 0, "confirmed"},
      {"confirmed and then not held", Story().then(-60, kinds::confirmed, "rep"), 14 * 60, "missed"},
      {"running", Story().starts(), 10, "running"},
      {"held: both used the page", Story().starts().then(1, kinds::used, "rep").ends(30), 31, "held"},
      {"held: the rep wrote a note while it ran",
       Story().starts().then(5, kinds::note_written, "rep", Fields().add("stage", std::string_view("will"))).ends(30), 31, "held"},
      {"ended: nothing of the rep yet", Story().starts().ends(30), 31, "ended"},
      {"held: the rep confirmed later", Story().starts().ends(30).then(2 * day, kinds::confirmed, "rep"), 3 * day, "held"},
      {"ended as long as the rep can confirm", Story().starts().ends(30), 7 * day, "ended"},
      {"missed: nobody of the rep's side ever said so", Story().starts().ends(30), 8 * day, "missed"},
      {"a confirmation beforehand is no evidence that it took place", Story().then(-60, kinds::confirmed, "rep").starts().ends(30), 31,
       "ended"},
      {"a visit after the end is no live use", Story().starts().ends(30).then(31, kinds::used, "rep"), 32, "ended"},
      {"short: less than 80 % of the planned time", Story().starts().then(1, kinds::used, "rep").ends(23.9), 31, "short"},
      {"not short: exactly 80 %", Story().starts().then(1, kinds::used, "rep").ends(24), 31, "held"},
      {"short: pauses do not count",
       Story().starts().then(1, kinds::used, "rep").then(10, kinds::paused, "manager").then(20, kinds::resumed, "manager").ends(30), 31,
       "short"},
      {"cancelled", Story().then(-5, kinds::cancelled, "rep"), 0, "cancelled"},
      {"cancelled stays cancelled", Story().then(-5, kinds::cancelled, "rep"), 20 * day, "cancelled"},
      {"excused", excused(-5), 0, "excused"},
      {"excused afterwards: it was missed before", excused(3 * day), 2 * day, "missed"},
      {"excused afterwards", excused(3 * day), 3 * day, "excused"},
      {"moved on: planned again", Story().moves_to(-60, at("2027-03-03T09:00:00Z")), 2 * day - 1, "planned"},
      {"moved after it was missed: planned again", Story().moves_to(day, at("2027-03-03T09:00:00Z")), day + 1, "planned"},
      {"moved and missed again", Story().moves_to(day, at("2027-03-03T09:00:00Z")), 2 * day + 14 * 60, "missed"},
      {"moving takes back what was confirmed", Story().then(-90, kinds::confirmed, "rep").moves_to(-60, at("2027-03-03T09:00:00Z")), 0,
       "planned"},
      {"recorded: waits for the rep", Story(kinds::recorded, "deal_coaching"), 61, "ended"},
      {"recorded and confirmed", Story(kinds::recorded, "deal_coaching").then(90, kinds::confirmed, "rep"), 91, "held"},
      {"recorded and never confirmed", Story(kinds::recorded, "deal_coaching"), 9 * day, "missed"},
      {"a recorded pipeline review counts as nothing and needs no confirmation", Story(kinds::recorded, "pipeline_review"), 61, "held"},
  };
  for (const Case& each : cases) {
    CAPTURE(std::string(each.what));
    CHECK(state_after(each.story, each.minute) == each.state);
  }
}

TEST_CASE("rules that are published after a conversation, for its own day, do not judge it") {
  Story story;
  story.starts().then(1, kinds::used, "rep").ends(25);
  std::vector<playbook::DatedPlaybook> playbooks = story.playbooks();
  const SessionState before = fold(story.events(), playbooks, story.minute(60 * 24 * 30));
  playbook::DatedPlaybook evening{.id = {}, .effective_from = LocalDate::parse("2027-03-01").value(), .rules = playbooks.front().rules};
  evening.rules.session_types.front().counts_as = playbook::CountsAs::nothing;
  evening.published_at = story.minute(8 * 60);
  playbooks.push_back(evening);
  CHECK(fold(story.events(), playbooks, story.minute(60 * 24 * 30)).counts_as == before.counts_as);
  playbooks.back().published_at = story.minute(-60);
  CHECK(fold(story.events(), playbooks, story.minute(60 * 24 * 30)).counts_as == playbook::CountsAs::nothing);
}

TEST_CASE("a 1:1 of less than half an hour is flagged, short or not") {
  const auto held = [](double minutes) { return Story().starts().then(1, kinds::used, "rep").ends(minutes).after(60); };
  CHECK(held(29).was_under_own_minimum);
  CHECK(held(29).state == State::held);
  CHECK_FALSE(held(30).was_under_own_minimum);
  CHECK(held(10).was_under_own_minimum);
  CHECK(held(10).state == State::held_short);
}

TEST_CASE("each stage has its own time, and the first begins with the conversation") {
  const Story story = Story().starts().stage(4, "reality").then(6, kinds::paused, "manager").then(9, kinds::resumed, "manager");
  const SessionState state = story.after(10);
  REQUIRE(state.stages.size() == 3);
  CHECK(state.stages[0].state == StageState::done);
  CHECK(state.stages[0].spent == std::chrono::minutes(4));
  CHECK(state.stages[1].state == StageState::running);
  CHECK(state.stages[1].spent == std::chrono::minutes(2));
  CHECK(state.stages[1].running_since == story.minute(9));
  CHECK(state.stages[1].entered_at == story.minute(4));
  CHECK(state.stages[2].state == StageState::waiting);
  CHECK(state.ran_until(story.minute(10)) == std::chrono::minutes(7));
  CHECK(state.current_stage()->key == "reality");
}

TEST_CASE("a paused conversation stands still") {
  const SessionState state = Story().starts().then(6, kinds::paused, "manager").after(100);
  CHECK(state.is_paused());
  CHECK(state.ran_until(at("2027-03-01T12:00:00Z")) == std::chrono::minutes(6));
  CHECK(state.stages[0].state == StageState::paused);
  CHECK(Story().starts().then(6, kinds::paused, "manager").ends(20).after(21).held == std::chrono::minutes(6));
}

TEST_CASE("a skipped stage keeps the time it had") {
  const SessionState state = Story()
                                 .starts()
                                 .then(2, kinds::stage_skipped, "manager", Fields().add("stage", std::string_view("inspect")))
                                 .stage(3, "reality")
                                 .after(5);
  CHECK(state.stages[0].state == StageState::skipped);
  CHECK(state.stages[0].spent == std::chrono::minutes(2));
  CHECK(state.stages[1].state == StageState::running);
  CHECK(state.ran_until(at("2027-03-01T09:05:00Z")) == std::chrono::minutes(5));
}

TEST_CASE("what a session was about is the time of its stages") {
  const Story story = Story().starts().stage(4, "reality").stage(24, "will").ends(30);
  const auto mix = content_mix(story.after(31), story.minute(31));
  CHECK(mix[static_cast<std::size_t>(playbook::Content::skill)] == std::chrono::minutes(10));
  CHECK(mix[static_cast<std::size_t>(playbook::Content::deal)] == std::chrono::minutes(20));
  CHECK(mix[static_cast<std::size_t>(playbook::Content::pipeline)] == Duration(0));
  const auto running = content_mix(Story().starts().after(3), story.minute(3));
  CHECK(running[static_cast<std::size_t>(playbook::Content::skill)] == std::chrono::minutes(3));
}

TEST_CASE("a session that nobody ended counts up to its last event") {
  const Story story = Story().starts().then(1, kinds::used, "rep").stage(25, "reality");
  CHECK(story.after(200).state == State::running);
  const SessionState state = story.after(14 * 60);
  CHECK(state.state == State::held);
  CHECK(state.ended_at == story.minute(25));
  CHECK(state.held == std::chrono::minutes(25));
  CHECK_FALSE(state.current_stage());
}

TEST_CASE("a session that starts late in the evening has six hours, midnight or not") {
  const Story story = Story().starts(13 * 60 + 50);
  CHECK(story.after(15 * 60).state == State::running);
  CHECK(story.after(13 * 60 + 50 + 6 * 60).state == State::ended);
}

TEST_CASE("the window ends with the rep's day also on the night when the clocks change") {
  // Sunday 2027-03-28 has 23 hours in Madrid.
  const Story story = Story().moves_to(-60, at("2027-03-28T08:00:00Z"));
  CHECK(story.as_of(at("2027-03-28T21:59:59Z")).state == State::planned);
  CHECK(story.as_of(at("2027-03-28T22:00:00Z")).state == State::missed);
}

TEST_CASE("moves tell from where, to where, when and by whom") {
  const Story story = Story().moves_to(-60, at("2027-03-02T09:00:00Z")).moves_to(-30, at("2027-03-03T09:00:00Z"));
  const SessionState state = story.after(0);
  REQUIRE(state.moves.size() == 2);
  CHECK(state.moves[0].from == at("2027-03-01T09:00:00Z"));
  CHECK(state.moves[1].from == at("2027-03-02T09:00:00Z"));
  CHECK(state.moves[1].at == story.minute(-30));
  CHECK(state.moves[1].by == Id<User>(5));
  CHECK(state.starts_at == at("2027-03-03T09:00:00Z"));
}

TEST_CASE("the steps tell when each state became known") {
  const Story story = Story().moves_to(-60, at("2027-03-02T09:00:00Z")).starts(day).then(day + 1, kinds::used, "rep").ends(day + 30);
  const auto steps = story.after(2 * day).steps;
  REQUIRE(steps.size() == 4);
  CHECK(steps[0] == Step{.known_at = story.minute(-day), .starts_at = story.minute(0), .state = State::planned, .is_move = false});
  CHECK(steps[1] == Step{.known_at = story.minute(-60), .starts_at = story.minute(day), .state = State::planned, .is_move = true});
  CHECK(steps[2].state == State::running);
  CHECK(steps[3] == Step{.known_at = story.minute(day + 30), .starts_at = story.minute(day), .state = State::held, .is_move = false});
}

TEST_CASE("that a session was missed became known when its window closed, not when somebody looked") {
  const Story story;
  const auto steps = story.after(20 * day).steps;
  REQUIRE(steps.size() == 2);
  CHECK(steps[1].known_at == at("2027-03-01T23:00:00Z"));
  CHECK(steps[1].state == State::missed);
}

TEST_CASE("the gate is unknown until the start, and then open, passed, skipped or nothing to pass") {
  CHECK(Story().after(-1).gate == Gate::unknown);
  CHECK(Story().starts(0, "open").after(1).is_gate_open());
  CHECK(Story().starts(0, "nothing").after(1).gate == Gate::nothing);
  CHECK(Story().starts(0, "skipped").after(1).gate == Gate::skipped);
  CHECK(Story().starts(0, "open").then(2, kinds::gate_passed, "manager").after(3).gate == Gate::passed);
  CHECK(Story().starts(0, "open").then(2, kinds::gate_skipped, "manager").after(3).gate == Gate::skipped);
}

TEST_CASE("what the rep says, what is shared and the focus are of the last word") {
  const auto yes = Fields().add("shared", 1);
  const auto no = Fields().add("shared", 0);
  const SessionState state = Story()
                                 .starts()
                                 .then(1, kinds::focus_set, "manager", Fields().add("competency", std::string_view("discovery")))
                                 .then(2, kinds::focus_set, "manager", Fields().add("competency", std::string_view("value")))
                                 .then(3, kinds::shared, "rep", yes)
                                 .then(4, kinds::shared, "manager", yes)
                                 .then(5, kinds::shared, "manager", no)
                                 .ends(30)
                                 .then(31, kinds::rated, "rep", Fields().add("score", 4))
                                 .then(32, kinds::rated, "rep", Fields().add("score", 9))
                                 .after(40);
  CHECK(state.focus_competency == "value");
  CHECK(state.shared_by_rep);
  CHECK_FALSE(state.shared_by_manager);
  CHECK(state.usefulness == 9);
}

TEST_CASE("a clock that was set back takes no time away") {
  const SessionState state = Story().starts(10).stage(8, "reality").ends(9).after(60);
  CHECK(state.held == Duration(0));
  CHECK(state.stages[0].spent == Duration(0));
}

TEST_CASE("a kind that the playbook does not know counts as nothing and has no agenda") {
  const SessionState state = Story(kinds::planned, "tea").starts().then(1, kinds::used, "rep").ends(5).after(6);
  CHECK(state.counts_as == playbook::CountsAs::nothing);
  CHECK(state.stages.empty());
  CHECK(state.state == State::held_short);
}

TEST_CASE("an old session is judged by the rules then in force") {
  Story story = Story().starts().then(1, kinds::used, "rep").ends(20);
  auto playbooks = story.playbooks();
  playbooks.push_back(playbooks.front());
  playbooks.back().effective_from = LocalDate::parse("2027-03-02").value();
  playbooks.back().rules.session_types[0].short_below_percent = 50;
  CHECK(fold(story.events(), playbooks, story.minute(day * 3)).state == State::held_short);
  playbooks.back().effective_from = LocalDate::parse("2027-03-01").value();
  CHECK(fold(story.events(), playbooks, story.minute(day * 3)).state == State::held);
}

TEST_CASE("before its first event there is no session") {
  CHECK(Story().as_of(at("2027-01-01T00:00:00Z")).version == 0);
}

}  // namespace
}  // namespace backbeat::session
