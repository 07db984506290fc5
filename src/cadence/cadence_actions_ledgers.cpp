#include "cadence/cadence_actions_ledgers.hpp"

#include "audit/audit_actions.hpp"
#include "base/assert.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"
#include "sql/change_number.hpp"

#include <set>

namespace backbeat::cadence {
namespace {

/// Sessions are folded to here: what time alone does to them (a window closes) is a step with its own instant, which a derivation for an
/// earlier one does not see.
constexpr Instant end_of_time(7'258'118'400'000);  // 2200-01-01
constexpr std::string_view session_stream = "session";

Outcome outcome_of(session::State state) {
  switch (state) {
    case session::State::planned:
    case session::State::confirmed:
    case session::State::running:
    case session::State::ended:  // waits for the rep's confirmation
      return Outcome::open;
    case session::State::held:
      return Outcome::held;
    case session::State::held_short:
      return Outcome::held_short;
    case session::State::excused:
      return Outcome::excused;
    case session::State::cancelled:
      return Outcome::cancelled;
    case session::State::missed:
      return Outcome::missed;
  }
  ASSERT(false);
}

std::vector<SessionStep> steps_of(const session::SessionState& state) {
  std::vector<SessionStep> steps;
  for (const session::Step& step : state.steps)
    steps.push_back({.known_at = step.known_at, .starts_at = step.starts_at, .outcome = outcome_of(step.state), .is_move = step.is_move});
  return steps;
}

}  // namespace

std::shared_ptr<const Ledger> Ledgers::of(sql::Reader& reader, Id<Org> org) {
  const std::lock_guard lock(m_mutex);
  Kept& kept = m_kept[org];
  const std::int64_t number = sql::change_number(reader, org);
  if (kept.ledger == nullptr || kept.change_number < number) {
    renew(reader, org, kept);
    kept.change_number = number;
  }
  return kept.ledger;
}

void Ledgers::renew(sql::Reader& reader, Id<Org> org, Kept& kept) const {
  const std::vector<playbook::DatedPlaybook> playbooks = playbook::load_versions(reader, org);
  std::vector<Id<playbook::PlaybookVersion>> versions;
  for (const auto& version : playbooks) versions.push_back(version.id);

  const auto keep = [&](const session::SessionState& state) {
    kept.last_sequence = std::max(kept.last_sequence, state.version);
    if (!state.steps.empty()) kept.sessions.insert_or_assign(state.id, KeptSession{state.kind, state.rep, state.manager, steps_of(state)});
  };
  if (kept.ledger == nullptr || kept.versions != versions) {
    kept.sessions.clear();
    for (const auto& state : session::session_facts(reader, org, playbooks, people::from_ever, end_of_time, end_of_time)) keep(state);
  } else {
    std::set<std::int64_t> changed;
    for (const audit::Event& event : audit::events_of_kind(reader, org, session_stream, kept.last_sequence))
      changed.insert(event.stream_id);
    for (const std::int64_t id : changed)
      if (const auto state = session::load_session(reader, org, playbooks, Id<Session>(id), end_of_time)) keep(*state);
  }
  kept.versions = std::move(versions);

  Facts facts;
  people::Records records = people::load_records(reader, org);
  for (const auto& version : playbooks) facts.playbooks.push_back({people::known_at(version.published_at, records.opened), version});
  for (people::MemberRecord& record : records.members) facts.members.push_back({record.known_at, std::move(record.member)});
  for (people::KnownHoliday& holiday : records.holidays) facts.holidays.push_back({holiday.known_at, std::move(holiday.holiday)});
  for (const auto& [id, session] : kept.sessions)
    facts.sessions.add({.id = id, .kind = session.kind, .rep = session.rep, .held_by = session.held_by, .steps = session.steps});
  const auto organisation = m_access.organisation(reader, org);
  ASSERT(organisation);
  facts.fiscal_first_month = organisation->fiscal_first_month;
  kept.ledger = std::make_shared<const Ledger>(std::move(facts));
}

}  // namespace backbeat::cadence
