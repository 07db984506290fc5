// Notes and commitments of a conversation.
#include "session/session_api_routes.hpp"

namespace backbeat::session {
namespace wire {

struct NoteRequest {
  Id<Session> id;
  std::string stage;
  http::Str<0, longest_note> text;
  http::Int<0, 1'000'000'000> base_version;
};
BOOST_DESCRIBE_STRUCT(NoteRequest, (), (id, stage, text, base_version))

struct PrivateNoteRequest {
  Id<Session> id;
  http::Str<0, longest_note> text;
  http::Int<0, 1'000'000'000> base_version;
};
BOOST_DESCRIBE_STRUCT(PrivateNoteRequest, (), (id, text, base_version))

struct CommitRequest {
  Id<Session> id;
  http::Str<1, commitment::longest_text> text;
  std::optional<LocalDate> due_on;
  std::optional<std::string> indicator;
  std::optional<std::vector<std::string>> opportunities;
};
BOOST_DESCRIBE_STRUCT(CommitRequest, (), (id, text, due_on, indicator, opportunities))

struct NewCommitment {
  Id<commitment::Commitment> id;
};
BOOST_DESCRIBE_STRUCT(NewCommitment, (), (id))

struct CommitmentPath {
  Id<Session> id;
  Id<commitment::Commitment> commitment_id;
};
BOOST_DESCRIBE_STRUCT(CommitmentPath, (), (id, commitment_id))

}  // namespace wire

void note_routes(http::Router& router, const access::Desk& desk, const Sessions& sessions) {
  router.put<wire::NoteRequest, wire::SavedNote>(
      "/api/sessions/{id}/notes/{stage}",
      {.id = "write_shared_note",
       .summary = "Write the shared note of a stage",
       .description =
           "`base_version` is the version you saw, 0 for none. A refusal note_changed carries what stands there now in `params`. "
           "Sending what stands there already succeeds, so a repetition does no harm.",
       .tag = "conversations",
       .errors = {&errors::not_found, &note_changed, &gate_open, &not_running, &session_is_over, &unknown_stage, &text_too_long}},
      [&](const http::Call& call, const wire::NoteRequest& in) -> Result<wire::SavedNote> {
        const auto actor = TRY(actor_of(desk, call));
        const Note note = TRY(sessions.write_note(actor, in.id, in.stage, in.text.value(), in.base_version.value()));
        return wire::SavedNote{.text = note.text, .version = note.version};
      });

  router.put<wire::PrivateNoteRequest, wire::SavedNote>(
      "/api/sessions/{id}/private-note",
      {.id = "write_private_note",
       .summary = "Write your own note, which nobody else can read",
       .tag = "conversations",
       .errors = {&errors::not_found, &note_changed, &text_too_long}},
      [&](const http::Call& call, const wire::PrivateNoteRequest& in) -> Result<wire::SavedNote> {
        const auto actor = TRY(actor_of(desk, call));
        const Note note = TRY(sessions.write_private_note(actor, in.id, in.text.value(), in.base_version.value()));
        return wire::SavedNote{.text = note.text, .version = note.version};
      });

  router.post<wire::CommitRequest, http::Created<wire::NewCommitment>>(
      "/api/sessions/{id}/commitments",
      {.id = "make_commitment",
       .summary = "Write down a commitment, in the rep's words",
       .description = "Due on the day of the next session where no day is given, else in a week. Bound to a leading indicator or to "
                      "open deals of the rep, it is inspected beside what the CRM says of them.",
       .tag = "conversations",
       .errors = {&errors::not_found, &gate_open, &not_running, &already_ended, &commitment::nothing_said, &commitment::too_long,
                  &commitment::due_in_the_past, &commitment::due_too_far, &unknown_indicator, &unknown_opportunity,
                  &too_many_opportunities}},
      [&](const http::Call& call, const wire::CommitRequest& in) -> Result<http::Created<wire::NewCommitment>> {
        const auto actor = TRY(actor_of(desk, call));
        const auto id = TRY(sessions.commit(actor, in.id,
                                            {.text = in.text.value(),
                                             .due_on = in.due_on,
                                             .indicator = in.indicator.value_or(""),
                                             .opportunities = in.opportunities.value_or(std::vector<std::string>{})}));
        return http::Created<wire::NewCommitment>{.location = "/api/sessions/" + in.id.text() + "/commitments/" + id.text(),
                                                  .value = {.id = id}};
      });

  router.del<wire::CommitmentPath, Done>("/api/sessions/{id}/commitments/{commitment_id}",
                                         {.id = "withdraw_commitment",
                                          .summary = "Withdraw a commitment of this conversation, until it ends",
                                          .tag = "conversations",
                                          .errors = {&errors::not_found, &gate_open, &not_running, &already_ended,
                                                     &commitment::already_inspected, &commitment::already_withdrawn}},
                                         [&](const http::Call& call, const wire::CommitmentPath& in) -> Result<Done> {
                                           const auto actor = TRY(actor_of(desk, call));
                                           return sessions.withdraw(actor, in.id, in.commitment_id);
                                         });
}

}  // namespace backbeat::session
