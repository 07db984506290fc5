#include "circle/lane.hpp"
#include "circle/circle_world_test.hpp"
#include "circle/deal.hpp"

#include <doctest/doctest.h>

namespace backbeat::circle {
namespace {

std::int64_t full_cost(const Ground& ground, const Plan& plan) {
  const Score score = ground.score(plan);
  return score.cost.total() + score.broken[Rule::cross] * Lane::shortage(ground.organisation());
}

TEST_CASE("the change that a swap or a move announces is the difference of two full evaluations, and what is barred breaks a rule") {
  for (std::uint64_t seed = 1; seed < 12; ++seed) {
    const Organisation organisation = any_organisation(seed, 30, 0, 4);
    const Ground ground(organisation);
    Chance chance(seed);
    Lane lane(ground, everybody_waits(organisation), {0, 4});
    lane.construct(chance);
    REQUIRE(lane.cost() == full_cost(ground, lane.plan()));
    int made = 0;
    for (int i = 0; i < 3000; ++i) {
      const std::uint32_t one = chance.below(30);
      const std::uint32_t other = chance.below(30);
      const bool is_swap = chance.below(2) == 0;
      const std::int32_t to = is_swap ? 0 : lane.ring_of(other);
      const int delta = is_swap ? lane.swap_delta(one, other) : lane.move_delta(one, to);
      if (lane.ring_of(one) == lane.ring_of(other)) continue;
      const std::int64_t before = full_cost(ground, lane.plan());
      if (delta >= Lane::forbidden) continue;
      if (is_swap)
        lane.swap(one, other);
      else
        lane.move(one, to);
      const Plan after = lane.plan();
      const Score score = ground.score(after);
      CHECK(score.is_lawful());
      CHECK(full_cost(ground, after) == before + delta);
      ++made;
    }
    MESSAGE("seed ", seed, ": ", made, " moves");
  }
}

TEST_CASE("annealing keeps its own count of the cost right, and everything lawful") {
  for (std::uint64_t seed = 20; seed < 28; ++seed) {
    const Organisation organisation = any_organisation(seed, 40, 1, 4);
    const Ground ground(organisation);
    Chance chance(seed);
    Lane lane(ground, everybody_waits(organisation), {1, 4});
    lane.construct(chance);
    const std::int64_t begun = lane.cost();
    for (int i = 0; i < 4; ++i) {
      lane.anneal({6.0, 0.5}, 6000, chance);
      CHECK(lane.cost() == full_cost(ground, lane.plan()));
      CHECK(lane.best_cost() == full_cost(ground, lane.best()));
      Score score = ground.score(lane.best());
      score.broken[Rule::cross] = 0;  // few people share a theme: paid, not broken, while it is searched
      CHECK(score.is_lawful());
    }
    lane.take_best();
    CHECK(lane.cost() == lane.best_cost());
    CHECK(lane.cost() <= begun);
  }
}

TEST_CASE("what is dealt to lanes is everybody once, and their ranges add up to what is allowed") {
  const Organisation organisation = any_organisation(5, 120, 2, 6);
  const Ground ground(organisation);
  Chance chance(9);
  Lane lane(ground, everybody_waits(organisation), {2, 6});
  lane.construct(chance);
  const Plan plan = lane.plan();
  const auto cross = std::ranges::count_if(plan.circles, [](const Circle& circle) { return circle.kind.form == Kind::Form::cross; });
  for (std::int64_t epoch = 0; epoch < 6; ++epoch) {
    std::vector<Dealt> parts = deal(ground, plan, 4, epoch, chance);
    std::vector<Plan> plans;
    int most = 0;
    for (const Dealt& part : parts) {
      plans.push_back(part.plan);
      most += part.cross.most;
      CHECK(part.cross.least <= part.cross.most);
    }
    CHECK(most >= cross);
    CHECK(most <= std::max<std::ptrdiff_t>(6, cross));
    Plan whole = together(plans);
    Plan expected = plan;
    whole.sort();
    expected.sort();
    CHECK(whole == expected);
  }
}

}  // namespace
}  // namespace backbeat::circle
