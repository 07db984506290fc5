#include "signal/statistics.hpp"

#include <doctest/doctest.h>

namespace backbeat::signal {
namespace {

doctest::Approx about(double value) {
  return doctest::Approx(value).epsilon(0.002);
}

TEST_CASE("Wilson's interval as published") {
  // R. G. Newcombe, Stat. Med. 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
  const auto is = [](int successes, int trials, double low, double high) {
    const Interval interval = wilson_interval(successes, trials);
    CHECK(interval.low == doctest::Approx(low).epsilon(0.0005));
    CHECK(interval.high == doctest::Approx(high).epsilon(0.0005));
  };
  is(81, 263, 0.2553, 0.3662);
  is(15, 148, 0.0624, 0.1605);
  is(1, 29, 0.0061, 0.1718);
  CHECK(wilson_interval(0, 20).low == 0);
  CHECK(wilson_interval(0, 20).high == doctest::Approx(0.1611).epsilon(0.0005));
  CHECK(wilson_interval(29, 29).high == 1);
}

TEST_CASE("of no trials nothing is known") {
  CHECK(wilson_interval(0, 0).low == 0);
  CHECK(wilson_interval(0, 0).high == 1);
  CHECK(fisher_exact(0, 0, 3, 10) == 1);
  CHECK(rank_sum({}, std::vector{1.0}) == 1);
  CHECK_FALSE(median({}).has_value());
}

TEST_CASE("Fisher's exact test on tables worked out by hand") {
  // The lady tasting tea: 3 of 4 against 1 of 4; tables as likely or less: (1 + 16 + 16 + 1) of 70.
  CHECK(fisher_exact(3, 4, 1, 4) == about(34.0 / 70));
  CHECK(fisher_exact(4, 4, 0, 4) == about(2.0 / 70));
  CHECK(fisher_exact(2, 4, 2, 4) == about(1));
  // 8/10 against 1/10: (C(10,8)C(10,1) + C(10,9)C(10,0)) twice, of C(20,9) = 167960.
  CHECK(fisher_exact(8, 10, 1, 10) == about(2 * (45.0 * 10 + 10) / 167960));
}

TEST_CASE("the rank-sum test against the normal approximation worked out by hand") {
  // Ranks of a: 1 to 8 of 16; U = 0, mean 32, variance 8*8*17/12 = 90.67, z = 31.5/9.522 = 3.308.
  const std::vector<double> low = {1, 2, 3, 4, 5, 6, 7, 8}, high = {9, 10, 11, 12, 13, 14, 15, 16};
  CHECK(rank_sum(low, high) == about(0.000939));
  CHECK(rank_sum(high, low) == about(0.000939));
  CHECK(rank_sum(low, low) == about(1));
}

TEST_CASE("ties share their rank, and what is all the same does not differ") {
  CHECK(rank_sum(std::vector{5.0, 5.0, 5.0}, std::vector{5.0, 5.0}) == 1);
  CHECK(rank_sum(std::vector{1.0, 1.0, 1.0, 2.0}, std::vector{1.0, 1.0, 1.0, 2.0}) == about(1));
}

TEST_CASE("the middle value") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  CHECK(median({7}) == 7);
}

TEST_CASE("two rates are compared given all events") {
  // Given 4 events over equal times, each split is binomial(4, 1/2): 0 and 4 have 1/16 each.
  CHECK(rates_differ(4, 1, 0, 1) == about(0.125));
  CHECK(rates_differ(2, 1, 2, 1) == about(1.0));
  // 6 in one week against 13 in 13 weeks: P(X >= 6), X ~ Binomial(19, 1/14) = 0.00146; no split on the other side is as unlikely.
  CHECK(rates_differ(6, 1, 13, 13) == doctest::Approx(0.0016).epsilon(0.2));
  CHECK(rates_differ(1, 1, 13, 13) > 0.9);
  CHECK(rates_differ(0, 1, 0, 13) == 1);
  CHECK(rates_differ(3, 0, 5, 13) == 1);
}

}  // namespace
}  // namespace backbeat::signal
