#include "pulse/disband.hpp"

#include <algorithm>
#include <tuple>

namespace backbeat::pulse {
namespace {

std::vector<DisbandReason> reasons_of(const CircleRow& circle, const Snapshot& snapshot, const Rules& rules) {
  std::vector<DisbandReason> reasons;
  // Seats against the threshold before they are rounded: 59.6 % is below 60 %.
  if (circle.seats.expected > 0 && 100.0 * circle.seats.present < rules.disband_attendance * circle.seats.expected)
    reasons.push_back({.quarter = snapshot.quarter,
                       .measure = Measure::attendance,
                       .value = 100.0 * circle.seats.present / circle.seats.expected,
                       .bound = Bound::exact,
                       .threshold = rules.disband_attendance});
  const auto& enps = circle.figures.enps;
  // A quarter that was published on another scale is compared on its own.
  const double threshold = rules.disband_enps * snapshot.scale / rules.scale;
  if (enps && enps->bound != Bound::at_least && enps->value < threshold)
    reasons.push_back(
        {.quarter = snapshot.quarter, .measure = Measure::enps, .value = enps->value, .bound = enps->bound, .threshold = threshold});
  return reasons;
}

}  // namespace

std::vector<DisbandProposal> disband_proposals(const Snapshot& earlier, const Snapshot& later, const Rules& rules) {
  std::vector<DisbandProposal> out;
  if (earlier.quarter.next() != later.quarter) return out;
  for (const CircleRow& now : later.circles) {
    if (!now.is_running) continue;
    const auto before = std::ranges::find(earlier.circles, now.id, &CircleRow::id);
    if (before == earlier.circles.end()) continue;
    std::vector<DisbandReason> reasons = reasons_of(*before, earlier, rules);
    const std::vector<DisbandReason> last = reasons_of(now, later, rules);
    if (reasons.empty() || last.empty()) continue;
    reasons.insert(reasons.end(), last.begin(), last.end());
    out.push_back({.circle = now.id, .name = now.name, .reasons = std::move(reasons)});
  }
  return out;
}

}  // namespace backbeat::pulse
