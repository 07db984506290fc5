// What happens at the turn of a month in the simulated organisation: RevOps publishes the scorecards of the month that is over, and
// second-line leaders hold the calibrations that earlier ones opened.
#pragma once

#include "sim/play.hpp"

namespace backbeat::sim {

/// An act for each month that ended in the history: what is opened by the last one stays open.
void plan_months(const Stage& stage, Instant until, std::uint64_t seed, Agenda& agenda);

}  // namespace backbeat::sim
