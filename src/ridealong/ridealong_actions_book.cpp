// When ride-alongs take place: booked, moved, cancelled, and following the customer's call.
#include "base/text.hpp"
#include "calendar/calendar_actions.hpp"
#include "calls/calls_actions.hpp"
#include "people/people_actions.hpp"
#include "ridealong/ridealong_actions_scene.hpp"
#include "session/session_actions.hpp"
#include "session/session_rules.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

using access::Actor;

/// Somebody who works here on the day of the instant, in their zone.
Result<people::Member> working_member(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant at, std::string_view field) {
  auto member = people::load_member(reader, org, person);
  if (!member) return refuse(errors::not_found, std::string(field));
  const LocalDate day = to_local(at, member->zone).date;
  if (!member->works_here_on(day)) return refuse(not_here_then, std::string(field), {{"person", member->name}, {"day", day.text()}});
  return *std::move(member);
}

/// What Backbeat itself has planned for somebody at that time; what stands on their own calendar is theirs to judge.
Result<Done> check_clash(sql::Reader& reader, Id<Org> org, const Facts& facts, const people::Member& person, Span span, Instant now,
                         std::string_view field, Id<Session> but_not = {}) {
  const auto clash = [&](Instant at) { return refuse(busy_then, std::string(field), {{"person", person.name}, {"starts_at", at.text()}}); };
  for (const Taken& taken : open_within(reader, org, person.id, span))
    if (taken.id != but_not) return clash(taken.call.from);
  for (const calendar::Busy& busy : calendar::busy_of(reader, org, person.id, span.from, span.to))
    if (busy.is_hold && busy.about != but_not.value()) return clash(busy.starts);
  const Instant from = span.from - std::chrono::minutes(session::longest_minutes);
  for (const auto& session : session::session_facts_of(reader, org, facts.playbooks, person.id, from, span.to, now))
    if (session.is_open() && session.starts_at + std::chrono::minutes(session.planned_minutes) > span.from) return clash(session.starts_at);
  return Done{};
}

/// Nobody is in two places at once. In a reverse session the manager is not on the call.
Result<Done> check_clashes(sql::Reader& reader, Id<Org> org, const Facts& facts, const Diaries& diaries, Format format, const Plan& plan,
                           Instant now, Id<Session> but_not = {}) {
  for (const people::Member* person : {&diaries.rep_member(), &diaries.manager_member()}) {
    if (format != Format::reverse) TRY(check_clash(reader, org, facts, *person, plan.call, now, "starts_at", but_not));
    if (plan.pre_brief) TRY(check_clash(reader, org, facts, *person, *plan.pre_brief, now, "pre_brief_at", but_not));
    if (plan.debrief) TRY(check_clash(reader, org, facts, *person, *plan.debrief, now, "debrief_at", but_not));
  }
  return Done{};
}

Span around(Span call) {
  return {.from = call.from - pre_brief_at_most_before, .to = call.to + std::chrono::days(14)};
}

/// Above the rep today; errors::not_found otherwise, errors::forbidden for the rep.
Result<Done> check_above(sql::Reader& reader, const access::Access& access, const Actor& actor, Id<Person> rep) {
  const auto line = TRY(access.reporting_line(reader, actor, rep));
  if (line.distance() == 0) return refuse(errors::forbidden);
  return Done{};
}

std::string shortened(std::string text, std::size_t most) {
  const auto is_inside = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  while (length_of(text) > most) {
    while (is_inside(text.back())) text.pop_back();
    text.pop_back();
  }
  return text;
}

struct Ridden {
  Span when;
  std::string account;
  std::int64_t call = 0;  // 0: typed by hand
};

/// The open ride-along on a call, on whichever of its records it was booked.
std::optional<Id<Session>> open_on(sql::Reader& reader, Id<Org> org, const calls::Call& call) {
  const auto open = open_on_call(reader, org, call.id.value());
  return open || !call.same ? open : open_on_call(reader, org, call.same->id.value());
}

/// The call as it is known, or as it was typed. One manager rides on a call.
Result<Ridden> ridden_call(sql::Reader& reader, Id<Org> org, const NewRideAlong& wanted, Instant now) {
  if (wanted.call == 0) return Ridden{.when = wanted.when, .account = std::string(trimmed(wanted.account))};
  const auto call = calls::call(reader, org, Id<calls::CallEntry>(wanted.call), now);
  if (!call || call->rep != wanted.rep || call->is_cancelled || call->starts <= now) return refuse(unknown_call, "call_id");
  if (const auto taken = open_on(reader, org, *call)) {
    const auto state = load_state(reader, org, load_facts(reader, org), *taken, now);
    return refuse(call_is_taken, "call_id", {{"manager", state ? ref(reader, org, state->manager).name : ""}});
  }
  return Ridden{.when = span_of(*call),
                .account = shortened(call->match.account ? call->match.account->name : "", longest_account),
                .call = call->id.value()};
}

Id<Person> on_behalf_of(const people::Member& rep, Id<Person> manager, Instant at) {
  const people::Assignment* assignment = rep.assignment_on(to_local(at, rep.zone).date);
  if (assignment == nullptr || !assignment->manager || *assignment->manager == manager) return {};
  return *assignment->manager;
}

std::string region_of(const people::Member& rep, Instant at) {
  const people::Assignment* assignment = rep.assignment_on(to_local(at, rep.zone).date);
  return assignment == nullptr ? "" : assignment->region;
}

}  // namespace

Result<Done> check_free_for_call(sql::Reader& reader, Id<Org> org, const Facts& facts, const RideAlongState& state, Instant now) {
  for (const Id<Person> who : {state.rep, state.manager})
    if (const auto person = people::load_member(reader, org, who))
      TRY(check_clash(reader, org, facts, *person, state.plan.call, now, "format", state.id));
  return Done{};
}

Result<Id<Session>> RideAlongs::book(const Actor& actor, const NewRideAlong& wanted) const {
  TRY(access::may_change(actor));
  if (wanted.call == 0) TRY(check_said("account", wanted.account, longest_account));
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<Session>> {
    const Id<Org> org = actor.org();
    TRY(check_above(tx, m_access, actor, wanted.rep));
    const Id<Person> manager_id = wanted.manager.value_or(actor.person());
    if (manager_id == wanted.rep) return refuse(with_oneself, "manager_id");
    const Instant now = m_access.clock().now();
    const Ridden ridden = TRY(ridden_call(tx, org, wanted, now));
    const Span call = ridden.when;
    TRY(check_call(call, now));
    auto rep = TRY(working_member(tx, org, wanted.rep, call.from, "rep_id"));
    auto manager = TRY(working_member(tx, org, manager_id, call.from, "manager_id"));
    const Facts facts = load_facts(tx, org);
    const Diaries diaries(tx, org, facts, std::move(rep), std::move(manager), around(call), now);
    if (wanted.format != Format::reverse) {
      for (const people::Member* person : {&diaries.rep_member(), &diaries.manager_member()})
        TRY(check_clash(tx, org, facts, *person, call, now, "starts_at"));
    }
    const Plan plan = TRY(plan_around(facts, diaries, wanted.format, call, wanted.pre_brief_at, wanted.debrief_at, now));
    TRY(check_clashes(tx, org, facts, diaries, wanted.format, plan, now));

    const auto id = tx.new_id<Session>();
    const Id<Person> instead_of = on_behalf_of(diaries.rep_member(), manager_id, call.from);
    insert_ride_along(tx, org,
                      {.id = id,
                       .manager = manager_id,
                       .rep = wanted.rep,
                       .on_behalf_of = instead_of,
                       .kind = std::string(kind_of(wanted.format)),
                       .call = ridden.call,
                       .account = ridden.account,
                       .when = call},
                      now);
    Fields fields;
    fields.add("format", cadence::name_of(wanted.format)).add("manager", manager_id.value()).add("rep", wanted.rep.value());
    fields.add("on_behalf_of", instead_of.value()).add("call", ridden.call);
    fields.add("zone", diaries.rep_member().zone.name()).add("region", std::string_view(region_of(diaries.rep_member(), call.from)));
    add_plan(fields, plan);
    audit::record(tx, org,
                  {.stream = {.kind = stream_kind, .id = id.value()},
                   .kind = kinds::booked,
                   .at = now,
                   .actor = actor.user(),
                   .fields = std::move(fields),
                   .text = {}});
    const auto state = load_state(tx, org, facts, id, now);
    if (state) put_holds(tx, org, *state, now);
    return id;
  });
}

Result<Times> RideAlongs::times(const Actor& actor, const NewRideAlong& wanted) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Times> {
    const Id<Org> org = actor.org();
    TRY(check_above(reader, m_access, actor, wanted.rep));
    const Id<Person> manager_id = wanted.manager.value_or(actor.person());
    if (manager_id == wanted.rep) return refuse(with_oneself, "manager_id");
    if (manager_id != actor.person()) TRY(m_access.reporting_line(reader, actor, manager_id));
    const Instant now = m_access.clock().now();
    const Ridden ridden = TRY(ridden_call(reader, org, wanted, now));
    const Span call = ridden.when;
    TRY(check_call(call, now));
    auto rep = TRY(working_member(reader, org, wanted.rep, call.from, "rep_id"));
    auto manager = TRY(working_member(reader, org, manager_id, call.from, "manager_id"));
    const Facts facts = load_facts(reader, org);
    const Diaries diaries(reader, org, facts, std::move(rep), std::move(manager), around(call), now);
    const Lengths lengths = lengths_of(type_on(facts.playbooks, wanted.format, call.from, diaries.rep_member().zone.name()));
    const Instant due = due_after(facts, diaries.rep_member(), call);
    return Times{.call = call,
                 .due = due,
                 .pre_briefs = free_pre_briefs(call, lengths.pre_brief, now, diaries.rep(), diaries.manager()),
                 .debriefs = free_debriefs(call, lengths.debrief, due, diaries.rep(), diaries.manager())};
  });
}

Result<Done> RideAlongs::move(const Actor& actor, Id<Session> id, Span call, std::string_view reason) const {
  const std::string why = TRY(check_reason("reason", reason));
  return act(actor, id, Verb::move, [&](Scene& scene) -> Result<Done> {
    const RideAlongState& state = scene.state();
    if (state.call != 0) return refuse(follows_its_call);
    TRY(check_call(call, scene.now()));
    if (call == state.plan.call) return refuse(same_time, "starts_at");
    auto rep = TRY(working_member(scene.tx(), scene.org(), state.rep, call.from, "starts_at"));
    auto manager = TRY(working_member(scene.tx(), scene.org(), state.manager, call.from, "starts_at"));
    const Diaries diaries(scene.tx(), scene.org(), scene.facts(), std::move(rep), std::move(manager), around(call), scene.now(), id);
    const Plan plan = TRY(plan_around(scene.facts(), diaries, state.format, call, {}, {}, scene.now()));
    TRY(check_clashes(scene.tx(), scene.org(), scene.facts(), diaries, state.format, plan, scene.now(), id));
    Fields fields;
    fields.add("by", name_of(scene.side()));
    add_plan(fields, plan);
    scene.record(kinds::moved, fields, why);
    update_call(scene.tx(), scene.org(), id, call);
    put_holds(scene.tx(), scene.org(), scene.state(), scene.now());
    return Done{};
  });
}

Result<Done> RideAlongs::cancel(const Actor& actor, Id<Session> id, std::string_view reason) const {
  const std::string why = TRY(check_reason("reason", reason));
  return act(actor, id, Verb::cancel, [&](Scene& scene) -> Result<Done> {
    scene.record(kinds::cancelled, {}, why);
    close_ride_along(scene.tx(), scene.org(), id);
    calendar::cancel_holds_about(scene.tx(), scene.org(), id.value(), scene.now());
    return Done{};
  });
}

void RideAlongs::follow(sql::Transaction& tx, Id<Org> org, const std::vector<CallChange>& changes, Instant now) const {
  if (changes.empty()) return;
  const Facts facts = load_facts(tx, org);
  for (const CallChange& change : changes) {
    const auto id = open_on_call(tx, org, change.call);
    if (!id) continue;
    const auto state = load_state(tx, org, facts, *id, now);
    if (!state || !state->is_planned() || (!change.is_cancelled && change.now == state->plan.call)) continue;
    Fields fields;
    if (!change.is_cancelled) {
      fields.add("by", "customer");
      auto rep = people::load_member(tx, org, state->rep);
      auto manager = people::load_member(tx, org, state->manager);
      Plan plan{.call = change.now, .pre_brief = state->plan.pre_brief, .debrief = {}};
      if (rep && manager) {
        const Diaries diaries(tx, org, facts, *std::move(rep), *std::move(manager), around(change.now), now, *id);
        const Lengths lengths = lengths_of(type_on(facts.playbooks, state->format, change.now.from, state->rep_zone));
        // One that took place stays. Where the two are never free, they find a time themselves: that must not hold the call up.
        if (!plan.pre_brief || plan.pre_brief->to > now)
          plan.pre_brief = find_pre_brief(change.now, lengths.pre_brief, now, diaries.rep(), diaries.manager());
        plan.debrief =
            find_debrief(change.now, lengths.debrief, due_after(facts, diaries.rep_member(), change.now), diaries.rep(), diaries.manager());
      }
      add_plan(fields, plan);
    }
    const std::int64_t version = audit::record(tx, org,
                                               {.stream = {.kind = stream_kind, .id = id->value()},
                                                .kind = change.is_cancelled ? kinds::lost : kinds::moved,
                                                .at = now,
                                                .actor = {},
                                                .fields = std::move(fields),
                                                .text = {}});
    if (change.is_cancelled) {
      close_ride_along(tx, org, *id);
      calendar::cancel_holds_about(tx, org, id->value(), now);
    } else {
      update_call(tx, org, *id, change.now);
      const auto moved = load_state(tx, org, facts, *id, now);
      if (moved) put_holds(tx, org, *moved, now);
    }
    tell(tx, org, *id, version);
  }
}

}  // namespace backbeat::ridealong
