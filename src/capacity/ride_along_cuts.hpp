// What managers cut of ride-alongs: the pre-brief before the call, the debrief by the playbook's clock, and the three formats owed. Counted
// as a cut of kinds is (cuts.hpp), in the same order.
#pragma once

#include "capacity/cuts.hpp"
#include "capacity/quarter.hpp"
#include "ridealong/ridealong_fact.hpp"

#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace backbeat::capacity {

/// The keys of what belongs to a ride-along that was held; formats have the keys of their session types.
inline constexpr std::string_view pre_brief_cut = "pre_brief";
inline constexpr std::string_view debrief_cut = "debrief_on_time";

/// What one rep was owed of a format in a period that is over, and who owed it.
struct RideAlongsOwed {
  Id<Person> manager;
  LocalDate window_last;
  ridealong::Format format = ridealong::Format::observe;
  int held = 0, left = 0, excused = 0;
  friend bool operator==(const RideAlongsOwed&, const RideAlongsOwed&) = default;
};

struct OwedSoFar {
  std::vector<RideAlongsOwed> owed;
  Instant good_until;  // exclusive: by then another period of the rep is over
};

/// Of the periods whose window ends on a day of `over` and that are over at `now`. `rides` are the rep's, from the beginning of the quarter
/// in which `over` begins.
[[nodiscard]] OwedSoFar ride_alongs_owed(const Plan& plan, const people::Member& rep, std::span<const ridealong::RideAlongFact> rides,
                                         cadence::Days over, Instant now);

/// What of one manager's doing is decided.
struct RideAlongCuts {
  Tally doing;                       // of the ride-alongs they held: the pre-brief and the debrief, by the day of the call
  std::vector<RideAlongsOwed> owed;  // what they owed, whenever it was
  std::optional<LocalDate> first;    // the day of the first ride-along on record that they rode or a rep of theirs was on
};

/// By manager. What each rep was owed is asked of `owed_to`, so that it can be kept. `rides` by rep. `zone`: the organisation's.
using OwedTo =
    std::function<const std::vector<RideAlongsOwed>&(const people::Member& rep, std::span<const ridealong::RideAlongFact> rides)>;
[[nodiscard]] std::unordered_map<Id<Person>, RideAlongCuts> ride_along_cuts(const Plan& plan,
                                                                            std::span<const ridealong::RideAlongFact> rides,
                                                                            cadence::Days over, const Zone& zone, const OwedTo& owed_to);

/// What these managers cut of ride-alongs:
/// - of each ride-along held, whether its pre-brief was signed before the call (a reverse session is one), by the day of the call;
/// - of each held whose debrief is there or out of time, whether it was in time;
/// - of each owed in a period that is over and ended after the first ride-along of theirs or of their reps, whether it was held. One whose
///   confirmation is still to come is not decided.
[[nodiscard]] Tally tally_of(const Plan& plan, const std::unordered_map<Id<Person>, RideAlongCuts>& cuts,
                             std::span<const Id<Person>> managers);

}  // namespace backbeat::capacity
