// What managers cut of ride-alongs: the pre-brief before the call, the debrief by the playbook's clock, and the three formats owed. Counted
// as a cut of kinds is (cuts.hpp), in the same order.
#pragma once

#include "capacity/cuts.hpp"
#include "capacity/quarter.hpp"
#include "ridealong/ridealong.hpp"

#include <span>
#include <vector>

namespace backbeat::capacity {

/// The keys of what belongs to a ride-along that was held; formats have the keys of their session types.
inline constexpr std::string_view pre_brief_cut = "pre_brief";
inline constexpr std::string_view debrief_cut = "debrief_on_time";

/// Reps whom one of the managers led at any time. `managers` sorted.
[[nodiscard]] std::vector<const people::Member*> led_by(const Plan& plan, std::span<const Id<Person>> managers);

/// What is decided on the days of `over`, at `now`, for who rode or owed, if they are among `managers` (sorted):
/// - of each ride-along held, whether its pre-brief was signed before the call (a reverse session is one), by the day of the call;
/// - of each held whose debrief is there or out of time, whether it was in time;
/// - of each owed in a period that is over and ended after the first ride-along of `rides`, whether it was held. One whose confirmation is
///   still to come is not decided.
/// `rides` hold all of the reps whom the managers led, from the beginning of the quarter in which `over` begins. `zone`: the
/// organisation's.
[[nodiscard]] std::vector<Decided> decided_of(const Plan& plan, std::span<const ridealong::RideAlongState> rides,
                                              std::span<const Id<Person>> managers, cadence::Days over, const Zone& zone, Instant now);

}  // namespace backbeat::capacity
