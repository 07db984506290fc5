// Peer circles of the simulated organisation: reps opt in, enablement certifies facilitators, has the solver form a season, publishes it
// and mends it between; the circles meet (sim/circles.hpp), quarters close, and the next season is being formed when the history ends.
#pragma once

#include "sim/circles.hpp"

#include <memory>

namespace backbeat::sim {

/// What came of it; filled in while the agenda runs.
struct SeasonsPlayed {
  int circles = 0;  // that meet when the history ends
  int hours = 0;    // that were held
  Refusals refusals;
};

/// Adds the acts of circles to a history that ends at `until`; none where it is too short for them. `stage` and `agenda` must outlive what
/// is returned, and that the agenda.
[[nodiscard]] std::shared_ptr<const SeasonsPlayed> plan_seasons(const Stage& stage, Instant until, std::uint64_t seed, Agenda& agenda);

/// The days of the season that meets: from two weeks into the history to the end of the quarter that there are weeks left of at its end.
struct SeasonDays {
  LocalDate first;
  LocalDate last;
};
[[nodiscard]] SeasonDays season_days(LocalDate first_day, LocalDate today);

}  // namespace backbeat::sim
