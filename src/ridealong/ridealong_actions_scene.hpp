// One verb on one ride-along in one transaction: who acts, what is, what is recorded. Only for the actions of this feature.
#pragma once

#include "audit/audit_actions.hpp"
#include "calls/calls.hpp"
#include "ridealong/ridealong_actions.hpp"
#include "ridealong/ridealong_clock.hpp"
#include "ridealong/ridealong_fold.hpp"
#include "ridealong/ridealong_slots.hpp"
#include "ridealong/ridealong_store.hpp"

namespace backbeat::ridealong {

/// The rules and holidays of an organisation, read once.
struct Facts {
  std::vector<playbook::DatedPlaybook> playbooks;
  std::vector<people::Holiday> holidays;
  [[nodiscard]] Judging judging() const { return {.playbooks = playbooks, .holidays = holidays}; }
};
[[nodiscard]] Facts load_facts(sql::Reader& reader, Id<Org> org);

/// The metadata of one ride-along as known at an instant; nothing where it is no ride-along or was not booked by then.
[[nodiscard]] std::optional<RideAlongState> load_state(sql::Reader& reader, Id<Org> org, const Facts& facts, Id<Session> id, Instant as_of);

class RideAlongs::Scene {
 public:
  /// errors::not_found unless the actor is one of the two of a ride-along.
  [[nodiscard]] static Result<Scene> open(sql::Transaction& tx, const access::Access& access, const access::Actor& actor, Id<Session> id);

  [[nodiscard]] sql::Transaction& tx() const { return *m_tx; }
  [[nodiscard]] const access::Participation& participation() const { return m_participation; }
  [[nodiscard]] Id<Org> org() const { return m_participation.actor().org(); }
  [[nodiscard]] access::Side side() const { return m_participation.side(); }
  [[nodiscard]] Id<Person> person() const { return m_participation.actor().person(); }
  [[nodiscard]] const RideAlongState& state() const { return m_state; }
  [[nodiscard]] const Facts& facts() const { return m_facts; }
  [[nodiscard]] const playbook::Playbook& rules() const { return rules_on(m_facts.playbooks, m_state.plan.call.from, m_state.rep_zone); }
  [[nodiscard]] Instant now() const { return m_now; }
  [[nodiscard]] commitment::Pair pair() const { return {.rep = m_state.rep, .manager = m_state.manager}; }

  /// It is recorded already that this was pressed then, by the device's clock.
  [[nodiscard]] bool has_recorded(std::string_view kind, Instant pressed) const;

  /// Records in the ride-along's stream and folds anew. `side` is added first.
  void record(std::string_view kind, const Fields& fields = {}, std::optional<std::string> text = {});

 private:
  Scene(sql::Transaction& tx, access::Participation participation, Instant now) : m_tx(&tx), m_participation(participation), m_now(now) {}

  sql::Transaction* m_tx;
  access::Participation m_participation;
  Instant m_now;
  Facts m_facts;
  std::vector<audit::Event> m_events;
  RideAlongState m_state;
};

[[nodiscard]] std::string_view name_of(access::Side side);

template <class Work>
Result<Done> RideAlongs::act(const access::Actor& actor, Id<Session> id, Verb verb, Work work) const {
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    Scene scene = TRY(Scene::open(tx, m_access, actor, id));
    TRY(may(verb, scene.state(), scene.side(), scene.now(), most_comments(scene.rules())));
    TRY(work(scene));
    tell(tx, scene.org(), id, scene.state().version);
    return Done{};
  });
}

// --- planning, shared by booking, moving and following ---

/// Somebody and what takes their time, for a stretch around calls; what is about one ride-along does not count.
class PersonDiary {
 public:
  PersonDiary(sql::Reader& reader, Id<Org> org, const Facts& facts, people::Member person, Span around, Instant now,
              Id<Session> but_not = {});
  PersonDiary(const PersonDiary&) = delete;
  PersonDiary& operator=(const PersonDiary&) = delete;
  [[nodiscard]] const Diary& diary() const { return m_diary; }
  [[nodiscard]] const people::Member& member() const { return m_member; }

 private:
  people::Member m_member;
  Diary m_diary;
};

/// The two of a ride-along.
class Diaries {
 public:
  Diaries(sql::Reader& reader, Id<Org> org, const Facts& facts, people::Member rep, people::Member manager, Span around, Instant now,
          Id<Session> but_not = {})
      : m_rep(reader, org, facts, std::move(rep), around, now, but_not),
        m_manager(reader, org, facts, std::move(manager), around, now, but_not) {}
  [[nodiscard]] const Diary& rep() const { return m_rep.diary(); }
  [[nodiscard]] const Diary& manager() const { return m_manager.diary(); }
  [[nodiscard]] const people::Member& rep_member() const { return m_rep.member(); }
  [[nodiscard]] const people::Member& manager_member() const { return m_manager.member(); }

 private:
  PersonDiary m_rep;
  PersonDiary m_manager;
};

/// Minutes of the pre-brief and of the debrief by the format's agenda.
struct Lengths {
  Duration pre_brief;
  Duration debrief;
};
[[nodiscard]] Lengths lengths_of(const playbook::SessionType& type);

/// From when until when; one whose source says no end takes half an hour.
[[nodiscard]] Span span_of(const calls::Call& call);

/// By when the debrief of a call that ends then is due.
[[nodiscard]] Instant due_after(const Facts& facts, const people::Member& rep, Span call);

/// A plan around a call: what is given stays, the rest is looked for.
[[nodiscard]] Result<Plan> plan_around(const Facts& facts, const Diaries& diaries, Format format, Span call,
                                       std::optional<Instant> pre_brief_at, std::optional<Instant> debrief_at, Instant now);

/// Backbeat has nothing else planned for either during the call.
[[nodiscard]] Result<Done> check_free_for_call(sql::Reader& reader, Id<Org> org, const Facts& facts, const RideAlongState& state,
                                               Instant now);

/// Adds call_from, call_to, pre_from, ...
void add_plan(Fields& fields, const Plan& plan);

/// What stands on both calendars, as it is planned now; what is planned no more is taken off.
void put_holds(sql::Transaction& tx, Id<Org> org, const RideAlongState& state, Instant now);

/// With names and accounts; without single ratings.
[[nodiscard]] std::vector<Row> rows_of(sql::Reader& reader, Id<Org> org, std::vector<RideAlongState> states);

[[nodiscard]] people::PersonRef ref(sql::Reader& reader, Id<Org> org, Id<Person> person);

}  // namespace backbeat::ridealong
