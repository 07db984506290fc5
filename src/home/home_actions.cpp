#include "home/home_actions.hpp"

#include "access/account_actions.hpp"
#include "cadence/view.hpp"
#include "calls/calls_actions.hpp"
#include "capacity/capacity.hpp"
#include "commitment/commitment_actions.hpp"
#include "commitment/commitment_actions_inspections.hpp"
#include "home/home_store.hpp"
#include "imports/imports_actions.hpp"
#include "playbook/playbook.hpp"
#include "scorecard/calibration_actions.hpp"
#include "session/session_actions.hpp"
#include "session/session_fold.hpp"

#include <algorithm>

namespace backbeat::home {
namespace {

using access::Role;
using std::chrono::days;

constexpr std::string_view weekly = "weekly_one_on_one";
constexpr int weeks_for_rates = 4;
constexpr int weeks_looked_back = 13;
constexpr int most_quiet = 5;
constexpr days looked_back_for_verdicts{84};

/// Gathers for one viewer, in one snapshot.
class Gathering {
 public:
  Gathering(sql::Reader& reader, const access::Access& access, cadence::Ledgers& ledgers, const OverloadedCount& overloaded,
            const access::Actor& actor)
      : m_reader(reader),
        m_access(access),
        m_ledgers(ledgers),
        m_overloaded(overloaded),
        m_actor(actor),
        m_now(access.clock().now()),
        m_today(access.today(reader, actor.org())),
        m_snapshot(ledgers.snapshot(reader, actor.org())),
        m_sees_all(access::carries(actor.roles(), access::Right::see_cadence)) {}

  Home gather() {
    add_meetings();
    add_owed();
    if (m_actor.roles().has(Role::rep)) {
      add_promises();
      m_waiting.unmatched_calls = static_cast<int>(calls::unmatched_ahead(m_reader, m_actor.org(), m_actor.person(), m_now));
    }
    if (m_actor.roles().has_any({Role::manager, Role::leader, Role::executive, Role::enablement})) add_quiet();
    add_calibrations();
    if (m_actor.roles().has(Role::revops)) add_import_health();
    if (m_actor.roles().has_any({Role::enablement, Role::executive})) add_capacity();
    add_numbers();
    m_home.now = m_now;
    m_home.choice = choose(everything_waiting(m_waiting, m_now), dismissed(m_reader, m_actor.org(), m_actor.user()));
    return std::move(m_home);
  }

 private:
  [[nodiscard]] people::PersonRef ref(Id<Person> person) const {
    const std::string& name = m_snapshot.standing->name_of(person);
    return {.id = person, .name = name.empty() ? "somebody" : name};
  }
  [[nodiscard]] const playbook::Playbook& rules() const { return m_snapshot.standing->rules_on(m_today); }
  bool is_mine(Id<Person> person) {
    if (m_below == nullptr) m_below = m_ledgers.below(m_reader, m_actor);
    return std::ranges::binary_search(*m_below, person);
  }
  [[nodiscard]] std::string kind_name(std::string_view kind) const {
    const playbook::SessionType* type = rules().session_type(kind);
    return type != nullptr ? type->name : std::string(kind);
  }

  void add_meetings() {
    const Zone own_zone = m_access.own_zone(m_reader, m_actor);
    const LocalDate own_today = to_local(m_now, own_zone).date;
    for (const session::SessionState& state : session::session_facts_of(m_reader, m_actor.org(), m_snapshot.standing->playbooks(),
                                                                        m_actor.person(), m_now - days(14), m_now + days(15), m_now)) {
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
      if (to_local(state.starts_at, own_zone).date == own_today) m_home.today.push_back(meeting);
      m_waiting.meetings.push_back(meeting);
    }
    std::ranges::sort(m_home.today, {}, &Meeting::starts_at);
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
    cadence::Derivation derivation(*m_snapshot.ledger, {.range = {m_today, m_today + days(7)}, .as_of = m_now});
    if (m_actor.roles().has(Role::rep))
      for (const cadence::Obligation& owed : derivation.obligations_of(m_actor.person())) take(owed, m_waiting.owed_to_me);
    if (!m_actor.roles().has(Role::manager)) return;
    const auto below = m_ledgers.below(m_reader, m_actor);
    for (const Id<Person> rep : *below)
      for (const cadence::Obligation& owed : derivation.obligations_of(rep))
        if (owed.manager == m_actor.person()) take(owed, m_waiting.owed_by_me);
  }

  void add_promises() {
    for (const commitment::CommitmentState& open : commitment::open_of(m_reader, m_actor))
      m_waiting.my_promises.push_back({.key = open.id.text(),
                                       .text = open.text,
                                       .due_on = open.due_on,
                                       .session = open.made_in,
                                       .is_of_ride_along = !is_conversation(open.made_in)});
  }

  /// For a manager their own reps; for those above managers, teams in which nothing weekly was kept.
  void add_quiet() {
    const auto threshold = static_cast<int>(rules().threshold("weeks_without").value_or(3));
    const auto view = weekly_view(weeks_looked_back);
    if (m_actor.roles().has(Role::manager))
      for (const cadence::Gap& gap : view->gaps)
        if (gap.manager == m_actor.person() && gap.weeks >= threshold && m_waiting.quiet.size() < most_quiet)
          m_waiting.quiet.push_back({.person = ref(gap.rep), .weeks = gap.weeks});
    for (const cadence::ManagerRow& row : view->managers)
      if (row.manager.is_set() && row.manager != m_actor.person() && row.weeks_without >= threshold &&
          (m_sees_all || is_mine(row.manager)) && m_waiting.quiet.size() < most_quiet)
        m_waiting.quiet.push_back({.person = ref(row.manager), .weeks = row.weeks_without, .is_manager = true});
  }

  void add_calibrations() {
    const auto waiting = scorecard::calibrations_waiting_for(m_reader, m_access, m_actor);
    const auto add = [&](const std::vector<scorecard::CalibrationRow>& rows, OpenCalibration::For what) {
      for (const scorecard::CalibrationRow& row : rows) {
        const bool is_leader = row.leader && row.leader->id == m_actor.person();
        m_waiting.calibrations.push_back(
            {.id = row.fact.id.text(), .with = is_leader || !row.leader ? row.manager : *row.leader, .what = what});
      }
    };
    add(waiting.to_hold, OpenCalibration::For::holding);
    add(waiting.to_attend, OpenCalibration::For::attending);
    add(waiting.to_review, OpenCalibration::For::looking_again);
  }

  /// A session that is no conversation is a ride-along: it has a page of its own.
  [[nodiscard]] bool is_conversation(Id<Session> session) const {
    return session::load_session(m_reader, m_actor.org(), m_snapshot.standing->playbooks(), session, m_now).has_value();
  }

  void add_import_health() {
    constexpr std::string_view wanted[] = {"roster", "opportunities"};
    const auto sources = imports::freshness(m_reader, m_actor.org(), m_now);
    for (const std::string_view kind : wanted)
      if (std::ranges::none_of(sources, [&](const imports::Source& source) { return source.kind == kind; }))
        m_waiting.stale_sources.push_back({.kind = std::string(kind), .was_ever_imported = false});
    for (const imports::Source& source : sources) {
      if (source.freshness == imports::Freshness::stale)
        m_waiting.stale_sources.push_back({.kind = source.kind, .was_ever_imported = true});
      m_waiting.rejected_rows += static_cast<int>(source.last_rejected);
    }
    m_waiting.unmatched_names = static_cast<int>(imports::unmatched_names(m_reader, m_actor.org()).size());
    m_home.numbers.push_back({.kind = NumberKind::unmatched_names, .count = m_waiting.unmatched_names});
  }

  void add_capacity() {
    const auto organisation = m_access.organisation(m_reader, m_actor.org());
    if (!organisation) return;
    const Overloaded overloaded = m_overloaded.of(*organisation, m_snapshot.standing, m_today);
    m_waiting.managers_over_budget = overloaded.managers;
    m_home.numbers.push_back({.kind = NumberKind::overloaded_managers, .count = overloaded.managers, .n = overloaded.of});
  }

  [[nodiscard]] std::shared_ptr<const cadence::View> weekly_view(int weeks) const {
    return m_ledgers.view(
        m_reader, m_actor.org(),
        {.first_monday = monday_of(m_today) - days(7 * (weeks - 1)), .weeks = weeks, .as_of = m_now, .kind = std::string(weekly)});
  }

  void add_rate(NumberKind kind, int k, int n) {
    Number number{.kind = kind, .n = n};
    if (const auto rate = cadence::rate_of(static_cast<std::uint32_t>(k), static_cast<std::uint32_t>(n))) {
      number.share = rate->value;
      number.low = rate->low;
      number.high = rate->high;
    }
    m_home.numbers.push_back(number);
  }

  void add_numbers() {
    if (m_actor.roles().has(Role::rep)) add_own_numbers();
    if (m_sees_all || m_actor.roles().has_any({Role::manager, Role::leader})) {
      cadence::Cell sum;
      for (const cadence::ManagerRow& row : weekly_view(weeks_for_rates)->managers)
        if (m_sees_all || row.manager == m_actor.person() || is_mine(row.manager)) sum += row.total;
      add_rate(NumberKind::held_by_team, static_cast<int>(sum.held), static_cast<int>(sum.owed - sum.pending));
    }
    if (m_actor.roles().has(Role::manager))
      add_verdicts(commitment::inspections_with(m_reader, m_actor.org(), m_actor.person(), m_now - looked_back_for_verdicts));
    if (m_home.numbers.size() > 3) m_home.numbers.resize(3);
  }

  void add_own_numbers() {
    cadence::Derivation derivation(
        *m_snapshot.ledger,
        {.range = {monday_of(m_today) - days(21), monday_of(m_today) + days(6)}, .as_of = m_now, .kind = std::string(weekly)});
    int held = 0;
    int decided = 0;
    for (const cadence::Obligation& owed : derivation.obligations_of(m_actor.person())) {
      if (owed.state == cadence::ObligationState::pending || owed.state == cadence::ObligationState::due) continue;
      ++decided;
      held += owed.state == cadence::ObligationState::satisfied ? 1 : 0;
    }
    add_rate(NumberKind::held_with_me, held, decided);
    std::vector<commitment::Inspection> inspections;
    for (const commitment::CommitmentFact& fact : commitment::facts_of(m_reader, m_actor.org(), m_actor.person()))
      if (fact.inspection && fact.inspection->at >= m_now - looked_back_for_verdicts) inspections.push_back(*fact.inspection);
    add_verdicts(inspections);
  }

  void add_verdicts(const std::vector<commitment::Inspection>& inspections) {
    int kept = 0;
    int inspected = 0;
    for (const commitment::Inspection& inspection : inspections) {
      if (inspection.verdict == commitment::Verdict::no_occasion) continue;
      ++inspected;
      kept += inspection.verdict == commitment::Verdict::kept ? 1 : 0;
    }
    add_rate(NumberKind::commitments_kept, kept, inspected);
  }

  sql::Reader& m_reader;
  const access::Access& m_access;
  cadence::Ledgers& m_ledgers;
  const OverloadedCount& m_overloaded;
  const access::Actor& m_actor;
  Instant m_now;
  LocalDate m_today;
  cadence::Snapshot m_snapshot;
  bool m_sees_all;
  std::shared_ptr<const std::vector<Id<Person>>> m_below;
  std::set<std::pair<Id<Person>, std::string>> m_planned;  // rep and kind of what is on the calendar
  Waiting m_waiting;
  Home m_home;
};

}  // namespace

Overloaded OverloadedCount::of(const access::Organisation& organisation, const std::shared_ptr<const cadence::Standing>& standing,
                               LocalDate day) const {
  {
    const std::lock_guard lock(m_mutex);
    const auto kept = m_kept.find(organisation.id);
    if (kept != m_kept.end() && kept->second.standing == standing && kept->second.day == day) return kept->second.count;
  }
  const auto loads = capacity::loads_on(standing->rules_on(day), standing->members(), day, organisation.fiscal_first_month);
  const Overloaded count{.managers = static_cast<int>(std::ranges::count_if(loads, &capacity::Load::overflows)),
                         .of = static_cast<int>(loads.size())};
  const std::lock_guard lock(m_mutex);
  m_kept.insert_or_assign(organisation.id, Kept{.standing = standing, .day = day, .count = count});
  return count;
}

Result<Home> Homes::home(const access::Actor& actor) const {
  return m_db.read(
      [&](sql::Reader& reader) -> Result<Home> { return Gathering(reader, m_access, m_ledgers, m_overloaded, actor).gather(); });
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
