// Numbers that carry their uncertainty, from additions, multiplications, divisions and square roots alone, each in the order that is
// written here: so that anybody can work them out again to the last digit (IEEE 754 doubles, no fused operations). Rates are
// cadence/rate.hpp's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace backbeat::scorecard {

/// P(X <= k) of a binomial X of n trials at p, 0 < p < 1. Weights against that of k: going down from i = k, w(i-1) = w(i) * i / (n - i + 1)
/// / odds; going up, w(i+1) = w(i) * (n - i) / (i + 1) * odds, with odds = p / (1 - p). The sum of those down, k's own first, over the sum
/// of both.
[[nodiscard]] double chance_of_at_most(std::int64_t k, std::int64_t n, double p);

/// Which of n sorted values, from 1, bound the 95 % interval of their median whatever they are distributed like: the r-th from either end
/// with the largest r for which 2 P(X <= r - 1) <= 0.05, X binomial at 1/2 (W. R. Thompson, Annals of Mathematical Statistics 7, 1936).
/// Nothing below 6.
struct Ranks {
  std::int64_t low = 0;
  std::int64_t high = 0;
  friend bool operator==(const Ranks&, const Ranks&) = default;
};
[[nodiscard]] std::optional<Ranks> median_ranks(std::int64_t n);

/// So many of n.
struct Count {
  std::int64_t part = 0;
  std::int64_t n = 0;
  friend bool operator==(const Count&, const Count&) = default;
};

/// What is to be expected of a manager before anything of theirs is seen, in whole observations: so many that count and so many that do
/// not.
struct Prior {
  std::int64_t with = 0;
  std::int64_t without = 0;
  friend bool operator==(const Prior&, const Prior&) = default;
};

inline constexpr std::int64_t least_compared = 3;  // fewer are not a group to be seen against
inline constexpr std::int64_t strongest_prior = 200;

/// Estimated by moments from all that are compared (J. C. Kleinman, Journal of the American Statistical Association 68, 1973, with the
/// counts as weights). p is the sum of parts over N, the sum of n; S the sum of n_i (part_i / n_i - p)^2 in the order given; rho = (S / (p
/// (1 - p)) - (m - 1)) / (N - sum n_i^2 / N - (m - 1)), the correlation inside a manager. The prior is worth M = (1 - rho) / rho
/// observations, rounded half up, 2 at least and N or 200 at most (the most too where rho is not above nought: nobody differs by more than
/// chance); round(M p) of them count, one at least and M - 1 at most. Those with n = 0 are left out; nothing where fewer than 3 are left.
[[nodiscard]] std::optional<Prior> prior_of(std::span<const Count> compared);

/// The value q of a Beta(a, b) with whole a and b below which a share `chance` of it lies: P(X >= a) = chance for a binomial X of a + b - 1
/// trials at q. 53 halvings of [0, 1], then the middle of what is left.
[[nodiscard]] double beta_quantile(std::int64_t a, std::int64_t b, double chance);

struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// A rate drawn towards what is usual, the more the less there is of it: mean and 95 % interval of Beta(with + part, without + n - part).
[[nodiscard]] Estimate shrunken(Count count, const Prior& prior);

/// Mean of a few people's values with Student's 95 % interval (its points to four decimals, the normal one's from 31 people on); two at
/// least. Sums in the order given.
[[nodiscard]] Estimate mean_of(std::span<const double> values);

}  // namespace backbeat::scorecard
