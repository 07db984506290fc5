// Forms circles: from an organisation to a plan that breaks no hard rule, as cheap as the given effort finds, with a bound on how much
// cheaper any plan could be. Pure: time, threads and the wish to stop come in as functions. The same organisation, seed and epochs give the
// same plan to the byte, on however many threads and at whatever load.
#pragma once

#include "circle/cost.hpp"

#include <functional>
#include <optional>

namespace backbeat::circle {

struct Progress {
  std::int64_t epoch = 0;
  std::int64_t epochs = 0;  // of the whole run, as far as known
  std::int64_t cost = 0;
  std::int64_t bound = 0;
  std::size_t waiting = 0;
  Violations broken;
};

/// Runs `job(0) ... job(count - 1)`, in any order or at once, and returns when all are done.
using Runner = std::function<void(std::size_t count, const std::function<void(std::size_t)>& job)>;

struct Effort {
  std::uint64_t seed = 1;
  /// The work to do, in epochs; where nothing, as many as fit `seconds` of `elapsed`.
  std::optional<std::int64_t> epochs = {};
  double seconds = 10;
  std::function<double()> elapsed = {};  // seconds since the begin; needed where `epochs` is not given
  std::function<bool()> is_cancelled = [] { return false; };
  std::function<void(const Progress&)> progress = [](const Progress&) {};
  Runner run = [](std::size_t count, const std::function<void(std::size_t)>& job) {
    for (std::size_t i = 0; i < count; ++i) job(i);
  };
  /// Pairs who met in so many last periods are kept apart if at all possible; 0: the weights alone decide.
  int fresh_periods = 0;
  bool wants_proof = true;
};

struct Solution {
  Plan plan;
  Score score;
  std::int64_t bound = 0;   // no lawful plan costs less
  bool is_proven = false;   // bound == cost
  std::int64_t epochs = 0;  // that many give this plan again, where is_repeatable
  bool is_repeatable = true;

  [[nodiscard]] std::int64_t cost() const { return score.cost.total(); }
  [[nodiscard]] std::int64_t gap() const { return cost() - bound; }
};

/// Never refuses: where the rules cannot all be met, whoever has no lawful place waits (reasons.hpp says why).
[[nodiscard]] Solution solve(const Organisation& organisation, const Effort& effort);

}  // namespace backbeat::circle
