#include "scorecard/scorecard_actions_facts.hpp"

#include "commitment/commitment_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "ridealong/ridealong_actions.hpp"
#include "ridealong/ridealong_clock.hpp"
#include "session/session_actions.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace backbeat::scorecard {
namespace {

using ridealong::RideAlongState;
using std::chrono::days;

/// People and holidays as they were believed to be at an instant.
struct Believed {
  std::map<Id<Person>, people::Member> members;
  std::vector<people::Holiday> holidays;
};

Believed believed(sql::Reader& reader, Id<Org> org, Instant at) {
  people::Records records = people::load_records(reader, org);
  Believed out;
  for (people::MemberRecord& record : records.members)  // by person, then when it became known
    if (record.known_at <= at) out.members[record.member.id] = std::move(record.member);
  for (people::KnownHoliday& holiday : records.holidays)
    if (holiday.known_at <= at) out.holidays.push_back(std::move(holiday.holiday));
  return out;
}

/// The time from one instant to another that is not on a skipped day of the zone.
Duration without_skipped(Instant from, Instant to, const Zone& zone, const std::function<bool(LocalDate)>& is_skipped) {
  if (to <= from) return Duration(0);
  Duration out = to - from;
  for (LocalDate day = to_local(from, zone).date; day <= to_local(to, zone).date; day = day + days(1)) {
    if (!is_skipped(day)) continue;
    const Instant begin = std::max(from, start_of_day(day, zone));
    const Instant end = std::min(to, start_of_day(day + days(1), zone));
    if (begin < end) out -= end - begin;
  }
  return out;
}

Debrief debrief_of(const RideAlongState& state, Instant known_at) {
  const auto is_on_time = state.is_debrief_on_time(known_at);
  if (!is_on_time) return Debrief::pending;
  if (*is_on_time) return Debrief::on_time;
  return state.debrief_started_at ? Debrief::late : Debrief::none;
}

class Gathering {
 public:
  Gathering(sql::Reader& reader, const access::Organisation& organisation, Month month, Instant known_at, Purpose purpose)
      : m_reader(reader),
        m_organisation(organisation),
        m_known_at(known_at),
        m_purpose(purpose),
        m_playbooks(playbook::load_versions(reader, organisation.id)),
        m_believed(believed(reader, organisation.id, known_at)),
        m_month_from(start_of_day(month.first, organisation.zone)),
        m_month_to(start_of_day(month.next().first, organisation.zone)) {
    m_out.facts.month = month;
    m_out.facts.is_desk_in_use = false;
    m_out.facts.is_over = m_month_to <= known_at;
  }

  Gathered gather() {
    m_out.rules = card_rules(rules_on(month().last()));
    add_ride_alongs();
    add_debts();
    add_verdicts();
    if (m_purpose == Purpose::publication) add_ratings();
    add_lines();
    return std::move(m_out);
  }

 private:
  [[nodiscard]] Month month() const { return m_out.facts.month; }
  [[nodiscard]] const std::vector<playbook::DatedPlaybook>& playbooks() const { return m_playbooks; }
  [[nodiscard]] const playbook::Playbook& rules_on(LocalDate day) const {
    return playbook::in_force_on(playbooks(), day, m_known_at).rules;
  }
  [[nodiscard]] const people::Member* member(Id<Person> person) const {
    const auto found = m_believed.members.find(person);
    return found == m_believed.members.end() ? nullptr : &found->second;
  }
  [[nodiscard]] bool is_in_month(Instant at) const { return m_month_from <= at && at < m_month_to; }
  [[nodiscard]] LocalDate day_of(Instant at) const { return to_local(at, m_organisation.zone).date; }

  void add_ride_alongs() {
    // A quarter is the longest period that is owed for, and one that holds the month's last day can begin two months before the month.
    const Instant from = start_of_day(plus_months(month().first, -2), m_organisation.zone);
    for (RideAlongState& state : ridealong::facts(m_reader, m_organisation.id, playbooks(), from, m_month_to, m_known_at)) {
      m_out.facts.is_desk_in_use = true;
      const Instant at = state.plan.call.from;
      if (!state.is_held() || at >= m_month_to) continue;
      m_seen[state.rep].push_back({.id = state.id, .format = state.format, .starts_at = at, .is_held = true});
      if (!is_in_month(at)) continue;
      m_out.facts.evidence.rides.push_back(ride_of(state));
      if (state.usefulness && m_purpose == Purpose::publication)
        m_out.facts.ratings.push_back({.manager = state.manager, .rep = state.rep, .score = *state.usefulness});
    }
  }

  [[nodiscard]] Ride ride_of(const RideAlongState& state) const {
    Ride ride{.id = state.id,
              .manager = state.manager,
              .rep = state.rep,
              .day = day_of(state.plan.call.from),
              .format = state.format,
              .had_pre_brief = state.has_pre_brief(),
              .debrief = debrief_of(state, m_known_at),
              .comments = state.comments};
    for (const ridealong::Takeover& takeover : state.takeovers)
      ++(takeover.had_consent ? ride.takeovers_with_consent : ride.takeovers_without_consent);
    if (state.debrief_started_at && state.ended_at) {
      const people::Member* rep = member(state.rep);
      const auto zone = Zone::make(state.rep_zone);
      const LocalDate day = to_local(*state.ended_at, zone.value_or(Zone())).date;
      const people::Assignment* assignment = rep == nullptr ? nullptr : rep->assignment_on(day);
      const auto is_skipped =
          ridealong::skipped_by(rules_on(day), m_believed.holidays, assignment == nullptr ? std::string_view() : assignment->region);
      ride.debrief_after = without_skipped(*state.ended_at, *state.debrief_started_at, zone.value_or(Zone()), is_skipped);
    }
    return ride;
  }

  void add_debts() {
    const cadence::RideAlongRules rules{
        .playbooks = playbooks(), .holidays = m_believed.holidays, .fiscal_first_month = m_organisation.fiscal_first_month};
    // Windows that end in the month, and those of the quarter that holds its last day.
    const LocalDate last = std::max(month().last(), FiscalQuarter::of(month().last(), m_organisation.fiscal_first_month).last_day());
    for (const auto& [id, rep] : m_believed.members)
      for (const cadence::RideAlongDebt& debt : cadence::ride_along_debts(rep, rules, m_seen[id], {month().first, last}, m_known_at)) {
        if (debt.window.first > month().last() || !debt.manager.is_set()) continue;
        for (const Format format : cadence::all_ride_along_formats) {
          const cadence::FormatDebt& of = debt.of(format);
          if (of.owed == 0) continue;
          m_out.facts.evidence.debts.push_back({.manager = debt.manager,
                                                .rep = debt.rep,
                                                .format = format,
                                                .first = debt.window.first,
                                                .last = debt.window.last,
                                                .owed = of.owed,
                                                .excused = of.excused,
                                                .held = of.held});
        }
      }
  }

  void add_verdicts() {
    for (const commitment::CommitmentFact& fact : commitment::facts(m_reader, m_organisation.id)) {
      if (!fact.inspection || fact.inspection->at > m_known_at || !is_in_month(fact.inspection->at)) continue;
      m_out.facts.evidence.verdicts.push_back({.id = fact.id,
                                               .manager = fact.manager,
                                               .rep = fact.rep,
                                               .day = day_of(fact.inspection->at),
                                               .verdict = fact.inspection->verdict});
    }
  }

  void add_ratings() {
    for (const session::SessionState& state :
         session::session_facts(m_reader, m_organisation.id, playbooks(), m_month_from, m_month_to, m_known_at)) {
      if (!state.usefulness || !is_in_month(state.starts_at)) continue;
      m_out.facts.ratings.push_back({.manager = state.manager, .rep = state.rep, .score = *state.usefulness});
    }
  }

  /// Whoever leads somebody who is coached, owes or rode; with whom they reported to at the end of the month, or last before they left.
  void add_lines() {
    std::set<Id<Person>> managers;
    const auto& rules = rules_on(month().last());
    for (const auto& [id, rep] : m_believed.members) {
      const people::Assignment* assignment = rep.works_here_on(month().last()) ? rep.assignment_on(month().last()) : nullptr;
      const playbook::JobRole* role = assignment == nullptr ? nullptr : rules.job_role(assignment->job_role);
      if (role != nullptr && role->is_coached && assignment->manager) managers.insert(*assignment->manager);
    }
    for (const Ride& ride : m_out.facts.evidence.rides) managers.insert(ride.manager);
    for (const Debt& debt : m_out.facts.evidence.debts) managers.insert(debt.manager);
    for (const Id<Person> manager : managers) {
      const people::Member* found = member(manager);
      std::optional<Id<Person>> leader;
      if (found != nullptr)
        for (const people::Assignment& assignment : found->assignments)
          if (assignment.period.from <= month().last()) leader = assignment.manager;
      m_out.facts.lines.push_back({.manager = manager, .leader = leader});
    }
  }

  sql::Reader& m_reader;
  const access::Organisation& m_organisation;
  Instant m_known_at;
  Purpose m_purpose;
  playbook::Versions m_playbooks;
  Believed m_believed;
  Instant m_month_from;
  Instant m_month_to;
  std::map<Id<Person>, std::vector<cadence::RideAlongSeen>> m_seen;  // held by the end of the month
  Gathered m_out;
};

}  // namespace

Gathered gather(sql::Reader& reader, const access::Organisation& organisation, Month month, Instant known_at, Purpose purpose) {
  return Gathering(reader, organisation, month, known_at, purpose).gather();
}

}  // namespace backbeat::scorecard
