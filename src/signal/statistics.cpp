#include "signal/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace backbeat::signal {
namespace {

double log_choose(int n, int k) {
  return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
}

}  // namespace

Interval wilson_interval(int successes, int trials) {
  if (trials <= 0) return {};
  constexpr double z = 1.959963984540054;  // of the normal distribution, 97.5 %
  const double n = trials;
  const double p = successes / n;
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {.low = std::max(0.0, std::min(p, middle - half)), .high = std::min(1.0, std::max(p, middle + half))};
}

double fisher_exact(int successes_a, int trials_a, int successes_b, int trials_b) {
  if (trials_a <= 0 || trials_b <= 0) return 1;
  const int successes = successes_a + successes_b;
  const auto log_probability = [&](int in_a) {
    return log_choose(trials_a, in_a) + log_choose(trials_b, successes - in_a) - log_choose(trials_a + trials_b, successes);
  };
  const double seen = log_probability(successes_a);
  double sum = 0;
  for (int in_a = std::max(0, successes - trials_b); in_a <= std::min(trials_a, successes); ++in_a) {
    const double one = log_probability(in_a);
    if (one <= seen + 1e-7) sum += std::exp(one);
  }
  return std::min(1.0, sum);
}

double rates_differ(int events_a, double time_a, int events_b, double time_b) {
  const int all = events_a + events_b;
  if (all <= 0 || time_a <= 0 || time_b <= 0) return 1;
  const double share = time_a / (time_a + time_b);
  const auto log_probability = [&](int in_a) { return log_choose(all, in_a) + in_a * std::log(share) + (all - in_a) * std::log1p(-share); };
  const double seen = log_probability(events_a);
  double sum = 0;
  for (int in_a = 0; in_a <= all; ++in_a) {
    const double one = log_probability(in_a);
    if (one <= seen + 1e-7) sum += std::exp(one);
  }
  return std::min(1.0, sum);
}

double rank_sum(std::span<const double> a, std::span<const double> b) {
  if (a.empty() || b.empty()) return 1;
  std::vector<std::pair<double, bool>> all;
  for (const double value : a) all.emplace_back(value, true);
  for (const double value : b) all.emplace_back(value, false);
  std::ranges::sort(all);
  double rank_of_a = 0;
  double ties = 0;
  for (std::size_t from = 0; from < all.size();) {
    std::size_t to = from;
    while (to < all.size() && all[to].first == all[from].first) ++to;
    const double rank = (static_cast<double>(from + to) + 1) / 2;  // the mean of ranks from + 1 to `to`
    for (std::size_t i = from; i < to; ++i)
      if (all[i].second) rank_of_a += rank;
    const auto tied = static_cast<double>(to - from);
    ties += tied * tied * tied - tied;
    from = to;
  }
  const auto n_a = static_cast<double>(a.size()), n_b = static_cast<double>(b.size());
  const double n = n_a + n_b;
  const double u = rank_of_a - n_a * (n_a + 1) / 2;
  const double variance = n_a * n_b / 12 * (n + 1 - ties / (n * (n - 1)));
  if (variance <= 0) return 1;  // all the same
  const double distance = std::max(0.0, std::abs(u - n_a * n_b / 2) - 0.5);
  return std::erfc(distance / std::sqrt(variance) / std::sqrt(2.0));
}

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace backbeat::signal
