#include "crm/crm.hpp"

#include "base/text.hpp"

#include <algorithm>

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

std::string domain_of_site(std::string_view site) {
  std::string text = lower_ascii(trimmed(site));
  if (const auto scheme = text.find("://"); scheme != std::string::npos) text.erase(0, scheme + 3);
  if (const auto at = text.find('@'); at != std::string::npos) text.erase(0, at + 1);
  text.erase(std::min(text.size(), text.find_first_of("/?#:")));
  if (text.starts_with("www.")) text.erase(0, 4);
  while (text.ends_with('.')) text.pop_back();
  const auto is_of_a_host = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  const bool is_host = text.find('.') != std::string::npos && text.front() != '.' && std::ranges::all_of(text, is_of_a_host);
  return is_host && text.size() <= 253 ? text : std::string();
}

}  // namespace backbeat::crm
