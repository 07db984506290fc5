#include "session/session_api.hpp"

#include "session/session_api_dto.hpp"
#include "session/session_api_routes.hpp"

namespace backbeat::session {
namespace wire {

struct PlanRequest {
  std::string kind;
  Id<Person> rep_id;
  std::optional<Id<Person>> manager_id;
  Instant starts_at;
  std::optional<http::Int<shortest_minutes, longest_minutes>> minutes;
};
BOOST_DESCRIBE_STRUCT(PlanRequest, (), (kind, rep_id, manager_id, starts_at, minutes))

struct RecordRequest {
  std::string kind;
  Id<Person> rep_id;
  Instant starts_at;
  http::Int<shortest_minutes, longest_minutes> minutes;
  std::optional<http::Str<0, longest_note>> note;
};
BOOST_DESCRIBE_STRUCT(RecordRequest, (), (kind, rep_id, starts_at, minutes, note))

struct PlannedSession {
  Id<Session> id;
};
BOOST_DESCRIBE_STRUCT(PlannedSession, (), (id))

struct SessionsQuery {
  std::optional<Id<Person>> person_id;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::optional<SessionState> state;
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(SessionsQuery, (), (person_id, from, to, state, cursor, limit))

struct HintRequest {
  http::Str<1, commitment::longest_text> text;
};
BOOST_DESCRIBE_STRUCT(HintRequest, (), (text))

struct CommitmentHint {
  KindHint kind{};
  std::optional<std::string> hint;
};
BOOST_DESCRIBE_STRUCT(CommitmentHint, (), (kind, hint))

}  // namespace wire

namespace {

Result<Query> query_of(const http::Call& call, const wire::SessionsQuery& in) {
  Query query{.person = in.person_id, .from = in.from, .to = in.to, .state = {}, .after = {}, .limit = 50};
  if (in.state) query.state = static_cast<State>(*in.state);
  if (in.limit) query.limit = static_cast<int>(in.limit->value());
  if (in.cursor) {
    const Fields after = TRY(call.decode_cursor(*in.cursor));
    query.after = {Instant(after.number("starts_at")), Id<Session>(after.number("id"))};
  }
  return query;
}

void planning_routes(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  router.post<wire::PlanRequest, http::Created<wire::PlannedSession>>(
      "/api/sessions",
      {.id = "plan_session",
       .summary = "Plan a conversation",
       .description = "For everybody above the rep. Held by somebody else than the line manager, it is delegated.",
       .tag = "conversations",
       .errors = {&errors::not_found, &errors::forbidden, &unknown_kind, &in_the_past, &too_far_ahead, &not_here_then, &with_oneself,
                  &overlaps}},
      [&](const http::Call& call, const wire::PlanRequest& in) -> Result<http::Created<wire::PlannedSession>> {
        const auto actor = TRY(actor_of(desk, call));
        const auto minutes = in.minutes ? std::optional(static_cast<int>(in.minutes->value())) : std::nullopt;
        const auto id = TRY(sessions.plan(
            actor, {.kind = in.kind, .rep = in.rep_id, .manager = in.manager_id, .starts_at = in.starts_at, .minutes = minutes}));
        return http::Created<wire::PlannedSession>{.location = "/api/sessions/" + id.text(), .value = {.id = id}};
      });

  router.post<wire::RecordRequest, http::Created<wire::PlannedSession>>(
      "/api/sessions/record",
      {.id = "record_session",
       .summary = "Record a pipeline review or a deal coaching that took place elsewhere",
       .description = "A pipeline review never counts as coaching. A deal coaching counts once the rep confirms it.",
       .tag = "conversations",
       .errors = {&errors::not_found, &errors::forbidden, &not_recorded_this_way, &still_to_come, &too_long_ago, &not_here_then}},
      [&](const http::Call& call, const wire::RecordRequest& in) -> Result<http::Created<wire::PlannedSession>> {
        const auto actor = TRY(actor_of(desk, call));
        const auto id = TRY(sessions.record(actor, {.kind = in.kind,
                                                    .rep = in.rep_id,
                                                    .starts_at = in.starts_at,
                                                    .minutes = static_cast<int>(in.minutes.value()),
                                                    .note = in.note ? in.note->value() : ""}));
        return http::Created<wire::PlannedSession>{.location = "/api/sessions/" + id.text(), .value = {.id = id}};
      });
}

void reading_routes(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  router.get<wire::SessionsQuery, http::Page<wire::SessionRow>>(
      "/api/sessions",
      {.id = "list_sessions",
       .summary = "The sessions of a person, by time",
       .description = "Who, when, what kind, which state; never what was said. Yours, or those of people below you.",
       .tag = "conversations",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const wire::SessionsQuery& in) -> Result<http::Page<wire::SessionRow>> {
        const auto actor = TRY(actor_of(desk, call));
        const Query query = TRY(query_of(call, in));
        const Rows rows = TRY(sessions.list(actor, query));
        http::Page<wire::SessionRow> page;
        for (const Row& row : rows.rows) page.items.push_back(wire::wire_of(row));
        if (rows.next) {
          page.next_cursor = call.encode_cursor(Fields().add("starts_at", rows.next->first.unix_ms()).add("id", rows.next->second.value()));
        }
        return page;
      });

  router.get<SessionPath, Answered>("/api/sessions/{id}",
                                    {.id = "get_conversation",
                                     .summary = "A conversation, for one of its two people",
                                     .tag = "conversations",
                                     .errors = {&errors::not_found}},
                                    [&](const http::Call& call, const SessionPath& in) -> Result<Answered> {
                                      const auto actor = TRY(actor_of(desk, call));
                                      return answer(sessions, actor, in.id);
                                    });

  router.get<SessionPath, wire::SharedConversation>("/api/sessions/{id}/shared",
                                                    {.id = "get_shared_conversation",
                                                     .summary = "What both shared of a conversation with those above them",
                                                     .tag = "conversations",
                                                     .errors = {&errors::not_found}},
                                                    [&](const http::Call& call, const SessionPath& in) -> Result<wire::SharedConversation> {
                                                      const auto actor = TRY(actor_of(desk, call));
                                                      return wire::wire_of(TRY(sessions.shared(actor, in.id)));
                                                    });

  router.post<wire::HintRequest, wire::CommitmentHint>(
      "/api/commitment-hint",
      {.id = "hint_commitment",
       .summary = "Does this text name a behaviour or a result?",
       .description = "A hint while somebody writes, never a refusal. Nothing is kept.",
       .tag = "conversations"},
      [&](const http::Call& call, const wire::HintRequest& in) -> Result<wire::CommitmentHint> {
        TRY(actor_of(desk, call));
        const auto hint = commitment::hint_for(in.text.value());
        wire::CommitmentHint out{.kind = static_cast<wire::KindHint>(hint.kind), .hint = {}};
        if (!hint.text.empty()) out.hint = hint.text;
        return out;
      });

  router.events<SessionPath>(
      "/api/sessions/{id}/events",
      {.id = "follow_conversation",
       .summary = "What happens in a conversation, as it happens",
       .description =
           "Events: `note` {stage, text, version, by}, `state` {version}: load it anew, `timer`, `presence` {people}. For the two.",
       .tag = "conversations",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const SessionPath& in) -> Result<http::Subscription> {
        const auto actor = TRY(actor_of(desk, call));
        TRY(sessions.be_present(actor, in.id));  // also checks that it is one of the two
        const auto who = sessions.ref_of(actor);
        return http::Subscription{.topic = topics.of(actor.org(), in.id), .member = http::member_of(who.id, who.name)};
      });
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  router.tag("conversations",
             "Coaching conversations: planned, held stage by stage, noted, agreed on. What is said is the two people's own.");
  planning_routes(router, desk, sessions);
  reading_routes(router, desk, sessions);
  verb_routes(router, desk, sessions);
  note_routes(router, desk, sessions);
}

}  // namespace backbeat::session
