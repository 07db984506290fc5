// Circles that did poorly for two quarters in a row: proposed to enablement for a re-mix, never ended by the program. Judged from what was
// published alone, so that a proposal tells no number that was withheld.
#pragma once

#include "pulse/pulse.hpp"

#include <vector>

namespace backbeat::pulse {

struct DisbandReason {
  FiscalQuarter quarter;
  Measure measure = Measure::attendance;  // or enps
  double value = 0;
  Bound bound = Bound::exact;
  double threshold = 0;
  friend bool operator==(const DisbandReason&, const DisbandReason&) = default;
};

struct DisbandProposal {
  Id<Circle> circle;
  std::string name;
  std::vector<DisbandReason> reasons;  // of the earlier quarter first; at least one of each
  friend bool operator==(const DisbandProposal&, const DisbandProposal&) = default;
};

/// Circles below the playbook's attendance or eNPS in both of two quarters, one right after the other, that ran at the end of the later.
/// A quarter in which no hour was held says nothing of attendance; "at least" says that something is below only where it cannot be above.
[[nodiscard]] std::vector<DisbandProposal> disband_proposals(const Snapshot& earlier, const Snapshot& later, const Rules& rules);

}  // namespace backbeat::pulse
