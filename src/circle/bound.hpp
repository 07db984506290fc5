// What every plan costs at least, from counts alone: quick, for any size, and far from sharp. proof.hpp has the sharp one for small cases.
#pragma once

#include "circle/cost.hpp"

namespace backbeat::circle {

[[nodiscard]] std::int64_t count_bound(const Ground& ground);

}  // namespace backbeat::circle
