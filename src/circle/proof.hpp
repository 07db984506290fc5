// Proves how good a plan of few people can be: circles priced by the duals of a linear programme, cuts, and a search over what is left.
#pragma once

#include "circle/cost.hpp"

#include <functional>

namespace backbeat::circle {

/// More people than this are not tried: sets of them are bits of one word.
inline constexpr std::size_t most_people_proven = 64;

struct Proof {
  Plan plan;                // the given one or a better
  std::int64_t bound = 0;   // every lawful plan costs at least this; equal to the plan's cost: it is optimal
  bool is_stopped = false;  // by `is_over`, not by its own limits
};

/// `plan` is lawful but for the number of cross-functional circles; `known` is a bound that holds. Work is limited by counts, not by time.
[[nodiscard]] Proof prove(const Ground& ground, const Plan& plan, std::int64_t known, const std::function<bool()>& is_over);

}  // namespace backbeat::circle
