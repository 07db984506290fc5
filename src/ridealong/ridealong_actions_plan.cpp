// What stands on the calendars around a call: looked for, checked, put there and taken off again.
#include "calendar/calendar_actions.hpp"
#include "people/people_actions.hpp"
#include "ridealong/ridealong_actions_scene.hpp"
#include "session/session_actions.hpp"
#include "session/session_rules.hpp"
#include "session/session_slot.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

constexpr std::string_view call_hold = "ride_along_call";
constexpr std::string_view pre_brief_hold = "pre_brief";
constexpr std::string_view debrief_hold = "debrief";
constexpr std::string_view pre_brief_stage = "pre_brief";

constexpr Duration default_pre_brief = std::chrono::minutes(15);
constexpr Duration default_debrief = std::chrono::minutes(30);
constexpr Duration unknown_length = std::chrono::minutes(30);  // of a call

/// What a person's calendar and their planned sessions take, but for what is about one ride-along.
std::vector<Span> busy_with(sql::Reader& reader, Id<Org> org, const Facts& facts, Id<Person> person, Span around, Instant now,
                            Id<Session> but_not) {
  std::vector<Span> busy;
  for (const calendar::Busy& each : calendar::busy_of(reader, org, person, around.from, around.to))
    if (!(each.is_hold && each.about == but_not.value())) busy.push_back({.from = each.starts, .to = each.ends});
  const Instant from = around.from - std::chrono::minutes(session::longest_minutes);
  for (const auto& session : session::session_facts_of(reader, org, facts.playbooks, person, from, around.to, now))
    if (session.is_open())
      busy.push_back({.from = session.starts_at, .to = session.starts_at + std::chrono::minutes(session.planned_minutes)});
  return busy;
}

Diary diary_of(const people::Member& person, const Facts& facts, std::vector<Span> busy, Instant around) {
  const auto& rules = rules_on(facts.playbooks, around, person.zone.name());
  return {
      .person = &person, .busy = std::move(busy), .is_off = [&person, &facts, weekend = cadence::Weekend(rules.weekend)](LocalDate day) {
        return weekend.has(day) || session::is_off(person, day, facts.holidays);
      }};
}

}  // namespace

PersonDiary::PersonDiary(sql::Reader& reader, Id<Org> org, const Facts& facts, people::Member person, Span around, Instant now,
                         Id<Session> but_not)
    : m_member(std::move(person)),
      m_diary(diary_of(m_member, facts, busy_with(reader, org, facts, m_member.id, around, now, but_not), around.from)) {}

Lengths lengths_of(const playbook::SessionType& type) {
  Lengths lengths{.pre_brief = Duration(0), .debrief = Duration(0)};
  for (const playbook::AgendaStage& stage : type.agenda)
    (stage.key == pre_brief_stage ? lengths.pre_brief : lengths.debrief) += std::chrono::minutes(stage.minutes);
  if (lengths.pre_brief == Duration(0)) lengths.pre_brief = default_pre_brief;
  if (lengths.debrief == Duration(0)) lengths.debrief = default_debrief;
  return lengths;
}

Span span_of(const calls::Call& call) {
  return {.from = call.starts, .to = call.ends > call.starts ? call.ends : call.starts + unknown_length};
}

Instant due_after(const Facts& facts, const people::Member& rep, Span call) {
  const auto& rules = rules_on(facts.playbooks, call.from, rep.zone.name());
  const people::Assignment* assignment = rep.assignment_on(to_local(call.from, rep.zone).date);
  return debrief_clock(call.to, debrief_within(rules), rep.zone,
                       skipped_by(rules, facts.holidays, assignment != nullptr ? assignment->region : ""))
      .due;
}

Result<Plan> plan_around(const Facts& facts, const Diaries& diaries, Format format, Span call, std::optional<Instant> pre_brief_at,
                         std::optional<Instant> debrief_at, Instant now) {
  const people::Member& rep = diaries.rep_member();
  const Lengths lengths = lengths_of(type_on(facts.playbooks, format, call.from, rep.zone.name()));
  const Instant due = due_after(facts, rep, call);
  Plan plan{.call = call, .pre_brief = {}, .debrief = {}};
  if (pre_brief_at) {
    plan.pre_brief = Span{.from = *pre_brief_at, .to = *pre_brief_at + lengths.pre_brief};
    if (plan.pre_brief->to > call.from) return refuse(pre_brief_after_call, "pre_brief_at");
    if (plan.pre_brief->from < now - past_tolerance) return refuse(in_the_past, "pre_brief_at");
  } else {
    plan.pre_brief = find_pre_brief(call, lengths.pre_brief, now, diaries.rep(), diaries.manager());
    if (!plan.pre_brief) return refuse(no_pre_brief_slot, "pre_brief_at");
  }
  if (debrief_at) {
    plan.debrief = Span{.from = *debrief_at, .to = *debrief_at + lengths.debrief};
    if (*debrief_at < call.to || *debrief_at > due) return refuse(debrief_outside, "debrief_at", {{"due", due.text()}});
  } else {
    plan.debrief = find_debrief(call, lengths.debrief, due, diaries.rep(), diaries.manager());
    if (!plan.debrief) return refuse(no_debrief_slot, "debrief_at", {{"due", due.text()}});
  }
  return plan;
}

void add_plan(Fields& fields, const Plan& plan) {
  const auto add = [&](std::string_view from, std::string_view to, const std::optional<Span>& span) {
    fields.add(from, span ? span->from.unix_ms() : 0).add(to, span ? span->to.unix_ms() : 0);
  };
  add("call_from", "call_to", plan.call);
  add("pre_from", "pre_to", plan.pre_brief);
  add("debrief_from", "debrief_to", plan.debrief);
}

void put_holds(sql::Transaction& tx, Id<Org> org, const RideAlongState& state, Instant now) {
  const std::string account = account_of(tx, org, state.id);
  const bool is_reverse = state.format == Format::reverse;
  std::vector<calendar::NewHold> wanted;
  const auto put = [&](std::string_view kind, std::string_view word, const std::optional<Span>& span, Id<Person> whose, Id<Person> with) {
    if (!span) return;
    std::string title = std::string(word) + " with " + ref(tx, org, with).name;
    if (!account.empty()) title += ", " + account;
    wanted.push_back({.person = whose,
                      .kind = std::string(kind),
                      .about = state.id.value(),
                      .title = std::move(title),
                      .named = with,
                      .starts = span->from,
                      .ends = span->to});
  };
  for (const auto& [whose, with] : {std::pair(state.rep, state.manager), std::pair(state.manager, state.rep)}) {
    // A call that is known stands on the rep's own calendar.
    const bool has_call_already = whose == state.rep && state.call != 0;
    if (!is_reverse && !has_call_already) put(call_hold, "Ride-along", state.plan.call, whose, with);
    put(pre_brief_hold, is_reverse ? "Reverse session" : "Pre-brief", state.plan.pre_brief, whose, with);
    put(debrief_hold, "Debrief", state.plan.debrief, whose, with);
  }
  if (is_reverse) calendar::cancel_holds_about(tx, org, state.id.value(), call_hold, now);
  if (!state.plan.pre_brief) calendar::cancel_holds_about(tx, org, state.id.value(), pre_brief_hold, now);
  if (!state.plan.debrief) calendar::cancel_holds_about(tx, org, state.id.value(), debrief_hold, now);
  calendar::put_holds(tx, org, wanted, now);
}

}  // namespace backbeat::ridealong
