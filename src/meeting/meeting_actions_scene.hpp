// One verb on one hour in one transaction: who acts, what is, what is recorded. Only for the actions of this feature.
#pragma once

#include "audit/audit_actions.hpp"
#include "meeting/meeting_actions.hpp"
#include "meeting/meeting_store.hpp"
#include "meeting/meeting_store_words.hpp"

namespace backbeat::meeting {

/// A membership of an hour's circle, and the hour: errors::not_found for who has none, and, for who left, of what came later.
struct Entrance {
  access::Membership membership;
  Hour hour;
  CircleFacts circle;
};
[[nodiscard]] Result<Entrance> enter(sql::Reader& reader, const access::Access& access, const access::Actor& actor, Id<Meeting> id);

[[nodiscard]] people::PersonRef ref(sql::Reader& reader, Id<Org> org, Id<Person> person);

/// What an hour's agenda and drills are, by the playbook in force on its day.
[[nodiscard]] const playbook::Playbook& rules_at(const std::vector<playbook::DatedPlaybook>& playbooks, const CircleFacts& circle,
                                                 Instant at);
[[nodiscard]] std::vector<playbook::AgendaStage> agenda_of(const playbook::Playbook& rules, const CircleFacts& circle);

[[nodiscard]] std::vector<audit::Event> events_of_hour(sql::Reader& reader, Id<Org> org, Id<Meeting> id);

/// Who is expected to present, by number of the case: fixed once the hour has started; else by who had the fewest turns, of those who are
/// to come.
[[nodiscard]] std::vector<Id<Person>> presenters_of(sql::Reader& reader, Id<Org> org, const Hour& hour, const Course& course,
                                                    const std::vector<AttendanceRow>& attendance, std::size_t cases);

class Meetings::Scene {
 public:
  /// errors::not_found unless the actor is a member who reaches everything of the circle.
  [[nodiscard]] static Result<Scene> open(sql::Transaction& tx, const access::Access& access, const access::Actor& actor, Id<Meeting> id);

  [[nodiscard]] sql::Transaction& tx() const { return *m_tx; }
  [[nodiscard]] const access::Membership& membership() const { return m_at.membership; }
  [[nodiscard]] Id<Org> org() const { return m_at.membership.actor().org(); }
  [[nodiscard]] Id<Person> person() const { return m_at.membership.actor().person(); }
  [[nodiscard]] const Hour& hour() const { return m_at.hour; }
  [[nodiscard]] const CircleFacts& circle() const { return m_at.circle; }
  [[nodiscard]] const Course& course() const { return m_course; }
  [[nodiscard]] const std::vector<AttendanceRow>& attendance() const { return m_attendance; }
  [[nodiscard]] Instant now() const { return m_now; }
  [[nodiscard]] Situation situation() const {
    return {.hour = m_at.hour, .course = m_course, .attendance = m_attendance, .viewer = person(), .now = m_now};
  }
  /// errors of `not_among_you` unless they are of this hour.
  [[nodiscard]] Result<Done> check_among(Id<Person> person, std::string_view field) const;

  /// Records in the hour's stream and folds anew. `person`, who acts, is added first.
  void record(std::string_view kind, const Fields& fields = {});
  void set_state(State state) { m_at.hour.state = state; }
  void set_facilitator(Id<Person> person) { m_at.hour.facilitator = person; }
  void note_attendance(Id<Person> person, Attendance state);
  /// Comes in, if they are not there.
  void come();
  /// Stores the hour as it is now. Returns its version.
  std::int64_t store() const { return update_hour(tx(), org(), m_at.hour); }

 private:
  Scene(sql::Transaction& tx, Entrance at, Instant now) : m_tx(&tx), m_at(std::move(at)), m_now(now) {}

  sql::Transaction* m_tx;
  Entrance m_at;
  Instant m_now;
  std::vector<audit::Event> m_events;
  Course m_course;
  std::vector<AttendanceRow> m_attendance;
};

template <class Work>
Result<std::int64_t> Meetings::act(const access::Actor& actor, Id<Meeting> id, Verb verb, Work work) const {
  return m_db.write([&](sql::Transaction& tx) -> Result<std::int64_t> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    auto permitted = may(verb, scene.situation());
    if (!permitted && permitted.error().is(facilitator_only))
      permitted.error().params = {{"facilitator", ref(tx, scene.org(), *scene.situation().facilitator()).name}};
    TRY(std::move(permitted));
    TRY(work(scene));
    const std::int64_t version = scene.store();
    tell(tx, scene.org(), id, version);
    return version;
  });
}

}  // namespace backbeat::meeting
