// What is owed, and the desk a manager works it off from.
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "ridealong/ridealong_actions_scene.hpp"

#include <algorithm>
#include <map>

namespace backbeat::ridealong {
namespace {

using access::Actor;
using cadence::RideAlongDebt;
using cadence::RideAlongSeen;
using std::chrono::days;

constexpr days recent_days{30};
constexpr days coming_days{120};

/// Those that count: on the calendar or under way, and held.
std::vector<RideAlongSeen> seen_in(const std::vector<RideAlongState>& states, Id<Person> rep) {
  std::vector<RideAlongSeen> seen;
  for (const RideAlongState& state : states) {
    if (state.rep != rep) continue;
    const bool waits_for_rep = state.state == State::ended || state.state == State::debriefing || state.state == State::done;
    if (!state.is_open() && !waits_for_rep) continue;
    seen.push_back({.id = state.id, .format = state.format, .starts_at = state.plan.call.from, .is_held = state.is_held()});
  }
  return seen;
}

/// The quarter of a day in a zone, with a day to either side for other zones.
Span quarter_around(cadence::Days range, int fiscal_first_month) {
  const auto first = cadence::period_of(range.first, playbook::Every::quarter, fiscal_first_month).first;
  const auto last = cadence::period_of(range.last, playbook::Every::quarter, fiscal_first_month).last;
  return {.from = start_of_day(first - days(2), Zone()), .to = start_of_day(last + days(3), Zone())};
}

bool has_debrief_due(const RideAlongState& state, Instant now) {
  if (state.debrief_started_at || now >= state.closes_at) return false;
  if (state.state == State::ended) return true;
  const bool is_past = now >= state.plan.call.to;
  return is_past && (state.is_planned() || state.state == State::missed);
}

bool owes_now(const people::Member& member, Id<Person> manager, LocalDate day, const playbook::Playbook& rules) {
  const people::Assignment* assignment = member.works_here_on(day) ? member.assignment_on(day) : nullptr;
  if (assignment == nullptr || assignment->manager != manager) return false;
  const playbook::JobRole* role = rules.job_role(assignment->job_role);
  return role != nullptr && role->is_coached;
}

/// The debts whose period holds the day, with their risks.
std::vector<RideAlongDebt> debts_on(const people::Member& rep, const cadence::Standing& standing, const cadence::RideAlongRules& rules,
                                    const std::vector<RideAlongState>& states, LocalDate today, Instant now) {
  const cadence::Days quarter = cadence::period_of(today, playbook::Every::quarter, rules.fiscal_first_month);
  auto debts = cadence::ride_along_debts(rep, rules, seen_in(states, rep.id), {today, quarter.last}, now);
  std::erase_if(debts, [&](const RideAlongDebt& debt) { return !debt.period.holds(today); });
  for (RideAlongDebt& debt : debts) {
    const people::Member* manager = standing.member(debt.manager);
    const int weeks =
        manager == nullptr ? 0 : cadence::weeks_with_both(rep, *manager, standing.rules_on(today), rules.holidays, debt.window, today);
    cadence::set_risks(debt, weeks, std::nullopt);
  }
  return debts;
}

}  // namespace

std::vector<RideAlongDebt> debts(sql::Reader& reader, const access::Organisation& organisation, const std::vector<Id<Person>>& reps,
                                 cadence::Days range, Instant as_of) {
  const auto playbooks = playbook::load_versions(reader, organisation.id);
  people::Records records = people::load_records(reader, organisation.id);
  std::vector<people::Holiday> holidays;
  for (people::KnownHoliday& each : records.holidays)
    if (each.known_at <= as_of) holidays.push_back(std::move(each.holiday));
  std::map<Id<Person>, const people::Member*> known;  // the last record by then
  for (const people::MemberRecord& record : records.members)
    if (record.known_at <= as_of) known[record.member.id] = &record.member;
  const Span around = quarter_around(range, organisation.fiscal_first_month);
  std::map<Id<Person>, std::vector<RideAlongState>> by_rep;
  for (RideAlongState& state : facts(reader, organisation.id, playbooks, around.from, around.to, as_of))
    by_rep[state.rep].push_back(std::move(state));
  const cadence::RideAlongRules rules{.playbooks = playbooks, .holidays = holidays, .fiscal_first_month = organisation.fiscal_first_month};
  std::vector<RideAlongDebt> out;
  for (const Id<Person> rep : reps) {
    const auto found = known.find(rep);
    if (found == known.end()) continue;
    for (RideAlongDebt& debt : cadence::ride_along_debts(*found->second, rules, seen_in(by_rep[rep], rep), range, as_of))
      out.push_back(std::move(debt));
  }
  return out;
}

std::vector<RideAlongDebt> debts_now(sql::Reader& reader, const access::Organisation& organisation, const cadence::Standing& standing,
                                     const people::Member& rep, Instant now) {
  const auto holidays = people::load_holidays(reader, organisation.id);
  const LocalDate today = to_local(now, rep.zone).date;
  const Span around = quarter_around({today, today}, organisation.fiscal_first_month);
  const auto states = facts_of(reader, organisation.id, standing.playbooks(), rep.id, around.from, around.to, now);
  return debts_on(rep, standing,
                  {.playbooks = standing.playbooks(), .holidays = holidays, .fiscal_first_month = organisation.fiscal_first_month}, states,
                  today, now);
}

Result<Desk> RideAlongs::desk(const Actor& actor, std::optional<Id<Person>> manager_asked) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Desk> {
    const Id<Org> org = actor.org();
    const Id<Person> manager = manager_asked.value_or(actor.person());
    if (manager != actor.person()) TRY(m_access.reporting_line(reader, actor, manager));
    const access::Organisation organisation = TRY(m_access.organisation(reader, org));
    const Instant now = m_access.clock().now();
    const auto snapshot = m_ledgers.snapshot(reader, org);
    const cadence::Standing& standing = *snapshot.standing;
    const auto holidays = people::load_holidays(reader, org);
    const LocalDate today = to_local(now, organisation.zone).date;
    const cadence::RideAlongRules rules{
        .playbooks = standing.playbooks(), .holidays = holidays, .fiscal_first_month = organisation.fiscal_first_month};

    Desk desk{.manager = standing.ref(manager), .now = now, .zone = organisation.zone};
    if (const people::Member* member = standing.member(actor.person())) desk.zone = member->zone;
    const Span around = quarter_around({today, today}, organisation.fiscal_first_month);
    for (const people::Member& member : standing.members()) {
      const LocalDate day = to_local(now, member.zone).date;
      if (!owes_now(member, manager, day, standing.rules_on(day))) continue;
      const auto states = facts_of(reader, org, standing.playbooks(), member.id, around.from, around.to, now);
      const people::Assignment* assignment = member.assignment_on(day);
      DeskRep rep{.rep = {.id = member.id, .name = member.name},
                  .job_role = assignment->job_role,
                  .is_top_performer = assignment->is_top_performer,
                  .debts = debts_on(member, standing, rules, states, day, now)};
      for (const RideAlongState& state : states)
        if (state.is_held()) rep.last_held_at = state.plan.call.from;
      desk.reps.push_back(std::move(rep));
    }
    std::ranges::sort(desk.reps, {}, [](const DeskRep& rep) { return rep.rep.name; });

    std::vector<RideAlongState> coming;
    std::vector<RideAlongState> due;
    std::vector<RideAlongState> recent;
    for (RideAlongState& state : facts_of(reader, org, standing.playbooks(), manager, now - recent_days, now + coming_days, now)) {
      if (state.manager != manager) continue;
      if (has_debrief_due(state, now)) {
        due.push_back(std::move(state));
      } else if (state.is_open()) {
        coming.push_back(std::move(state));
      } else {
        recent.push_back(std::move(state));
      }
    }
    std::ranges::sort(due, {}, [](const RideAlongState& state) { return state.debrief_due.value_or(state.plan.call.to); });
    std::ranges::reverse(recent);
    desk.coming = rows_of(reader, org, std::move(coming));
    desk.debriefs_due = rows_of(reader, org, std::move(due));
    desk.recent = rows_of(reader, org, std::move(recent));
    return desk;
  });
}

}  // namespace backbeat::ridealong
