// One verb on one session in one transaction: who acts, what is, what is recorded. Only for the actions of this feature.
#pragma once

#include "audit/audit_actions.hpp"
#include "session/session_actions.hpp"
#include "session/session_fold.hpp"
#include "session/session_store.hpp"

namespace backbeat::session {

class Sessions::Scene {
 public:
  /// errors::not_found unless the actor is one of the two.
  [[nodiscard]] static Result<Scene> open(sql::Transaction& tx, const access::Access& access, const access::Actor& actor, Id<Session> id);

  [[nodiscard]] sql::Transaction& tx() const { return *m_tx; }
  [[nodiscard]] const access::Participation& participation() const { return m_participation; }
  [[nodiscard]] Id<Org> org() const { return m_participation.actor().org(); }
  [[nodiscard]] access::Side side() const { return m_participation.side(); }
  [[nodiscard]] Id<Person> person() const { return m_participation.actor().person(); }
  [[nodiscard]] const SessionState& state() const { return m_state; }
  [[nodiscard]] const std::vector<playbook::DatedPlaybook>& playbooks() const { return m_playbooks; }
  [[nodiscard]] const playbook::SessionType& rules() const;
  [[nodiscard]] Instant now() const { return m_now; }
  [[nodiscard]] commitment::Pair pair() const { return {.rep = m_state.rep, .manager = m_state.manager}; }
  [[nodiscard]] LocalDate today_of_rep() const;

  /// Records in the session's stream and folds anew. `side` is added first.
  std::int64_t record(std::string_view kind, Fields fields = {}, std::optional<std::string> text = {});
  /// By the system, on behalf of one side.
  std::int64_t record_for(access::Side side, std::string_view kind);

 private:
  Scene(sql::Transaction& tx, access::Participation participation, Instant now) : m_tx(&tx), m_participation(participation), m_now(now) {}
  std::int64_t append(Id<User> actor, access::Side side, std::string_view kind, const Fields& fields, std::optional<std::string> text);

  sql::Transaction* m_tx;
  access::Participation m_participation;
  Instant m_now;
  std::vector<playbook::DatedPlaybook> m_playbooks;
  std::vector<audit::Event> m_events;
  SessionState m_state;
};

[[nodiscard]] std::string_view name_of(access::Side side);

/// The next session of the same kind between the same two after this one, if any is still to come.
[[nodiscard]] std::optional<SessionState> next_of_series(sql::Reader& reader, Id<Org> org,
                                                         const std::vector<playbook::DatedPlaybook>& playbooks, const SessionState& state,
                                                         Instant now);

/// The slot of the series in the weeks to come; nothing where one of the two is always away.
[[nodiscard]] std::optional<Instant> suggested_next(sql::Reader& reader, Id<Org> org, const SessionState& state, Instant now);

template <class Work>
Result<Done> Sessions::act(const access::Actor& actor, Id<Session> id, Verb verb, Work work) const {
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    TRY(may(verb, scene.state(), scene.side(), scene.now()));
    const std::int64_t before = scene.state().version;
    TRY(work(scene));
    if (!m_seams.publish || scene.state().version == before) return Done{};
    const StateChanged changed{.version = scene.state().version};
    tx.on_commit([publish = m_seams.publish, org = scene.org(), id, changed, timer = timer_of(scene.state())] {
      publish(org, id, timer);
      publish(org, id, changed);
    });
    return Done{};
  });
}

}  // namespace backbeat::session
