// What is owed, and the desk a manager works it off from.
#include "calls/calls_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "ridealong/ridealong_actions_scene.hpp"
#include "ridealong/ridealong_candidates.hpp"
#include "ridealong/ridealong_store_many.hpp"

#include <algorithm>
#include <map>
#include <memory>

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
  if (state.state == State::ended) return state.debrief_due.has_value();  // of a reverse session once the call is over
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

namespace {

/// A rep of the desk with everything that candidates are chosen from; what points into it stays where it is.
struct Sought {
  std::size_t rep = 0;  // of Desk::reps
  std::unique_ptr<PersonDiary> diary;
  std::vector<calls::Call> calls;
  Seeker seeker;
};

/// What is open for a rep in the periods that hold today.
std::vector<Need> needs_of(const DeskRep& rep, const Facts& facts, std::string_view zone_name, Instant now) {
  std::vector<Need> needs;
  const Zone zone = Zone::make(zone_name).value_or(Zone());
  const auto& rules = rules_on(facts.playbooks, now, zone_name);
  for (const RideAlongDebt& debt : rep.debts)
    for (const Format format : cadence::all_ride_along_formats) {
      if (debt.of(format).open() <= 0) continue;
      const Lengths lengths = lengths_of(type_on(facts.playbooks, format, now, zone_name));
      needs.push_back(
          {.format = format,
           .open = debt.of(format).open(),
           .window = {.from = std::max(now, start_of_day(debt.window.first, zone)), .to = start_of_day(debt.window.last + days(1), zone)},
           .is_monthly = debt.every == playbook::Every::month,
           .stages = stages_of(format, rules),
           .pre_brief = lengths.pre_brief,
           .debrief = lengths.debrief});
    }
  return needs;
}

Candidate candidate_of(const Choice& choice, const Need& need, const calls::Call& call, const DeskRep& rep, Instant now) {
  Candidate out{.call = call.id.value(), .format = need.format, .plan = choice.plan, .part = choice.part, .parts = choice.parts};
  out.what.id = call.id.value();
  if (call.match.account) out.what.account = call.match.account->name;
  if (call.match.opportunity) out.what.opportunity = call.match.opportunity->name;
  out.what.title = call.title;
  out.what.stage = call.stage;
  if (call.stage_order > 0) out.stage_number = call.stage_order;
  if (rep.last_held_at) out.days_since_last = static_cast<int>(std::chrono::floor<days>(now - *rep.last_held_at).count());
  return out;
}

/// Proposes calls for what is open, and says where too few are in sight.
void add_candidates(sql::Reader& reader, Id<Org> org, const cadence::Standing& standing, const people::Member& manager, Desk& desk) {
  const Facts facts{.playbooks = standing.playbooks(), .holidays = people::load_holidays(reader, org)};
  std::vector<Sought> sought;
  Instant until = desk.now;
  for (std::size_t i = 0; i < desk.reps.size(); ++i) {
    const people::Member* rep = standing.member(desk.reps[i].rep.id);
    Sought one{.rep = i, .diary = {}, .calls = {}, .seeker = {}};
    one.seeker.needs = needs_of(desk.reps[i], facts, rep->zone.name(), desk.now);
    one.seeker.last_held_at = desk.reps[i].last_held_at;
    for (const Need& need : one.seeker.needs) until = std::max(until, need.window.to);
    sought.push_back(std::move(one));
  }
  std::vector<Id<Person>> reps;
  for (const DeskRep& rep : desk.reps) reps.push_back(rep.rep.id);
  // What lies behind tells whether calls are known of somebody at all.
  const std::vector<calls::Call> all = calls::calls_of(reader, org, reps, desk.now - recent_days, until, desk.now);
  desk.are_calls_known = !all.empty();
  if (all.empty()) return;
  std::vector<std::int64_t> ids;
  for (const calls::Call& call : all) {
    ids.push_back(call.id.value());
    if (call.same) ids.push_back(call.same->id.value());
  }
  const std::set<std::int64_t> taken = taken_calls(reader, org, ids);
  const Span around{.from = desk.now - std::chrono::hours(1), .to = until + days(7)};
  for (Sought& one : sought) {
    const people::Member& rep = *standing.member(desk.reps[one.rep].rep.id);
    bool has_calls = false;
    for (const calls::Call& call : all) {
      if (call.rep != rep.id) continue;
      has_calls = true;
      const bool is_ridden = taken.contains(call.id.value()) || (call.same && taken.contains(call.same->id.value()));
      if (call.is_cancelled || call.starts <= desk.now || is_ridden) continue;
      one.seeker.calls.push_back({.index = one.calls.size(), .span = span_of(call), .stage = call.stage_order});
      one.calls.push_back(call);
    }
    one.diary = std::make_unique<PersonDiary>(reader, org, facts, rep, around, desk.now);
    one.seeker.rep = &one.diary->diary();
    one.seeker.due_after = [&facts, &rep](Span call) { return ridealong::due_after(facts, rep, call); };
    if (!has_calls) continue;
    std::size_t need = 0;
    for (RideAlongDebt& debt : desk.reps[one.rep].debts) {
      cadence::ByFormat<int> suitable{};
      for (const Format format : cadence::all_ride_along_formats)
        if (debt.of(format).open() > 0)
          suitable[static_cast<std::size_t>(format)] = suitable_calls(one.seeker, one.seeker.needs[need++], desk.now);
      cadence::set_risks(debt, debt.weeks_left, suitable);
    }
  }
  std::vector<Seeker> seekers;
  for (const Sought& one : sought) seekers.push_back(one.seeker);
  const PersonDiary own(reader, org, facts, manager, around, desk.now);
  const auto chosen = choose(seekers, own.diary(), desk.now);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    DeskRep& rep = desk.reps[sought[i].rep];
    for (const Choice& choice : chosen[i])
      rep.candidates.push_back(candidate_of(choice, sought[i].seeker.needs[choice.need], sought[i].calls[choice.call], rep, desk.now));
  }
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
    if (const people::Member* rider = standing.member(manager)) add_candidates(reader, org, standing, *rider, desk);
    // What a call is called is between people: a token does not reach it.
    if (actor.proof() != access::Proof::browser_session)
      for (DeskRep& rep : desk.reps)
        for (Candidate& candidate : rep.candidates) candidate.what.title.clear();
    return desk;
  });
}

}  // namespace backbeat::ridealong
