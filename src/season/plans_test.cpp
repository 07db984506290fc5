#include "season/plans.hpp"

#include "season/season_facts_test.hpp"

namespace backbeat::season {
namespace {

NamedCircle circle_of(std::initializer_list<std::int64_t> numbers, std::string held_by = "ae",
                      circle::Kind::Form form = circle::Kind::Form::same) {
  NamedCircle out{.form = form, .held_by = std::move(held_by), .members = {}};
  for (const std::int64_t number : numbers) out.members.push_back(person(number));
  return out;
}

TEST_CASE("who is new waits, and who can be in no circle any more is said to stand outside") {
  TestFacts facts(7);
  facts.profile(2).is_in = false;
  const Pool pool = facts.pool();
  const Placed read = placed(pool, {.circles = {circle_of({1, 2, 3, 4})}, .waitlist = {person(5), person(2)}});
  CHECK(read.outsiders == std::vector{person(2)});
  CHECK(named(pool, read.plan).circles[0].members == std::vector{person(1), person(3), person(4)});
  CHECK(named(pool, read.plan).waitlist == std::vector{person(5), person(6), person(7)});
}

TEST_CASE("a theme or a role that the season no longer has leaves its circle to the role of its people") {
  const Pool pool = TestFacts(5).pool();
  const Placed read = placed(
      pool, {.circles = {circle_of({1, 2, 3}, "blockchain", circle::Kind::Form::cross), circle_of({4, 5}, "wizard")}, .waitlist = {}});
  for (const circle::Circle& one : read.plan.circles) {
    CHECK(one.kind.form == circle::Kind::Form::same);
    CHECK(pool.held_by(one.kind) == "ae");
  }
}

TEST_CASE("circles are called by what holds them together, and counted from one within it") {
  TestFacts facts(6);
  facts.season.rules.cross_most = 2;
  const Pool pool = facts.pool();
  const Placed read = placed(pool, {.circles = {circle_of({1, 2}), circle_of({3}, "renewal", circle::Kind::Form::cross), circle_of({4}),
                                                circle_of({5}, "renewal", circle::Kind::Form::cross)},
                                    .waitlist = {}});
  const auto names = names_of(pool, read.plan.circles);
  REQUIRE(names.size() == 4);
  CHECK(names[0] == "AE 1");
  CHECK(names[2] == "AE 2");
  CHECK(names[1].ends_with(" 1"));
  CHECK(names[3] == names[1].substr(0, names[1].size() - 1) + "2");
}

TEST_CASE("circles that are free all week meet on different days, and one without a common hour has none") {
  TestFacts facts(7);
  facts.profile(6).hours.free = *half_hours_of({{1, 540, 660}});
  facts.profile(7).hours.free = *half_hours_of({{2, 540, 660}});
  const Pool pool = facts.pool();
  const Placed read =
      placed(pool, {.circles = {circle_of({1, 2}), circle_of({3, 4}), circle_of({6, 7}), circle_of({5}), circle_of({})}, .waitlist = {}});
  const auto slots = slots_of(pool, read.plan.circles);
  REQUIRE(slots.size() == 5);
  CHECK(slots[0]->weekday == 1);
  CHECK(slots[1]->weekday == 2);
  CHECK(!slots[2]);
  CHECK(slots[3]->weekday == 3);
  CHECK(!slots[4]);
}

}  // namespace
}  // namespace backbeat::season
