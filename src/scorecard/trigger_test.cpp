#include "scorecard/trigger.hpp"
#include "playbook/playbook_file.hpp"
#include "scorecard/month_test.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace backbeat;
using namespace backbeat::scorecard;
using doctest::Approx;

namespace {

std::vector<Opening> openings(const MonthFacts& facts, Which which = Which::all) {
  const CardRules rules = card_rules(playbook::default_playbook());
  return openings_of(facts, cards_of(facts, rules, Purpose::publication), rules, which);
}

/// So many ride-alongs of mara's, the first of them without a pre-brief.
MonthFacts with_pre_briefs(int with, int n) {
  MonthFacts facts = september();
  for (int i = 0; i < n; ++i) {
    facts.evidence.rides.push_back(good_ride(i + 1, mara, ana, "2026-09-03"));
    facts.evidence.rides.back().had_pre_brief = i >= n - with;
  }
  return facts;
}

TEST_CASE("two missed ride-alongs of a quarter that is over open a calibration, at once and once") {
  MonthFacts facts = september();
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 2, 1), quarterly(mara, bo, Format::reverse, 1, 0),
                          quarterly(noor, fay, Format::observe, 2, 1)};
  const auto opened = openings(facts, Which::counts);
  REQUIRE(opened.size() == 1);
  CHECK(opened[0].manager == mara);
  CHECK(opened[0].measure == Measure::held_by_format);
  CHECK(opened[0].counted == 2);
  CHECK(opened[0].n == 3);
  CHECK_FALSE(opened[0].chance.has_value());
}

TEST_CASE("what a running quarter still owes opens nothing, and what absence excused was not missed") {
  MonthFacts facts = september();
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 4, 0)};
  facts.month = {day("2026-08-01")};
  CHECK(openings(facts).empty());
  facts = september();
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 4, 1)};
  facts.evidence.debts[0].excused = 2;
  CHECK(openings(facts).empty());
}

TEST_CASE("before anybody rode along, nothing was missed") {
  MonthFacts facts = september();
  facts.evidence.debts = {quarterly(mara, ana, Format::observe, 4, 0)};
  CHECK(openings(facts).size() == 1);
  facts.is_desk_in_use = false;
  CHECK(openings(facts).empty());
}

TEST_CASE("seven pre-briefs of nine are a bad month, six are beyond chance") {
  CHECK(openings(with_pre_briefs(7, 9)).empty());
  const auto opened = openings(with_pre_briefs(6, 9));
  REQUIRE(opened.size() == 1);
  CHECK(opened[0].measure == Measure::pre_brief_rate);
  CHECK(opened[0].target == 95);
  CHECK(opened[0].chance == Approx(0.008361).epsilon(0.001));
  CHECK(openings(with_pre_briefs(0, 1)).empty());  // one ride-along says nothing at this level
  CHECK(openings(with_pre_briefs(0, 2)).size() == 1);
}

TEST_CASE("rates wait for the publication") {
  CHECK(openings(with_pre_briefs(0, 9), Which::counts).empty());
}

TEST_CASE("a leader's card opens nothing") {
  MonthFacts facts = with_pre_briefs(0, 9);
  facts.lines = {{mara, noor}, {noor, {}}};
  for (const Opening& opening : openings(facts)) CHECK(opening.manager == mara);
}

/// P(the rule opens) of a manager truly at `rate`, summed over every outcome of n.
double chance_of_opening(double rate, std::int64_t n, double target_percent, double chance_percent) {
  double sum = 0;
  for (std::int64_t k = 0; k <= n; ++k)
    if (is_beyond_chance({k, n}, target_percent, chance_percent)) sum += chance_of_at_most(k, n, rate) - chance_of_at_most(k - 1, n, rate);
  return sum;
}

TEST_CASE("a manager who meets the target is bothered in no more months than the playbook says, at any number of ride-alongs") {
  for (const double target : {80.0, 90.0, 95.0, 99.0})
    for (const double chance : {0.5, 1.0, 5.0})
      for (std::int64_t n = 1; n <= 60; ++n) CHECK(chance_of_opening(target / 100, n, target, chance) <= chance / 100 + 1e-12);
}

TEST_CASE("with nine ride-alongs a manager truly at 95 % is under 90 % in 37 of 100 months and bothered in fewer than 1") {
  CHECK(chance_of_at_most(8, 9, 0.95) == Approx(0.37).epsilon(0.01));
  CHECK(chance_of_opening(0.95, 9, 95, 1) == Approx(0.00836).epsilon(0.01));
  // And it is not deaf: at 60 % it opens in most months.
  CHECK(chance_of_opening(0.60, 9, 95, 1) > 0.75);

  // The same, played: 20,000 months through the cards and the rules of the default playbook.
  std::mt19937_64 random(20260922);
  std::bernoulli_distribution does(0.95);
  int under = 0;
  int opened = 0;
  constexpr int months = 20'000;
  const CardRules rules = card_rules(playbook::default_playbook());
  std::vector<bool> opens_at(10);
  for (int with = 0; with <= 9; ++with) opens_at[static_cast<std::size_t>(with)] = !openings(with_pre_briefs(with, 9)).empty();
  for (int month = 0; month < months; ++month) {
    int with = 0;
    for (int ride = 0; ride < 9; ++ride) with += does(random) ? 1 : 0;
    under += with * 10 < 9 * 9 ? 1 : 0;
    opened += opens_at[static_cast<std::size_t>(with)] ? 1 : 0;
  }
  CHECK(under / double{months} == Approx(0.37).epsilon(0.05));
  CHECK(opened / double{months} <= 0.0102);  // 1 % and what 20,000 months may be off by
}

}  // namespace
