// What is done on the call: notes, which wait on a phone without a network, and takeovers.
#include "ridealong/ridealong_actions_scene.hpp"
#include "ridealong/ridealong_takeovers.hpp"

#include <algorithm>

namespace backbeat::ridealong {

using access::Actor;

namespace {

/// Of a device's making, and part of an address.
Result<Done> check_note_id(std::string_view id) {
  const auto is_graphic = [](char byte) { return byte > ' ' && byte <= '~'; };
  if (id.empty() || id.size() > longest_note_id || !std::ranges::all_of(id, is_graphic))
    return expected_value("note_id", "1 to 64 ASCII letters, digits and signs", std::to_string(id.size()));
  return Done{};
}

}  // namespace

Result<Note> RideAlongs::take_note(const Actor& actor, Id<Session> id, const NewNote& note) const {
  TRY(check_note_id(note.id));
  TRY(check_length("text", note.text, longest_note));
  return m_db.write([&](sql::Transaction& tx) -> Result<Note> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    const RideAlongState& state = scene.state();
    TRY(may(Verb::note, state, scene.side(), scene.now(), 0));
    // A phone's clock can be anywhere; a note is from between the start of the call and now.
    const Instant at = std::clamp(note.at, *state.started_at, scene.now());
    const Note taken{.id = note.id, .at = at, .tag = note.tag, .text = note.text, .by = scene.person()};
    const auto present = find_note(tx, scene.org(), id, note.id);
    if (present && present->by != scene.person()) return refuse(another_note, "note_id");
    if (present && present->at == at && present->tag == note.tag && present->text == note.text) return taken;
    const std::int64_t own = count_notes(tx, scene.org(), id, scene.person());
    if (!present && own >= static_cast<std::int64_t>(most_notes)) return refuse(too_many_notes, {}, {{"most", std::to_string(most_notes)}});
    store_note(tx, scene.org(), id, {.id = note.id, .at = at, .tag = note.tag, .text = note.text, .by = scene.person()}, scene.now());
    // One event for the pad and not for each stroke; after the call every note is one, because then it changes a record.
    if (own == 0 || state.state != State::running) scene.record(kinds::note_taken, Fields().add("tag", name_of(note.tag)));
    if (m_seams.publish) {
      tx.on_commit([publish = m_seams.publish, org = scene.org(), id, taken] { publish(org, id, taken); });
    }
    return taken;
  });
}

Result<Done> RideAlongs::remove_note(const Actor& actor, Id<Session> id, std::string_view note) const {
  return act(actor, id, Verb::note, [&](Scene& scene) -> Result<Done> {
    const auto present = find_note(scene.tx(), scene.org(), id, note);
    if (!present) return Done{};
    if (present->by != scene.person()) return refuse(not_your_note);
    delete_note(scene.tx(), scene.org(), id, note);
    if (scene.state().state != State::running) scene.record(kinds::note_removed, Fields().add("tag", name_of(present->tag)));
    return Done{};
  });
}

Result<Done> RideAlongs::press(const Actor& actor, Id<Session> id, Verb verb, std::optional<Instant> pressed) const {
  const std::string_view kind = verb == Verb::take_over ? kinds::taken_over : kinds::handed_back;
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    Fields fields;
    if (pressed) {
      TRY(check_side(verb, scene.side()));
      if (scene.has_recorded(kind, *pressed)) return Done{};
      TRY(may_press(verb, scene.state(), scene.side(), *pressed, scene.now()));
      fields.add("pressed", pressed->unix_ms());
    } else {
      TRY(may(verb, scene.state(), scene.side(), scene.now(), most_comments(scene.rules())));
    }
    scene.record(kind, fields);
    tell(tx, scene.org(), id, scene.state().version);
    return Done{};
  });
}

Result<Done> RideAlongs::take_over(const Actor& actor, Id<Session> id, std::optional<Instant> pressed) const {
  return press(actor, id, Verb::take_over, pressed);
}

Result<Done> RideAlongs::hand_back(const Actor& actor, Id<Session> id, std::optional<Instant> pressed) const {
  return press(actor, id, Verb::hand_back, pressed);
}

}  // namespace backbeat::ridealong
