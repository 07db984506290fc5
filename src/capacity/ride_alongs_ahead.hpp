// The ride-alongs that will be owed to one rep in a quarter, as the debt has it.
#pragma once

#include "capacity/quarter.hpp"

namespace backbeat::capacity {

/// Those whose window has a day in one of the weeks, by its last day. Spread over the weeks as they accrue: a new hire's taper asks most at
/// first.
[[nodiscard]] std::vector<Asked> ride_alongs_ahead(const Plan& plan, const people::Member& rep, std::span<const Week> weeks);

}  // namespace backbeat::capacity
