#include "signal/signal_actions.hpp"

#include "crm/crm_actions.hpp"
#include "imports/imports_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"

namespace backbeat::signal {
namespace {

/// The imports that signals rest on, and what a person calls them.
constexpr std::pair<std::string_view, std::string_view> sources[] = {
    {"opportunities", "Opportunities"}, {"stage-history", "Stage history"}, {"quotas", "Quotas"}};

std::vector<Freshness> freshness_of(sql::Reader& reader, Id<Org> org, Instant as_of, double stale_days) {
  std::vector<Freshness> out;
  const auto imported = imports::freshness(reader, org, as_of);
  for (const auto& [kind, label] : sources) {
    const auto source = std::ranges::find(imported, kind, &imports::Source::kind);
    if (source == imported.end() || !source->last_imported_at) continue;
    const Duration age = as_of - *source->last_imported_at;
    out.push_back({.source = std::string(label),
                   .at = *source->last_imported_at,
                   .is_stale = static_cast<double>(age.count()) > stale_days * 86'400'000.0});
  }
  return out;
}

std::set<LocalDate> holidays_of(sql::Reader& reader, Id<Org> org, std::string_view region) {
  std::set<LocalDate> out;
  for (const auto& holiday : people::load_holidays(reader, org))
    if (holiday.region.empty() || holiday.region == region) out.insert(holiday.day);
  return out;
}

/// A rep's facts and the rules in force on a day.
struct Known {
  Facts facts;
  playbook::DatedPlaybook playbook;
};

Result<Known> known_of(sql::Reader& reader, const access::Organisation& organisation, Id<Person> rep, Instant as_of) {
  const auto member = people::load_member(reader, organisation.id, rep);
  if (!member) return refuse(errors::not_found);
  const LocalDate day = to_local(as_of, member->zone).date;
  playbook::DatedPlaybook playbook = TRY(playbook::load_in_force(reader, organisation.id, day));
  const people::Assignment* assignment = member->assignment_on(day);
  Facts facts{.opportunities = crm::load_opportunities_of(reader, organisation.id, rep),
              .changes = crm::load_changes_of(reader, organisation.id, rep),
              .quotas = crm::load_quotas_of(reader, organisation.id, rep),
              .holidays = holidays_of(reader, organisation.id, assignment ? assignment->region : ""),
              .zone = member->zone,
              .fiscal_first_month = organisation.fiscal_first_month};
  return Known{.facts = std::move(facts), .playbook = std::move(playbook)};
}

double stale_days(const playbook::DatedPlaybook& playbook) {
  return playbook.rules.threshold("stale_days").value_or(8);
}

/// The name of an indicator in the playbook; its key where the playbook no longer has it.
std::string name_in(const playbook::Playbook& playbook, const std::string& key) {
  const auto found = std::ranges::find(playbook.indicators, key, &playbook::LeadingIndicator::key);
  return found == playbook.indicators.end() ? key : found->name;
}

}  // namespace

Result<Signals> for_rep(sql::Reader& reader, const access::Organisation& organisation, Id<Person> rep, Instant as_of) {
  const Known known = TRY(known_of(reader, organisation, rep, as_of));
  Signals out = derive(known.facts, Rules::of(known.playbook.rules), as_of);
  out.freshness = freshness_of(reader, organisation.id, as_of, stale_days(known.playbook));
  return out;
}

Result<std::vector<CommitmentEvidence>> evidence_of(sql::Reader& reader, const access::Organisation& organisation, Id<Person> rep,
                                                    std::vector<Bound> commitments, Instant now) {
  std::vector<CommitmentEvidence> out;
  if (std::ranges::none_of(commitments, &Bound::is_bound)) {
    for (const Bound& each : commitments) out.push_back(evidence_for(Facts{}, Rules{}, each));
    return out;
  }
  const Known known = TRY(known_of(reader, organisation, rep, now));
  const Rules rules = Rules::of(known.playbook.rules);
  auto freshness = freshness_of(reader, organisation.id, now, stale_days(known.playbook));
  std::erase_if(freshness, [](const Freshness& source) { return source.source == "Quotas"; });  // no figure here rests on them
  const auto deals = std::ranges::find(freshness, "Opportunities", &Freshness::source);
  for (Bound& each : commitments) {
    if (deals != freshness.end()) each.last_imported_at = deals->at;
    out.push_back(evidence_for(known.facts, rules, each));
    for (Figure& figure : out.back().figures) figure.name = name_in(known.playbook.rules, figure.indicator);
    if (each.is_bound()) out.back().freshness = freshness;
  }
  return out;
}

Result<std::vector<OpenDeal>> open_deals_of(sql::Reader& reader, const access::Organisation& organisation, Id<Person> rep, Instant now) {
  const Known known = TRY(known_of(reader, organisation, rep, now));
  return open_deals(known.facts, now);
}

Result<Signals> Evidence::of(const access::Actor& actor, Id<Person> person, std::optional<LocalDate> as_of) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Signals> {
    if (!m_access.entitled<access::Right::import_files>(actor)) TRY(m_access.reporting_line(reader, actor, person));
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const auto member = people::load_member(reader, actor.org(), person);
    if (!member) return refuse(errors::not_found);
    const Instant now = m_access.clock().now();
    const Instant end = as_of ? start_of_day(*as_of + std::chrono::days(1), member->zone) - Duration(1) : now;
    return for_rep(reader, organisation, person, std::min(end, now));
  });
}

Result<std::vector<OpenDeal>> Evidence::deals(const access::Actor& actor, Id<Person> person) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<OpenDeal>> {
    if (!m_access.entitled<access::Right::import_files>(actor)) TRY(m_access.reporting_line(reader, actor, person));
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    return open_deals_of(reader, organisation, person, m_access.clock().now());
  });
}

}  // namespace backbeat::signal
