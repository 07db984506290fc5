#include "team/team_actions.hpp"

#include "capacity/capacity.hpp"
#include "commitment/commitment_actions.hpp"
#include "playbook/playbook.hpp"
#include "session/session_actions.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace backbeat::team {
namespace {

using std::chrono::days;

constexpr std::string_view weekly = "weekly_one_on_one";
constexpr int weeks_looked_back = 13;
constexpr days looked_back{120};
constexpr std::chrono::hours late{4};  // after which what never began is no longer next

/// What one request needs of the organisation, in one snapshot.
struct Scene {
  sql::Reader& reader;
  Id<Org> org;
  Instant now;
  LocalDate today;
  cadence::Snapshot snapshot;

  [[nodiscard]] const playbook::Playbook& rules() const { return snapshot.standing->rules_on(today); }
  [[nodiscard]] const std::vector<playbook::DatedPlaybook>& playbooks() const { return snapshot.standing->playbooks(); }
  [[nodiscard]] const std::vector<people::Member>& members() const { return snapshot.standing->members(); }
  [[nodiscard]] const people::Member* member(Id<Person> person) const { return snapshot.standing->member(person); }
};

Scene scene_of(sql::Reader& reader, const access::Access& access, cadence::Ledgers& ledgers, Id<Org> org) {
  return {.reader = reader,
          .org = org,
          .now = access.clock().now(),
          .today = access.today(reader, org),
          .snapshot = ledgers.snapshot(reader, org)};
}

bool is_led_by(const people::Member& member, Id<Person> manager, LocalDate today) {
  const people::Assignment* assignment = member.works_here_on(today) ? member.assignment_on(today) : nullptr;
  return assignment != nullptr && assignment->manager == manager;
}

std::string role_name(const playbook::Playbook& rules, const std::string& key) {
  const playbook::JobRole* role = rules.job_role(key);
  return role != nullptr ? role->name : key;
}

/// The last talk that took place and the next one. The ledger knows when; only what lies open is read.
void add_talks(const Scene& scene, Id<Person> rep, RepRow& row) {
  std::vector<std::pair<Instant, Id<Session>>> open;
  for (const playbook::SessionType& type : scene.rules().session_types) {
    if (type.counts_as == playbook::CountsAs::nothing) continue;
    for (const auto& [id, session] : scene.snapshot.ledger->sessions_known(rep, type.key, scene.now)) {
      const bool took_place = session.outcome == cadence::Outcome::held || session.outcome == cadence::Outcome::held_short;
      if (took_place && session.at >= scene.now - looked_back)
        row.last_held_at = std::max(row.last_held_at.value_or(session.at), session.at);
      if (session.outcome == cadence::Outcome::open && session.at > scene.now - days(1)) open.emplace_back(session.at, id);
    }
  }
  std::ranges::sort(open);
  for (const auto& [at, id] : open) {
    const auto state = session::load_session(scene.reader, scene.org, scene.playbooks(), id, scene.now);
    if (!state) continue;
    const bool is_next = state->state == session::State::running || (state->is_planned() && state->starts_at > scene.now - late);
    if (!is_next) continue;
    row.next_session = NextSession{.id = state->id, .kind = state->kind, .starts_at = state->starts_at};
    return;
  }
}

RepRow row_of(const Scene& scene, const people::Member& rep, cadence::Derivation& derivation) {
  const people::Assignment* assignment = rep.assignment_on(scene.today);
  const playbook::TenureBand* band = scene.rules().band_for(people::months_of_tenure(rep.hired, scene.today));
  RepRow row{.person = {.id = rep.id, .name = rep.name},
             .job_role = role_name(scene.rules(), assignment->job_role),
             .tenure_band = band != nullptr ? band->name : "",
             .focus_skill = {},
             .next_session = {},
             .last_held_at = {},
             .last_four_weeks = count(derivation.obligations_of(rep.id)),
             .open_commitments = static_cast<int>(commitment::facts_of_open(scene.reader, scene.org, rep.id).size())};
  if (const auto focus = session::focus_of(scene.reader, scene.org, rep.id)) {
    const playbook::Competency* competency = scene.rules().competency(*focus);
    row.focus_skill = competency != nullptr ? competency->name : *focus;
  }
  add_talks(scene, rep.id, row);
  return row;
}

/// The managers whose teams the actor may look at: those below who lead somebody today, and the actor where they do.
std::vector<people::PersonRef> managers_for(const Scene& scene, cadence::Ledgers& ledgers, const access::Actor& actor) {
  const auto below = ledgers.below(scene.reader, actor);
  const auto may = [&](Id<Person> manager) { return manager == actor.person() || std::ranges::binary_search(*below, manager); };
  std::unordered_set<Id<Person>> leading;
  for (const people::Member& member : scene.members()) {
    const people::Assignment* assignment = member.works_here_on(scene.today) ? member.assignment_on(scene.today) : nullptr;
    if (assignment != nullptr && assignment->manager && may(*assignment->manager)) leading.insert(*assignment->manager);
  }
  std::vector<people::PersonRef> out;
  for (const people::Member& member : scene.members())
    if (leading.contains(member.id)) out.push_back({.id = member.id, .name = member.name});
  std::ranges::sort(out, {}, &people::PersonRef::name);
  return out;
}

std::optional<Hours> hours_of(const Scene& scene, const access::Access& access, Id<Person> manager) {
  const auto organisation = access.organisation(scene.reader, scene.org);
  if (!organisation) return std::nullopt;
  // What is asked of a manager follows from their reports alone.
  std::vector<people::Member> reports;
  for (const people::Member& member : scene.members())
    if (is_led_by(member, manager, scene.today)) reports.push_back(member);
  for (const capacity::Load& load : capacity::loads_on(scene.rules(), reports, scene.today, organisation->fiscal_first_month))
    if (load.manager == manager)
      return Hours{.asked_low = load.total.low,
                   .asked_high = load.total.high,
                   .budget_low = load.budget_low,
                   .budget_high = load.budget_high,
                   .statement = capacity::statement_of(load)};
  return std::nullopt;
}

}  // namespace

Result<Team> Teams::team(const access::Actor& actor, std::optional<Id<Person>> manager) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Team> {
    const Scene scene = scene_of(reader, m_access, m_ledgers, actor.org());
    Team team{.manager = {}, .managers = managers_for(scene, m_ledgers, actor), .reps = {}, .hours = {}};
    // A leader's own reports are managers, who have teams of their own: without a choice, the first of those is shown.
    Id<Person> whose = manager.value_or(actor.person());
    if (!manager && !team.managers.empty() && std::ranges::none_of(team.managers, [&](const auto& one) { return one.id == whose; }))
      whose = team.managers.front().id;
    const access::ReportingLine line = TRY(m_access.reporting_line(reader, actor, whose));
    const people::Member* leader = scene.member(line.person());
    if (leader == nullptr) return refuse(errors::not_found);
    team.manager = {.id = leader->id, .name = leader->name};

    const LocalDate monday = monday_of(scene.today);
    cadence::Derivation derivation(*scene.snapshot.ledger,
                                   {.range = {monday - days(21), monday + days(6)}, .as_of = scene.now, .kind = std::string(weekly)});
    const auto view = m_ledgers.view(reader, actor.org(),
                                     {.first_monday = monday - days(7 * (weeks_looked_back - 1)),
                                      .weeks = weeks_looked_back,
                                      .as_of = scene.now,
                                      .kind = std::string(weekly)});
    std::unordered_map<Id<Person>, int> without;
    for (const cadence::Gap& gap : view->gaps) without[gap.rep] = gap.weeks;

    for (const people::Member& member : scene.members()) {
      if (!is_led_by(member, whose, scene.today)) continue;
      team.reps.push_back(row_of(scene, member, derivation));
      const auto weeks = without.find(member.id);
      if (weeks != without.end()) team.reps.back().weeks_without = weeks->second;
    }
    std::ranges::sort(team.reps, {}, [](const RepRow& row) { return row.person.name; });
    team.hours = hours_of(scene, m_access, whose);
    return team;
  });
}

namespace {

void add_sessions(const Scene& scene, Id<Person> person, std::vector<Entry>& out) {
  for (const session::SessionState& state :
       session::session_facts_of(scene.reader, scene.org, scene.playbooks(), person, Instant(0), scene.now + days(90), scene.now)) {
    if (state.rep != person) continue;
    const playbook::SessionType* type = scene.rules().session_type(state.kind);
    std::string detail;
    if (state.took_place())
      detail = std::to_string(std::chrono::duration_cast<std::chrono::minutes>(state.held).count()) + " of " +
               std::to_string(state.planned_minutes) + " minutes";
    if (!state.moves.empty())
      detail += (detail.empty() ? "" : ", ") +
                std::string(state.moves.size() == 1 ? "moved once" : "moved " + std::to_string(state.moves.size()) + " times");
    const people::Member* with = scene.member(state.manager);
    out.push_back({.at = state.starts_at,
                   .kind = EntryKind::session,
                   .key = "s" + state.id.text(),
                   .title = (type != nullptr ? type->name : state.kind) + (with != nullptr ? " with " + with->name : ""),
                   .detail = std::move(detail),
                   .session = state.id,
                   .state = std::string(session::name_of(state.state)),
                   .text = {}});
  }
}

/// Commitments with what they say where the actor was one of the two.
void add_commitments(const Scene& scene, const access::Access& access, const access::Actor& actor, Id<Person> person,
                     std::vector<Entry>& out) {
  for (const commitment::CommitmentFact& fact : commitment::facts_of(scene.reader, scene.org, person)) {
    if (fact.is_withdrawn) continue;
    std::optional<std::string> text;
    if (const auto participation = access.participation(scene.reader, actor, fact.made_in))
      for (const commitment::CommitmentState& state : commitment::made_in(scene.reader, *participation))
        if (state.id == fact.id) text = state.text;
    out.push_back({.at = fact.made_at,
                   .kind = EntryKind::commitment,
                   .key = "c" + fact.id.text(),
                   .title = "Committed to something",
                   .detail = "due " + fact.due_on.text(),
                   .session = fact.made_in,
                   .state = {},
                   .text = text});
    if (fact.inspection)
      out.push_back({.at = fact.inspection->at,
                     .kind = EntryKind::inspection,
                     .key = "i" + fact.id.text(),
                     .title = "Commitment inspected",
                     .detail = {},
                     .session = fact.inspection->in_session,
                     .state = std::string(commitment::name_of(fact.inspection->verdict)),
                     .text = std::move(text)});
  }
}

}  // namespace

Result<TimelinePage> Teams::timeline(const access::Actor& actor, Id<Person> person,
                                     const std::optional<std::pair<Instant, std::string>>& after, int limit) const {
  return m_db.read([&](sql::Reader& reader) -> Result<TimelinePage> {
    const access::ReportingLine line = TRY(m_access.reporting_line(reader, actor, person));
    const Scene scene = scene_of(reader, m_access, m_ledgers, actor.org());
    const people::Member* member = scene.member(line.person());
    if (member == nullptr) return refuse(errors::not_found);
    std::vector<people::PersonRef> managers;
    for (const people::Assignment& assignment : member->assignments)
      if (assignment.manager) managers.push_back(scene.snapshot.standing->ref(*assignment.manager));

    std::vector<Entry> entries = entries_of(*member, managers, scene.now);
    add_sessions(scene, person, entries);
    add_commitments(scene, m_access, actor, person, entries);
    sort(entries);
    TimelinePage page;
    for (Entry& entry : entries) {
      const bool is_seen = after && (entry.at > after->first || (entry.at == after->first && entry.key >= after->second));
      if (is_seen) continue;
      if (static_cast<int>(page.entries.size()) == limit) {
        page.next = {page.entries.back().at, page.entries.back().key};
        break;
      }
      page.entries.push_back(std::move(entry));
    }
    return page;
  });
}

}  // namespace backbeat::team
