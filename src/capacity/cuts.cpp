#include "capacity/cuts.hpp"

#include <algorithm>
#include <cstdint>

namespace backbeat::capacity {
namespace {

constexpr std::chrono::days end_of_quarter{14};

Cut cut_of(const std::string& kind, const Count& count) {
  Cut cut{.kind = kind,
          .name = count.name,
          .kept = count.kept,
          .left = count.left,
          .excused = count.excused,
          .rate = cadence::rate_of(count.left, count.left + count.kept),
          .at_quarter_end = cadence::rate_of(count.left_at_end, count.left_at_end + count.kept_at_end)};
  const int left_before = count.left - count.left_at_end, kept_before = count.kept - count.kept_at_end;
  const auto before = cadence::rate_of(left_before, left_before + kept_before);
  if (before && cut.at_quarter_end) cut.grows_at_the_end = cadence::difference_of(*cut.at_quarter_end, *before).low > 0;
  return cut;
}

/// An obligation that is decided, as small as it can be: there are hundreds of thousands.
struct Outcome {
  cadence::Index manager = cadence::nobody;
  std::uint32_t kind = 0;
  LocalDate window_last;
  bool is_kept = false;
  bool is_excused = false;
};

void count(LocalDate window_last, bool is_at_end, bool is_kept, bool is_excused, int times, Count& of) {
  of.first = std::min(of.first.value_or(window_last), window_last);
  if (is_excused) {
    of.excused += times;
    return;
  }
  (is_kept ? of.kept : of.left) += times;
  if (is_at_end) (is_kept ? of.kept_at_end : of.left_at_end) += times;
}

}  // namespace

Count& Count::operator+=(const Count& other) {
  name = other.name;
  kept += other.kept;
  left += other.left;
  excused += other.excused;
  kept_at_end += other.kept_at_end;
  left_at_end += other.left_at_end;
  if (other.first) first = std::min(first.value_or(*other.first), *other.first);
  return *this;
}

bool is_at_the_end(LocalDate day, int fiscal_first_month) {
  return FiscalQuarter::of(day, fiscal_first_month).last_day() - day < end_of_quarter;
}

void add(const Decided& decided, int fiscal_first_month, Tally& to) {
  Count& of = to[decided.kind];
  of.name = decided.name;
  count(decided.window_last, is_at_the_end(decided.window_last, fiscal_first_month), decided.is_kept, decided.is_excused, decided.count,
        of);
}

void add(const Tally& tally, Tally& to) {
  for (const auto& [kind, count] : tally) to[kind] += count;
}

std::vector<Cut> cuts_of(const Tally& tally) {
  std::vector<Cut> cuts;
  for (const auto& [kind, of] : tally) cuts.push_back(cut_of(kind, of));
  std::ranges::stable_sort(cuts, std::ranges::greater(), [](const Cut& cut) { return cut.rate ? cut.rate->value : -1; });
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    if (cuts[i].rate && cuts[i + 1].rate) cuts[i].is_clear = cadence::difference_of(*cuts[i].rate, *cuts[i + 1].rate).low > 0;
  return cuts;
}

std::vector<Cut> cuts_of(std::span<const Decided> decided, int fiscal_first_month) {
  Tally tally;
  for (const Decided& each : decided) add(each, fiscal_first_month, tally);
  return cuts_of(tally);
}

std::unordered_map<Id<Person>, Tally> tallies_of(cadence::Derivation& derivation) {
  const cadence::Ledger& ledger = derivation.ledger();
  const auto name_of = [&](const std::string& kind) {
    for (auto version = ledger.playbooks().rbegin(); version != ledger.playbooks().rend(); ++version)
      if (const auto* type = version->fact.rules.session_type(kind)) return type->name;
    return kind;
  };
  const auto& kinds = derivation.rules().kinds();
  std::vector<std::string> names;
  for (const auto& kind : kinds) names.push_back(name_of(kind));

  std::vector<Outcome> outcomes;
  std::optional<LocalDate> first;  // of a session on record
  for (cadence::Index rep = 0; rep < derivation.people(); ++rep)
    for (const cadence::Owed& owed : derivation.owed_to(rep)) {
      using State = cadence::ObligationState;
      if (owed.has_session()) first = std::min(first.value_or(owed.window.first), owed.window.first);
      if (owed.state == State::pending || owed.state == State::due || owed.manager == cadence::nobody) continue;
      outcomes.push_back({.manager = owed.manager,
                          .kind = owed.kind,
                          .window_last = owed.window.last,
                          .is_kept = owed.is_kept(),
                          .is_excused = owed.state == State::excused});
    }

  std::vector<Count> counts(first ? ledger.everybody() * kinds.size() : 0);  // by manager, then kind
  // Windows that end on one day come in thousands.
  std::unordered_map<std::int32_t, bool> ends;
  for (const Outcome& each : outcomes) {
    if (!first || each.window_last < *first) continue;
    const auto [at_end, is_new] = ends.try_emplace(static_cast<std::int32_t>(each.window_last.days_since_epoch()));
    if (is_new) at_end->second = is_at_the_end(each.window_last, ledger.fiscal_first_month());
    count(each.window_last, at_end->second, each.is_kept, each.is_excused, 1, counts[each.manager * kinds.size() + each.kind]);
  }
  std::unordered_map<Id<Person>, Tally> out;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts[i].first) continue;
    const std::size_t kind = i % kinds.size();
    counts[i].name = names[kind];
    out[ledger.id_of(static_cast<cadence::Index>(i / kinds.size()))].emplace(kinds[kind], std::move(counts[i]));
  }
  return out;
}

}  // namespace backbeat::capacity
