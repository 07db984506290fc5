#include "ical/zones.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::ical {
namespace {

constexpr LocalSeconds day_seconds = 86'400;
constexpr LocalSeconds end_of_onsets = 4'102'444'800;  // 2100-01-01

}  // namespace

Instant instant_in(const Zone& zone, LocalSeconds local) {
  const auto days = (local >= 0 ? local : local - (day_seconds - 1)) / day_seconds;
  const auto rest = static_cast<int>(local - days * day_seconds);
  return to_instant(LocalDate::from_days(static_cast<std::int32_t>(days)), *LocalTime::make(rest / 3600, rest / 60 % 60, rest % 60), zone);
}

LocalSeconds local_in(const Zone& zone, Instant at) {
  const LocalDateTime local = to_local(at, zone);
  return LocalSeconds{local.date.days_since_epoch()} * day_seconds + local.time.seconds_since_midnight();
}

ZoneRules::ZoneRules(const std::vector<Observance>& observances, Budget& budget) : m_known(std::nullopt) {
  ASSERT(!observances.empty());
  const Observance& first = *std::ranges::min_element(observances, {}, &Observance::starts);
  m_first_offset = first.from;
  struct Onset {
    std::int64_t at, from, to;
  };
  std::vector<Onset> onsets;
  for (const Observance& one : observances) {
    const auto add = [&](LocalSeconds local) { onsets.push_back({local - one.from, one.from, one.to}); };
    add(one.starts);
    for (const LocalSeconds date : one.dates) add(date);
    if (!one.rule) continue;
    int left = one.rule->count().value_or(1'000);
    const auto until = one.rule->until();
    one.rule->walk(one.starts, one.starts, budget, [&](LocalSeconds local) {
      // UNTIL is in UTC here; one that is not is on the clock before the change.
      if (local >= end_of_onsets || left-- <= 0) return false;
      if (until && local - (until->form == Form::utc ? one.from : 0) > until->local) return false;
      add(local);
      return true;
    });
  }
  std::ranges::stable_sort(onsets, {}, &Onset::at);
  for (const Onset& onset : onsets) {
    if (!m_changes.empty() && m_changes.back().at == onset.at) continue;
    m_changes.push_back({.at = onset.at, .offset = onset.to, .local_from = onset.at + std::max(onset.from, onset.to)});
  }
}

Instant ZoneRules::instant_of(LocalSeconds local) const {
  if (m_known) return instant_in(*m_known, local);
  const auto after = std::ranges::upper_bound(m_changes, local, {}, &Change::local_from);
  const std::int64_t offset = after == m_changes.begin() ? m_first_offset : std::prev(after)->offset;
  return Instant((local - offset) * 1'000);
}

LocalSeconds ZoneRules::local_of(Instant at) const {
  if (m_known) return local_in(*m_known, at);
  const std::int64_t seconds = (at.unix_ms() >= 0 ? at.unix_ms() : at.unix_ms() - 999) / 1'000;
  const auto after = std::ranges::upper_bound(m_changes, seconds, {}, &Change::at);
  return seconds + (after == m_changes.begin() ? m_first_offset : std::prev(after)->offset);
}

std::optional<Zone> zone_by_name(std::string_view tzid) {
  if (const auto zone = Zone::make(tzid)) return *zone;
  if (const std::string_view iana = iana_of_windows(tzid); !iana.empty())
    if (const auto zone = Zone::make(iana)) return *zone;
  // "/vendor/Europe/Berlin", "/vendor/America/Argentina/Salta": what stands behind the second or third slash from the end.
  if (!tzid.starts_with('/')) return std::nullopt;
  std::size_t at = tzid.size();
  for (int parts = 1; parts <= 3; ++parts) {
    at = tzid.rfind('/', at - 1);
    if (at == std::string_view::npos || at == 0) break;
    if (parts == 1) continue;
    if (const auto zone = Zone::make(tzid.substr(at + 1))) return *zone;
  }
  return std::nullopt;
}

}  // namespace backbeat::ical
