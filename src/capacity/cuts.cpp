#include "capacity/cuts.hpp"

#include <algorithm>
#include <map>

namespace backbeat::capacity {
namespace {

constexpr std::chrono::days end_of_quarter{14};

struct Counts {
  std::string name;
  int kept = 0, left = 0, excused = 0;
  int kept_at_end = 0, left_at_end = 0;
};

bool is_at_the_end(LocalDate day, int fiscal_first_month) {
  return FiscalQuarter::of(day, fiscal_first_month).last_day() - day < end_of_quarter;
}

Cut cut_of(const std::string& kind, const Counts& counts) {
  Cut cut{.kind = kind,
          .name = counts.name,
          .kept = counts.kept,
          .left = counts.left,
          .excused = counts.excused,
          .rate = cadence::rate_of(counts.left, counts.left + counts.kept),
          .at_quarter_end = cadence::rate_of(counts.left_at_end, counts.left_at_end + counts.kept_at_end)};
  const int left_before = counts.left - counts.left_at_end, kept_before = counts.kept - counts.kept_at_end;
  const auto before = cadence::rate_of(left_before, left_before + kept_before);
  if (before && cut.at_quarter_end) cut.grows_at_the_end = cadence::difference_of(*cut.at_quarter_end, *before).low > 0;
  return cut;
}

}  // namespace

std::vector<Cut> cuts_of(std::span<const Decided> decided, int fiscal_first_month) {
  std::map<std::string, Counts> counts;
  for (const Decided& each : decided) {
    Counts& of = counts[each.kind];
    of.name = each.name;
    if (each.is_excused) {
      ++of.excused;
      continue;
    }
    const int at_end = is_at_the_end(each.window_last, fiscal_first_month);
    (each.is_kept ? of.kept : of.left) += 1;
    (each.is_kept ? of.kept_at_end : of.left_at_end) += at_end;
  }
  std::vector<Cut> cuts;
  for (const auto& [kind, of] : counts) cuts.push_back(cut_of(kind, of));
  std::ranges::stable_sort(cuts, std::ranges::greater(), [](const Cut& cut) { return cut.rate ? cut.rate->value : -1; });
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    if (cuts[i].rate && cuts[i + 1].rate) cuts[i].is_clear = cadence::difference_of(*cuts[i].rate, *cuts[i + 1].rate).low > 0;
  return cuts;
}

std::vector<Decided> decided_of(cadence::Derivation& derivation, std::span<const Id<Person>> managers) {
  std::vector<Decided> out;
  const auto& playbooks = derivation.ledger().playbooks();
  const auto name_of = [&](const std::string& kind) {
    for (auto version = playbooks.rbegin(); version != playbooks.rend(); ++version)
      if (const auto* type = version->fact.rules.session_type(kind)) return type->name;
    return kind;
  };
  std::vector<std::string> names;
  for (const auto& kind : derivation.rules().kinds()) names.push_back(name_of(kind));
  std::optional<LocalDate> first;  // of a session on record
  for (cadence::Index rep = 0; rep < derivation.people(); ++rep)
    for (const cadence::Owed& owed : derivation.owed_to(rep)) {
      using State = cadence::ObligationState;
      if (owed.has_session()) first = std::min(first.value_or(owed.window.last), owed.window.first);
      if (owed.state == State::pending || owed.state == State::due || owed.manager == cadence::nobody) continue;
      if (!std::ranges::binary_search(managers, derivation.ledger().id_of(owed.manager))) continue;
      out.push_back({.kind = derivation.rules().kinds()[owed.kind],
                     .name = names[owed.kind],
                     .window_last = owed.window.last,
                     .is_kept = owed.is_kept(),
                     .is_excused = owed.state == State::excused});
    }
  std::erase_if(out, [&](const Decided& each) { return !first || each.window_last < *first; });
  return out;
}

}  // namespace backbeat::capacity
