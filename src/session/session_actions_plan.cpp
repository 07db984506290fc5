// When conversations take place: planned, moved, cancelled, excused, recorded afterwards.
#include "base/text.hpp"
#include "people/people_actions.hpp"
#include "people/people_actions_presence.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions_scene.hpp"
#include "session/session_slot.hpp"

namespace backbeat::session {
namespace {

using access::Actor;

constexpr std::string_view note_of_recorded = "notes";  // the stage that the note of a recorded session stands at

/// Ride-alongs, circles and drills have ways of their own.
bool is_conversation(const playbook::SessionType& type) {
  if (type.key.starts_with("ride_along")) return false;
  switch (type.counts_as) {
    case playbook::CountsAs::coaching:
    case playbook::CountsAs::deal_coaching:
    case playbook::CountsAs::nothing:
      return true;
    case playbook::CountsAs::peer_coaching:
    case playbook::CountsAs::practice:
      break;
  }
  return false;
}

/// Somebody who works here on the day of the instant, in their zone.
Result<people::Member> working_member(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant at, std::string_view field) {
  auto member = people::load_member(reader, org, person);
  if (!member) return refuse(errors::not_found, std::string(field));
  const LocalDate day = to_local(at, member->zone).date;
  if (!member->works_here_on(day)) return refuse(not_here_then, std::string(field), {{"person", member->name}, {"day", day.text()}});
  return *std::move(member);
}

/// Another open session of the same two at that time, the one that is being moved left out.
Result<Done> check_overlap(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks, commitment::Pair pair,
                           Instant starts_at, int minutes, Instant now, Id<Session> but = {}) {
  const Instant ends_at = starts_at + std::chrono::minutes(minutes);
  const Instant from = starts_at - std::chrono::minutes(longest_minutes);
  for (const Id<Session> id : sessions_between(reader, org, pair.rep, pair.manager, from, ends_at)) {
    const auto other = load_session(reader, org, playbooks, id, now);
    if (id == but || !other || !other->is_planned()) continue;
    if (other->starts_at + std::chrono::minutes(other->planned_minutes) <= starts_at) continue;
    return refuse(overlaps, "starts_at", {{"starts_at", other->starts_at.text()}});
  }
  return Done{};
}

/// Above the rep today; errors::not_found otherwise, errors::forbidden for the rep.
Result<Done> check_above(sql::Reader& reader, const access::Access& access, const Actor& actor, Id<Person> rep) {
  const auto line = TRY(access.reporting_line(reader, actor, rep));
  if (line.distance() == 0) return refuse(errors::forbidden);
  return Done{};
}

}  // namespace

std::optional<SessionState> next_of_series(sql::Reader& reader, Id<Org> org, const std::vector<playbook::DatedPlaybook>& playbooks,
                                           const SessionState& state, Instant now) {
  // One that is still planned has a day that has not ended yet; nothing before needs to be read.
  const Instant from = std::max(state.starts_at + std::chrono::milliseconds(1), now - std::chrono::days(2));
  for (const Id<Session> id : sessions_between(reader, org, state.rep, state.manager, from, now + 2 * furthest_ahead)) {
    auto other = load_session(reader, org, playbooks, id, now);
    if (other && other->id != state.id && other->kind == state.kind && other->is_planned()) return other;
  }
  return std::nullopt;
}

std::optional<Instant> suggested_next(sql::Reader& reader, Id<Org> org, const SessionState& state, Instant now) {
  const auto manager = people::load_presence(reader, org, state.manager);
  const auto rep = people::load_presence(reader, org, state.rep);
  if (!manager || !rep) return std::nullopt;
  return next_slot(state, *manager, *rep, people::load_holidays(reader, org), now);
}

/// Writes the row and the first event, whose fields say everything that is planned.
Result<Id<Session>> Sessions::add(sql::Transaction& tx, const Actor& actor, const NewSession& session, std::string_view event,
                                  const playbook::SessionType& rules) const {
  const Id<Org> org = actor.org();
  const Id<Person> manager = session.manager.value_or(actor.person());
  if (manager == session.rep) return refuse(with_oneself, "manager_id");
  const auto rep = TRY(working_member(tx, org, session.rep, session.starts_at, "rep_id"));
  TRY(working_member(tx, org, manager, session.starts_at, "manager_id"));
  const int minutes = session.minutes.value_or(rules.minutes);
  TRY(check_minutes(minutes));

  const people::Assignment* assignment = rep.assignment_on(to_local(session.starts_at, rep.zone).date);
  const auto line_manager = assignment ? assignment->manager : std::nullopt;
  const bool is_delegated = line_manager && *line_manager != manager;
  const Id<Person> on_behalf_of = is_delegated ? *line_manager : Id<Person>();

  const auto id = tx.new_id<Session>();
  const Instant now = m_access.clock().now();
  insert_session(tx, org,
                 {.id = id,
                  .kind = session.kind,
                  .manager = manager,
                  .rep = session.rep,
                  .on_behalf_of = on_behalf_of,
                  .starts_at = session.starts_at},
                 now);
  Fields fields;
  fields.add("kind", std::string_view(session.kind)).add("manager", manager.value()).add("rep", session.rep.value());
  fields.add("on_behalf_of", on_behalf_of.value()).add("starts_at", session.starts_at.unix_ms()).add("minutes", minutes);
  fields.add("rep_zone", rep.zone.name());
  audit::record(tx, org,
                {.stream = {.kind = stream_kind, .id = id.value()},
                 .kind = event,
                 .at = now,
                 .actor = actor.user(),
                 .fields = std::move(fields),
                 .text = {}});
  return id;
}

Result<Id<Session>> Sessions::plan(const Actor& actor, const NewSession& session) const {
  TRY(access::may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<Session>> {
    TRY(check_above(tx, m_access, actor, session.rep));
    const Instant now = m_access.clock().now();
    const auto playbooks = playbook::load_versions(tx, actor.org());
    const auto& rules = rules_for(playbooks, session.kind, session.starts_at, "UTC");
    if (rules.key.empty() || rules.key != session.kind || !is_conversation(rules))
      return refuse(unknown_kind, "kind", {{"found", session.kind}});
    TRY(check_new_time(session.starts_at, now));
    const int minutes = session.minutes.value_or(rules.minutes);
    const commitment::Pair pair{.rep = session.rep, .manager = session.manager.value_or(actor.person())};
    TRY(check_overlap(tx, actor.org(), playbooks, pair, session.starts_at, minutes, now));
    return add(tx, actor, session, kinds::planned, rules);
  });
}

Result<Id<Session>> Sessions::plan_next(const Actor& actor, Id<Session> id, std::optional<Instant> starts_at) const {
  Id<Session> planned;
  const auto work = [&](Scene& scene) -> Result<Done> {
    const SessionState& state = scene.state();
    // Somebody who leads this rep no longer has no next one with them; a delegate goes on for the line manager.
    if (!state.on_behalf_of.is_set()) TRY(check_above(scene.tx(), m_access, actor, state.rep));
    const auto next = next_of_series(scene.tx(), scene.org(), scene.playbooks(), state, scene.now());
    if (next) return refuse(next_is_planned, {}, {{"starts_at", next->starts_at.text()}});
    const auto at = starts_at ? starts_at : suggested_next(scene.tx(), scene.org(), state, scene.now());
    if (!at) return refuse(no_slot, "starts_at");
    TRY(check_new_time(*at, scene.now()));
    TRY(check_overlap(scene.tx(), scene.org(), scene.playbooks(), scene.pair(), *at, state.planned_minutes, scene.now()));
    const NewSession session{
        .kind = state.kind, .rep = state.rep, .manager = state.manager, .starts_at = *at, .minutes = state.planned_minutes};
    planned = TRY(add(scene.tx(), actor, session, kinds::planned, scene.rules()));
    scene.record(kinds::next_planned, Fields().add("session", planned.value()));
    return Done{};
  };
  TRY(act(actor, id, Verb::next, work));
  return planned;
}

Result<Done> Sessions::move(const Actor& actor, Id<Session> id, Instant to, std::string_view reason) const {
  const std::string why = TRY(check_reason("reason", reason));
  return act(actor, id, Verb::move, [&](Scene& scene) -> Result<Done> {
    TRY(check_move(scene.state(), to, scene.now()));
    TRY(check_overlap(scene.tx(), scene.org(), scene.playbooks(), scene.pair(), to, scene.state().planned_minutes, scene.now(), id));
    const std::int64_t from = scene.state().starts_at.unix_ms();
    scene.record(kinds::moved, Fields().add("from", from).add("to", to.unix_ms()), why);
    update_starts_at(scene.tx(), scene.org(), id, to);
    return Done{};
  });
}

Result<Done> Sessions::cancel(const Actor& actor, Id<Session> id, std::string_view reason) const {
  const std::string why = TRY(check_reason("reason", reason));
  return act(actor, id, Verb::cancel, [&](Scene& scene) -> Result<Done> {
    scene.record(kinds::cancelled, {}, why);
    return Done{};
  });
}

Result<Done> Sessions::excuse(const Actor& actor, Id<Session> id, ExcuseReason reason, std::string_view note) const {
  TRY(check_length("note", note, longest_reason));
  return act(actor, id, Verb::excuse, [&](Scene& scene) -> Result<Done> {
    const auto said = trimmed(note).empty() ? std::nullopt : std::optional(std::string(trimmed(note)));
    scene.record(kinds::excused, Fields().add("reason", name_of(reason)), said);
    return Done{};
  });
}

Result<Id<Session>> Sessions::record(const Actor& actor, const Recorded& recorded) const {
  TRY(access::may_change(actor));
  TRY(check_length("note", recorded.note, longest_note));
  TRY(check_minutes(recorded.minutes));
  if (recorded.kind != "pipeline_review" && recorded.kind != "deal_coaching") return refuse(not_recorded_this_way, "kind");
  return m_db.write([&](sql::Transaction& tx) -> Result<Id<Session>> {
    TRY(check_above(tx, m_access, actor, recorded.rep));
    const Instant now = m_access.clock().now();
    TRY(check_recorded_time(recorded.starts_at, recorded.minutes, now));
    const auto playbooks = playbook::load_versions(tx, actor.org());
    const auto& rules = rules_for(playbooks, recorded.kind, recorded.starts_at, "UTC");
    if (rules.key != recorded.kind) return refuse(unknown_kind, "kind", {{"found", recorded.kind}});
    const NewSession session{
        .kind = recorded.kind, .rep = recorded.rep, .manager = std::nullopt, .starts_at = recorded.starts_at, .minutes = recorded.minutes};
    const auto id = TRY(add(tx, actor, session, kinds::recorded, rules));
    if (!trimmed(recorded.note).empty()) {
      const StoredNote note{.stage = std::string(note_of_recorded), .text = recorded.note, .version = 1, .by = actor.person(), .at = now};
      store_note(tx, actor.org(), id, note);
    }
    return id;
  });
}

}  // namespace backbeat::session
