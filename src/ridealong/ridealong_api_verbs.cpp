// The verbs of a ride-along, each answered with the ride-along as it is then.
#include "ridealong/ridealong_api_routes.hpp"
#include "ridealong/ridealong_takeovers.hpp"

namespace backbeat::ridealong {
namespace wire {

using Reason = http::Str<1, longest_reason>;
using Field = http::Str<0, longest_field>;

struct PreBriefRequest {
  Id<Session> id;
  std::optional<Field> people;
  std::optional<Field> objective;
  std::optional<Field> objections;
  std::optional<Field> skill;
  std::optional<Field> listen_for;
  std::optional<bool> sign;
};
BOOST_DESCRIBE_STRUCT(PreBriefRequest, (), (id, people, objective, objections, skill, listen_for, sign))

struct FormatRequest {
  Id<Session> id;
  RideAlongFormat format{};
};
BOOST_DESCRIBE_STRUCT(FormatRequest, (), (id, format))

struct ConsentRequest {
  Id<Session> id;
  bool given = false;
};
BOOST_DESCRIBE_STRUCT(ConsentRequest, (), (id, given))

struct NoteRequest {
  Id<Session> id;
  http::Str<1, longest_note_id> note_id;
  Instant at;
  NoteTag tag{};
  http::Str<0, longest_note> text;
};
BOOST_DESCRIBE_STRUCT(NoteRequest, (), (id, note_id, at, tag, text))

/// Without the words: an answer is kept for a day, to be given again, and a note can be gone by then.
struct TakenNote {
  std::string id = {};
  Instant at;
  NoteTag tag{};
  Id<Person> by;
};
BOOST_DESCRIBE_STRUCT(TakenNote, (), (id, at, tag, by))

struct NotePath {
  Id<Session> id;
  std::string note_id;
};
BOOST_DESCRIBE_STRUCT(NotePath, (), (id, note_id))

struct PressRequest {
  Id<Session> id;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(PressRequest, (), (id, at))

struct DebriefStageRequest {
  Id<Session> id;
  std::string stage;
};
BOOST_DESCRIBE_STRUCT(DebriefStageRequest, (), (id, stage))

struct SaidRequest {
  Id<Session> id;
  http::Str<1, longest_field> text;
};
BOOST_DESCRIBE_STRUCT(SaidRequest, (), (id, text))

struct NextStepRequest {
  Id<Session> id;
  http::Str<1, commitment::longest_text> text;
  std::optional<LocalDate> due_on;
  std::optional<std::string> indicator;
};
BOOST_DESCRIBE_STRUCT(NextStepRequest, (), (id, text, due_on, indicator))

struct NextSessionRequest {
  Id<Session> id;
  std::optional<Id<Session>> session_id;
};
BOOST_DESCRIBE_STRUCT(NextSessionRequest, (), (id, session_id))

struct UsefulRequest {
  Id<Session> id;
  http::Int<0, 10> score;
};
BOOST_DESCRIBE_STRUCT(UsefulRequest, (), (id, score))

struct MoveCallRequest {
  Id<Session> id;
  Instant starts_at;
  Instant ends_at;
  Reason reason;
};
BOOST_DESCRIBE_STRUCT(MoveCallRequest, (), (id, starts_at, ends_at, reason))

struct CallOffRequest {
  Id<Session> id;
  Reason reason;
};
BOOST_DESCRIBE_STRUCT(CallOffRequest, (), (id, reason))

}  // namespace wire

namespace {

using access::Actor;

struct Verbs {
  http::Router& router;
  const access::Desk& desk;
  const RideAlongs& ride_alongs;

  template <class In, class Perform>
  void add(std::string_view path, std::string id, std::string summary, std::vector<const ErrorSpec*> refusals, Perform perform,
           bool is_put = false) const {
    refusals.insert(refusals.end(), {&errors::not_found, &other_side, &ride_along_is_over});
    const auto handle = [&desk = desk, &ride_alongs = ride_alongs, perform](const http::Call& call, const In& in) -> Result<Answered> {
      const Actor actor = TRY(actor_of(desk, call));
      TRY(perform(ride_alongs, actor, in));
      return answer(ride_alongs, actor, in.id);
    };
    const http::Doc doc{.id = std::move(id), .summary = std::move(summary), .tag = "ride-alongs", .errors = std::move(refusals)};
    const std::string address = "/api/ride-alongs/{id}/" + std::string(path);
    if (is_put)
      router.put<In, Answered>(address, doc, handle);
    else
      router.post<In, Answered>(address, doc, handle);
  }
};

std::optional<std::string> text_of(const std::optional<wire::Field>& field) {
  return field ? std::optional(field->value()) : std::nullopt;
}

void preparing(const Verbs& verbs) {
  verbs.add<wire::PreBriefRequest>(
      "pre-brief", "write_pre_brief", "Write the pre-brief; the rep signs it when it is complete",
      {&call_has_begun, &already_signed, &pre_brief_incomplete},
      [](const RideAlongs& to, const Actor& actor, const wire::PreBriefRequest& in) {
        const PreBrief pre_brief{.people = text_of(in.people),
                                 .objective = text_of(in.objective),
                                 .objections = text_of(in.objections),
                                 .skill = text_of(in.skill),
                                 .listen_for = text_of(in.listen_for)};
        return to.write_pre_brief(actor, in.id, pre_brief, in.sign.value_or(false) ? Signing::sign : Signing::draft);
      },
      true);
  verbs.add<wire::FormatRequest>("format", "confirm_ride_along_format", "The manager: this is what I will do on the call",
                                 {&call_has_begun, &busy_then},
                                 [](const RideAlongs& to, const Actor& actor, const wire::FormatRequest& in) {
                                   return to.confirm_format(actor, in.id, static_cast<Format>(in.format));
                                 });
  verbs.add<wire::ConsentRequest>("consent", "sign_takeover_consent", "The rep signs, before the call: may the manager take over?",
                                  {&call_has_begun, &not_in_reverse},
                                  [](const RideAlongs& to, const Actor& actor, const wire::ConsentRequest& in) {
                                    return to.sign_consent(actor, in.id, in.given ? Consent::given : Consent::withheld);
                                  });
  verbs.add<wire::MoveCallRequest>("move", "move_ride_along", "Move one whose call was typed by hand, with a reason",
                                   {&call_has_begun, &follows_its_call, &same_time, &in_the_past, &too_far_ahead, &call_length, &busy_then,
                                    &no_pre_brief_slot, &no_debrief_slot, &not_here_then, &reason_needed},
                                   [](const RideAlongs& to, const Actor& actor, const wire::MoveCallRequest& in) {
                                     return to.move(actor, in.id, {.from = in.starts_at, .to = in.ends_at}, in.reason.value());
                                   });
  verbs.add<wire::CallOffRequest>(
      "cancel", "cancel_ride_along", "Cancel it, with a reason: it is owed again", {&call_has_begun, &reason_needed},
      [](const RideAlongs& to, const Actor& actor, const wire::CallOffRequest& in) { return to.cancel(actor, in.id, in.reason.value()); });
}

void riding(const Verbs& verbs) {
  verbs.add<RideAlongPath>("start", "start_ride_along", "The call begins", {&already_running, &too_early},
                           [](const RideAlongs& to, const Actor& actor, const RideAlongPath& in) { return to.start(actor, in.id); });
  verbs.add<wire::PressRequest>(
      "takeovers", "take_over_call",
      "The manager takes the call over, now or at the time at which a device without a network had it pressed: logged, with or without "
      "consent",
      {&not_running, &not_in_reverse, &already_taken_over, &pressed_ahead, &pressed_before_call, &pressed_after_call},
      [](const RideAlongs& to, const Actor& actor, const wire::PressRequest& in) { return to.take_over(actor, in.id, in.at); });
  verbs.add<wire::PressRequest>(
      "takeovers/hand-back", "hand_back_call",
      "The manager hands the call back before its close, now or at the time at which it was pressed",
      {&not_running, &not_in_reverse, &not_taken_over, &pressed_ahead, &pressed_before_call, &pressed_after_call, &handed_back_before},
      [](const RideAlongs& to, const Actor& actor, const wire::PressRequest& in) { return to.hand_back(actor, in.id, in.at); });
  verbs.add<RideAlongPath>("end", "end_ride_along_call", "The call is over: the debrief's clock runs", {&not_running},
                           [](const RideAlongs& to, const Actor& actor, const RideAlongPath& in) { return to.end(actor, in.id); });
}

void debriefing(const Verbs& verbs) {
  verbs.add<RideAlongPath>(
      "debrief", "start_debrief", "Begin the debrief", {&debrief_runs, &call_not_over},
      [](const RideAlongs& to, const Actor& actor, const RideAlongPath& in) { return to.start_debrief(actor, in.id); });
  verbs.add<wire::DebriefStageRequest>(
      "debrief/stage", "enter_debrief_stage", "Go on with the next stage of the debrief",
      {&no_debrief, &unknown_stage, &stage_is_current, &stage_is_over, &self_assessment_first},
      [](const RideAlongs& to, const Actor& actor, const wire::DebriefStageRequest& in) { return to.enter_stage(actor, in.id, in.stage); });
  verbs.add<wire::SaidRequest>(
      "self-assessment", "write_self_assessment", "The rep: how I saw it", {&call_not_over, &something_needed},
      [](const RideAlongs& to, const Actor& actor, const wire::SaidRequest& in) { return to.assess(actor, in.id, in.text.value()); }, true);
  verbs.add<wire::SaidRequest>(
      "comments", "comment_ride_along", "The manager: one comment, after the self-assessment; at most as many as the playbook says",
      {&no_debrief, &self_assessment_first, &enough_comments, &something_needed},
      [](const RideAlongs& to, const Actor& actor, const wire::SaidRequest& in) { return to.comment(actor, in.id, in.text.value()); });
  verbs.add<wire::NextStepRequest>(
      "next-step", "make_next_step", "The rep's next step, in their words: the next conversation opens on it",
      {&no_debrief, &next_step_is_there, &unknown_indicator, &commitment::nothing_said, &commitment::too_long, &commitment::due_in_the_past,
       &commitment::due_too_far},
      [](const RideAlongs& to, const Actor& actor, const wire::NextStepRequest& in) {
        return to.make_next_step(actor, in.id, {.text = in.text.value(), .due_on = in.due_on, .indicator = in.indicator.value_or("")});
      });
  verbs.add<wire::NextSessionRequest>(
      "next-session", "confirm_next_session", "Confirm the next conversation: the one named, or the next that is planned for the two",
      {&no_debrief, &no_next_session, &not_the_next}, [](const RideAlongs& to, const Actor& actor, const wire::NextSessionRequest& in) {
        return to.confirm_next_session(actor, in.id, in.session_id);
      });
  verbs.add<RideAlongPath>("debrief/end", "end_debrief", "The debrief is done", {&no_debrief, &next_step_missing},
                           [](const RideAlongs& to, const Actor& actor, const RideAlongPath& in) { return to.end_debrief(actor, in.id); });
  verbs.add<RideAlongPath>("confirm", "confirm_ride_along", "The rep: it took place", {&not_begun, &already_confirmed},
                           [](const RideAlongs& to, const Actor& actor, const RideAlongPath& in) { return to.confirm(actor, in.id); });
  verbs.add<wire::UsefulRequest>("usefulness", "rate_ride_along", "The rep: how useful was it? Only the rep sees the single answer",
                                 {&not_begun}, [](const RideAlongs& to, const Actor& actor, const wire::UsefulRequest& in) {
                                   return to.rate(actor, in.id, static_cast<int>(in.score.value()));
                                 });
}

void note_routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs) {
  router.post<wire::NoteRequest, wire::TakenNote>(
      "/api/ride-alongs/{id}/notes",
      {.id = "take_note",
       .summary = "Take a note on the pad",
       .description = "Under an id of the client's own: sent again it changes nothing, so notes taken offline can wait. A time outside the "
                      "call's is brought to its nearer end. The answer does not repeat the words.",
       .tag = "ride-alongs",
       .errors = {&errors::not_found, &not_running, &ride_along_is_over, &another_note, &too_many_notes}},
      [&desk, &ride_alongs](const http::Call& call, const wire::NoteRequest& in) -> Result<wire::TakenNote> {
        const Actor actor = TRY(actor_of(desk, call));
        const Note taken = TRY(ride_alongs.take_note(
            actor, in.id, {.id = in.note_id.value(), .at = in.at, .tag = static_cast<Tag>(in.tag), .text = in.text.value()}));
        return wire::TakenNote{.id = taken.id, .at = taken.at, .tag = in.tag, .by = taken.by};
      });
  router.del<wire::NotePath, Done>("/api/ride-alongs/{id}/notes/{note_id}",
                                   {.id = "remove_note",
                                    .summary = "Remove a note of your own from the pad, for as long as notes are taken",
                                    .description = "Its words are kept nowhere. A note that is gone already changes nothing and succeeds.",
                                    .tag = "ride-alongs",
                                    .errors = {&errors::not_found, &not_running, &ride_along_is_over, &not_your_note}},
                                   [&desk, &ride_alongs](const http::Call& call, const wire::NotePath& in) -> Result<Done> {
                                     const Actor actor = TRY(actor_of(desk, call));
                                     return ride_alongs.remove_note(actor, in.id, in.note_id);
                                   });
}

}  // namespace

void verb_routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs) {
  const Verbs verbs{.router = router, .desk = desk, .ride_alongs = ride_alongs};
  preparing(verbs);
  riding(verbs);
  debriefing(verbs);
  note_routes(router, desk, ride_alongs);
}

}  // namespace backbeat::ridealong
