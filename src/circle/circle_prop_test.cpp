#include "circle/circle_file.hpp"
#include "circle/circle_world_test.hpp"
#include "circle/proof.hpp"
#include "circle/reasons.hpp"
#include "circle/remix.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace backbeat::circle {
namespace {

Organisation any_world() {
  const int most = *rc::gen::inRange(0, 4);
  Organisation organisation = any_organisation(static_cast<std::uint64_t>(*rc::gen::inRange(1, 1'000'000)),
                                               static_cast<std::size_t>(*rc::gen::inRange(0, 70)), *rc::gen::inRange(0, most + 1), most);
  Rules& rules = organisation.rules;
  rules.size_min = *rc::gen::inRange(2, 5);
  rules.size_max = rules.size_min + *rc::gen::inRange(0, 3);
  rules.size_ideal = *rc::gen::inRange(rules.size_min, rules.size_max + 1);
  rules.slots_min = *rc::gen::inRange(0, 3);
  rules.facilitators_min = *rc::gen::inRange(0, 3);
  rules.same_manager_max = *rc::gen::inRange(1, 3);
  return organisation;
}

Solution quickly(const Organisation& organisation, bool wants_proof) {
  Effort effort;
  effort.epochs = 2;
  effort.wants_proof = wants_proof;
  return solve(organisation, effort);
}

TEST_CASE("hard rules are never broken, whatever the organisation and its rules; only cross-functional circles may be too few") {
  CHECK(rc::check([] {
    const Organisation organisation = any_world();
    const Solution solution = quickly(organisation, false);
    const Ground ground(organisation);
    Score score = ground.score(solution.plan);
    RC_ASSERT(score == solution.score);
    score.broken[Rule::cross] = 0;
    RC_ASSERT(score.is_lawful());
    int cross = 0;
    for (const Circle& circle : solution.plan.circles) cross += circle.kind.form == Kind::Form::cross ? 1 : 0;
    RC_ASSERT(cross <= organisation.cross_max);
    RC_ASSERT(solution.bound <= solution.cost());
  }));
}

TEST_CASE("everybody who waits is told a rule that bars every circle with room") {
  CHECK(rc::check([] {
    const Organisation organisation = any_world();
    const Solution solution = quickly(organisation, false);
    const Ground ground(organisation);
    const std::vector<Reason> found = reasons(ground, solution.plan);
    RC_ASSERT(found.size() == solution.plan.waitlist.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      RC_ASSERT(found[i].rep == solution.plan.waitlist[i]);
      RC_ASSERT(!found[i].words.empty());
      std::size_t eligible = 0;
      for (const Circle& circle : solution.plan.circles) {
        if (!ground.is_eligible(found[i].rep, circle.kind)) continue;
        ++eligible;
        Circle with = circle;
        with.members.push_back(found[i].rep);
        RC_ASSERT(first_bar(ground, circle, found[i].rep).has_value() == !ground.score(with).is_lawful());
      }
      std::size_t said = 0;
      for (const Block& block : found[i].blocks) said += block.circles;
      RC_ASSERT(said <= eligible);
    }
  }));
}

TEST_CASE("a proof never claims more than a plan that is found costs") {
  CHECK(rc::check([] {
    Organisation organisation = any_world();
    if (organisation.people.size() > 24) return;
    const Solution proven = quickly(organisation, true);
    Effort other;
    other.epochs = 6;
    other.seed = 77;
    other.wants_proof = false;
    const Solution found = solve(organisation, other);
    if (found.score.is_lawful()) RC_ASSERT(proven.bound <= found.cost());
  }));
}

TEST_CASE("every re-mix of several has the ones before it as history") {
  CHECK(rc::check([] {
    const Organisation organisation = any_world();
    Effort effort;
    effort.epochs = 1;
    effort.wants_proof = false;
    const std::vector<Solution> found = remix(organisation, 2, effort);
    RC_ASSERT(found.size() == 2);
    const Organisation after = followed_by(organisation, found[0].plan);
    RC_ASSERT(Ground(after).score(found[1].plan) == found[1].score);
  }));
}

}  // namespace
}  // namespace backbeat::circle
