#include "cadence/rules.hpp"

#include "base/assert.hpp"

#include <set>

namespace backbeat::cadence {
namespace {

using playbook::Cadence;
using playbook::Playbook;

/// A session type that counts as nothing cannot be owed, nor can one that the playbook does not have.
bool can_be_owed(const Playbook& rules, std::string_view kind) {
  const auto type = std::ranges::find(rules.session_types, kind, &playbook::SessionType::key);
  return type != rules.session_types.end() && type->counts_as != playbook::CountsAs::nothing;
}

bool is_coached(const Playbook& rules, std::string_view role) {
  const auto found = std::ranges::find(rules.job_roles, role, &playbook::JobRole::key);
  return found != rules.job_roles.end() && found->is_coached;
}

bool names_or_any(const std::vector<std::string>& list, std::string_view key) {
  return list.empty() || std::ranges::find(list, key) != list.end();
}

/// Calls `visit` with each place (role and band) that a cadence is for.
template <class Visit>
void each_place(const Version& version, const Playbook& rules, const std::vector<std::string>& roles, const Cadence& cadence, Visit visit) {
  for (Index role = 0; role < roles.size(); ++role) {
    if (!is_coached(rules, roles[role]) || !names_or_any(cadence.job_roles, roles[role])) continue;
    for (int band = Version::no_band; band < static_cast<int>(version.bands.size()); ++band) {
      const std::string_view key = band == Version::no_band ? std::string_view() : version.bands[static_cast<std::size_t>(band)].key;
      if (names_or_any(cadence.tenure_bands, key)) visit(version.place(role, band));
    }
  }
}

/// Nobody is owed the same session around the same day twice: a cadence further down adds only the places that none above names.
void add_once(Version& version, OnceAfterHire once) {
  for (const OnceAfterHire& above : version.once) {
    if (above.kind != once.kind || above.day != once.day) continue;
    for (std::size_t place = 0; place < once.is_for.size(); ++place) once.is_for[place] = once.is_for[place] && !above.is_for[place];
  }
  version.once.push_back(std::move(once));
}

}  // namespace

int Version::band_of(int months) const {
  for (std::size_t i = 0; i < bands.size(); ++i)
    if (bands[i].from_month <= months && (!bands[i].to_month || months < *bands[i].to_month)) return static_cast<int>(i);
  return no_band;
}

Rules::Rules(const Ledger& ledger, Instant as_of) {
  std::vector<const playbook::DatedPlaybook*> known;
  for (const auto& version : ledger.playbooks()) {
    if (version.at > as_of) continue;
    if (!known.empty() && known.back()->effective_from == version.fact.effective_from) known.pop_back();  // published again
    known.push_back(&version.fact);
  }

  std::set<std::string> kinds;
  std::set<std::pair<std::string, playbook::Every>> lines;
  for (const auto* version : known)
    for (const Cadence& cadence : version->rules.cadences) {
      if (!can_be_owed(version->rules, cadence.session_type)) continue;
      kinds.insert(cadence.session_type);
      if (cadence.days_after_hire.empty()) lines.emplace(cadence.session_type, cadence.every);
    }
  m_kinds.assign(kinds.begin(), kinds.end());
  const auto kind_of = [&](const std::string& key) {
    return static_cast<std::size_t>(std::ranges::lower_bound(m_kinds, key) - m_kinds.begin());
  };
  for (const auto& [kind, every] : lines) m_lines.push_back({kind_of(kind), every});

  for (const auto* dated : known) {
    const Playbook& rules = dated->rules;
    Version version{
        .effective_from = dated->effective_from, .weekend = Weekend(rules.weekend), .bands = rules.tenure_bands, .counts = {}, .once = {}};
    const std::size_t places = ledger.roles().size() * (version.bands.size() + 1);
    version.counts.assign(m_lines.size(), std::vector<int>(places, 0));
    for (const Cadence& cadence : rules.cadences) {
      if (!can_be_owed(rules, cadence.session_type)) continue;
      const std::size_t kind = kind_of(cadence.session_type);
      if (cadence.days_after_hire.empty()) {
        const auto line = std::ranges::find_if(m_lines, [&](const Line& l) { return l.kind == kind && l.every == cadence.every; });
        std::vector<int>& counts = version.counts[static_cast<std::size_t>(line - m_lines.begin())];
        each_place(version, rules, ledger.roles(), cadence, [&](std::size_t place) { counts[place] += cadence.count; });
        continue;
      }
      std::vector<bool> is_for(places, false);
      each_place(version, rules, ledger.roles(), cadence, [&](std::size_t place) { is_for[place] = true; });
      for (const int day : cadence.days_after_hire) add_once(version, {kind, day, cadence.window_days, is_for});
    }
    m_versions.push_back(std::move(version));
  }
}

std::size_t Rules::version_on(LocalDate day) const {
  ASSERT(!m_versions.empty());
  const auto after = std::ranges::upper_bound(m_versions, day, {}, &Version::effective_from);
  return after == m_versions.begin() ? 0 : static_cast<std::size_t>(after - m_versions.begin()) - 1;
}

bool Rules::may_overlap(std::size_t kind) const {
  const auto lines = std::ranges::count(m_lines, kind, &Line::kind);
  const bool has_once = std::ranges::any_of(m_versions, [&](const Version& version) {
    return std::ranges::find(version.once, kind, &OnceAfterHire::kind) != version.once.end();
  });
  return lines > 1 || has_once;
}

}  // namespace backbeat::cadence
