#include "server/planned_entries.hpp"

#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"

namespace backbeat::server {

std::vector<calendar::Planned> planned_entries(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to, Instant now) {
  const auto versions = playbook::load_versions(reader, org);
  if (versions.empty()) return {};
  const std::vector<playbook::DatedPlaybook>& playbooks = versions;
  std::vector<calendar::Planned> out;
  for (const session::SessionState& state : session::session_facts_of(reader, org, playbooks, person, from, to, now)) {
    if (state.was_recorded_afterwards) continue;
    const bool is_off = state.state == session::State::cancelled || state.state == session::State::excused;
    const auto& rules = playbook::in_force_on(playbooks, to_local(state.starts_at, Zone()).date).rules;
    const auto* type = rules.session_type(state.kind);
    const auto other = people::person_ref(reader, org, state.rep == person ? state.manager : state.rep);
    // What counts as a change for a calendar: moves and calling it off. That it was held is none.
    Instant changed_at = state.moves.empty() ? state.planned_at : state.moves.back().at;
    if (is_off && !state.steps.empty()) changed_at = state.steps.back().known_at;
    out.push_back({.uid = "session-" + state.id.text() + "-" + org.text() + "@backbeat",
                   .sequence = static_cast<int>(state.moves.size()) + (is_off ? 1 : 0),
                   .changed_at = changed_at,
                   .starts = state.starts_at,
                   .ends = state.starts_at + std::chrono::minutes(state.planned_minutes),
                   .title = (type != nullptr ? type->name : state.kind) + (other ? " with " + other->name : ""),
                   .is_cancelled = is_off});
  }
  return out;
}

}  // namespace backbeat::server
