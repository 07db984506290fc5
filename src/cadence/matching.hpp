// Which session satisfies which obligation, for one rep and one session type. A session satisfies at most one. Better outcomes choose first
// (held, then held short, then the rest); among equals the earlier session chooses first, and takes the obligation that ends first.
#pragma once

#include "cadence/obligation.hpp"

#include <span>
#include <vector>

namespace backbeat::cadence {

/// The order in which sessions choose; less chooses first. A session still to come goes before one that was excused or cancelled.
[[nodiscard]] int rank_of(const SeenSession& session, Instant as_of);

/// For windows that are equal or do not overlap. `owed` by window and ordinal, `sessions` by instant. Gives each obligation its session.
void match_in_windows(std::span<Owed> owed, std::span<const SeenSession> sessions, Instant as_of, std::vector<SeenSession>& scratch);

/// For any windows. `owed` by the window's last day, first day, then as given; `sessions` by instant. For windows that are equal or do not
/// overlap it gives what match_in_windows gives. Choosing the one that ends first is optimal for points and intervals (Glover, Maximum
/// matching in a convex bipartite graph, Naval Research Logistics 14, 1967).
void match_any_windows(std::span<Owed> owed, std::span<const SeenSession> sessions, Instant as_of, std::vector<SeenSession>& scratch);

/// The state of an obligation that has been matched.
[[nodiscard]] ObligationState state_of(const Owed& owed, Instant as_of);

}  // namespace backbeat::cadence
