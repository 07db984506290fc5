// The verbs of a conversation: POST /api/sessions/{id}/<verb>, each answered with the conversation.
#include "session/session_api_routes.hpp"

namespace backbeat::session {
namespace wire {

using Reason = http::Str<1, longest_reason>;

struct StartRequest {
  Id<Session> id;
  std::optional<Reason> skip_gate_reason;
};
BOOST_DESCRIBE_STRUCT(StartRequest, (), (id, skip_gate_reason))

struct VerdictRequest {
  Id<Session> id;
  Id<commitment::Commitment> commitment_id;
  CommitmentVerdict verdict{};
  std::optional<http::Str<0, commitment::longest_note>> note;
};
BOOST_DESCRIBE_STRUCT(VerdictRequest, (), (id, commitment_id, verdict, note))

struct StageRequest {
  Id<Session> id;
  std::string stage;
};
BOOST_DESCRIBE_STRUCT(StageRequest, (), (id, stage))

struct SkipStageRequest {
  Id<Session> id;
  std::string stage;
  Reason reason;
};
BOOST_DESCRIBE_STRUCT(SkipStageRequest, (), (id, stage, reason))

struct MoveRequest {
  Id<Session> id;
  Instant starts_at;
  Reason reason;
};
BOOST_DESCRIBE_STRUCT(MoveRequest, (), (id, starts_at, reason))

struct CancelRequest {
  Id<Session> id;
  Reason reason;
};
BOOST_DESCRIBE_STRUCT(CancelRequest, (), (id, reason))

struct ExcuseRequest {
  Id<Session> id;
  Excuse reason{};
  std::optional<http::Str<0, longest_reason>> note;
};
BOOST_DESCRIBE_STRUCT(ExcuseRequest, (), (id, reason, note))

struct UsefulnessRequest {
  Id<Session> id;
  http::Int<0, 10> score;
};
BOOST_DESCRIBE_STRUCT(UsefulnessRequest, (), (id, score))

struct FocusRequest {
  Id<Session> id;
  std::string competency;
};
BOOST_DESCRIBE_STRUCT(FocusRequest, (), (id, competency))

struct ShareRequest {
  Id<Session> id;
  bool shared = false;
};
BOOST_DESCRIBE_STRUCT(ShareRequest, (), (id, shared))

struct NextRequest {
  Id<Session> id;
  std::optional<Instant> starts_at;
};
BOOST_DESCRIBE_STRUCT(NextRequest, (), (id, starts_at))

}  // namespace wire

namespace {

using access::Actor;

/// One route: In is read, `perform` acts, and the answer is the conversation as it is then.
template <class In, class Perform>
void verb(http::Router& router, const access::Desk& desk, const Sessions& sessions, std::string_view name, std::string summary,
          std::vector<const ErrorSpec*> refusals, Perform perform) {
  std::string id = "session_" + std::string(name);
  std::ranges::replace(id, '-', '_');
  refusals.insert(refusals.end(), {&errors::not_found, &other_side, &session_is_over});
  router.post<In, Answered>("/api/sessions/{id}/" + std::string(name),
                            {.id = std::move(id), .summary = std::move(summary), .tag = "conversations", .errors = std::move(refusals)},
                            [&desk, &sessions, perform](const http::Call& call, const In& in) -> Result<Answered> {
                              const Actor actor = TRY(actor_of(desk, call));
                              TRY(perform(sessions, actor, in));
                              return answer(sessions, actor, in.id);
                            });
}

void holding(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  verb<wire::StartRequest>(router, desk, sessions, "start", "Start, or skip the inspection of what was agreed last time with a reason",
                           {&already_started, &already_ended, &too_early, &window_closed, &gate_not_open},
                           [](const Sessions& to, const Actor& actor, const wire::StartRequest& in) {
                             return to.start(actor, in.id,
                                             in.skip_gate_reason ? std::optional(in.skip_gate_reason->value()) : std::nullopt);
                           });
  verb<wire::VerdictRequest>(router, desk, sessions, "gate", "Say what became of a commitment of last time",
                             {&not_running, &already_ended, &gate_not_open, &commitment::already_inspected},
                             [](const Sessions& to, const Actor& actor, const wire::VerdictRequest& in) {
                               return to.judge(actor, in.id, in.commitment_id, static_cast<commitment::Verdict>(in.verdict),
                                               in.note ? in.note->value() : "");
                             });
  verb<wire::StageRequest>(
      router, desk, sessions, "stage", "Go on with the next stage of the agenda",
      {&not_running, &already_ended, &gate_open, &already_paused, &unknown_stage, &stage_is_current, &stage_is_over, &stage_out_of_order},
      [](const Sessions& to, const Actor& actor, const wire::StageRequest& in) { return to.enter_stage(actor, in.id, in.stage); });
  verb<wire::SkipStageRequest>(router, desk, sessions, "skip-stage", "Leave a stage out, with a reason",
                               {&not_running, &already_ended, &gate_open, &unknown_stage, &stage_is_over},
                               [](const Sessions& to, const Actor& actor, const wire::SkipStageRequest& in) {
                                 return to.skip_stage(actor, in.id, in.stage, in.reason.value());
                               });
  verb<SessionPath>(router, desk, sessions, "pause", "Stop the clock", {&not_running, &already_ended, &already_paused},
                    [](const Sessions& to, const Actor& actor, const SessionPath& in) { return to.pause(actor, in.id); });
  verb<SessionPath>(router, desk, sessions, "resume", "Go on", {&not_running, &already_ended, &not_paused},
                    [](const Sessions& to, const Actor& actor, const SessionPath& in) { return to.resume(actor, in.id); });
  verb<SessionPath>(router, desk, sessions, "end", "End the conversation", {&not_running, &already_ended},
                    [](const Sessions& to, const Actor& actor, const SessionPath& in) { return to.end(actor, in.id); });
}

void placing(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  verb<wire::MoveRequest>(router, desk, sessions, "move", "Move it to another time, with a reason",
                          {&already_started, &in_the_past, &too_far_ahead, &same_time, &overlaps},
                          [](const Sessions& to, const Actor& actor, const wire::MoveRequest& in) {
                            return to.move(actor, in.id, in.starts_at, in.reason.value());
                          });
  verb<wire::CancelRequest>(
      router, desk, sessions, "cancel", "Cancel it, with a reason", {&already_started},
      [](const Sessions& to, const Actor& actor, const wire::CancelRequest& in) { return to.cancel(actor, in.id, in.reason.value()); });
  verb<wire::ExcuseRequest>(router, desk, sessions, "excuse", "Excuse it: time off, a holiday, sickness", {&already_started},
                            [](const Sessions& to, const Actor& actor, const wire::ExcuseRequest& in) {
                              return to.excuse(actor, in.id, static_cast<ExcuseReason>(in.reason), in.note ? in.note->value() : "");
                            });
  verb<wire::NextRequest>(
      router, desk, sessions, "next", "Plan the next one of the series, in the suggested slot where no time is given",
      {&not_started, &gate_open, &next_is_planned, &no_slot, &in_the_past, &too_far_ahead, &not_here_then, &overlaps},
      [](const Sessions& to, const Actor& actor, const wire::NextRequest& in) { return to.plan_next(actor, in.id, in.starts_at); });
}

void agreeing(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  verb<SessionPath>(router, desk, sessions, "confirm", "The rep: I will be there; afterwards: it took place",
                    {&already_confirmed, &not_running},
                    [](const Sessions& to, const Actor& actor, const SessionPath& in) { return to.confirm(actor, in.id); });
  verb<wire::UsefulnessRequest>(router, desk, sessions, "usefulness", "The rep: how useful was it? Only the rep sees the single answer",
                                {&not_started}, [](const Sessions& to, const Actor& actor, const wire::UsefulnessRequest& in) {
                                  return to.rate(actor, in.id, static_cast<int>(in.score.value()));
                                });
  verb<wire::FocusRequest>(
      router, desk, sessions, "focus", "Set the skill the rep works on", {&unknown_competency},
      [](const Sessions& to, const Actor& actor, const wire::FocusRequest& in) { return to.set_focus(actor, in.id, in.competency); });
  verb<wire::ShareRequest>(router, desk, sessions, "share", "Share it with those above; it is shared when both do", {&not_started},
                           [](const Sessions& to, const Actor& actor, const wire::ShareRequest& in) {
                             return to.share(actor, in.id, in.shared ? Sharing::shared : Sharing::withheld);
                           });
  verb<SessionPath>(router, desk, sessions, "presence",
                    "The page is open: live use of a running conversation is evidence that it takes place", {},
                    [](const Sessions& to, const Actor& actor, const SessionPath& in) { return to.be_present(actor, in.id); });
}

}  // namespace

Result<Answered> answer(const Sessions& sessions, const Actor& actor, Id<Session> id) {
  const Conversation conversation = TRY(sessions.conversation(actor, id));
  return Answered{.value = wire::wire_of(conversation), .version = conversation.state.version};
}

void verb_routes(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  holding(router, desk, sessions);
  placing(router, desk, sessions);
  agreeing(router, desk, sessions);
}

}  // namespace backbeat::session
