#include "scorecard/statistics.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::scorecard;
using doctest::Approx;

namespace {

TEST_CASE("a manager truly at 95 % shows under 90 % of 9 ride-alongs in 37 of 100 months") {
  CHECK(chance_of_at_most(8, 9, 0.95) == Approx(0.369751).epsilon(0.000001));  // 1 - 0.95^9
}

TEST_CASE("the binomial tail has its known values") {
  CHECK(chance_of_at_most(-1, 9, 0.5) == 0);
  CHECK(chance_of_at_most(9, 9, 0.5) == 1);
  CHECK(chance_of_at_most(0, 6, 0.5) == Approx(1.0 / 64));
  CHECK(chance_of_at_most(2, 5, 0.5) == Approx(0.5));
  CHECK(chance_of_at_most(6, 9, 0.95) == Approx(0.008361).epsilon(0.001));
  CHECK(chance_of_at_most(7, 9, 0.95) == Approx(0.071211).epsilon(0.0001));
  CHECK(chance_of_at_most(0, 0, 0.3) == 1);
}

TEST_CASE("the binomial tail neither overflows nor loses itself where numbers are large") {
  CHECK(chance_of_at_most(10, 20'000, 0.95) == 0);
  CHECK(chance_of_at_most(19'990, 20'000, 0.05) == 1);
  CHECK(chance_of_at_most(9'999, 20'000, 0.5) == Approx(0.4972).epsilon(0.001));
}

TEST_CASE("the middle of fewer than six has no interval, and from then on its published ranks") {
  CHECK_FALSE(median_ranks(5).has_value());
  // Conover, Practical Nonparametric Statistics, 3rd edition, table of the sign test at 0.05.
  CHECK(median_ranks(6) == Ranks{1, 6});
  CHECK(median_ranks(9) == Ranks{2, 8});
  CHECK(median_ranks(12) == Ranks{3, 10});
  CHECK(median_ranks(20) == Ranks{6, 15});
  CHECK(median_ranks(30) == Ranks{10, 21});
  CHECK(median_ranks(100) == Ranks{40, 61});
}

TEST_CASE("a Beta's points are those of tables") {
  CHECK(beta_quantile(1, 1, 0.025) == Approx(0.025));
  CHECK(beta_quantile(2, 3, 0.5) == Approx(0.385728).epsilon(0.00001));
  CHECK(beta_quantile(10, 1, 0.025) == Approx(0.691503).epsilon(0.00001));  // 0.025^(1/10)
  CHECK(beta_quantile(1, 10, 0.975) == Approx(1 - 0.691503).epsilon(0.00001));
}

TEST_CASE("managers who differ by no more than chance are seen as one, those who do as themselves") {
  const Count alike[] = {{9, 10}, {9, 10}, {9, 10}, {9, 10}};
  const auto pooled = prior_of(alike);
  REQUIRE(pooled.has_value());
  CHECK(pooled->with + pooled->without == 40);  // as much as was seen, and no more
  const Count apart[] = {{0, 20}, {20, 20}, {1, 20}, {19, 20}};
  const auto loose = prior_of(apart);
  REQUIRE(loose.has_value());
  CHECK(loose->with + loose->without == 2);
  CHECK(loose->with == 1);
}

TEST_CASE("two managers are no group to be compared in, and one who did nothing is not counted") {
  const Count two[] = {{9, 10}, {5, 10}};
  CHECK_FALSE(prior_of(two).has_value());
  const Count with_idle[] = {{9, 10}, {5, 10}, {0, 0}};
  CHECK_FALSE(prior_of(with_idle).has_value());
}

TEST_CASE("a group at its limit still has a prior of whole observations, some of either kind") {
  const Count all[] = {{3, 3}, {4, 4}, {2, 2}};
  CHECK(prior_of(all) == Prior{.with = 8, .without = 1});
  const Count none[] = {{0, 3}, {0, 4}, {0, 2}};
  CHECK(prior_of(none) == Prior{.with = 1, .without = 8});
}

TEST_CASE("the less there is of a rate, the more it is drawn to what is usual") {
  const Prior prior{.with = 9, .without = 1};
  const Estimate little = shrunken({0, 1}, prior);
  const Estimate much = shrunken({0, 50}, prior);
  CHECK(little.value == Approx(9.0 / 11));
  CHECK(much.value == Approx(9.0 / 60));
  CHECK(little.low < little.value);
  CHECK(little.value < little.high);
  CHECK(much.high - much.low < little.high - little.low);
}

TEST_CASE("a mean of five has Student's interval") {
  const double values[] = {6, 7, 8, 9, 10};
  const Estimate mean = mean_of(values);
  CHECK(mean.value == 8);
  CHECK(mean.high - mean.value == Approx(2.7764 * 0.7071068).epsilon(0.00001));
  CHECK(mean.value - mean.low == Approx(mean.high - mean.value));
}

}  // namespace
