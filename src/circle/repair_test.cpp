#include "circle/repair.hpp"
#include "circle/circle_world_test.hpp"
#include "circle/solve.hpp"

#include <doctest/doctest.h>

namespace backbeat::circle {
namespace {

Plan plan_of(const Organisation& organisation) {
  Effort effort;
  effort.epochs = 4;
  effort.wants_proof = false;
  return solve(organisation, effort).plan;
}

/// Lawful, everybody but `gone` once, two old circles touched at most, the others as they were, and the change of cost as announced.
void check(const Ground& ground, const Plan& before, const Repair& repair, std::optional<RepIndex> gone, std::int64_t expected_change) {
  Score score = ground.score(repair.plan);
  CHECK(score.broken[Rule::cover] == (gone ? 1 : 0));
  score.broken[Rule::cover] = 0;
  score.broken[Rule::cross] = 0;
  CHECK(score.is_lawful());
  CHECK(repair.touched.size() <= 2);
  CHECK(repair.change == expected_change);
  std::size_t same = 0;
  for (const Circle& circle : before.circles) same += static_cast<std::size_t>(std::ranges::count(repair.plan.circles, circle));
  CHECK(same + repair.touched.size() >= before.circles.size());
}

std::int64_t cost(const Ground& ground, const Plan& plan) {
  return ground.score(plan).cost.total();
}

TEST_CASE("whoever leaves any plan leaves a lawful one, with two circles touched at most") {
  for (std::uint64_t seed = 1; seed < 9; ++seed) {
    const Organisation organisation = any_organisation(seed, 40, 0, 3);
    const Ground ground(organisation);
    const Plan plan = plan_of(organisation);
    for (RepIndex who = 0; who < 40; ++who) {
      const Repair repair = leave(ground, plan, who);
      check(ground, plan, repair, who, cost(ground, repair.plan) - cost(ground, plan));
    }
  }
}

TEST_CASE("whoever joins gets a lawful place or waits, and only the circles named are touched") {
  for (std::uint64_t seed = 1; seed < 9; ++seed) {
    const Organisation organisation = any_organisation(seed, 40, 0, 3);
    const Ground ground(organisation);
    const Plan plan = plan_of(organisation);
    for (RepIndex who = 0; who < 40; who += 3) {
      const Repair without = leave(ground, plan, who);
      const Repair repair = join(ground, without.plan, who);
      check(ground, without.plan, repair, {}, cost(ground, repair.plan) - cost(ground, without.plan));
    }
  }
}

TEST_CASE("a joiner takes a free place rather than wait, and opens a circle with three who wait") {
  Organisation organisation = equals(14);
  const Ground ground(organisation);
  const Plan plan{.circles = {{{}, {0, 1, 2, 3, 4}}, {{}, {5, 6, 7, 8, 9}}}, .waitlist = {}};
  const Repair placed = join(ground, plan, 10);
  CHECK(placed.plan.waitlist.empty());
  CHECK(placed.touched.size() == 1);
  const Plan full{.circles = {{{}, {0, 1, 2, 3, 4, 5}}}, .waitlist = {7, 8, 9}};
  for (RepIndex who : {7U, 8U, 9U, 10U}) organisation.people[who].starts.set(1);
  const Repair opened = join(ground, full, 10);
  CHECK(opened.has_opened);
  CHECK(opened.touched.empty());
  CHECK(opened.plan.waitlist.empty());
  CHECK(opened.plan.circles.size() == 2);
}

TEST_CASE("a joiner whom no circle with room can take displaces one whom another can") {
  Organisation organisation = equals(12);
  for (const RepIndex rep : {0U, 1U, 2U, 3U, 4U, 5U, 11U}) {  // mornings only, but number 5 has the whole week
    if (rep == 5) continue;
    organisation.people[rep].starts = WeeklyStarts();
    for (std::size_t bit = 0; bit < 4; ++bit) organisation.people[rep].starts.set(bit);
  }
  for (const RepIndex rep : {6U, 7U, 8U, 9U, 10U}) {
    organisation.people[rep].starts = WeeklyStarts();
    for (std::size_t bit = 20; bit < 24; ++bit) organisation.people[rep].starts.set(bit);
  }
  const Ground ground(organisation);
  const Plan plan{.circles = {{{}, {0, 1, 2, 3, 4, 5}}, {{}, {6, 7, 8, 9, 10}}}, .waitlist = {}};
  const Repair repair = join(ground, plan, 11);
  CHECK(repair.touched == std::vector<std::size_t>{0, 1});
  CHECK(repair.plan.circles.at(1).members == Members{5, 6, 7, 8, 9, 10});
  CHECK(repair.plan.waitlist.empty());
}

TEST_CASE("a circle that lost its common hour is mended with one other") {
  Organisation organisation = equals(10);
  const Plan plan{.circles = {{{}, {0, 1, 2, 3, 4}}, {{}, {5, 6, 7, 8, 9}}}, .waitlist = {}};
  for (const RepIndex rep : {0U, 1U, 2U, 3U}) {
    organisation.people[rep].starts = WeeklyStarts();
    organisation.people[rep].starts.set(3);
  }
  organisation.people[4].starts = WeeklyStarts();
  organisation.people[4].starts.set(5);
  const Ground ground(organisation);
  REQUIRE_FALSE(ground.score(plan).is_lawful());
  const Repair repair = mend(ground, plan, 0);
  CHECK(ground.score(repair.plan).is_lawful());
  CHECK(repair.plan.waitlist.empty());
  CHECK(repair.touched.size() == 2);
}

TEST_CASE("when the last facilitator of the only circle leaves, the circle ends and the others wait") {
  Organisation organisation = equals(5);
  for (Rep& rep : organisation.people) rep.is_certified = rep.id == "p0";
  const Ground ground(organisation);
  const Plan plan{.circles = {{{}, {0, 1, 2, 3, 4}}}, .waitlist = {}};
  const Repair repair = leave(ground, plan, 0);
  CHECK(repair.plan.circles.empty());
  CHECK(repair.plan.waitlist == Members{1, 2, 3, 4});
}

}  // namespace
}  // namespace backbeat::circle
