#include "cadence/rate.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace backbeat::cadence {
namespace {

constexpr double z = 1.959963984540054;  // the 97.5 % point of the normal distribution

}  // namespace

std::optional<Rate> rate_of(std::int64_t part, std::int64_t n) {
  ASSERT(0 <= part && part <= n);
  if (n == 0) return std::nullopt;
  const double count = static_cast<double>(n);
  const double p = static_cast<double>(part) / count;
  const double centre = p + z * z / (2 * count);
  const double half = z * std::sqrt(p * (1 - p) / count + z * z / (4 * count * count));
  const double scale = 1 + z * z / count;
  // The ends are exact where nothing or everything counts; rounding must not push them past it.
  return Rate{.n = n,
              .value = p,
              .low = part == 0 ? 0 : std::max(0.0, (centre - half) / scale),
              .high = part == n ? 1 : std::min(1.0, (centre + half) / scale)};
}

Difference difference_of(const Rate& before, const Rate& after) {
  const double value = before.value - after.value;
  return {.value = value,
          .low = value - std::hypot(before.value - before.low, after.high - after.value),
          .high = value + std::hypot(before.high - before.value, after.value - after.low)};
}

}  // namespace backbeat::cadence
