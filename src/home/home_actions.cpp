#include "home/home_actions.hpp"

#include "access/account_actions.hpp"
#include "cadence/view.hpp"
#include "capacity/capacity_actions.hpp"
#include "commitment/commitment_actions.hpp"
#include "home/home_store.hpp"
#include "imports/imports_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"
#include "session/session_fold.hpp"

#include <algorithm>
#include <unordered_set>

namespace backbeat::home {
namespace {

using access::Role;
using std::chrono::days;

constexpr std::string_view weekly = "weekly_one_on_one";
constexpr int weeks_for_rates = 4;
constexpr int weeks_looked_back = 13;
constexpr int most_quiet = 5;

/// Gathers for one viewer, in one snapshot.
class Gathering {
 public:
  Gathering(sql::Reader& reader, const access::Access& access, cadence::Ledgers& ledgers, const access::Actor& actor)
      : m_reader(reader),
        m_access(access),
        m_actor(actor),
        m_now(access.clock().now()),
        m_today(access.today(reader, actor.org())),
        m_playbooks(playbook::load_versions(reader, actor.org())),
        m_names(people::names(reader, actor.org())),
        m_ledger(ledgers.of(reader, actor.org())) {}

  Home gather() {
    add_meetings();
    add_owed();
    if (m_actor.roles().has(Role::rep)) add_promises();
    if (m_actor.roles().has_any({Role::manager, Role::leader, Role::executive, Role::enablement})) add_quiet();
    if (m_actor.roles().has(Role::revops)) add_import_health();
    if (m_actor.roles().has_any({Role::enablement, Role::executive})) add_capacity();
    add_numbers();
    m_home.now = m_now;
    m_home.choice = choose(everything_waiting(m_waiting, m_now), dismissed(m_reader, m_actor.org(), m_actor.user()));
    return std::move(m_home);
  }

 private:
  [[nodiscard]] people::PersonRef ref(Id<Person> person) const {
    const auto found = m_names.find(person);
    return {.id = person, .name = found == m_names.end() ? "somebody" : found->second};
  }
  [[nodiscard]] const playbook::Playbook& rules() const { return playbook::in_force_on(m_playbooks, m_today).rules; }
  [[nodiscard]] std::string kind_name(std::string_view kind) const {
    const playbook::SessionType* type = rules().session_type(kind);
    return type != nullptr ? type->name : std::string(kind);
  }

  void add_meetings() {
    for (const session::SessionState& state :
         session::session_facts_of(m_reader, m_actor.org(), m_playbooks, m_actor.person(), m_now - days(14), m_now + days(15), m_now)) {
      const bool is_rep = state.rep == m_actor.person();
      const bool may_still_answer = is_rep && m_now < session::confirm_until(state);
      const Meeting meeting{.session = state.id,
                            .kind_name = kind_name(state.kind),
                            .with = ref(is_rep ? state.manager : state.rep),
                            .starts_at = state.starts_at,
                            .minutes = state.planned_minutes,
                            .state = std::string(session::name_of(state.state)),
                            .viewer_is_rep = is_rep,
                            .is_running = state.state == session::State::running,
                            .is_open = state.is_planned(),
                            .has_taken_place = state.took_place(),
                            .waits_for_confirmation = may_still_answer && state.ended_at && !state.took_place() && !state.confirmed_at,
                            .waits_for_rating = may_still_answer && state.took_place() && !state.usefulness &&
                                                state.counts_as != playbook::CountsAs::nothing};
      if (state.is_open()) m_planned.insert({state.rep, state.kind});
      if (to_local(state.starts_at, zone()).date == m_today) m_home.today.push_back(meeting);
      m_waiting.meetings.push_back(meeting);
    }
    std::ranges::sort(m_home.today, {}, &Meeting::starts_at);
  }

  [[nodiscard]] Zone zone() const {
    const auto organisation = m_access.organisation(m_reader, m_actor.org());
    return organisation ? organisation->zone : Zone();
  }

  void take(const cadence::Obligation& owed, std::vector<OpenObligation>& into) {
    if (owed.state != cadence::ObligationState::due) return;
    into.push_back({.rep = ref(owed.rep),
                    .kind = owed.kind,
                    .kind_name = kind_name(owed.kind),
                    .due = owed.due,
                    .is_planned = owed.session.is_set() || m_planned.contains({owed.rep, owed.kind})});
  }

  void add_owed() {
    cadence::Derivation derivation(*m_ledger, {.range = {m_today, m_today + days(7)}, .as_of = m_now});
    if (m_actor.roles().has(Role::rep))
      for (const cadence::Obligation& owed : derivation.obligations_of(m_actor.person())) take(owed, m_waiting.owed_to_me);
    if (!m_actor.roles().has(Role::manager)) return;
    for (const Id<Person> rep : m_access.people_below(m_reader, m_actor))
      for (const cadence::Obligation& owed : derivation.obligations_of(rep))
        if (owed.manager == m_actor.person()) take(owed, m_waiting.owed_by_me);
  }

  void add_promises() {
    for (const commitment::CommitmentState& open : commitment::open_of(m_reader, m_actor))
      m_waiting.my_promises.push_back({.key = open.id.text(), .text = open.text, .due_on = open.due_on, .session = open.made_in});
  }

  /// For a manager their own reps; for those above managers, teams in which nothing weekly was kept.
  void add_quiet() {
    const auto threshold = static_cast<int>(rules().threshold("weeks_without").value_or(3));
    const cadence::View view = weekly_view(weeks_looked_back);
    const auto below = m_access.people_below(m_reader, m_actor);
    const std::unordered_set<Id<Person>> mine(below.begin(), below.end());
    if (m_actor.roles().has(Role::manager))
      for (const cadence::Gap& gap : view.gaps)
        if (gap.manager == m_actor.person() && gap.weeks >= threshold && m_waiting.quiet.size() < most_quiet)
          m_waiting.quiet.push_back({.person = ref(gap.rep), .weeks = gap.weeks});
    const bool sees_all = access::carries(m_actor.roles(), access::Right::see_cadence);
    for (const cadence::ManagerRow& row : view.managers)
      if (row.manager.is_set() && row.manager != m_actor.person() && row.weeks_without >= threshold &&
          (sees_all || mine.contains(row.manager)) && m_waiting.quiet.size() < most_quiet)
        m_waiting.quiet.push_back({.person = ref(row.manager), .weeks = row.weeks_without, .is_manager = true});
  }

  void add_import_health() {
    constexpr std::pair<std::string_view, std::string_view> wanted[] = {{"roster", "Roster"}, {"opportunities", "Opportunities"}};
    const auto sources = imports::freshness(m_reader, m_actor.org(), m_now);
    for (const auto& [kind, label] : wanted)
      if (std::ranges::none_of(sources, [&](const imports::Source& source) { return source.kind == kind; }))
        m_waiting.stale_sources.push_back({.kind = std::string(kind), .label = std::string(label), .was_ever_imported = false});
    for (const imports::Source& source : sources) {
      if (source.freshness == imports::Freshness::stale)
        m_waiting.stale_sources.push_back({.kind = source.kind, .label = source.label, .was_ever_imported = true});
      m_waiting.rejected_rows += static_cast<int>(source.last_rejected);
    }
    m_waiting.unmatched_names = static_cast<int>(imports::unmatched_names(m_reader, m_actor.org()).size());
    m_home.numbers.push_back({.label = "Names without a person",
                              .value = std::to_string(m_waiting.unmatched_names),
                              .n = {},
                              .low = {},
                              .high = {},
                              .note = ""});
  }

  void add_capacity() {
    const auto organisation = m_access.organisation(m_reader, m_actor.org());
    if (!organisation) return;
    const auto loads = capacity::load_on(m_reader, *organisation, m_today);
    if (!loads) return;
    m_waiting.managers_over_budget = static_cast<int>(std::ranges::count_if(*loads, &capacity::Load::overflows));
    m_home.numbers.push_back({.label = "Managers asked for more hours than there are",
                              .value = std::to_string(m_waiting.managers_over_budget) + " of " + std::to_string(loads->size()),
                              .n = static_cast<int>(loads->size()),
                              .low = {},
                              .high = {},
                              .note = ""});
  }

  [[nodiscard]] cadence::View weekly_view(int weeks) const {
    return cadence::view_of(
        *m_ledger,
        {.first_monday = monday_of(m_today) - days(7 * (weeks - 1)), .weeks = weeks, .as_of = m_now, .kind = std::string(weekly)});
  }

  void add_rate(std::string label, int k, int n, std::string note) {
    Number number{.label = std::move(label), .value = "", .n = n, .low = {}, .high = {}, .note = std::move(note)};
    if (const auto rate = cadence::rate_of(static_cast<std::uint32_t>(k), static_cast<std::uint32_t>(n))) {
      number.value = std::to_string(static_cast<int>(rate->value * 100 + 0.5)) + " %";
      number.low = rate->low;
      number.high = rate->high;
    } else {
      number.value = "not enough data";
    }
    m_home.numbers.push_back(std::move(number));
  }

  void add_numbers() {
    if (m_actor.roles().has(Role::rep)) add_own_numbers();
    const auto below = m_access.people_below(m_reader, m_actor);
    const std::unordered_set<Id<Person>> mine(below.begin(), below.end());
    const bool sees_all = access::carries(m_actor.roles(), access::Right::see_cadence);
    if (sees_all || m_actor.roles().has_any({Role::manager, Role::leader})) {
      cadence::Cell sum;
      for (const cadence::ManagerRow& row : weekly_view(weeks_for_rates).managers)
        if (sees_all || row.manager == m_actor.person() || mine.contains(row.manager)) sum += row.total;
      add_rate("Weekly 1:1s held", static_cast<int>(sum.held), static_cast<int>(sum.owed - sum.pending),
               "of those owed in the last four weeks; excused and cancelled ones count as owed");
    }
    if (m_actor.roles().has(Role::manager))
      add_verdicts(commitment::facts(m_reader, m_actor.org()), [&](const auto& fact) { return fact.manager == m_actor.person(); });
    if (m_home.numbers.size() > 3) m_home.numbers.resize(3);
  }

  void add_own_numbers() {
    cadence::Derivation derivation(
        *m_ledger, {.range = {monday_of(m_today) - days(21), monday_of(m_today) + days(6)}, .as_of = m_now, .kind = std::string(weekly)});
    int held = 0;
    int decided = 0;
    for (const cadence::Obligation& owed : derivation.obligations_of(m_actor.person())) {
      if (owed.state == cadence::ObligationState::pending || owed.state == cadence::ObligationState::due) continue;
      ++decided;
      held += owed.state == cadence::ObligationState::satisfied ? 1 : 0;
    }
    add_rate("Weekly 1:1s you had", held, decided, "of those you were owed in the last four weeks");
    add_verdicts(commitment::facts_of(m_reader, m_actor.org(), m_actor.person()), [](const auto&) { return true; });
  }

  template <class Is>
  void add_verdicts(const std::vector<commitment::CommitmentFact>& facts, Is is) {
    int kept = 0;
    int inspected = 0;
    for (const commitment::CommitmentFact& fact : facts) {
      if (!is(fact) || !fact.inspection || fact.inspection->at < m_now - days(84) ||
          fact.inspection->verdict == commitment::Verdict::no_occasion)
        continue;
      ++inspected;
      kept += fact.inspection->verdict == commitment::Verdict::kept ? 1 : 0;
    }
    add_rate("Commitments kept", kept, inspected, "of those inspected in the last twelve weeks, partly kept ones not counted as kept");
  }

  sql::Reader& m_reader;
  const access::Access& m_access;
  const access::Actor& m_actor;
  Instant m_now;
  LocalDate m_today;
  std::vector<playbook::DatedPlaybook> m_playbooks;
  std::unordered_map<Id<Person>, std::string> m_names;
  std::shared_ptr<const cadence::Ledger> m_ledger;
  std::set<std::pair<Id<Person>, std::string>> m_planned;  // rep and kind of what is on the calendar
  Waiting m_waiting;
  Home m_home;
};

}  // namespace

Result<Home> Homes::home(const access::Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Home> { return Gathering(reader, m_access, m_ledgers, actor).gather(); });
}

Result<Done> Homes::dismiss(const access::Actor& actor, std::string_view key) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    home::dismiss(tx, actor.org(), actor.user(), key, m_access.clock().now());
    return Done{};
  });
}

Result<Done> Homes::restore(const access::Actor& actor, std::string_view key) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    home::restore(tx, actor.org(), actor.user(), key);
    return Done{};
  });
}

}  // namespace backbeat::home
