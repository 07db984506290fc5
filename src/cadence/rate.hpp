// Rates that carry their n and their interval.
#pragma once

#include <cstdint>
#include <optional>

namespace backbeat::cadence {

/// A share of n with its Wilson score interval at 95 % (Wilson, Probable inference, the law of succession, and statistical inference,
/// Journal of the American Statistical Association 22, 1927). The interval stays inside [0, 1] and is honest for small n.
struct Rate {
  std::int64_t n = 0;
  double value = 0;
  double low = 0;
  double high = 0;
  friend bool operator==(const Rate&, const Rate&) = default;
};

/// Nothing where n is nought: no data is not a rate of nought. 0 <= part <= n.
[[nodiscard]] std::optional<Rate> rate_of(std::int64_t part, std::int64_t n);

/// The 95 % interval of the difference `before` - `after` of two independent rates, from their Wilson intervals (Newcombe, Interval
/// estimation for the difference between independent proportions, Statistics in Medicine 17, 1998, method 10).
struct Difference {
  double value = 0;
  double low = 0;
  double high = 0;
};
[[nodiscard]] Difference difference_of(const Rate& before, const Rate& after);

}  // namespace backbeat::cadence
