#include "ridealong/ridealong_actions_live.hpp"

#include "ridealong/ridealong_actions_scene.hpp"

namespace backbeat::ridealong {
namespace {

constexpr std::string_view note_prefix = "note ";
constexpr std::string_view state_reference = "state";

}  // namespace

std::string reference_of(const Message& message) {
  if (const auto* note = std::get_if<Note>(&message)) return std::string(note_prefix) + note->id;
  return std::string(state_reference);
}

std::vector<Message> told(sql::Reader& reader, Id<Org> org, Id<Session> id, std::string_view reference, Instant now) {
  std::vector<Message> messages;
  const auto add = [&](const StoredNote& note) {
    messages.push_back(Note{.id = note.id, .at = note.at, .tag = note.tag, .text = note.text, .by = note.by});
  };
  if (reference.empty()) {
    for (const StoredNote& note : load_notes(reader, org, id)) add(note);
  } else if (reference.starts_with(note_prefix)) {
    if (const auto note = find_note(reader, org, id, reference.substr(note_prefix.size()))) add(*note);
  }
  if (!reference.empty() && reference != state_reference) return messages;
  const auto state = load_state(reader, org, load_facts(reader, org), id, now);
  if (state) messages.push_back(StateChanged{.version = state->version});
  return messages;
}

}  // namespace backbeat::ridealong
