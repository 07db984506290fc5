// The few statistics that signals rest on, each from its source and for small numbers. Pure.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace backbeat::signal {

struct Interval {
  double low = 0;
  double high = 1;
};

/// The 95 % score interval of a proportion (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// J. Am. Stat. Assoc. 22, 1927, 209-212). From 0 to 1; nothing is known of no trials.
[[nodiscard]] Interval wilson_interval(int successes, int trials);

/// How likely two proportions differ at least as much by chance: the two-sided exact test of R. A. Fisher (1922) on the 2x2 table, adding
/// up every table with the same margins that is no more likely than the one seen. 1 where either has no trials.
[[nodiscard]] double fisher_exact(int successes_a, int trials_a, int successes_b, int trials_b);

/// How likely two rates of events differ at least as much by chance: given all events, those of `a` are binomial with the share of the time
/// that `a` has (J. Przyborowski and H. Wilenski, Biometrika 31, 1940, 313-323); two-sided, adding up every split that is no more likely
/// than the one seen. Times in any one unit. 1 where there are no events or either has no time.
[[nodiscard]] double rates_differ(int events_a, double time_a, int events_b, double time_b);

/// How likely two samples differ at least as much by chance: the two-sided rank-sum test (H. B. Mann and D. R. Whitney, Ann. Math. Stat.
/// 18, 1947, 50-60) by its normal approximation, corrected for ties and continuity; meant for eight or more in each. 1 where either is
/// empty.
[[nodiscard]] double rank_sum(std::span<const double> a, std::span<const double> b);

/// The middle value; the mean of the two middle ones of an even number. Nothing of nothing.
[[nodiscard]] std::optional<double> median(std::vector<double> values);

}  // namespace backbeat::signal
