// Notes: what the two write together, and what each keeps to themselves. Texts are outside the events.
#include "people/people_actions.hpp"
#include "session/session_actions_scene.hpp"

namespace backbeat::session {
namespace {

using access::Actor;
using access::Side;

/// The version that may be written now; a refusal that carries what stands there, so that nothing of it is lost; or nothing where the
/// same text stands there already.
Result<std::optional<std::int64_t>> next_version(const StoredNote& present, std::string_view text, std::int64_t base_version) {
  if (present.text == text && (present.version > 0 || text.empty())) return std::nullopt;
  if (base_version == present.version) return present.version + 1;
  return refuse(note_changed, "base_version", {{"text", present.text}, {"version", std::to_string(present.version)}});
}

}  // namespace

Result<Note> Sessions::write_note(const Actor& actor, Id<Session> id, std::string_view stage, std::string_view text,
                                  std::int64_t base_version) const {
  TRY(check_length("text", text, longest_note));
  return m_db.write([&](sql::Transaction& tx) -> Result<Note> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    const SessionState& state = scene.state();
    TRY(may(Verb::notes, state, scene.side(), scene.now()));
    if (!state.stage(stage)) return refuse(unknown_stage, "stage", {{"found", std::string(stage)}});
    const StoredNote present = load_note(tx, scene.org(), id, stage);
    const auto version = TRY(next_version(present, text, base_version));
    const auto by = people::person_ref(tx, scene.org(), scene.person());
    if (!version) return Note{.stage = present.stage, .text = present.text, .version = present.version, .by = by, .at = present.at};

    store_note(tx, scene.org(), id,
               {.stage = std::string(stage), .text = std::string(text), .version = *version, .by = scene.person(), .at = scene.now()});
    // One event for each note and not for each keystroke; afterwards every change is one, because then it changes a record.
    const bool is_first_use = state.state == State::running && !(scene.side() == Side::rep ? state.used_by_rep : state.used_by_manager);
    if (*version == 1 || state.ended_at || is_first_use) {
      scene.record(kinds::note_written, Fields().add("stage", stage).add("version", *version));
    }
    const Note note{.stage = std::string(stage), .text = std::string(text), .version = *version, .by = by, .at = scene.now()};
    if (m_seams.publish) {
      tx.on_commit([publish = m_seams.publish, org = scene.org(), id, note] {
        publish(org, id,
                NoteWritten{.stage = note.stage, .text = note.text, .version = note.version, .by = note.by.value_or(people::PersonRef{})});
      });
    }
    return note;
  });
}

Result<Note> Sessions::write_private_note(const Actor& actor, Id<Session> id, std::string_view text, std::int64_t base_version) const {
  TRY(check_length("text", text, longest_note));
  return m_db.write([&](sql::Transaction& tx) -> Result<Note> {
    const auto participation = TRY(m_access.participation(tx, actor, id));
    const Id<Org> org = participation.actor().org();
    if (audit::events_of(tx, org, {.kind = stream_kind, .id = id.value()}).empty()) return refuse(errors::not_found);
    const StoredNote present = load_private_note(tx, org, id, actor.person());
    const auto version = TRY(next_version(present, text, base_version));
    if (!version) return Note{.stage = {}, .text = present.text, .version = present.version, .by = {}, .at = present.at};
    const Instant now = m_access.clock().now();
    store_private_note(tx, org, id, {.stage = {}, .text = std::string(text), .version = *version, .by = actor.person(), .at = now});
    return Note{.stage = {}, .text = std::string(text), .version = *version, .by = {}, .at = now};
  });
}

}  // namespace backbeat::session
