#include "circle/circle_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::circle {
namespace {

/// Five people who differ in everything that costs: only the tenure band, the segment and one pair of terciles are shared.
Organisation five() {
  Organisation organisation = equals(5);
  organisation.segments = {"A", "B", "C", "D", "E"};
  for (std::uint32_t i = 0; i < 5; ++i) organisation.people[i].segment = i;
  const std::array months{1, 10, 20, 60, 61};
  for (std::size_t i = 0; i < 5; ++i) organisation.people[i].tenure_months = months[i];
  return organisation;
}

const Circle all_five{.kind = {}, .members = {0, 1, 2, 3, 4}};

TEST_CASE("a circle pays for equal pairs and for nothing else when size, hours and facilitators are as wanted") {
  const Organisation organisation = five();
  const Score score = Ground(organisation).score(all_five);
  CHECK(score.is_lawful());
  CHECK(score.cost[Term::tenure] == 4);  // the two veterans
  CHECK(score.cost[Term::perf] == 4);    // terciles 1 2 3 1 2
  CHECK(score.cost.total() == 8);
}

TEST_CASE("a pair that met pays 12, 6, 3 by how long ago, at least 1, and the periods add up") {
  Organisation organisation = five();
  organisation.history = {{{0, 1}}, {{0, 1}}, {{2, 3}}, {{0, 1}}, {{0, 2}}};
  const Score score = Ground(organisation).score(all_five);
  CHECK(score.cost[Term::repeat] == (6 + 1 + 1) + 3 + 12);
  CHECK(repeat_cost(12, 100) == 1);
}

TEST_CASE("each wish that is met gains five, both ways ten, and a wish for oneself nothing") {
  Organisation organisation = five();
  organisation.people[0].prefers = {1, 1, 0};
  organisation.people[1].prefers = {0};
  organisation.people[2].prefers = {4};
  CHECK(Ground(organisation).score(all_five).cost[Term::prefer] == -15);
}

TEST_CASE("size, hours, facilitators and seniority pay by how much is missing") {
  Organisation organisation = equals(4);
  for (Rep& rep : organisation.people) {
    rep.tenure_months = 2;
    rep.is_certified = rep.id == "p0";
    rep.starts = WeeklyStarts();
    rep.starts.set(7);
  }
  const Score score = Ground(organisation).score(Circle{.kind = {}, .members = {0, 1, 2, 3}});
  CHECK(score.cost[Term::size] == 20);
  CHECK(score.cost[Term::slots] == 8);
  CHECK(score.cost[Term::facilitators] == 6);
  CHECK(score.cost[Term::senior] == 10);
  CHECK(score.is_lawful());
}

TEST_CASE("each hard rule is counted when it is broken") {
  Organisation organisation = equals(14);
  organisation.roles = {"AE", "CSM"};
  organisation.people[1].role = 1;
  organisation.apart = {{0, 1}};
  for (const RepIndex rep : {0U, 1U, 2U}) organisation.people[rep].manager = 0;
  for (Rep& rep : organisation.people) rep.is_certified = false;
  organisation.people[3].starts = WeeklyStarts();
  const Score score = Ground(organisation).score(Circle{.kind = {}, .members = {0, 1, 2, 3, 4, 5, 6}});
  CHECK(score.broken[Rule::kind] == 1);
  CHECK(score.broken[Rule::apart] == 1);
  CHECK(score.broken[Rule::same_manager] == 1);
  CHECK(score.broken[Rule::slots] == 1);
  CHECK(score.broken[Rule::facilitators] == 1);
  CHECK(score.broken[Rule::size] == 1);
  CHECK_FALSE(Ground(organisation).lawful(Members{0, 1, 2, 3, 4}));
}

TEST_CASE("a cross-functional circle has a theme of all, two of each role, and no SDR") {
  Organisation organisation = equals(6);
  organisation.roles = {"AE", "CSM", "SDR"};
  organisation.themes = {"renewal"};
  organisation.cross_max = 1;
  for (Rep& rep : organisation.people) rep.themes = {0};
  organisation.people[2].role = organisation.people[3].role = 1;
  const Kind renewal{Kind::Form::cross, 0};
  CHECK(Ground(organisation).score(Circle{renewal, {0, 1, 2, 3}}).is_lawful());
  CHECK(Ground(organisation).lawful(Members{0, 1, 2, 3})->kind == renewal);
  CHECK(Ground(organisation).score(Circle{renewal, {0, 1, 4, 3}}).broken[Rule::kind] == 1);  // one CSM alone
  organisation.people[3].themes = {};
  CHECK(Ground(organisation).score(Circle{renewal, {0, 1, 2, 3}}).broken[Rule::kind] == 1);
  organisation.people[3] = organisation.people[2];
  organisation.people[2].role = organisation.people[3].role = 2;
  CHECK(Ground(organisation).score(Circle{renewal, {0, 1, 2, 3}}).broken[Rule::kind] == 2);
}

TEST_CASE("a plan must have everybody once and its cross-functional circles in range") {
  Organisation organisation = equals(10);
  organisation.themes = {"renewal"};
  organisation.cross_min = organisation.cross_max = 1;
  Plan plan{.circles = {all_five}, .waitlist = {5, 6, 7, 8}};
  const Ground ground(organisation);
  CHECK(ground.score(plan).broken[Rule::cover] == 1);
  CHECK(ground.score(plan).broken[Rule::cross] == 1);
  CHECK(ground.score(plan).cost[Term::waitlist] == 800);
  plan.waitlist = {4, 5, 6, 7, 8, 9};
  CHECK(ground.score(plan).broken[Rule::cover] == 1);
}

TEST_CASE("the quick reckoning of a circle is the full one, over any circles") {
  for (std::uint64_t seed = 1; seed < 30; ++seed) {
    const Organisation organisation = any_organisation(seed, 24, 0, 3);
    const Ground ground(organisation);
    Chance chance(seed);
    for (int i = 0; i < 200; ++i) {
      Members members;
      while (members.size() < 3 + chance.below(5))
        if (const RepIndex rep = chance.below(24); std::ranges::find(members, rep) == members.end()) members.push_back(rep);
      std::optional<std::int64_t> cost;
      for (const Kind kind : ground.kinds())
        if (const Score score = ground.score(Circle{kind, members}); score.is_lawful()) cost = score.cost.total();
      const auto lawful = ground.lawful(members);
      CHECK(lawful.has_value() == cost.has_value());
      if (lawful && cost) CHECK(lawful->cost == *cost);
    }
  }
}

TEST_CASE("starts are counted up to a limit and in full") {
  WeeklyStarts starts;
  for (const std::size_t bit : {0U, 63U, 64U, 239U}) starts.set(bit);
  CHECK(starts.count() == 4);
  CHECK(starts.count_up_to(3) == 3);
  CHECK(starts.count_up_to(9) == 4);
  CHECK(WeeklyStarts::all().count() == 240);
  CHECK((starts & WeeklyStarts::all()) == starts);
}

}  // namespace
}  // namespace backbeat::circle
