#include "circle/solve.hpp"
#include "circle/bound.hpp"
#include "circle/circle_world_test.hpp"
#include "circle/reasons.hpp"

#include <doctest/doctest.h>

namespace backbeat::circle {
namespace {

Effort work(std::int64_t epochs, std::uint64_t seed = 1) {
  Effort effort;
  effort.epochs = epochs;
  effort.seed = seed;
  return effort;
}

TEST_CASE("one thread and two give the same plan to the byte, whole and in lanes") {
  for (const std::size_t count : {45U, 90U, 402U}) {
    const Organisation organisation = any_organisation(count, count, 1, 4);
    Effort effort = work(count > 400 ? 1 : 3);
    const Solution one = solve(organisation, effort);
    effort.run = on_two_threads;
    const Solution two = solve(organisation, effort);
    CHECK(one.plan == two.plan);
    CHECK(one.score == two.score);
    CHECK(one.bound == two.bound);
    CHECK(one.is_repeatable);
  }
}

TEST_CASE("another seed is another search") {
  const Organisation organisation = any_organisation(8, 90, 0, 0);
  CHECK(solve(organisation, work(2, 1)).plan != solve(organisation, work(2, 2)).plan);
}

TEST_CASE("more epochs are not worse by much and progress ends on the plan's cost") {
  const Organisation organisation = any_organisation(4, 80, 0, 3);
  Effort effort = work(24);
  std::vector<Progress> said;
  effort.progress = [&](const Progress& now) { said.push_back(now); };
  const Solution solution = solve(organisation, effort);
  REQUIRE_FALSE(said.empty());
  CHECK(said.back().cost == solution.cost());
  CHECK(solution.cost() <= said.front().cost);
  CHECK(solution.bound <= solution.cost());
  for (std::size_t i = 1; i < said.size(); ++i) {
    CHECK(said[i].cost <= said[i - 1].cost);
    CHECK(said[i].bound >= said[i - 1].bound);
  }
}

TEST_CASE("a search that is cancelled answers with what it has, lawfully") {
  const Organisation organisation = any_organisation(4, 90, 0, 0);
  Effort effort = work(1000);
  int asked = 0;
  effort.is_cancelled = [&] { return ++asked > 6; };
  const Solution solution = solve(organisation, effort);
  CHECK(solution.score.is_lawful());
  CHECK_FALSE(solution.is_repeatable);
  CHECK(solution.epochs < 20);
}

TEST_CASE("a budget of seconds is kept by the clock it is given") {
  const Organisation organisation = any_organisation(4, 90, 0, 0);
  double clock = 0;
  Effort effort;
  effort.seconds = 0.3;
  effort.elapsed = [&] { return clock; };
  effort.progress = [&](const Progress&) { clock += 0.01; };
  const Solution solution = solve(organisation, effort);
  CHECK(clock <= 0.3);
  CHECK(clock >= 0.24);
  Effort again = work(solution.epochs);
  REQUIRE(solution.is_repeatable);
  CHECK(solve(organisation, again).plan == solution.plan);
}

TEST_CASE("nobody at all and too few for one circle are answered") {
  CHECK(solve(Organisation{}, work(2)).plan == Plan{});
  const Solution few = solve(equals(3), work(2));
  CHECK(few.plan.circles.empty());
  CHECK(few.plan.waitlist.size() == 3);
  CHECK(few.is_proven);
}

TEST_CASE("fourteen people with no common hour all wait and are told so") {
  Organisation organisation = equals(14);
  for (std::size_t i = 0; i < 14; ++i) {
    organisation.people[i].starts = WeeklyStarts();
    organisation.people[i].starts.set(i);
  }
  const Solution solution = solve(organisation, work(4));
  CHECK(solution.score.is_lawful());
  CHECK(solution.plan.waitlist.size() == 14);
  CHECK(solution.is_proven);
  CHECK(reasons(Ground(organisation), solution.plan).at(0).words == "no common hour with 3 other AE without a circle");
}

TEST_CASE("three reps of a role wait beside circles of others, and with no facilitator nobody has a circle") {
  Organisation organisation = equals(13);
  organisation.roles = {"AE", "SE"};
  for (const std::size_t i : {0U, 5U, 9U}) organisation.people[i].role = 1;
  const Solution solution = solve(organisation, work(4));
  CHECK(solution.plan.waitlist == Members{0, 5, 9});
  CHECK(reasons(Ground(organisation), solution.plan).at(0).words == "only 3 SE without a circle, and a circle needs 4");
  for (Rep& rep : organisation.people) rep.is_certified = false;
  const Solution none = solve(organisation, work(4));
  CHECK(none.plan.circles.empty());
  CHECK(reasons(Ground(organisation), none.plan).at(1).words == "no certified facilitator among the AE without a circle");
}

TEST_CASE("everybody apart from everybody waits; a history longer than possible is paid, not refused") {
  Organisation organisation = equals(12);
  Organisation met = organisation;
  for (RepIndex a = 0; a < 12; ++a)
    for (RepIndex b = a + 1; b < 12; ++b) organisation.apart.emplace_back(a, b);
  const Solution apart = solve(organisation, work(4));
  CHECK(apart.plan.waitlist.size() == 12);
  CHECK(reasons(Ground(organisation), apart.plan).at(0).words == "to be kept apart from too many of the other AE without a circle");
  Members all;
  for (RepIndex a = 0; a < 12; ++a) all.push_back(a);
  for (int period = 0; period < 40; ++period) met.history.push_back({all});
  Effort effort = work(4);
  effort.fresh_periods = 3;
  const Solution again = solve(met, effort);
  CHECK(again.plan.waitlist.empty());
  CHECK(again.score.is_lawful());
  CHECK(again.score.cost[Term::repeat] > 0);
  const std::vector<std::string> said = remarks(Ground(met), again.plan);
  REQUIRE(said.size() == 1);
  CHECK(said[0].ends_with("have met too many already for a circle of new faces"));
}

TEST_CASE("cross-functional circles that cannot be are missing, and the rest is lawful") {
  Organisation organisation = equals(10);
  organisation.themes = {"renewal"};
  organisation.cross_min = organisation.cross_max = 2;
  const Solution solution = solve(organisation, work(4));
  CHECK(solution.plan.waitlist.empty());
  CHECK(solution.score.broken.total() == 2);
  CHECK(solution.score.broken[Rule::cross] == 2);
  CHECK(remarks(Ground(organisation), solution.plan).at(0).starts_with("only 0 cross-functional circles of at least 2"));
}

TEST_CASE("those who met in the last periods are kept apart where that is possible") {
  Organisation organisation = equals(30);
  for (int period = 0; period < 3; ++period) {
    Effort effort = work(6, 7);
    effort.fresh_periods = 3;
    const Solution solution = solve(organisation, effort);
    CHECK(solution.plan.waitlist.empty());
    CHECK(solution.score.cost[Term::repeat] == 0);
    auto& circles = organisation.history.emplace_back();
    for (const Circle& circle : solution.plan.circles) circles.push_back(circle.members);
  }
}

TEST_CASE("nobody waits so that others have new faces, and what is told on the way is the plan's own cost") {
  Organisation organisation = equals(10);
  for (int period = 0; period < 6; ++period) {
    Effort effort = work(6, 7);
    effort.fresh_periods = 3;
    Progress last;
    effort.progress = [&](const Progress& now) { last = now; };
    const Solution solution = solve(organisation, effort);
    CHECK(solution.plan.waitlist.empty());
    CHECK(last.cost == solution.cost());
    CHECK(last.bound <= last.cost);
    auto& circles = organisation.history.emplace_back();
    for (const Circle& circle : solution.plan.circles) circles.push_back(circle.members);
  }
}

TEST_CASE("the quick bound never exceeds what a plan costs") {
  for (std::uint64_t seed = 1; seed < 40; ++seed) {
    const Organisation organisation = any_organisation(seed, 10 + seed % 20, 0, 2);
    Effort effort = work(2);
    effort.wants_proof = false;
    const Solution solution = solve(organisation, effort);
    CHECK(count_bound(Ground(organisation)) <= solution.cost());
  }
}

}  // namespace
}  // namespace backbeat::circle
