// Reading conversations: as one of the two, as a leader with whom it was shared, or as facts without a text.
#include "audit/audit_actions_many.hpp"
#include "base/assert.hpp"
#include "people/people_actions.hpp"
#include "people/people_actions_names.hpp"
#include "people/people_actions_presence.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions_scene.hpp"
#include "signal/signal_actions.hpp"

namespace backbeat::session {
namespace {

using access::Actor;
using access::Participation;
using access::Right;
using access::Side;

constexpr Duration listed_around = std::chrono::days(90);
constexpr int looked_at_once = 256;  // by a list that leaves most of them out

audit::Stream stream_of(Id<Session> id) {
  return {.kind = stream_kind, .id = id.value()};
}

people::PersonRef ref(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return people::person_ref(reader, org, person).value_or(people::PersonRef{.id = person, .name = {}});
}

std::vector<Note> notes_of(sql::Reader& reader, Id<Org> org, Id<Session> id) {
  std::vector<Note> notes;
  for (StoredNote& note : load_notes(reader, org, id)) {
    notes.push_back({.stage = std::move(note.stage),
                     .text = std::move(note.text),
                     .version = note.version,
                     .by = ref(reader, org, note.by),
                     .at = note.at});
  }
  return notes;
}

void read_reasons(const std::vector<audit::Event>& events, Conversation& out) {
  for (const audit::Event& event : events) {
    if (!event.text) continue;
    if (event.kind == kinds::started || event.kind == kinds::gate_skipped) out.gate_skip_reason = *event.text;
    if (event.kind == kinds::stage_skipped) out.stage_skip_reasons[std::string(event.fields.text("stage"))] = *event.text;
    if (event.kind == kinds::moved || event.kind == kinds::cancelled || event.kind == kinds::excused) out.last_reason = *event.text;
  }
}

void read_next(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks, Conversation& out) {
  if (const auto next = next_of_series(reader, org, playbooks, out.state, out.now)) {
    out.next_session = next->id;
    out.next_starts_at = next->starts_at;
    return;
  }
  out.suggested_next = suggested_next(reader, org, out.state, out.now);
}

/// Each with what the CRM says to it until it was judged.
Result<std::vector<InspectedCommitment>> with_evidence(sql::Reader& reader, const access::Access& access, Id<Org> org, Id<Person> rep,
                                                       std::vector<commitment::CommitmentState> commitments, Instant now) {
  std::vector<InspectedCommitment> out;
  if (commitments.empty()) return out;
  std::vector<signal::Bound> bound;
  for (const auto& each : commitments)
    bound.push_back({.indicator = each.indicator,
                     .opportunities = each.opportunities,
                     .from = each.made_at,
                     .until = each.inspection ? each.inspection->at : now});
  const access::Organisation organisation = TRY(access.organisation(reader, org));
  auto evidence = TRY(signal::evidence_of(reader, organisation, rep, std::move(bound), now));
  for (std::size_t i = 0; i < commitments.size(); ++i)
    out.push_back({.commitment = std::move(commitments[i]), .evidence = std::move(evidence[i])});
  return out;
}

/// The metadata of one stream; an id is a span of one.
std::optional<SessionState> load_facts(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                       Id<Session> id, Instant as_of) {
  std::optional<SessionState> state;
  audit::each_stream(reader, org, stream_kind, id.value(), id.value(),
                     [&](std::span<const audit::Event> events) { state = fold(events, playbooks, as_of); });
  if (state && state->version == 0) return std::nullopt;
  return state;
}

std::unordered_map<Id<Session>, SessionState> load_facts_of(sql::Reader& reader, Id<Org> org,
                                                            const std::vector<playbook::DatedPlaybook>& playbooks,
                                                            std::span<const After> sessions, Instant as_of) {
  std::vector<std::int64_t> ids;
  for (const After& each : sessions) ids.push_back(each.id.value());
  std::unordered_map<Id<Session>, SessionState> states;
  audit::each_of_these(reader, org, stream_kind, ids, [&](std::span<const audit::Event> events) {
    SessionState state = fold(events, playbooks, as_of);
    if (state.version != 0) states.emplace(state.id, std::move(state));
  });
  return states;
}

void name_people(sql::Reader& reader, Id<Org> org, std::vector<Row>& rows) {
  std::vector<Id<Person>> people;
  for (const Row& row : rows)
    for (const Id<Person> who : {row.state.rep, row.state.manager})
      if (std::ranges::find(people, who) == people.end()) people.push_back(who);
  const auto names = people::person_refs(reader, org, people);
  const auto ref_of = [&](Id<Person> who) {
    const auto found = names.find(who);
    return found == names.end() ? people::PersonRef{.id = who, .name = {}} : found->second;
  };
  for (Row& row : rows) {
    row.rep = ref_of(row.state.rep);
    row.manager = ref_of(row.state.manager);
  }
}

}  // namespace

Result<Conversation> Sessions::conversation(const Actor& actor, Id<Session> id) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Conversation> {
    const Participation participation = TRY(m_access.participation(reader, actor, id));
    const Id<Org> org = actor.org();
    const auto playbooks = playbook::load_versions(reader, org);
    const auto events = audit::events_of(reader, org, stream_of(id));
    if (events.empty()) return refuse(errors::not_found);  // a session of another feature: a ride-along
    Conversation out;
    out.now = std::max(m_access.clock().now(), events.back().at);
    out.state = fold(events, playbooks, out.now);
    out.viewer = participation.side();
    out.rules = rules_for(playbooks, out.state.kind, out.state.starts_at, out.state.rep_zone);
    out.rep = ref(reader, org, out.state.rep);
    out.manager = ref(reader, org, out.state.manager);
    if (const auto zone = people::zone_of(reader, org, actor.person())) out.zone = *zone;
    out.allowed = allowed(out.state, out.viewer, out.now);
    if (out.viewer == Side::manager) out.state.usefulness.reset();  // single values are the rep's

    const commitment::Pair pair{.rep = out.state.rep, .manager = out.state.manager};
    auto inspected = commitment::inspected_in(reader, participation);
    if (!out.state.ended_at && out.rules.opens_on_commitment) {
      for (auto& open : commitment::to_inspect(reader, participation, pair)) inspected.push_back(std::move(open));
    }
    out.to_inspect = TRY(with_evidence(reader, m_access, org, pair.rep, std::move(inspected), out.now));
    out.gate = out.state.gate != Gate::unknown ? out.state.gate : out.to_inspect.empty() ? Gate::nothing : Gate::open;
    out.commitments = commitment::made_in(reader, participation);
    out.notes = notes_of(reader, org, id);
    const StoredNote own = load_private_note(reader, org, id, actor.person());
    out.private_note = {.stage = {}, .text = own.text, .version = own.version, .by = {}, .at = {}};
    read_reasons(events, out);
    out.focus = latest_focus(reader, org, out.state.rep).value_or("");
    read_next(reader, org, playbooks, out);
    return out;
  });
}

Result<Participation> Sessions::participation(const Actor& actor, Id<Session> id) const {
  return m_db.read([&](sql::Reader& reader) { return m_access.participation(reader, actor, id); });
}

Result<SharedConversation> Sessions::shared(const Actor& actor, Id<Session> id) const {
  return m_db.read([&](sql::Reader& reader) -> Result<SharedConversation> {
    const Id<Org> org = actor.org();
    // A token never reaches what was said, shared or not.
    if (actor.proof() != access::Proof::browser_session) return refuse(errors::not_found);
    const auto playbooks = playbook::load_versions(reader, org);
    auto state = load_facts(reader, org, playbooks, id, m_access.clock().now());
    if (!state || !state->shared_by_rep || !state->shared_by_manager) return refuse(errors::not_found);
    // The two see what those above see of it.
    const auto participation = m_access.participation(reader, actor, id);
    std::vector<commitment::CommitmentState> commitments;
    if (participation) {
      commitments = commitment::made_in(reader, *participation);
    } else {
      const auto line = TRY(m_access.reporting_line(reader, actor, state->rep));
      commitments = commitment::made_in_shared(reader, line, id);
    }
    state->usefulness.reset();
    SharedConversation out{.state = *std::move(state), .rep = {}, .manager = {}, .notes = notes_of(reader, org, id), .commitments = {}};
    out.rep = ref(reader, org, out.state.rep);
    out.manager = ref(reader, org, out.state.manager);
    out.commitments = std::move(commitments);
    return out;
  });
}

Result<Rows> Sessions::list(const Actor& actor, const Query& query) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Rows> {
    const Id<Org> org = actor.org();
    const Id<Person> person = query.person.value_or(actor.person());
    if (person != actor.person() && !m_access.entitled<Right::see_sessions>(actor)) {
      TRY(m_access.reporting_line(reader, actor, person));
    }
    if (!people::person_ref(reader, org, person)) return refuse(errors::not_found);
    const Instant now = m_access.clock().now();
    const Instant from = query.from.value_or(now - listed_around);
    const Instant to = query.to.value_or(now + listed_around);
    const auto playbooks = playbook::load_versions(reader, org);
    // However many rows: one statement for where they are, one for their events, one for the names. A filter by state looks at more of
    // them.
    const int at_once = query.state ? std::max(looked_at_once, query.limit + 1) : query.limit + 1;
    Rows out;
    auto after = query.after ? std::optional(After{.starts_at = query.after->first, .id = query.after->second}) : std::nullopt;
    for (bool has_more = true; has_more && !out.next;) {
      const auto page = sessions_of(reader, org, person, from, to, after, at_once);
      has_more = std::ssize(page) == at_once;
      if (!page.empty()) after = page.back();
      auto states = load_facts_of(reader, org, playbooks, page, now);
      for (const After& each : page) {
        const auto found = states.find(each.id);
        if (found == states.end() || (query.state && found->second.state != *query.state)) continue;
        if (std::ssize(out.rows) == query.limit) {
          const Row& last = out.rows.back();
          out.next = {last.state.starts_at, last.state.id};
          break;
        }
        found->second.usefulness.reset();
        const auto& rules = rules_for(playbooks, found->second.kind, found->second.starts_at, found->second.rep_zone);
        out.rows.push_back({.state = std::move(found->second), .kind_name = rules.name, .rep = {}, .manager = {}});
      }
    }
    name_people(reader, org, out.rows);
    return out;
  });
}

people::PersonRef Sessions::ref_of(const Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) { return ref(reader, actor.org(), actor.person()); });
}

// --- for other features ---

std::vector<SessionState> session_facts(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                        Instant from, Instant to, Instant as_of) {
  std::vector<SessionState> facts;
  const auto span = ids_within(reader, org, from, to);
  if (!span) return facts;
  const auto is_within = [&](Instant at) { return from <= at && at < to; };
  audit::each_stream(reader, org, stream_kind, span->first, span->last, [&](std::span<const audit::Event> events) {
    SessionState state = fold(events, playbooks, as_of);
    if (state.version == 0) return;  // planned later than asked for
    const bool was_ever_within =
        is_within(state.starts_at) || std::ranges::any_of(state.moves, [&](const Move& move) { return is_within(move.from); });
    if (was_ever_within) facts.push_back(std::move(state));
  });
  return facts;
}

std::vector<SessionState> session_facts_of(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                           Id<Person> person, Instant from, Instant to, Instant as_of) {
  std::vector<SessionState> facts;
  constexpr int everything = 1'000'000;
  const auto rows = sessions_of(reader, org, person, from, to, std::nullopt, everything);
  auto states = load_facts_of(reader, org, playbooks, rows, as_of);
  for (const After& each : rows) {
    const auto found = states.find(each.id);
    if (found != states.end()) facts.push_back(std::move(found->second));
  }
  return facts;
}

std::optional<SessionState> load_session(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                         Id<Session> id, Instant as_of) {
  return load_facts(reader, org, playbooks, id, as_of);
}

std::optional<std::string> focus_of(sql::Reader& reader, Id<Org> org, Id<Person> rep) {
  return latest_focus(reader, org, rep);
}

}  // namespace backbeat::session
