#include "cadence/rate.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using doctest::Approx;

TEST_CASE("no data has no rate") {
  CHECK_FALSE(cadence::rate_of(0, 0).has_value());
}

TEST_CASE("Wilson's interval has its published values") {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
  const auto many = cadence::rate_of(81, 263);
  CHECK(many->value == Approx(0.3080).epsilon(0.0005));
  CHECK(many->low == Approx(0.2553).epsilon(0.0005));
  CHECK(many->high == Approx(0.3662).epsilon(0.0005));
  const auto few = cadence::rate_of(15, 148);
  CHECK(few->low == Approx(0.0624).epsilon(0.002));
  CHECK(few->high == Approx(0.1605).epsilon(0.001));
  const auto none = cadence::rate_of(0, 20);
  CHECK(none->low == 0);
  CHECK(none->high == Approx(0.1611).epsilon(0.001));
  const auto one = cadence::rate_of(1, 29);
  CHECK(one->low == Approx(0.0061).epsilon(0.01));
  CHECK(one->high == Approx(0.1718).epsilon(0.001));
}

TEST_CASE("an interval holds its value and stays between nought and one") {
  for (int n = 1; n <= 60; ++n)
    for (int part = 0; part <= n; ++part) {
      const auto rate = cadence::rate_of(part, n);
      CHECK(rate->low >= 0);
      CHECK(rate->low <= rate->value);
      CHECK(rate->value <= rate->high);
      CHECK(rate->high <= 1);
    }
}

TEST_CASE("Newcombe's difference has its published values") {
  // Newcombe (1998), table II, method 10: 56/70 against 48/80.
  const auto difference = cadence::difference_of(*cadence::rate_of(56, 70), *cadence::rate_of(48, 80));
  CHECK(difference.value == Approx(0.2));
  CHECK(difference.low == Approx(0.0524).epsilon(0.002));
  CHECK(difference.high == Approx(0.3339).epsilon(0.001));
}
