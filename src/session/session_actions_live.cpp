#include "session/session_actions_live.hpp"

#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_store.hpp"

namespace backbeat::session {
namespace {

constexpr std::string_view note_prefix = "note ";
constexpr std::string_view state_reference = "state";

}  // namespace

std::string reference_of(const Message& message) {
  if (const auto* note = std::get_if<NoteWritten>(&message)) return std::string(note_prefix) + note->stage;
  return std::string(state_reference);
}

std::vector<Message> told(sql::Reader& reader, Id<Org> org, Id<Session> id, std::string_view reference, Instant now) {
  std::vector<Message> messages;
  const auto add = [&](const StoredNote& note) {
    if (note.version == 0) return;
    const auto by = people::person_ref(reader, org, note.by).value_or(people::PersonRef{.id = note.by, .name = {}});
    messages.push_back(NoteWritten{.stage = note.stage, .text = note.text, .version = note.version, .by = by});
  };
  if (reference.empty()) {
    for (const StoredNote& note : load_notes(reader, org, id)) add(note);
  } else if (reference.starts_with(note_prefix)) {
    add(load_note(reader, org, id, reference.substr(note_prefix.size())));
  }
  if (!reference.empty() && reference != state_reference) return messages;
  const auto state = load_session(reader, org, playbook::load_versions(reader, org), id, now);
  if (!state) return messages;
  messages.push_back(timer_of(*state));
  messages.push_back(StateChanged{.version = state->version});
  return messages;
}

}  // namespace backbeat::session
