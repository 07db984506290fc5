#include "season/edits.hpp"

#include "season/plans.hpp"
#include "season/season_facts_test.hpp"

namespace backbeat::season {
namespace {

using circle::Kind;
using circle::Rule;

/// Twelve AEs of six teams in two circles of five; two wait.
struct Hand {
  TestFacts facts{12};
  Pool pool = made();
  circle::Ground ground{pool.organisation};
  circle::Plan plan = two_circles();

  Pool made() {
    for (std::int64_t number = 1; number <= 12; ++number) facts.member(number).assignments[0].manager = person(800 + number / 2);
    return facts.pool();
  }
  circle::Plan two_circles() {
    NamedPlan named;
    named.circles.push_back({.form = Kind::Form::same, .held_by = "ae", .members = people({1, 2, 3, 4, 5})});
    named.circles.push_back({.form = Kind::Form::same, .held_by = "ae", .members = people({6, 7, 8, 9, 10})});
    return placed(pool, named).plan;
  }
  static std::vector<Id<Person>> people(std::initializer_list<std::int64_t> numbers) {
    std::vector<Id<Person>> out;
    for (const std::int64_t number : numbers) out.push_back(person(number));
    return out;
  }
  Edited moved(const std::vector<Move>& moves) {
    const auto edited = edit(ground, pool, plan, moves);
    REQUIRE(edited);
    return *edited;
  }
  std::vector<std::string> words_in(const circle::Circle& circle) {
    std::vector<std::string> out;
    for (const Broken& broken : broken_in(ground, pool, circle)) out.push_back(broken.words);
    return out;
  }
};

TEST_CASE_FIXTURE(Hand, "people go from circle to circle, to the waitlist and back, and circles keep their numbers") {
  const Edited edited = moved({{person(1), 2}, {person(11), 1}, {person(6), 0}});
  CHECK(edited.touched == std::vector<std::size_t>{0, 1});
  CHECK(named(pool, edited.plan).circles[0].members == people({2, 3, 4, 5, 11}));
  CHECK(named(pool, edited.plan).circles[1].members == people({1, 7, 8, 9, 10}));
  CHECK(named(pool, edited.plan).waitlist == people({6, 12}));
}

TEST_CASE_FIXTURE(Hand, "the next number opens a circle, and one that nobody is in any more is closed") {
  const Edited opened = moved({{person(11), 3}, {person(12), 3}});
  REQUIRE(opened.plan.circles.size() == 3);
  CHECK(opened.plan.circles[2].members.size() == 2);
  const Edited emptied = moved({{person(1), 0}, {person(2), 0}, {person(3), 0}, {person(4), 0}, {person(5), 0}});
  CHECK(emptied.plan.circles.size() == 2);
  CHECK(closed(emptied.plan).circles.size() == 1);
}

TEST_CASE_FIXTURE(Hand, "a move there and back touches nothing") {
  CHECK(moved({{person(1), 2}, {person(1), 1}}).touched.empty());
}

TEST_CASE_FIXTURE(Hand, "a person who is not in, and a circle that is not there, are refused by their place") {
  CHECK(edit(ground, pool, plan, {{person(1), 2}, {person(901), 1}}).error().field == "moves[1].person_id");
  CHECK(edit(ground, pool, plan, {{person(1), 4}}).error().field == "moves[0].to");
}

TEST_CASE_FIXTURE(Hand, "nothing is wrong with a lawful circle") {
  CHECK(words_in(plan.circles[0]).empty());
  CHECK(is_lawful(ground.score(plan).broken));
}

TEST_CASE_FIXTURE(Hand, "each broken rule is said in words that name who is at fault") {
  CHECK(words_in(moved({{person(6), 1}, {person(7), 1}}).plan.circles[0]) ==
        std::vector<std::string>{"It has 7 members, and may have 4 to 6"});
  facts.member(2).assignments[0].manager = person(1);
  facts.apart.emplace_back(person(3), person(4));
  facts.member(3).certifications.clear();
  facts.member(1).certifications.clear();
  facts.member(5).certifications.clear();
  facts.profile(5).hours.free = *half_hours_of({{1, 1080, 1140}});
  for (const std::int64_t number : {3, 4, 5}) facts.member(number).assignments[0].manager = person(900);
  const Pool bent = facts.pool();
  const circle::Ground there(bent.organisation);
  const std::vector<Broken> broken = broken_in(there, bent, plan.circles[0]);
  REQUIRE(broken.size() == 4);
  CHECK(broken[0].rule == Rule::apart);
  CHECK(broken[0].words == "P1 and P2 stand in one reporting line; P3 and P4 are kept apart");
  CHECK(broken[0].people.size() == 4);
  CHECK(broken[1].words == "P3, P4 and P5 have the same manager, and at most 2 may");
  CHECK(broken[2].words == "There is no start that all of them have, on every week of the season");
  CHECK(broken[3].words == "Nobody in it is certified to facilitate");
}

TEST_CASE("a circle that is given another role becomes one across roles where all have a theme, and says what is wrong where not") {
  TestFacts facts(6);
  facts.season.rules.cross_most = 2;
  for (const std::int64_t number : {11, 12, 13}) {
    facts.add(number, "csm", person(700 + number), true);
    facts.opt_in(number).themes = {"expansion"};
  }
  for (const std::int64_t number : {1, 2, 3, 4, 5, 6}) facts.member(number).assignments[0].manager = person(600 + number);
  for (const std::int64_t number : {1, 2}) facts.profile(number).themes = {"renewal", "expansion"};
  const Pool pool = facts.pool();
  const circle::Ground ground(pool.organisation);
  circle::Plan plan;
  plan.circles.push_back({.kind = *pool.kind_of(Kind::Form::same, "ae"), .members = {at(pool, 1), at(pool, 2)}});
  const auto edited = edit(ground, pool, plan, {{person(11), 1}, {person(12), 1}});
  REQUIRE(edited);
  CHECK(pool.held_by(edited->plan.circles[0].kind) == "expansion");
  CHECK(broken_in(ground, pool, edited->plan.circles[0]).empty());
  const auto mixed = edit(ground, pool, plan, {{person(11), 1}, {person(3), 1}});
  REQUIRE(mixed);
  CHECK(broken_in(ground, pool, mixed->plan.circles[0])[0].words == "P11 is of another role than AE");
  const auto alone = edit(ground, pool, edited->plan, {{person(12), 0}});
  REQUIRE(alone);
  CHECK(broken_in(ground, pool, alone->plan.circles[0])[0].words == "A circle across roles needs 2 of each role");
  const auto unwilling = edit(ground, pool, edited->plan, {{person(3), 1}, {person(4), 1}});
  REQUIRE(unwilling);
  CHECK(broken_in(ground, pool, unwilling->plan.circles[0])[0].words == "P3 and P4 have not chosen the theme Expansion");
}

TEST_CASE("every rule and every term has words") {
  for (std::size_t i = 0; i < circle::rules_by_name.size(); ++i) CHECK(!words_of(static_cast<Rule>(i)).empty());
  for (std::size_t i = 0; i < circle::terms.size(); ++i) CHECK(!words_of(static_cast<circle::Term>(i)).empty());
}

}  // namespace
}  // namespace backbeat::season
