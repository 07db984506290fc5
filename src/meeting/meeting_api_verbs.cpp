// The acts of an hour, each answered with its version: the page loads it anew.
#include "commitment/commitment.hpp"
#include "meeting/meeting_api_routes.hpp"

namespace backbeat::meeting {
namespace wire {

struct MeetingStageRequest {
  Id<Meeting> id;
  http::Str<1, 100> stage;
  std::optional<Id<Person>> presenter_id;
  std::optional<http::Str<0, 100>> drill;
};
BOOST_DESCRIBE_STRUCT(MeetingStageRequest, (), (id, stage, presenter_id, drill))

struct FloorRequest {
  Id<Meeting> id;
  std::optional<Id<Person>> person_id;
};
BOOST_DESCRIBE_STRUCT(FloorRequest, (), (id, person_id))

struct HandoverRequest {
  Id<Meeting> id;
  std::optional<Id<Person>> to_id;
};
BOOST_DESCRIBE_STRUCT(HandoverRequest, (), (id, to_id))

struct CaseStudyRequest {
  Id<Meeting> id;
  http::Str<0, longest_case> situation;
  http::Str<0, longest_case> tried;
  http::Str<0, longest_case> stuck;
  http::Str<0, longest_case> ask;
};
BOOST_DESCRIBE_STRUCT(CaseStudyRequest, (), (id, situation, tried, stuck, ask))

struct MeetingNoteRequest {
  Id<Meeting> id;
  http::Str<1, 100> stage;
  http::Str<1, longest_note> text;
};
BOOST_DESCRIBE_STRUCT(MeetingNoteRequest, (), (id, stage, text))

struct MessageRequest {
  Id<Meeting> id;
  http::Str<1, longest_message> text;
};
BOOST_DESCRIBE_STRUCT(MessageRequest, (), (id, text))

struct DrillFeedbackRequest {
  Id<Meeting> id;
  Id<Person> to_id;
  http::Str<1, longest_message> text;
};
BOOST_DESCRIBE_STRUCT(DrillFeedbackRequest, (), (id, to_id, text))

struct CircleCommitmentRequest {
  Id<Meeting> id;
  http::Str<1, longest_commitment> text;
  std::optional<LocalDate> due_on;
};
BOOST_DESCRIBE_STRUCT(CircleCommitmentRequest, (), (id, text, due_on))

struct OutcomeRequest {
  Id<meeting::CircleCommitment> id;
  CommitmentOutcome outcome{};
  std::optional<http::Str<0, longest_message>> note;
};
BOOST_DESCRIBE_STRUCT(OutcomeRequest, (), (id, outcome, note))

struct CarryRequest {
  Id<meeting::CircleCommitment> id;
};
BOOST_DESCRIBE_STRUCT(CarryRequest, (), (id))

}  // namespace wire

namespace {

using access::Actor;

ChangedAnswer changed(Id<Meeting> id, std::int64_t version) {
  return {.value = {.id = id, .version = version}, .version = version};
}

struct Verbs {
  http::Router& router;
  const access::Desk& desk;
  const Meetings& meetings;

  template <class In, class Perform>
  void add(std::string_view path, std::string id, std::string summary, std::vector<const ErrorSpec*> refusals, Perform perform,
           bool is_put = false) const {
    refusals.insert(refusals.end(), {&errors::not_found, &hour_is_over});
    const auto handle = [&desk = desk, &meetings = meetings, perform](const http::Call& call, const In& in) -> Result<ChangedAnswer> {
      const Actor actor = TRY(actor_of(desk, call));
      const std::int64_t version = TRY(perform(meetings, actor, in));
      return changed(in.id, version);
    };
    const http::Doc doc{.id = std::move(id), .summary = std::move(summary), .tag = "circles", .errors = std::move(refusals)};
    const std::string address = "/api/circle-meetings/{id}/" + std::string(path);
    if (is_put)
      router.put<In, ChangedAnswer>(address, doc, handle);
    else
      router.post<In, ChangedAnswer>(address, doc, handle);
  }
};

void holding(const Verbs& verbs) {
  verbs.add<MeetingPath>("start", "start_circle_meeting", "The facilitator opens the hour", {&hour_runs, &hour_not_open, &facilitator_only},
                         [](const Meetings& to, const Actor& actor, const MeetingPath& in) { return to.start(actor, in.id); });
  verbs.add<MeetingPath>("attend", "attend_circle_meeting", "I am here", {&hour_not_open},
                         [](const Meetings& to, const Actor& actor, const MeetingPath& in) { return to.attend(actor, in.id); });
  verbs.add<MeetingPath>("leave", "leave_circle_meeting", "I go: who was there stays present", {&come_first},
                         [](const Meetings& to, const Actor& actor, const MeetingPath& in) { return to.leave(actor, in.id); });
  verbs.add<MeetingPath>("excuse", "excuse_circle_meeting", "I cannot come; no reason is asked for", {&excuse_too_late, &not_expected},
                         [](const Meetings& to, const Actor& actor, const MeetingPath& in) { return to.excuse(actor, in.id); });
  verbs.add<wire::MeetingStageRequest>(
      "stage", "enter_circle_stage", "The facilitator goes on with a stage; a case opens what its presenter wrote to all",
      {&hour_not_running, &facilitator_only, &unknown_part, &part_is_behind, &not_among_you, &unknown_drill},
      [](const Meetings& to, const Actor& actor, const wire::MeetingStageRequest& in) {
        return to.enter_stage(actor, in.id, in.stage.value(), in.presenter_id, in.drill ? in.drill->value() : "");
      });
  verbs.add<wire::FloorRequest>(
      "floor", "give_circle_floor", "Who speaks now: the facilitator gives the floor, a member takes or leaves it",
      {&hour_not_running, &come_first, &facilitator_only, &not_among_you},
      [](const Meetings& to, const Actor& actor, const wire::FloorRequest& in) { return to.give_floor(actor, in.id, in.person_id); });
  verbs.add<wire::HandoverRequest>(
      "handover", "hand_over_circle_meeting", "Somebody else facilitates; without a name I take over from a facilitator who is not here",
      {&hour_not_open, &facilitator_only, &facilitator_is_here, &you_facilitate, &not_among_you},
      [](const Meetings& to, const Actor& actor, const wire::HandoverRequest& in) { return to.hand_over(actor, in.id, in.to_id); });
  verbs.add<MeetingPath>("end", "end_circle_meeting", "The hour is over", {&hour_not_running, &facilitator_only},
                         [](const Meetings& to, const Actor& actor, const MeetingPath& in) { return to.end(actor, in.id); });
}

void saying(const Verbs& verbs) {
  verbs.add<wire::CaseStudyRequest>(
      "case-study", "write_case_study", "My case: private until I present it", {&case_is_open, &vault_is_locked},
      [](const Meetings& to, const Actor& actor, const wire::CaseStudyRequest& in) {
        return to.write_case(
            actor, in.id, {.situation = in.situation.value(), .tried = in.tried.value(), .stuck = in.stuck.value(), .ask = in.ask.value()});
      },
      true);
  verbs.add<wire::MeetingNoteRequest>("notes", "take_circle_note", "Note something for all of us",
                                      {&hour_not_running, &writing_is_closed, &unknown_part, &nothing_to_say, &vault_is_locked},
                                      [](const Meetings& to, const Actor& actor, const wire::MeetingNoteRequest& in) {
                                        return to.take_note(actor, in.id, in.stage.value(), in.text.value());
                                      });
  verbs.add<wire::MessageRequest>(
      "messages", "say_in_circle", "Say something in the chat of the hour",
      {&hour_not_running, &writing_is_closed, &nothing_to_say, &vault_is_locked},
      [](const Meetings& to, const Actor& actor, const wire::MessageRequest& in) { return to.say(actor, in.id, in.text.value()); });
  verbs.add<wire::DrillFeedbackRequest>("drill-feedback", "give_drill_feedback", "Tell somebody how their drill was",
                                        {&hour_not_running, &writing_is_closed, &not_among_you, &nothing_to_say, &vault_is_locked},
                                        [](const Meetings& to, const Actor& actor, const wire::DrillFeedbackRequest& in) {
                                          return to.give_feedback(actor, in.id, in.to_id, in.text.value());
                                        });
  verbs.add<wire::CircleCommitmentRequest>(
      "commitments", "commit_in_circle", "What I will try until we meet again",
      {&hour_not_running, &writing_is_closed, &nothing_to_say, &commitment::due_in_the_past, &commitment::due_too_far, &vault_is_locked},
      [](const Meetings& to, const Actor& actor, const wire::CircleCommitmentRequest& in) {
        return to.commit(actor, in.id, in.text.value(), in.due_on);
      });
}

}  // namespace

void verb_routes(http::Router& router, const access::Desk& desk, const Meetings& meetings) {
  const Verbs verbs{.router = router, .desk = desk, .meetings = meetings};
  holding(verbs);
  saying(verbs);
  router.post<wire::OutcomeRequest, ChangedAnswer>(
      "/api/circle-commitments/{id}/outcome",
      {.id = "answer_circle_commitment",
       .summary = "Say what became of my commitment",
       .description = "`carried`: it goes on, and the next hour asks again. An answer can be changed for a day.",
       .tag = "circles",
       .errors = {&errors::not_found, &outcome_is_final, &vault_is_locked}},
      [&](const http::Call& call, const wire::OutcomeRequest& in) -> Result<ChangedAnswer> {
        const Actor actor = TRY(actor_of(desk, call));
        const auto touched =
            TRY(meetings.give_outcome(actor, in.id, static_cast<Outcome>(in.outcome), in.note ? in.note->value() : std::string()));
        return changed(touched.meeting, touched.version);
      });
  router.post<wire::CarryRequest, ChangedAnswer>("/api/circle-commitments/{id}/carry",
                                                 {.id = "carry_circle_commitment",
                                                  .summary = "Take my commitment into my next 1:1",
                                                  .description = "Your manager sees the commitment there, and nothing else of the circle.",
                                                  .tag = "circles",
                                                  .errors = {&errors::not_found, &taken_already, &no_one_on_one, &vault_is_locked}},
                                                 [&](const http::Call& call, const wire::CarryRequest& in) -> Result<ChangedAnswer> {
                                                   const Actor actor = TRY(actor_of(desk, call));
                                                   const auto touched = TRY(meetings.take_to_one_on_one(actor, in.id));
                                                   return changed(touched.meeting, touched.version);
                                                 });
}

}  // namespace backbeat::meeting
