#include "capacity/quarter_world_test.hpp"
#include "capacity/relief.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace backbeat::capacity {
namespace {

Plan any_team() {
  Plan plan = team_of(0);
  plan.members.push_back(employed(2, "2020-01-06", "sales_manager", std::nullopt));
  const int reps = *rc::gen::inRange(1, 12);
  for (int i = 0; i < reps; ++i) {
    people::Member rep = employed(100 + i, "2026-01-05", *rc::gen::element<std::string>("ae", "sdr"), Id<Person>(*rc::gen::inRange(1, 3)));
    rep.hired = rep.assignments[0].period.from = on("2027-02-01") + std::chrono::days(*rc::gen::inRange(-900, 60));
    plan.members.push_back(rep);
  }
  return plan;
}

int conversations(const Demand& demand) {
  int sum = 0;
  for (const Asked& asked : demand.asked)
    if (!asked.is_excused && asked.window.last <= demand.quarter.last_day()) sum += asked.count;
  return sum;
}

TEST_CASE("a lever never asks for more hours in all, and its shifts are the whole difference in conversations") {
  CHECK(rc::check([] {
    const Relief relief(any_team(), first_of_2027);
    if (relief.levers().empty()) return;
    const Lever lever = *rc::gen::elementOf(relief.levers());
    const auto pulled = relief.pull({lever.key});
    RC_ASSERT(pulled.has_value());
    RC_ASSERT(pulled->effect.saves.low >= -1e-7);
    int lost = 0;
    for (const Shift& shift : pulled->effect.shifts) lost += shift.count_before - shift.count_after;
    RC_ASSERT(conversations(relief.demand()) - conversations(pulled->demand) == lost);
  }));
}

TEST_CASE("two levers together save at most what each saves alone, for every manager: what the search leaves out by it could not fit") {
  CHECK(rc::check([] {
    const Relief relief(any_team(), first_of_2027);
    if (relief.levers().size() < 2) return;
    const Lever one = *rc::gen::elementOf(relief.levers()), other = *rc::gen::elementOf(relief.levers());
    if (one == other || one.kind == LeverKind::span || other.kind == LeverKind::span) return;
    const auto both = relief.pull({one.key, other.key}), first = relief.pull({one.key}), second = relief.pull({other.key});
    for (const ManagerQuarter& load : relief.demand().managers) {
      const auto saved = [&](const Pulled& pulled) {
        const ManagerQuarter* now = pulled.demand.of(load.manager);
        return load.asked.low - (now ? now->asked.low : 0);
      };
      RC_ASSERT(saved(*both) <= saved(*first) + saved(*second) + 1e-7);
    }
  }));
}

TEST_CASE("the smallest fit is no larger than any pair that fits, and fits") {
  CHECK(rc::check([] {
    const Relief relief(any_team(), first_of_2027);
    const auto fit = relief.smallest_fit(2);
    bool is_any_single = false, is_any_pair = false;
    for (const Lever& one : relief.levers()) {
      is_any_single = is_any_single || relief.pull({one.key})->effect.overflowing == 0;
      for (const Lever& other : relief.levers())
        if (one.key < other.key) is_any_pair = is_any_pair || relief.pull({one.key, other.key})->effect.overflowing == 0;
    }
    if (relief.demand().overflowing() == 0)
      RC_ASSERT(fit.has_value() && fit->levers.empty());
    else if (is_any_single)
      RC_ASSERT(fit.has_value() && fit->levers.size() == 1);
    else if (is_any_pair)
      RC_ASSERT(fit.has_value() && fit->levers.size() == 2);
    else
      RC_ASSERT(!fit.has_value());
    if (fit) RC_ASSERT(fit->pulled.effect.overflowing == 0);
  }));
}

}  // namespace
}  // namespace backbeat::capacity
