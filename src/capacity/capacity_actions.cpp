#include "capacity/capacity_actions.hpp"

#include "people/people_actions.hpp"

namespace backbeat::capacity {

Result<std::vector<Load>> load_on(sql::Reader& reader, const access::Organisation& organisation, LocalDate day) {
  const playbook::DatedPlaybook version = TRY(playbook::load_in_force(reader, organisation.id, day));
  return loads_on(version.rules, people::load_members(reader, organisation.id), day, organisation.fiscal_first_month);
}

Result<PlaybookPreview> Capacities::preview(const access::Actor& actor, std::string_view text, LocalDate effective_from) const {
  TRY(m_access.entitled<access::Right::publish_playbook>(actor));
  playbook::Checked checked = playbook::check(text);
  if (!checked.rules) return PlaybookPreview{.problems = std::move(checked.problems), .differences = {}, .preview = {}, .names = {}};
  return m_db.read([&](sql::Reader& reader) -> Result<PlaybookPreview> {
    const access::Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    const playbook::DatedPlaybook running = TRY(playbook::load_in_force(reader, actor.org(), effective_from));
    const auto members = people::load_members(reader, actor.org());
    return PlaybookPreview{
        .problems = {},
        .differences = playbook::differences(running.rules, *checked.rules),
        .preview = capacity::preview(running.rules, *checked.rules, members, effective_from, organisation.fiscal_first_month),
        .names = people::names(reader, actor.org())};
  });
}

}  // namespace backbeat::capacity
