// A made-up sales organisation of any size with a year of weekly 1:1s, the same for the same size: what the cadence bench and its peer
// read.
#pragma once

#include "cadence/facts.hpp"

#include <functional>
#include <vector>

namespace backbeat::bench {

inline constexpr int weeks = 52;

struct World {
  cadence::Facts facts;
  LocalDate first_monday;  // of 52 weeks
  Instant as_of;           // inside the last of them
};

/// Sees each session as it is added, for writing it elsewhere too. Its last step is its present state.
using SeeSession = std::function<void(const cadence::SessionFact&)>;

/// `reps` reps of `reps / 8` managers in 12 zones and 6 regions: hires, leavers, changed managers, time off, holidays; sessions held,
/// short, moved, delegated, excused, cancelled, missed and to come.
[[nodiscard]] World make_world(int reps, const SeeSession& see = {});

}  // namespace backbeat::bench
