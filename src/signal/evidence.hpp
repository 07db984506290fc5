// What the CRM's facts say about a commitment: the figure of the indicator it is bound to, and what became of the deals it names, since it
// was made and against the rep's own time before. Pure. What cannot be said is said to be so, with the reason.
#pragma once

#include "signal/signal.hpp"
#include "signal/statistics.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::signal {

/// The leading indicators of the playbook that the CRM can measure, by key.
namespace measured {
inline constexpr std::string_view stage_age = "stage_age";                        // median days that open deals stand in their stage
inline constexpr std::string_view deals_advanced = "deals_advanced";              // share of open deals that came further
inline constexpr std::string_view opportunities_opened = "opportunities_opened";  // a week
}  // namespace measured

/// What a figure is compared with: the rep's own 13 weeks before the commitment. A level (stage_age) is compared with the day it was made.
inline constexpr std::chrono::weeks evidence_history{13};

enum class Unit { days, percent, per_week };

struct Figure {
  std::string indicator;  // its key
  std::string name = {};  // as the playbook calls it
  Unit unit = Unit::days;
  double value = 0;  // percent: a share from 0 to 1
  int n = 0;         // deals behind it
  std::optional<Interval> interval = {};
  double before = 0;
  int before_n = 0;
  /// More than chance would explain: Fisher's exact test of shares, the conditional test of rates. A level has no such test.
  std::optional<bool> has_changed = {};
};

/// What became of a deal that the commitment names.
struct DealNews {
  std::string key;
  std::string name;          // what tells it from the others: its own, else the account and the key
  std::string stage_before;  // when it was made; empty: it was not there yet, or nothing tells
  std::string stage;
  crm::Outcome outcome = crm::Outcome::open;
  std::optional<crm::Cents> amount = {};
  std::optional<double> days_in_stage = {};  // where something tells when it came there
  [[nodiscard]] bool has_moved() const { return outcome != crm::Outcome::open || (days_in_stage && stage != stage_before); }
};

/// What is asked: of one commitment.
struct Bound {
  std::string indicator;  // key, or ""
  std::vector<std::string> opportunities = {};
  Instant from;                                  // when it was made
  Instant until;                                 // when it was judged, else now
  std::optional<Instant> last_imported_at = {};  // of opportunities; what happened later is not known

  [[nodiscard]] bool is_bound() const { return !indicator.empty() || !opportunities.empty(); }
};

struct CommitmentEvidence {
  Instant from;
  Instant until;  // as far as the facts go
  std::vector<Figure> figures;
  std::vector<DealNews> deals;
  std::vector<std::string> silent;  // what is not said, and why
  std::vector<Freshness> freshness;
};

/// Everything but freshness.
[[nodiscard]] CommitmentEvidence evidence_for(const Facts& facts, const Rules& rules, const Bound& bound);

/// An open deal of a rep, to be named in a commitment.
struct OpenDeal {
  std::string key;
  std::string name;  // what tells it from the others: its own, else the account and the key
  std::string stage;
  std::optional<crm::Cents> amount = {};
};

/// By name.
[[nodiscard]] std::vector<OpenDeal> open_deals(const Facts& facts, Instant as_of);

}  // namespace backbeat::signal
