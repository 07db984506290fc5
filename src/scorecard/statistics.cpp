#include "scorecard/statistics.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace backbeat::scorecard {
namespace {

constexpr double level = 0.05;  // outside a 95 % interval
constexpr double normal_point = 1.959963984540054;

/// The 97.5 % points of Student's t, 1 to 29 degrees of freedom.
constexpr std::array student_points = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
                                       2.2010,  2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
                                       2.0796,  2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452};

std::int64_t half_up(double value) {
  return static_cast<std::int64_t>(std::floor(value + 0.5));
}

}  // namespace

double chance_of_at_most(std::int64_t k, std::int64_t n, double p) {
  ASSERT(n >= 0 && 0 < p && p < 1);
  if (k < 0) return 0;
  if (k >= n) return 1;
  const double odds = p / (1 - p);
  double down = 1;
  double weight = 1;
  for (std::int64_t i = k; i >= 1; --i) {
    weight = weight * static_cast<double>(i) / static_cast<double>(n - i + 1) / odds;
    down += weight;
  }
  if (down > std::numeric_limits<double>::max()) return 1;  // k is so far above what is likely that the rest does not show
  double up = 0;
  weight = 1;
  for (std::int64_t i = k; i < n; ++i) {
    weight = weight * static_cast<double>(n - i) / static_cast<double>(i + 1) * odds;
    up += weight;
  }
  return down / (down + up);
}

std::optional<Ranks> median_ranks(std::int64_t n) {
  const auto holds = [n](std::int64_t rank) { return 2 * chance_of_at_most(rank - 1, n, 0.5) <= level; };
  if (n < 6) return std::nullopt;
  std::int64_t low = 1;  // holds from 6 on: 2 / 2^6 is 0.03
  std::int64_t beyond = (n + 1) / 2 + 1;
  while (beyond - low > 1) {
    const std::int64_t middle = low + (beyond - low) / 2;
    (holds(middle) ? low : beyond) = middle;
  }
  return Ranks{.low = low, .high = n + 1 - low};
}

std::optional<Prior> prior_of(std::span<const Count> compared) {
  std::int64_t managers = 0;
  std::int64_t total = 0;
  std::int64_t parts = 0;
  std::int64_t squares = 0;
  for (const Count& count : compared) {
    if (count.n == 0) continue;
    ++managers;
    total += count.n;
    parts += count.part;
    squares += count.n * count.n;
  }
  if (managers < least_compared) return std::nullopt;

  const double all = static_cast<double>(total);
  const double p = static_cast<double>(parts) / all;
  const std::int64_t most = std::max<std::int64_t>(2, std::min(total, strongest_prior));
  std::int64_t worth = most;
  if (parts > 0 && parts < total) {
    double spread = 0;
    for (const Count& count : compared) {
      if (count.n == 0) continue;
      const double n = static_cast<double>(count.n);
      const double off = static_cast<double>(count.part) / n - p;
      spread += n * off * off;
    }
    const double free = static_cast<double>(managers - 1);
    const double room = all - static_cast<double>(squares) / all - free;
    const double excess = spread / (p * (1 - p)) - free;
    if (excess > 0 && room > 0) {
      const double rho = excess / room;
      const double observations = (1 - rho) / rho;
      worth = observations >= static_cast<double>(most) ? most : std::max<std::int64_t>(2, half_up(observations));
    }
  }
  const std::int64_t with = std::clamp<std::int64_t>(half_up(static_cast<double>(worth) * p), 1, worth - 1);
  return Prior{.with = with, .without = worth - with};
}

double beta_quantile(std::int64_t a, std::int64_t b, double chance) {
  ASSERT(a >= 1 && b >= 1 && 0 < chance && chance < 1);
  double low = 0;
  double high = 1;
  for (int halving = 0; halving < 53; ++halving) {
    const double middle = (low + high) / 2;
    if (chance_of_at_most(a - 1, a + b - 1, middle) > 1 - chance)
      low = middle;
    else
      high = middle;
  }
  return (low + high) / 2;
}

Estimate shrunken(Count count, const Prior& prior) {
  const std::int64_t a = prior.with + count.part;
  const std::int64_t b = prior.without + count.n - count.part;
  return {.value = static_cast<double>(a) / static_cast<double>(a + b),
          .low = beta_quantile(a, b, level / 2),
          .high = beta_quantile(a, b, 1 - level / 2)};
}

Estimate mean_of(std::span<const double> values) {
  ASSERT(values.size() >= 2);
  const double n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const std::size_t freedom = values.size() - 1;
  const double point = freedom <= student_points.size() ? student_points[freedom - 1] : normal_point;
  const double half = point * std::sqrt(squares / (n - 1) / n);
  return {.value = mean, .low = mean - half, .high = mean + half};
}

}  // namespace backbeat::scorecard
