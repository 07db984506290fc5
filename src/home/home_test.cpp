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

std::vector<std::string> kinds(const std::vector<NextAction>& actions) {
  std::vector<std::string> out;
  for (const NextAction& action : actions) out.push_back(action.kind);
  return out;
}

TEST_CASE("nothing waiting is no action, not an empty one") {
  CHECK(everything_waiting({}, now).empty());
}

TEST_CASE("a conversation that runs goes before everything else") {
  Waiting waiting;
  waiting.users_without_password = 3;
  waiting.owed_by_me = {owed(bo, 1)};
  Meeting running = meeting(1);
  running.is_running = true;
  waiting.meetings = {running};
  CHECK(kinds(everything_waiting(waiting, now)) == std::vector<std::string>{"join", "plan", "users"});
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
  CHECK(all[0].title == "Plan 4 sessions your reps are owed");
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
  CHECK(all[0].title == "Bo Lind has had no 1:1 for 6 weeks");
}

TEST_CASE("a manager whose team is quiet is asked what help they need, not ranked") {
  Waiting waiting;
  waiting.quiet = {{.person = ana, .weeks = 4, .is_manager = true}};
  const auto all = everything_waiting(waiting, now);
  REQUIRE(all.size() == 1);
  CHECK(all[0].kind == "help");
  CHECK(all[0].why.find("What help do they need?") != std::string::npos);
}

TEST_CASE("only the manager is asked what became of a session that never started") {
  Waiting waiting;
  Meeting old = meeting(1);
  old.is_open = true;
  old.starts_at = now - std::chrono::hours(30);
  waiting.meetings = {old};
  CHECK(kinds(everything_waiting(waiting, now)) == std::vector<std::string>{"settle"});
  waiting.meetings[0].viewer_is_rep = true;
  CHECK(everything_waiting(waiting, now).empty());
}

TEST_CASE("keys are stable, so that what was put aside stays so") {
  Waiting waiting;
  waiting.owed_by_me = {owed(ana, 1)};
  CHECK(everything_waiting(waiting, now)[0].key == everything_waiting(waiting, now + std::chrono::hours(5))[0].key);
}

TEST_CASE("one is one and many are many in what is said") {
  Waiting waiting;
  waiting.unmatched_names = 1;
  CHECK(everything_waiting(waiting, now)[0].title == "One name in the imports belongs to nobody");
  waiting.unmatched_names = 4;
  CHECK(everything_waiting(waiting, now)[0].title == "4 names in the imports belong to nobody");
}

}  // namespace
}  // namespace backbeat::home
