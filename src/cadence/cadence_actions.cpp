#include "cadence/cadence_actions.hpp"

#include "cadence/cadence_file.hpp"
#include "commitment/commitment_actions.hpp"
#include "session/session_actions.hpp"

#include <algorithm>

namespace backbeat::cadence {
namespace {

using std::chrono::days;

constexpr days owed_before{28};
constexpr days owed_ahead{14};
constexpr days longest_window{92};  // a fiscal quarter
constexpr int weeks_without_default = 3;

/// What a person did last by a day, or does then.
const Stint* last_stint(const Ledger& ledger, Id<Person> person, LocalDate today, Instant now) {
  const auto index = ledger.index_of(person);
  if (!index || *index >= ledger.people()) return nullptr;
  const Record* record = ledger.record_of(*index, now);
  const Stint* last = nullptr;
  if (record != nullptr)
    for (const Stint& stint : record->stints)
      if (stint.period.from <= today) last = &stint;
  return last;
}

bool has_left(const Ledger& ledger, Id<Person> person, LocalDate today, Instant now) {
  const auto index = ledger.index_of(person);
  const Record* record = index && *index < ledger.people() ? ledger.record_of(*index, now) : nullptr;
  return record != nullptr && record->left && *record->left <= today;
}

/// The viewer and everybody below them, with those who left while they reported to one of these.
class Reach {
 public:
  Reach(sql::Reader& reader, const access::Access& access, Ledgers& ledgers, const access::Actor& actor, const Ledger& ledger)
      : m_ledger(ledger),
        m_today(access.today(reader, actor.org())),
        m_now(access.clock().now()),
        m_self(actor.person()),
        m_below(ledgers.below(reader, actor)) {}
  [[nodiscard]] bool has(Id<Person> person) const {
    if (is_near(person)) return true;
    if (!has_left(m_ledger, person, m_today, m_now)) return false;
    const Stint* last = last_stint(m_ledger, person, m_today, m_now);
    return last != nullptr && last->manager != nobody && is_near(m_ledger.id_of(last->manager));
  }

 private:
  [[nodiscard]] bool is_near(Id<Person> person) const {
    return (person.is_set() && person == m_self) || std::ranges::binary_search(*m_below, person);
  }

  const Ledger& m_ledger;
  LocalDate m_today;
  Instant m_now;
  Id<Person> m_self;
  std::shared_ptr<const std::vector<Id<Person>>> m_below;
};

bool sees_everybodys_counts(const access::Access& access, const access::Actor& actor) {
  return access.entitled<access::Right::see_cadence>(actor).has_value();
}

bool sees_everybodys_sessions(const access::Access& access, const access::Actor& actor) {
  return access.entitled<access::Right::see_sessions>(actor).has_value();
}

/// The kind asked for, which some version of the playbook must have; empty for all.
Result<std::string> checked_kind(const Ledger& ledger, const std::string& kind) {
  if (kind.empty()) return kind;
  for (const auto& version : ledger.playbooks())
    if (version.fact.rules.session_type(kind) != nullptr) return kind;
  return expected_value("kind", "all, or a session type of the playbook", kind);
}

/// The name of a session type in the newest version that has it.
std::string kind_name_of(const Ledger& ledger, const std::string& kind) {
  for (auto version = ledger.playbooks().rbegin(); version != ledger.playbooks().rend(); ++version)
    if (const auto* type = version->fact.rules.session_type(kind)) return type->name;
  return kind;
}

int weeks_without_threshold(const Ledger& ledger, LocalDate today) {
  const playbook::Playbook* rules = nullptr;
  for (const auto& version : ledger.playbooks())
    if (rules == nullptr || version.fact.effective_from <= today) rules = &version.fact.rules;
  const auto threshold = rules == nullptr ? std::nullopt : rules->threshold("weeks_without");
  return threshold ? static_cast<int>(*threshold) : weeks_without_default;
}

void add_session_metadata(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks, Instant now,
                          WeekRow& row) {
  const auto state = session::load_session(reader, org, playbooks, row.owed.session, now);
  if (!state) return;
  row.planned_minutes = state->planned_minutes;
  if (state->took_place()) row.held_minutes = static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(state->held).count());
  row.focus_competency = state->focus_competency;
  for (const auto& fact : commitment::facts_inspected_in(reader, org, state->id))
    if (fact.inspection) row.verdicts.emplace_back(commitment::name_of(fact.inspection->verdict));
}

}  // namespace

Result<NamedView> Cadences::view(const access::Actor& actor, const ViewRequest& request) const {
  if (request.weeks < 1 || request.weeks > 53) return expected_value("weeks", "a whole number from 1 to 53", std::to_string(request.weeks));
  const bool sees_all = sees_everybodys_counts(m_access, actor);
  // A rep has no managers to look at: what a rep is owed is asked for by itself.
  if (!sees_all && !actor.roles().has_any({access::Role::manager, access::Role::leader})) return refuse(errors::forbidden);
  return m_db.read([&](sql::Reader& reader) -> Result<NamedView> {
    const Snapshot snapshot = m_ledgers.snapshot(reader, actor.org());
    const Ledger& ledger = *snapshot.ledger;
    const std::string kind = TRY(checked_kind(ledger, request.kind));
    const LocalDate today = m_access.today(reader, actor.org());
    const Instant now = m_access.clock().now();
    const LocalDate last_monday = request.until ? request.until->monday() : monday_of(today);
    const auto whole =
        m_ledgers.view(reader, actor.org(),
                       {.first_monday = last_monday - days(7 * (request.weeks - 1)), .weeks = request.weeks, .as_of = now, .kind = kind});

    std::optional<Reach> reach;
    const bool sees_sessions = sees_everybodys_sessions(m_access, actor);
    if (!sees_all || !sees_sessions) reach.emplace(reader, m_access, m_ledgers, actor, ledger);
    NamedView seen;
    seen.view.as_of = now;
    seen.view.good_until = whole->good_until;
    seen.view.mondays = whole->mondays;
    for (const ManagerRow& row : whole->managers)
      if (sees_all || (row.manager.is_set() && reach->has(row.manager))) seen.view.managers.push_back(row);

    const auto name = [&](Id<Person> person) {
      if (person.is_set()) seen.names.try_emplace(person, snapshot.standing->name_of(person));
    };
    const int threshold = weeks_without_threshold(ledger, today);
    std::unordered_map<Id<Person>, std::vector<Gap>> gaps;
    for (const Gap& gap : whole->gaps)
      if (gap.weeks >= threshold) gaps[gap.manager].push_back(gap);
    for (const ManagerRow& row : seen.view.managers) {
      name(row.manager);
      const Stint* stint = has_left(ledger, row.manager, today, now) ? nullptr : last_stint(ledger, row.manager, today, now);
      seen.leaders.push_back(stint == nullptr || stint->manager == nobody
                                 ? std::nullopt
                                 : std::optional(snapshot.standing->ref(ledger.id_of(stint->manager))));
      const auto without = gaps.find(row.manager);
      if (without == gaps.end()) continue;
      // Who only counts gets counts: the reps are named to those who may see their sessions.
      const bool may_name = sees_sessions || reach->has(row.manager);
      for (Gap& gap : without->second)
        if (may_name)
          name(gap.rep);
        else
          gap.rep = {};
      seen.without.push_back({.manager = row.manager, .gaps = std::move(without->second)});
    }
    return seen;
  });
}

Result<std::string> Cadences::csv(const access::Actor& actor, const ViewRequest& request) const {
  const NamedView seen = TRY(view(actor, request));
  return csv_of(seen.view, seen.names);
}

Result<std::vector<WeekRow>> Cadences::week(const access::Actor& actor, Id<Person> manager, IsoWeek week,
                                            const std::string& kind_asked) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<WeekRow>> {
    const Snapshot snapshot = m_ledgers.snapshot(reader, actor.org());
    const auto& ledger = snapshot.ledger;
    if (!sees_everybodys_sessions(m_access, actor) && !Reach(reader, m_access, m_ledgers, actor, *ledger).has(manager))
      return refuse(errors::not_found);
    const auto index = ledger->index_of(manager);
    if (!index || *index >= ledger->people()) return refuse(errors::not_found);
    const std::string kind = TRY(checked_kind(*ledger, kind_asked));
    const Instant now = m_access.clock().now();

    Derivation derivation(*ledger, {.range = {week.monday(), week.monday() + days(6)}, .as_of = now, .kind = kind});
    std::vector<WeekRow> rows;
    for (Index person = 0; person < derivation.people(); ++person)
      for (const Owed& owed : derivation.owed_to(person)) {
        if (owed.manager != *index) continue;
        WeekRow row{.owed = derivation.named(owed),
                    .rep = {},
                    .kind_name = {},
                    .planned_minutes = {},
                    .held_minutes = {},
                    .focus_competency = {},
                    .verdicts = {}};
        row.rep = snapshot.standing->ref(row.owed.rep);
        row.kind_name = kind_name_of(*ledger, row.owed.kind);
        if (row.owed.session.is_set()) add_session_metadata(reader, actor.org(), snapshot.standing->playbooks(), now, row);
        rows.push_back(std::move(row));
      }
    std::ranges::stable_sort(rows, {}, [](const WeekRow& row) { return std::pair(row.rep.name, row.owed.window.last); });
    return rows;
  });
}

Result<OwedList> Cadences::owed(const access::Actor& actor, std::optional<Id<Person>> asked, std::optional<Instant> as_of_asked) const {
  const Instant now = m_access.clock().now();
  const Instant as_of = as_of_asked.value_or(now);
  if (as_of > now) return expected_value("as_of", "an instant that has come", as_of.text());
  return m_db.read([&](sql::Reader& reader) -> Result<OwedList> {
    const Id<Person> person = asked.value_or(actor.person());
    const Snapshot snapshot = m_ledgers.snapshot(reader, actor.org());
    const auto& ledger = snapshot.ledger;
    if (!sees_everybodys_sessions(m_access, actor) && !Reach(reader, m_access, m_ledgers, actor, *ledger).has(person))
      return refuse(errors::not_found);
    const auto index = ledger->index_of(person);
    if (!index || *index >= ledger->people()) return refuse(errors::not_found);

    const LocalDate today = to_local(as_of, Zone()).date;
    Derivation derivation(*ledger, {.range = {today - owed_before, today + owed_ahead + longest_window}, .as_of = as_of});
    OwedList list{.as_of = as_of, .rows = {}};
    for (Obligation& owed : derivation.obligations_of(person)) {
      if (owed.opens > as_of + owed_ahead) continue;
      OwedRow row{.owed = {}, .rep = snapshot.standing->ref(owed.rep), .manager = {}, .kind_name = kind_name_of(*ledger, owed.kind)};
      if (owed.manager.is_set()) row.manager = snapshot.standing->ref(owed.manager);
      row.owed = std::move(owed);
      list.rows.push_back(std::move(row));
    }
    return list;
  });
}

}  // namespace backbeat::cadence
