#include "season/profile_actions.hpp"

#include "audit/audit_actions.hpp"
#include "people/people_actions.hpp"
#include "people/people_actions_names.hpp"
#include "playbook/playbook_actions.hpp"
#include "season/profile_store.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

constexpr std::chrono::days months_ahead{180};  // how far hours are looked at where there is no season yet

void record(sql::Transaction& tx, const access::Actor& actor, std::string_view kind, Instant now) {
  audit::record(tx, actor.org(),
                {.stream = {.kind = profile_stream, .id = actor.person().value()},
                 .kind = kind,
                 .at = now,
                 .actor = actor.user(),
                 .fields = {},
                 .text = {}});
}

}  // namespace

std::optional<Season> season_at(const std::vector<Season>& seasons, LocalDate today) {
  const Season* found = nullptr;
  for (const Season& season : seasons) {
    const SeasonState state = season.state(today);
    if (state == SeasonState::running) return season;
    if (state != SeasonState::over && (found == nullptr || found->state(today) == SeasonState::over)) found = &season;
    if (found == nullptr || (state == SeasonState::over && found->state(today) == SeasonState::over)) found = &season;
  }
  return found == nullptr ? std::nullopt : std::optional(*found);
}

Result<OwnProfile> Profiles::read(sql::Reader& reader, const access::Actor& actor) const {
  const Id<Org> org = actor.org();
  const auto member = people::load_member(reader, org, actor.person());
  if (!member) return refuse(errors::not_found);
  const access::Organisation organisation = TRY(m_access.organisation(reader, org));
  const LocalDate today = to_local(m_access.clock().now(), organisation.zone).date;
  OwnProfile out;
  out.season = season_at(read_seasons(reader, org), today);
  out.theme_choices = out.season ? out.season->rules.themes : usual_themes();
  const playbook::Versions versions = playbook::load_versions(reader, org);
  const playbook::Playbook& rules = playbook::in_force_on(versions, today).rules;
  const people::Assignment* assignment = member->works_here_on(today) ? member->assignment_on(today) : nullptr;
  const playbook::JobRole* role = assignment == nullptr ? nullptr : rules.job_role(assignment->job_role);
  out.may_join = role != nullptr && role->is_coached;
  if (assignment != nullptr) out.role_name = role == nullptr ? assignment->job_role : role->name;
  const auto stored = read_profile(reader, org, actor.person());
  out.is_suggested = !stored;
  out.profile = stored.value_or(Profile{
      .person = actor.person(), .is_in = false, .since = {}, .hours = {.zone = member->zone, .free = half_hours_within(member->hours)}});
  std::erase_if(out.profile.themes, [&](const std::string& theme) {
    return std::ranges::find(out.theme_choices, theme, &Theme::key) == out.theme_choices.end();
  });
  const auto names = people::person_refs(reader, org, out.profile.wishes);
  for (const Id<Person> wish : out.profile.wishes)
    if (const auto found = names.find(wish); found != names.end()) out.wishes.push_back(found->second);
  const LocalDate first = out.season ? std::max(today, out.season->first) : today;
  SeasonWeek week(organisation.zone, first, out.season ? std::max(first, out.season->last) : today + months_ahead);
  const bool is_of_sdr = assignment != nullptr && group_of(assignment->job_role) == sdr_group;
  out.starts = week.starts(out.profile.hours, session_minutes(rules, is_of_sdr)).count();
  out.certificate = certificate_of(*member, today);
  out.circle = read_circle_of(reader, org, actor.person());
  return out;
}

Result<OwnProfile> Profiles::own(const access::Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) { return read(reader, actor); });
}

Result<OwnProfile> Profiles::save(const access::Actor& actor, const ProfileChange& change) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<OwnProfile> {
    const OwnProfile before = TRY(read(tx, actor));
    if (!before.may_join) return refuse(no_circles_for_role, "", {{"found", before.role_name.empty() ? "No role" : before.role_name}});
    Profile after{.person = actor.person(), .is_in = true, .since = before.profile.since, .hours = change.hours};
    for (std::size_t i = 0; i < change.themes.size(); ++i) {
      if (std::ranges::find(before.theme_choices, change.themes[i], &Theme::key) == before.theme_choices.end())
        return expected_value("themes[" + std::to_string(i) + "]", "one of the themes there are", change.themes[i]);
      if (std::ranges::find(after.themes, change.themes[i]) == after.themes.end()) after.themes.push_back(change.themes[i]);
    }
    if (change.wishes.size() > most_wishes)
      return expected_value("wishes", "at most " + std::to_string(most_wishes) + " people", std::to_string(change.wishes.size()));
    const auto known = people::person_refs(tx, actor.org(), change.wishes);
    for (std::size_t i = 0; i < change.wishes.size(); ++i) {
      const Id<Person> wish = change.wishes[i];
      if (wish == actor.person() || !known.contains(wish))
        return expected_value("wishes[" + std::to_string(i) + "]", "a colleague", wish.text());
      if (std::ranges::find(after.wishes, wish) == after.wishes.end()) after.wishes.push_back(wish);
    }
    const Instant now = m_access.clock().now();
    const bool joins = before.is_suggested || !before.profile.is_in;
    if (joins) after.since = now;
    write_profile(tx, actor.org(), after);
    record(tx, actor, joins ? "opted_in" : "changed", now);
    return read(tx, actor);
  });
}

Result<OwnProfile> Profiles::opt_out(const access::Actor& actor) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<OwnProfile> {
    OwnProfile before = TRY(read(tx, actor));
    const Instant now = m_access.clock().now();
    const bool has_left = leave_circle(tx, actor.org(), actor.person(), now);
    if (!before.profile.is_in && !has_left) return before;
    before.profile.is_in = false;
    before.profile.since = now;
    write_profile(tx, actor.org(), before.profile);
    record(tx, actor, "opted_out", now);
    return read(tx, actor);
  });
}

}  // namespace backbeat::season
