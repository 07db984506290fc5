// What each role's first page says. Mark leads Rita and Rob, Lena leads Mark and Olaf; Eva, Remo, Ada and Xenia lead nobody.
#include "home/home_actions.hpp"

#include "cadence/cadence_world_test.hpp"
#include "people/people_actions.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::home {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct HomeWorld : cadence::CadenceWorld {
  Homes homes{*db, access, ledgers};

  Home home_of(Id<Person> who) {
    auto home = homes.home(as(who));
    REQUIRE_MESSAGE(home, session::code_of(home));
    return *std::move(home);
  }
  std::optional<NextAction> action(Id<Person> who, ActionKind kind) {
    for (NextAction& one : home_of(who).choice.actions)
      if (one.kind == kind) return std::move(one);
    return std::nullopt;
  }
  std::optional<Number> number(Id<Person> who, NumberKind kind) {
    for (const Number& one : home_of(who).numbers)
      if (one.kind == kind) return one;
    return std::nullopt;
  }
};

}  // namespace

TEST_CASE_FIXTURE(HomeWorld, "a page has at most three actions and three numbers, and says how much more there is") {
  for (const Id<Person> who : {lena, mark, rita, eva, remo, ada, xenia}) {
    const Home home = home_of(who);
    CHECK(home.now == clock.now());
    CHECK(home.choice.actions.size() <= 3);
    CHECK(home.numbers.size() <= 3);
    CHECK((home.choice.more == 0 || home.choice.actions.size() == 3));
  }
}

TEST_CASE_FIXTURE(HomeWorld, "what a manager owes and nobody planned is to be planned, by name and kind") {
  weekly(in(hours(30)));
  const auto plan = action(mark, ActionKind::plan);
  REQUIRE(plan);
  CHECK(plan->person->name == "Rob");
  CHECK(plan->conversation == "Weekly 1:1");
  CHECK(plan->href == "/people/" + rob.text() + "?plan=weekly_one_on_one");
  CHECK(plan->due_at);
  CHECK(!action(olaf, ActionKind::plan));
}

TEST_CASE_FIXTURE(HomeWorld, "a conversation of today stands on both pages, to start for the one and to prepare for the other") {
  const auto id = weekly(in(minutes(20)));
  for (const Id<Person> who : {mark, rita}) {
    const Home home = home_of(who);
    REQUIRE(home.today.size() == 1);
    CHECK(home.today[0].session == id);
    CHECK(home.today[0].with.id == (who == mark ? rita : mark));
  }
  CHECK(action(mark, ActionKind::start)->person->id == rita);
  CHECK(action(rita, ActionKind::prepare)->person->id == mark);
  CHECK(home_of(rob).today.empty());
  pass(minutes(20));
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  CHECK(action(rita, ActionKind::join)->href == "/sessions/" + id.text());
}

TEST_CASE_FIXTURE(HomeWorld, "a rep is reminded of what they said, in their own words; nobody else is") {
  agreed("I will ask one quantified question on every call");
  const auto promise = action(rita, ActionKind::promise);
  REQUIRE(promise);
  CHECK(promise->quote == "I will ask one quantified question on every call");
  for (const Id<Person> who : {mark, lena, rob, eva, xenia})
    for (const NextAction& one : home_of(who).choice.actions) CHECK(one.quote.empty());
}

TEST_CASE_FIXTURE(HomeWorld, "weeks without a 1:1: the manager hears of the rep, those above of the manager") {
  pass(days(24));
  const auto rep = action(mark, ActionKind::quiet);
  REQUIRE(rep);
  CHECK((rep->person->id == rita || rep->person->id == rob));
  CHECK(rep->count >= 3);
  const auto manager = action(lena, ActionKind::help);
  REQUIRE(manager);
  CHECK(manager->person->id == mark);
  CHECK(manager->href == "/cadence?manager=" + mark.text());
  CHECK(action(xenia, ActionKind::help));
  CHECK(!action(olaf, ActionKind::help));
  CHECK(!action(rita, ActionKind::quiet));
}

TEST_CASE_FIXTURE(HomeWorld, "the rate of 1:1s is of those one leads, with its n and interval, and of oneself for a rep") {
  CHECK(number(mark, NumberKind::held_by_team)->n == 6);  // two reps, the three weeks before this one
  CHECK(number(mark, NumberKind::held_by_team)->share == 0.0);
  talk();
  pass(days(7));
  const auto of_mark = number(mark, NumberKind::held_by_team);
  REQUIRE(of_mark);
  CHECK(of_mark->n == 6);
  CHECK(*of_mark->share == doctest::Approx(1.0 / 6));
  CHECK(*of_mark->low < *of_mark->share);
  CHECK(*of_mark->high > *of_mark->share);
  CHECK(*number(rita, NumberKind::held_with_me)->share == doctest::Approx(1.0 / 3));
  CHECK(number(rob, NumberKind::held_with_me)->share == 0.0);
  CHECK(number(olaf, NumberKind::held_by_team)->n == 0);
  CHECK(!number(ada, NumberKind::held_by_team));
}

TEST_CASE_FIXTURE(HomeWorld, "commitments kept are the manager's own ones, those without an occasion left out, for twelve weeks") {
  const auto judged = [&](commitment::Verdict verdict) {
    const auto made = agreed("Ask one quantified question");
    const auto next = running();
    REQUIRE(sessions.judge(as(mark), next, made, verdict, ""));
    pass(minutes(30));
    REQUIRE(sessions.end(as(mark), next));
    pass(days(1));
  };
  judged(commitment::Verdict::kept);
  judged(commitment::Verdict::no_occasion);
  judged(commitment::Verdict::partly);
  for (const Id<Person> who : {mark, rita}) {
    const auto kept = number(who, NumberKind::commitments_kept);
    REQUIRE(kept);
    CHECK(kept->n == 2);
    CHECK(kept->share == 0.5);
  }
  CHECK(number(olaf, NumberKind::commitments_kept)->n == 0);
  pass(days(85));
  CHECK(number(mark, NumberKind::commitments_kept)->n == 0);
}

TEST_CASE_FIXTURE(HomeWorld, "RevOps hears of what was never imported; nobody else does") {
  const auto action_of = [&](Id<Person> who) { return action(who, ActionKind::never_imported); };
  REQUIRE(action_of(remo));
  CHECK(action_of(remo)->source == "roster");
  CHECK(number(remo, NumberKind::unmatched_names)->count == 0);
  for (const Id<Person> who : {mark, rita, eva, ada}) CHECK(!action_of(who));
}

TEST_CASE_FIXTURE(HomeWorld, "enablement and executives see for how many managers there are too few hours, counted anew when people come") {
  const auto before = number(eva, NumberKind::overloaded_managers);
  REQUIRE(before);
  CHECK(before->count == 0);
  const int managers = *before->n;
  const people::People people(*db, access);
  for (int i = 0; i < 14; ++i) {
    const std::string name = "New" + std::to_string(i);
    REQUIRE(people.add(root, {.name = name,
                              .email = name + "@example.com",
                              .zone = *Zone::make("Europe/Madrid"),
                              .hours = {},
                              .hired = to_local(clock.now(), Zone()).date - days(400),
                              .left = {},
                              .manager = olaf,
                              .job_role = "ae",
                              .segment = {},
                              .region = {},
                              .identities = {}}));
  }
  CHECK(number(xenia, NumberKind::overloaded_managers)->n == managers + 1);
  CHECK(number(xenia, NumberKind::overloaded_managers)->count == 1);
  CHECK(!number(mark, NumberKind::overloaded_managers));
}

TEST_CASE_FIXTURE(HomeWorld, "what is put aside stays away from that page alone until it is brought back") {
  pass(days(24));
  const auto first = home_of(mark).choice.actions.front();
  REQUIRE(homes.dismiss(as(mark), first.key));
  const Home without = home_of(mark);
  CHECK(std::ranges::find(without.choice.actions, first.key, &NextAction::key) == without.choice.actions.end());
  REQUIRE(homes.dismiss(as(mark), first.key));  // twice is once
  const auto others = home_of(lena).choice.actions;
  REQUIRE(homes.restore(as(mark), first.key));
  CHECK(home_of(mark).choice.actions.front() == first);
  CHECK(home_of(lena).choice.actions == others);
  REQUIRE(homes.restore(as(mark), "nothing:of:the:kind"));
}

TEST_CASE_FIXTURE(HomeWorld, "a token reads the page and puts nothing aside") {
  CHECK(homes.home(as_token(mark)));
  CHECK(session::code_of(homes.dismiss(as_token(mark), "plan:x")) == "needs_a_browser");
  CHECK(session::code_of(homes.restore(as_token(mark), "plan:x")) == "needs_a_browser");
}

}  // namespace backbeat::home
