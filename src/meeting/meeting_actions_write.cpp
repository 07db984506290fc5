// What is said in an hour: sealed before it reaches the database, and in no event.
#include "base/text.hpp"
#include "commitment/commitment_actions.hpp"
#include "meeting/meeting_actions_plan.hpp"
#include "meeting/meeting_actions_scene.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

using access::Actor;

constexpr Duration outcome_can_change_for = std::chrono::hours(24);
constexpr auto look_ahead_for_one_on_one = std::chrono::days(120);

Result<Done> check_length(std::string_view field, std::string_view text, std::size_t most) {
  const std::size_t length = length_of(text);
  if (length > most)
    return expected_value(std::string(field), "up to " + std::to_string(most) + " characters", std::to_string(length) + " characters");
  return Done{};
}

/// The day on which the circle meets next, else in a week.
LocalDate day_of_next(sql::Reader& reader, Id<Org> org, const Hour& hour, const CircleFacts& circle, Instant now) {
  for (const Hour& one : hours_of(reader, org, hour.circle))
    if (one.number > hour.number && one.state == State::planned) return to_local(one.starts_at, circle.slot.zone).date;
  return to_local(now, circle.slot.zone).date + std::chrono::days(7);
}

}  // namespace

Result<std::int64_t> Meetings::write_case(const Actor& actor, Id<Meeting> id, const CaseWords& words) const {
  TRY(check_length("situation", words.situation, longest_case));
  TRY(check_length("tried", words.tried, longest_case));
  TRY(check_length("stuck", words.stuck, longest_case));
  TRY(check_length("ask", words.ask, longest_case));
  return act(actor, id, Verb::write_case, [&](Scene& scene) -> Result<Done> {
    const auto present = find_case(scene.tx(), scene.org(), id, scene.person());
    WordRow row{.id = present ? present->id : scene.tx().new_id<CircleText>(),
                .circle = scene.circle().id,
                .meeting = id,
                .kind = WordKind::case_study,
                .by = scene.person(),
                .at = scene.now()};
    row.sealed = TRY(m_vault.seal(scene.tx(), scene.membership(), row, encode(words), scene.now()));
    if (present)
      update_words(scene.tx(), scene.org(), row.id, row.sealed, scene.now());
    else
      insert_words(scene.tx(), scene.org(), row);
    return Done{};
  });
}

Result<std::int64_t> Meetings::take_note(const Actor& actor, Id<Meeting> id, std::string_view stage, std::string_view text) const {
  TRY(check_length("text", text, longest_note));
  const std::string said = TRY(check_said("text", text));
  return act(actor, id, Verb::note, [&](Scene& scene) -> Result<Done> {
    const auto playbooks = playbook::load_versions(scene.tx(), scene.org());
    const auto agenda = agenda_of(rules_at(playbooks, scene.circle(), scene.hour().starts_at), scene.circle());
    if (std::ranges::find(agenda, stage, &playbook::AgendaStage::key) == agenda.end())
      return refuse(unknown_part, "stage", {{"found", std::string(stage)}});
    WordRow row{.id = scene.tx().new_id<CircleText>(),
                .circle = scene.circle().id,
                .meeting = id,
                .kind = WordKind::note,
                .stage = std::string(stage),
                .by = scene.person(),
                .at = scene.now()};
    row.sealed = TRY(m_vault.seal(scene.tx(), scene.membership(), row, said, scene.now()));
    insert_words(scene.tx(), scene.org(), row);
    return Done{};
  });
}

Result<std::int64_t> Meetings::say(const Actor& actor, Id<Meeting> id, std::string_view text) const {
  TRY(check_length("text", text, longest_message));
  const std::string said = TRY(check_said("text", text));
  return act(actor, id, Verb::message, [&](Scene& scene) -> Result<Done> {
    WordRow row{.id = scene.tx().new_id<CircleText>(),
                .circle = scene.circle().id,
                .meeting = id,
                .kind = WordKind::message,
                .by = scene.person(),
                .at = scene.now()};
    row.sealed = TRY(m_vault.seal(scene.tx(), scene.membership(), row, said, scene.now()));
    insert_words(scene.tx(), scene.org(), row);
    return Done{};
  });
}

Result<std::int64_t> Meetings::give_feedback(const Actor& actor, Id<Meeting> id, Id<Person> to, std::string_view text) const {
  TRY(check_length("text", text, longest_message));
  const std::string said = TRY(check_said("text", text));
  return act(actor, id, Verb::feedback, [&](Scene& scene) -> Result<Done> {
    TRY(scene.check_among(to, "to_id"));
    WordRow row{.id = scene.tx().new_id<CircleText>(),
                .circle = scene.circle().id,
                .meeting = id,
                .kind = WordKind::feedback,
                .by = scene.person(),
                .about = to,
                .at = scene.now()};
    row.sealed = TRY(m_vault.seal(scene.tx(), scene.membership(), row, said, scene.now()));
    insert_words(scene.tx(), scene.org(), row);
    return Done{};
  });
}

Result<std::int64_t> Meetings::commit(const Actor& actor, Id<Meeting> id, std::string_view text, std::optional<LocalDate> due_on) const {
  TRY(check_length("text", text, longest_commitment));
  const std::string said = TRY(check_said("text", text));
  return act(actor, id, Verb::commitment, [&](Scene& scene) -> Result<Done> {
    const LocalDate today = to_local(scene.now(), scene.circle().slot.zone).date;
    const LocalDate due = due_on ? *due_on : day_of_next(scene.tx(), scene.org(), scene.hour(), scene.circle(), scene.now());
    TRY(commitment::check_due(due, today));
    WordRow row{.id = scene.tx().new_id<CircleText>(),
                .circle = scene.circle().id,
                .meeting = id,
                .kind = WordKind::commitment,
                .by = scene.person(),
                .at = scene.now()};
    row.sealed = TRY(m_vault.seal(scene.tx(), scene.membership(), row, encode(CommitmentWords{.text = said}), scene.now()));
    insert_words(scene.tx(), scene.org(), row);
    insert_commitment(scene.tx(), scene.org(),
                      {.id = Id<CircleCommitment>(row.id.value()),
                       .circle = row.circle,
                       .made_in = id,
                       .owner = row.by,
                       .made_at = row.at,
                       .due_on = due});
    scene.record(kinds::commitment_made, Fields().add("commitment", row.id.value()));
    return Done{};
  });
}

// --- what became of it ---

/// `work` on the actor's own commitment, as one who is in its circle: (scene of the hour it was made in, its row, its words as stored).
template <class Work>
Result<Meetings::Touched> Meetings::of_own(const Actor& actor, Id<CircleCommitment> id, Work work) const {
  return m_db.write([&](sql::Transaction& tx) -> Result<Touched> {
    const auto row = find_commitment(tx, actor.org(), id);
    if (!row || row->owner != actor.person()) return refuse(errors::not_found);
    Scene scene = TRY(Scene::open(tx, m_access, actor, row->made_in));
    const auto words = find_words(tx, actor.org(), Id<CircleText>(id.value()));
    if (!words) return refuse(errors::not_found);
    TRY(work(scene, *row, *words));
    const std::int64_t version = scene.store();
    tell(tx, scene.org(), row->made_in, version);
    // The page of the hour that runs asks about it too.
    for (const Hour& hour : hours_of(tx, scene.org(), row->circle))
      if (hour.state == State::running && hour.id != row->made_in) tell(tx, scene.org(), hour.id, update_hour(tx, scene.org(), hour));
    return Touched{.meeting = row->made_in, .version = version};
  });
}

Result<Meetings::Touched> Meetings::give_outcome(const Actor& actor, Id<CircleCommitment> id, Outcome outcome,
                                                 std::string_view note) const {
  TRY(check_length("note", note, longest_message));
  return of_own(actor, id, [&](Scene& scene, const CommitmentRow& row, const WordRow& stored) -> Result<Done> {
    if (!row.is_open() && scene.now() >= *row.outcome_at + outcome_can_change_for) return refuse(outcome_is_final);
    const Opener opener = TRY(m_vault.opener(scene.tx(), scene.membership()));
    const auto words = TRY(opener.open(stored));
    if (!words) return refuse(errors::not_found);
    CommitmentWords said = decode_commitment(*words);
    said.note = std::string(trimmed(note));
    const std::string sealed = TRY(m_vault.seal(scene.tx(), scene.membership(), stored, encode(said), scene.now()));
    update_words(scene.tx(), scene.org(), stored.id, sealed, stored.at);
    store_outcome(scene.tx(), scene.org(), id, outcome, scene.now());
    scene.record(kinds::outcome_given, Fields().add("commitment", id.value()).add("outcome", name_of(outcome)));
    return Done{};
  });
}

Result<Meetings::Touched> Meetings::take_to_one_on_one(const Actor& actor, Id<CircleCommitment> id) const {
  return of_own(actor, id, [&](Scene& scene, const CommitmentRow& row, const WordRow& stored) -> Result<Done> {
    if (row.taken_to) return refuse(taken_already);
    const Opener opener = TRY(m_vault.opener(scene.tx(), scene.membership()));
    const auto words = TRY(opener.open(stored));
    if (!words) return refuse(errors::not_found);
    const auto playbooks = playbook::load_versions(scene.tx(), scene.org());
    const auto sessions = session::session_facts_of(scene.tx(), scene.org(), playbooks, scene.person(), scene.now(),
                                                    scene.now() + look_ahead_for_one_on_one, scene.now());
    const auto next = std::ranges::find_if(sessions, [&](const session::SessionState& one) {
      return one.rep == scene.person() && one.is_planned() && one.starts_at >= scene.now();
    });
    if (next == sessions.end()) return refuse(no_one_on_one);
    const access::Participation participation = TRY(m_access.participation(scene.tx(), actor, next->id));
    const LocalDate today = to_local(scene.now(), scene.circle().slot.zone).date;
    const commitment::NewCommitment made{
        .text = decode_commitment(*words).text, .due_on = std::max(row.due_on, today), .indicator = {}, .opportunities = {}};
    const auto as =
        TRY(commitment::make(scene.tx(), participation, {.rep = next->rep, .manager = next->manager}, made, today, scene.now()));
    store_taken(scene.tx(), scene.org(), id, next->id, as.value());
    scene.record(kinds::commitment_taken, Fields().add("commitment", id.value()));
    return Done{};
  });
}

}  // namespace backbeat::meeting
