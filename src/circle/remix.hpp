// Re-mixes: the same people again and again, with new faces.
#pragma once

#include "circle/solve.hpp"

namespace backbeat::circle {

/// With the plan's circles as the last period of the history.
[[nodiscard]] Organisation followed_by(Organisation organisation, const Plan& plan);

/// So many re-mixes in turn, each with those before it as history, each with its share of the effort's seconds or all of its epochs.
[[nodiscard]] std::vector<Solution> remix(const Organisation& organisation, std::size_t periods, const Effort& effort);

}  // namespace backbeat::circle
