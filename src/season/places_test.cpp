#include "season/places.hpp"

#include "season/plans.hpp"
#include "season/season_facts_test.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

using circle::Kind;

/// Three circles of AEs, a circle of CSMs across nothing, and two who wait. People of one team are dear together.
struct Ground {
  TestFacts facts{14};
  Pool pool = made();
  circle::Ground ground{pool.organisation};
  circle::Plan plan = circles();
  std::vector<std::string> names = names_of(pool, plan.circles);

  Pool made() {
    for (std::int64_t number = 1; number <= 14; ++number) facts.member(number).assignments[0].manager = person(800 + number / 2);
    for (const std::int64_t number : {21, 22, 23, 24}) {
      facts.add(number, "csm", person(700 + number), true);
      facts.opt_in(number);
    }
    return facts.pool();
  }
  circle::Plan circles() {
    NamedPlan named;
    named.circles.push_back({.form = Kind::Form::same, .held_by = "ae", .members = people({1, 2, 3, 4})});
    named.circles.push_back({.form = Kind::Form::same, .held_by = "ae", .members = people({5, 6, 7, 8})});
    named.circles.push_back({.form = Kind::Form::same, .held_by = "ae", .members = people({9, 10, 11, 12})});
    named.circles.push_back({.form = Kind::Form::same, .held_by = "csm", .members = people({21, 22, 23, 24})});
    return placed(pool, named).plan;
  }
  static std::vector<Id<Person>> people(std::initializer_list<std::int64_t> numbers) {
    std::vector<Id<Person>> out;
    for (const std::int64_t number : numbers) out.push_back(person(number));
    return out;
  }
  std::int64_t cost(const circle::Plan& of) const { return ground.score(closed(of)).cost.total(); }
};

TEST_CASE_FIXTURE(Ground, "every other circle is a place, and what it costs and breaks is what moving there costs and breaks") {
  for (const std::int64_t who : {1, 6, 13, 22}) {
    const std::vector<Place> places = places_for(ground, pool, plan, person(who));
    CHECK(places.size() == (who == 13 ? 4U : 3U));
    for (const Place& place : places) {
      const auto edited = edit(ground, pool, plan, {{person(who), place.at + 1}});
      REQUIRE(edited);
      CHECK(place.change == cost(edited->plan) - cost(plan));
      const std::vector<Broken> broken = broken_in(ground, pool, edited->plan.circles[place.at]);
      REQUIRE(place.broken.size() == broken.size());
      for (std::size_t i = 0; i < broken.size(); ++i) CHECK(place.broken[i].words == broken[i].words);
    }
  }
}

TEST_CASE_FIXTURE(Ground, "those that would break no rule come first, the cheapest of them before all") {
  const std::vector<Place> places = places_for(ground, pool, plan, person(13));
  REQUIRE(places.size() == 4);
  CHECK(std::ranges::is_sorted(places, {}, [](const Place& place) { return std::pair(!place.broken.empty(), place.change); }));
  CHECK(places.front().broken.empty());
  CHECK(places.back().at == 3);
  CHECK(places.back().broken.front().words == "P13 is of another role than CSM");
}

TEST_CASE_FIXTURE(Ground, "a circle that nobody is left in is no place, and who is not in the season has none") {
  const auto emptied = edit(ground, pool, plan, {{person(9), 0}, {person(10), 0}, {person(11), 0}, {person(12), 0}});
  REQUIRE(emptied);
  const std::vector<Place> places = places_for(ground, pool, emptied->plan, person(13));
  CHECK(std::ranges::none_of(places, [](const Place& place) { return place.at == 2; }));
  CHECK(places_for(ground, pool, plan, person(901)).empty());
}

TEST_CASE_FIXTURE(Ground, "a circle is found by its name and by whom it has, whatever the capitals") {
  CHECK(names == std::vector<std::string>{"AE 1", "AE 2", "AE 3", "CSM 1"});
  CHECK(circles_with(pool, plan, names, "") == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(circles_with(pool, plan, names, " csm ") == std::vector<std::size_t>{3});
  CHECK(circles_with(pool, plan, names, "p12") == std::vector<std::size_t>{2});
  CHECK(circles_with(pool, plan, names, "nobody").empty());
}

TEST_CASE_FIXTURE(Ground, "who waits is found by name") {
  CHECK(waiting_with(pool, plan, "").size() == 2);
  CHECK(waiting_with(pool, plan, "P14") == std::vector<circle::RepIndex>{at(pool, 14)});
}

}  // namespace
}  // namespace backbeat::season
