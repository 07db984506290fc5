#include "home/home.hpp"

#include <doctest/doctest.h>

namespace backbeat::home {
namespace {

const Instant now(1'803'891'600'000);
const people::PersonRef ana{.id = Id<Person>(5), .name = "Ana Ruiz"};
const people::PersonRef bo{.id = Id<Person>(6), .name = "Bo Lind"};

Meeting meeting(std::int64_t id) {
  return {.session = Id<Session>(id), .kind_name = "Weekly 1:1", .with = ana, .starts_at = now, .minutes = 30, .state = "planned"};
}

OpenObligation owed(const people::PersonRef& rep, int days) {
  return {.rep = rep, .kind = "weekly_one_on_one", .kind_name = "Weekly 1:1", .due = now + std::chrono::days(days)};
}

std::vector<ActionKind> kinds(const std::vector<NextAction>& actions) {
  std::vector<ActionKind> out;
  for (const NextAction& action : actions) out.push_back(action.kind);
  return out;
}

TEST_CASE("nothing waiting is no action, not an empty one") {
  CHECK(everything_waiting({}, now).empty());
}

TEST_CASE("several calibrations with the same person are one next action that leads to their list") {
  Waiting waiting;
  const people::PersonRef mark{.id = Id<Person>(7), .name = "Mark"};
  const people::PersonRef nora{.id = Id<Person>(8), .name = "Nora"};
  waiting.calibrations = {{.id = "a", .with = mark, .what = OpenCalibration::For::looking_again},
                          {.id = "b", .with = mark, .what = OpenCalibration::For::looking_again},
                          {.id = "c", .with = nora, .what = OpenCalibration::For::looking_again}};
  const auto all = everything_waiting(waiting, Instant(0));
  REQUIRE(all.size() == 2);
  CHECK(all[0].key == "review:a");
  CHECK(all[0].href == "/calibrations");
  CHECK(all[1].href == "/calibrations/c");
}

TEST_CASE("a calibration waits for who holds it before it waits for who is told of it") {
  const people::PersonRef mark{.id = Id<Person>(7), .name = "Mark"};
  Waiting waiting;
  waiting.calibrations = {{.id = "a", .with = mark, .what = OpenCalibration::For::attending},
                          {.id = "b", .with = mark, .what = OpenCalibration::For::looking_again},
                          {.id = "c", .with = mark, .what = OpenCalibration::For::holding}};
  const auto all = everything_waiting(waiting, Instant(0));
  REQUIRE(all.size() == 3);
  CHECK(all[0].kind == ActionKind::review_calibration);
  CHECK(all[0].href == "/calibrations/b");
  CHECK(all[1].kind == ActionKind::hold_calibration);
  CHECK(all[2].kind == ActionKind::attend_calibration);
}

TEST_CASE("a conversation that runs goes before everything else") {
  Waiting waiting;
  waiting.users_without_password = 3;
  waiting.owed_by_me = {owed(bo, 1)};
  Meeting running = meeting(1);
  running.is_running = true;
  waiting.meetings = {running};
  CHECK(kinds(everything_waiting(waiting, now)) == std::vector{ActionKind::join, ActionKind::plan, ActionKind::never_signed_in});
}

TEST_CASE("at most three actions are shown and the rest is counted") {
  Waiting waiting;
  for (int id = 1; id <= 5; ++id) {
    Meeting unconfirmed = meeting(id);
    unconfirmed.waits_for_confirmation = true;
    waiting.meetings.push_back(unconfirmed);
  }
  const Choice choice = choose(everything_waiting(waiting, now), {});
  CHECK(choice.actions.size() == 3);
  CHECK(choice.more == 2);
}

TEST_CASE("calls of which nobody knows whom they are with are one action, and one more makes it another") {
  Waiting waiting;
  waiting.unmatched_calls = 2;
  const auto all = everything_waiting(waiting, now);
  REQUIRE(all.size() == 1);
  CHECK(all[0].kind == ActionKind::match_calls);
  CHECK(all[0].count == 2);
  waiting.unmatched_calls = 3;
  CHECK(choose(everything_waiting(waiting, now), {all[0].key}).actions.size() == 1);
}

TEST_CASE("an action that was put aside makes room for the next") {
  Waiting waiting;
  waiting.owed_by_me = {owed(ana, 1), owed(bo, 2)};
  const auto all = everything_waiting(waiting, now);
  const Choice choice = choose(all, {all[0].key});
  REQUIRE(choice.actions.size() == 1);
  CHECK(choice.actions[0].person == bo);
}

TEST_CASE("more than three unplanned sessions become one action with the first to close") {
  Waiting waiting;
  waiting.owed_by_me = {owed(ana, 5), owed(bo, 2), owed(ana, 9), owed(bo, 12)};
  const auto all = everything_waiting(waiting, now);
  REQUIRE(all.size() == 1);
  CHECK(all[0].kind == ActionKind::plan_many);
  CHECK(all[0].count == 4);
  CHECK(all[0].person == bo);
  CHECK(all[0].due_at == now + std::chrono::days(2));
}

TEST_CASE("what is already on the calendar is not to be planned") {
  Waiting waiting;
  waiting.owed_by_me = {owed(ana, 1)};
  waiting.owed_by_me[0].is_planned = true;
  CHECK(everything_waiting(waiting, now).empty());
}

TEST_CASE("of two windows the one that closes first goes first") {
  Waiting waiting;
  waiting.owed_by_me = {owed(ana, 4), owed(bo, 1)};
  const auto all = everything_waiting(waiting, now);
  REQUIRE(all.size() == 2);
  CHECK(all[0].person == bo);
}

TEST_CASE("the longer a rep has been without a 1:1 the higher they stand") {
  Waiting waiting;
  waiting.quiet = {{.person = ana, .weeks = 3}, {.person = bo, .weeks = 6}};
  const auto all = everything_waiting(waiting, now);
  REQUIRE(all.size() == 2);
  CHECK(all[0].person == bo);
  CHECK(all[0].kind == ActionKind::quiet);
  CHECK(all[0].count == 6);
}

TEST_CASE("a manager whose team is quiet is asked what help they need, not ranked") {
  Waiting waiting;
  waiting.quiet = {{.person = ana, .weeks = 4, .is_manager = true}};
  const auto all = everything_waiting(waiting, now);
  REQUIRE(all.size() == 1);
  CHECK(all[0].kind == ActionKind::help);
  CHECK(all[0].count == 4);
  CHECK(all[0].href == "/cadence?manager=" + ana.id.text());
}

TEST_CASE("only the manager is asked what became of a session that never started") {
  Waiting waiting;
  Meeting old = meeting(1);
  old.is_open = true;
  old.starts_at = now - std::chrono::hours(30);
  waiting.meetings = {old};
  CHECK(kinds(everything_waiting(waiting, now)) == std::vector{ActionKind::settle});
  waiting.meetings[0].viewer_is_rep = true;
  CHECK(everything_waiting(waiting, now).empty());
}

TEST_CASE("keys are stable, so that what was put aside stays so") {
  Waiting waiting;
  waiting.owed_by_me = {owed(ana, 1)};
  CHECK(everything_waiting(waiting, now)[0].key == everything_waiting(waiting, now + std::chrono::hours(5))[0].key);
}

TEST_CASE("what is only counted is there when there is some, with its number") {
  Waiting waiting;
  waiting.unmatched_names = 4;
  waiting.rejected_rows = 2;
  waiting.managers_over_budget = 1;
  const auto all = everything_waiting(waiting, now);
  REQUIRE(kinds(all) == std::vector{ActionKind::unmatched, ActionKind::rejected, ActionKind::capacity});
  CHECK(all[0].count == 4);
  CHECK(all[1].count == 2);
  CHECK(all[2].count == 1);
}

TEST_CASE("a conversation that comes nearer is one action: to open, to start or to prepare for, until it is late") {
  Waiting waiting;
  Meeting planned = meeting(1);
  planned.is_open = true;
  const auto asked = [&](std::chrono::minutes until, bool viewer_is_rep) {
    planned.starts_at = now + until;
    planned.viewer_is_rep = viewer_is_rep;
    waiting.meetings = {planned};
    return everything_waiting(waiting, now);
  };
  CHECK(kinds(asked(std::chrono::hours(25), false)).empty());
  CHECK(kinds(asked(std::chrono::hours(23), false)) == std::vector{ActionKind::open});
  CHECK(kinds(asked(std::chrono::minutes(29), false)) == std::vector{ActionKind::start});
  CHECK(kinds(asked(std::chrono::minutes(29), true)) == std::vector{ActionKind::prepare});
  CHECK(kinds(asked(std::chrono::hours(23), true)) == std::vector{ActionKind::prepare});
  CHECK(asked(std::chrono::hours(23), false)[0].key == asked(std::chrono::minutes(29), false)[0].key);
  CHECK(asked(std::chrono::minutes(29), false)[0].due_at == now + std::chrono::minutes(29));
  CHECK(kinds(asked(-std::chrono::hours(4), false)) == std::vector{ActionKind::settle});
}

TEST_CASE("after a conversation the rep is asked whether it took place, then whether it was useful") {
  Waiting waiting;
  Meeting held = meeting(1);
  held.viewer_is_rep = true;
  held.waits_for_confirmation = true;
  held.waits_for_rating = true;
  waiting.meetings = {held};
  const auto first = everything_waiting(waiting, now);
  CHECK(kinds(first) == std::vector{ActionKind::confirm});
  CHECK(first[0].conversation == "Weekly 1:1");
  CHECK(!first[0].due_at);
  waiting.meetings[0].waits_for_confirmation = false;
  CHECK(kinds(everything_waiting(waiting, now)) == std::vector{ActionKind::rate});
}

TEST_CASE("a promise is shown in the viewer's own words") {
  Waiting waiting;
  waiting.my_promises = {
      {.key = "c1", .text = "Ask one quantified question", .due_on = LocalDate::from_days(20'000), .session = Id<Session>(9)}};
  const auto all = everything_waiting(waiting, now);
  REQUIRE(kinds(all) == std::vector{ActionKind::promise});
  CHECK(all[0].quote == "Ask one quantified question");
  CHECK(all[0].href == "/sessions/" + Id<Session>(9).text());
}

TEST_CASE("of what one is owed only the first that nobody planned is asked for") {
  Waiting waiting;
  waiting.owed_to_me = {owed(ana, 1), owed(ana, 2), owed(ana, 3)};
  waiting.owed_to_me[0].is_planned = true;
  const auto all = everything_waiting(waiting, now);
  REQUIRE(kinds(all) == std::vector{ActionKind::ask});
  CHECK(all[0].due_at == now + std::chrono::days(2));
}

TEST_CASE("a source that was never imported is another thing than one that is old") {
  Waiting waiting;
  waiting.stale_sources = {{.kind = "roster", .was_ever_imported = true}, {.kind = "opportunities", .was_ever_imported = false}};
  const auto all = everything_waiting(waiting, now);
  REQUIRE(kinds(all) == std::vector{ActionKind::stale, ActionKind::never_imported});
  CHECK(all[0].source == "roster");
  CHECK(all[1].href == "/imports?kind=opportunities");
}

}  // namespace
}  // namespace backbeat::home
