// Reading ride-alongs: as one of the two, or as facts without a text.
#include "audit/audit_actions_many.hpp"
#include "calls/calls_actions.hpp"
#include "people/people_actions.hpp"
#include "people/people_actions_names.hpp"
#include "playbook/playbook_actions.hpp"
#include "ridealong/ridealong_actions_scene.hpp"
#include "ridealong/ridealong_store_many.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace {

using access::Actor;
using access::Right;

constexpr Duration listed_around = std::chrono::days(90);

PreBrief pre_brief_in(const std::vector<StoredText>& texts) {
  PreBrief out;
  for (const StoredText& each : texts) {
    if (each.part == "people") out.people = each.text;
    if (each.part == "objective") out.objective = each.text;
    if (each.part == "objections") out.objections = each.text;
    if (each.part == "skill") out.skill = each.text;
    if (each.part == "listen_for") out.listen_for = each.text;
  }
  return out;
}

void read_events(const std::vector<audit::Event>& events, RideAlongView& out) {
  for (const audit::Event& event : events) {
    if (event.kind == kinds::commented)
      out.comments.push_back({.number = static_cast<int>(event.fields.number("number")), .text = event.text.value_or(""), .at = event.at});
    if (event.text && (event.kind == kinds::moved || event.kind == kinds::cancelled)) out.last_reason = *event.text;
  }
}

bool was_ever_within(const RideAlongState& state, Instant from, Instant to) {
  const auto is_within = [&](Instant at) { return from <= at && at < to; };
  return is_within(state.plan.call.from) || std::ranges::any_of(state.moves, [&](const Move& move) { return is_within(move.from); });
}

void sort_by_call(std::vector<RideAlongState>& states) {
  std::ranges::sort(states, [](const RideAlongState& a, const RideAlongState& b) {
    return a.plan.call.from != b.plan.call.from ? a.plan.call.from < b.plan.call.from : a.id < b.id;
  });
}

std::vector<RideAlongState> states_of(sql::Reader& reader, Id<Org> org, const Judging& judging, const std::vector<Id<Session>>& ids,
                                      Instant as_of) {
  std::vector<std::int64_t> numbers;
  for (const Id<Session> id : ids) numbers.push_back(id.value());
  std::vector<RideAlongState> states;
  audit::each_of_these(reader, org, stream_kind, numbers, [&](std::span<const audit::Event> events) {
    RideAlongState state = fold(events, judging, as_of);
    if (state.version != 0) states.push_back(std::move(state));
  });
  sort_by_call(states);
  return states;
}

}  // namespace

std::vector<Row> rows_of(sql::Reader& reader, Id<Org> org, std::vector<RideAlongState> states) {
  std::vector<Id<Person>> people;
  for (const RideAlongState& state : states)
    for (const Id<Person> who : {state.rep, state.manager})
      if (std::ranges::find(people, who) == people.end()) people.push_back(who);
  const auto names = people::person_refs(reader, org, people);
  const auto ref_of = [&](Id<Person> who) {
    const auto found = names.find(who);
    return found == names.end() ? people::PersonRef{.id = who, .name = {}} : found->second;
  };
  std::vector<Id<Session>> ids;
  for (const RideAlongState& state : states) ids.push_back(state.id);
  const auto accounts = accounts_of(reader, org, ids);
  std::vector<Row> rows;
  for (RideAlongState& state : states) {
    state.usefulness.reset();
    const people::PersonRef rep = ref_of(state.rep);
    const people::PersonRef manager = ref_of(state.manager);
    const Id<Session> id = state.id;
    const auto account = accounts.find(id);
    rows.push_back({.state = std::move(state),
                    .account = account == accounts.end() ? std::string() : account->second,
                    .rep = rep,
                    .manager = manager});
  }
  return rows;
}

Result<RideAlongView> RideAlongs::ride_along(const Actor& actor, Id<Session> id) const {
  return m_db.read([&](sql::Reader& reader) -> Result<RideAlongView> {
    const auto participation = TRY(m_access.participation(reader, actor, id));
    const Id<Org> org = actor.org();
    const auto events = audit::events_of(reader, org, {.kind = stream_kind, .id = id.value()});
    if (events.empty()) return refuse(errors::not_found);
    const Facts facts = load_facts(reader, org);
    RideAlongView out;
    out.now = std::max(m_access.clock().now(), events.back().at);
    out.state = fold(events, facts.judging(), out.now);
    const RideAlongState& state = out.state;
    out.rules = type_on(facts.playbooks, state.format, state.plan.call.from, state.rep_zone);
    out.most_comments = most_comments(rules_on(facts.playbooks, state.plan.call.from, state.rep_zone));
    out.viewer = participation.side();
    out.rep = ref(reader, org, state.rep);
    out.manager = ref(reader, org, state.manager);
    out.call.id = state.call;
    out.call.account = account_of(reader, org, id);
    if (const auto call = state.call != 0 ? calls::call(reader, org, Id<calls::CallEntry>(state.call), out.now) : std::nullopt) {
      out.call.title = call->title;
      out.call.stage = call->stage;
      if (call->match.account) out.call.account = call->match.account->name;
      if (call->match.opportunity) out.call.opportunity = call->match.opportunity->name;
    }
    if (const auto viewer = people::load_member(reader, org, actor.person())) out.zone = viewer->zone;
    const auto texts = load_texts(reader, org, id);
    out.pre_brief = pre_brief_in(texts);
    const auto assessed = std::ranges::find(texts, self_assessment_stage, &StoredText::part);
    // Until the rep says that it is theirs to hear, nobody hears it: it is said when it is written.
    if (assessed != texts.end()) out.self_assessment = assessed->text;
    for (StoredNote& note : load_notes(reader, org, id))
      out.notes.push_back({.id = std::move(note.id), .at = note.at, .tag = note.tag, .text = std::move(note.text), .by = note.by});
    read_events(events, out);
    for (commitment::CommitmentState& made : commitment::made_in(reader, participation)) out.next_step = std::move(made);
    out.allowed = allowed(state, out.viewer, out.now, out.most_comments);
    if (out.viewer == access::Side::manager) out.state.usefulness.reset();  // single values are the rep's
    return out;
  });
}

Result<std::vector<Row>> RideAlongs::list(const Actor& actor, const Query& query) const {
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<Row>> {
    const Id<Org> org = actor.org();
    const Id<Person> person = query.person.value_or(actor.person());
    if (person != actor.person() && !m_access.entitled<Right::see_sessions>(actor)) TRY(m_access.reporting_line(reader, actor, person));
    if (!people::person_ref(reader, org, person)) return refuse(errors::not_found);
    const Instant now = m_access.clock().now();
    const auto playbooks = playbook::load_versions(reader, org);
    auto states =
        facts_of(reader, org, playbooks, person, query.from.value_or(now - listed_around), query.to.value_or(now + listed_around), now);
    if (query.state) std::erase_if(states, [&](const RideAlongState& state) { return state.state != *query.state; });
    return rows_of(reader, org, std::move(states));
  });
}

people::PersonRef RideAlongs::ref_of(const Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) { return ref(reader, actor.org(), actor.person()); });
}

// --- for other features ---

std::vector<RideAlongState> facts(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks, Instant from,
                                  Instant to, Instant as_of) {
  std::vector<RideAlongState> states;
  const auto span = ids_within(reader, org, from, to);
  if (!span) return states;
  const auto holidays = people::load_holidays(reader, org);
  const Judging judging{.playbooks = playbooks, .holidays = holidays};
  audit::each_stream(reader, org, stream_kind, span->first, span->last, [&](std::span<const audit::Event> events) {
    RideAlongState state = fold(events, judging, as_of);
    if (state.version != 0 && was_ever_within(state, from, to)) states.push_back(std::move(state));
  });
  sort_by_call(states);
  return states;
}

std::vector<RideAlongState> facts_of(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                     Id<Person> person, Instant from, Instant to, Instant as_of) {
  const auto holidays = people::load_holidays(reader, org);
  auto states =
      states_of(reader, org, {.playbooks = playbooks, .holidays = holidays}, ride_alongs_of(reader, org, person, from, to), as_of);
  std::erase_if(states, [&](const RideAlongState& state) { return !was_ever_within(state, from, to); });
  return states;
}

}  // namespace backbeat::ridealong
