#include "crm/crm.hpp"

namespace backbeat::crm {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::open:
      return "open";
    case Outcome::won:
      return "won";
    case Outcome::lost:
      return "lost";
  }
  return "";
}

std::optional<int> Opportunity::cycle_days() const {
  if (!is_closed() || !opened_on || !closes_on || *closes_on < *opened_on) return std::nullopt;
  return static_cast<int>((*closes_on - *opened_on).count());
}

std::vector<Stay> stays_of(std::vector<StageChange> changes) {
  std::optional<Instant> history_ends;
  for (const auto& change : changes)
    if (change.source == "stage-history") history_ends = std::max(history_ends.value_or(change.entered_at), change.entered_at);
  std::erase_if(changes, [&](const StageChange& change) { return change.source == "opportunities" && change.entered_at <= history_ends; });
  std::ranges::stable_sort(changes, {}, &StageChange::entered_at);
  std::vector<Stay> out;
  for (auto& change : changes) {
    if (!out.empty() && out.back().stage == change.stage) continue;
    if (!out.empty()) out.back().to = change.entered_at;
    out.push_back({.stage = std::move(change.stage), .from = change.entered_at, .to = {}});
  }
  return out;
}

}  // namespace backbeat::crm
