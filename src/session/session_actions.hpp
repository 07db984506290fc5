// Coaching conversations: planning them, holding them and reading them. Every method takes who asks; what a conversation says is reached
// only as one of its two people (access::Participation), and is errors::not_found for everybody else, API tokens included.
#pragma once

#include "access/access_actions.hpp"
#include "commitment/commitment_actions.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"
#include "session/session.hpp"
#include "session/session_rules.hpp"
#include "signal/evidence.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace backbeat::session {

inline constexpr ErrorSpec unknown_kind{"unknown_kind", ErrorKind::invalid, "The playbook has no conversation called {found}."};
inline constexpr ErrorSpec not_here_then{"not_here_then", ErrorKind::invalid, "{person} does not work here on {day}."};
inline constexpr ErrorSpec with_oneself{"with_oneself", ErrorKind::invalid, "A conversation needs two people."};
inline constexpr ErrorSpec overlaps{"overlaps", ErrorKind::conflict, "These two have another session planned for {starts_at}."};
inline constexpr ErrorSpec next_is_planned{"next_is_planned", ErrorKind::conflict, "The next one is planned already, for {starts_at}."};
inline constexpr ErrorSpec no_slot{"no_slot", ErrorKind::conflict,
                                   "In the coming weeks one of the two is always away at that time. Pick another."};
inline constexpr ErrorSpec not_recorded_this_way{"not_recorded_this_way", ErrorKind::invalid,
                                                 "Only a pipeline review or a deal coaching can be recorded afterwards."};
inline constexpr ErrorSpec unknown_competency{"unknown_competency", ErrorKind::invalid, "The playbook has no competency {found}."};
inline constexpr ErrorSpec unknown_indicator{"unknown_indicator", ErrorKind::invalid, "The playbook has no leading indicator {found}."};
inline constexpr ErrorSpec unknown_opportunity{"unknown_opportunity", ErrorKind::invalid, "{found} is not an open deal of this rep."};
inline constexpr ErrorSpec too_many_opportunities{"too_many_opportunities", ErrorKind::invalid, "Up to {most} deals, not {found}."};
inline constexpr ErrorSpec score_out_of_range{"score_out_of_range", ErrorKind::invalid, "A whole number from 0 to 10, not {found}."};
inline constexpr ErrorSpec note_changed{"note_changed", ErrorKind::conflict,
                                        "This note was changed meanwhile. What stands there now comes with this answer."};

// --- what the two see of each other's doing, as it happens ---

struct NoteWritten {
  std::string stage;
  std::string text;
  std::int64_t version = 0;
  people::PersonRef by;
};
struct StateChanged {
  std::int64_t version = 0;
};
enum class TimerState { idle, running, paused };
struct Timer {
  TimerState state = TimerState::idle;
  std::string stage;             // empty: between stages
  std::optional<Instant> since;  // while it runs
  Duration total{0};             // up to `since`, or all of it
};
using Message = std::variant<NoteWritten, StateChanged, Timer>;

[[nodiscard]] Timer timer_of(const SessionState& state);

/// What the program puts in from outside; each may be absent.
struct Seams {
  /// Told what happened in a conversation, once it is durable. Must not throw and not wait.
  std::function<void(Id<Org>, Id<Session>, const Message&)> publish;
  /// Has this person the page open now?
  std::function<bool(Id<Org>, Id<Session>, Id<Person>)> is_listening;
};

// --- what comes in ---

struct NewSession {
  std::string kind;
  Id<Person> rep;
  std::optional<Id<Person>> manager;  // who holds it; the actor where absent
  Instant starts_at;
  std::optional<int> minutes;  // the playbook's where absent
};

struct Recorded {
  std::string kind;  // "pipeline_review" or "deal_coaching"
  Id<Person> rep;
  Instant starts_at;
  int minutes = 0;
  std::string note;  // a shared note
};

struct NewCommitment {
  std::string text;                             // verbatim
  std::optional<LocalDate> due_on = {};         // the day of the next session where absent, else in a week
  std::string indicator = {};                   // key of a leading indicator, or ""
  std::vector<std::string> opportunities = {};  // keys of open deals of the rep
};

enum class Sharing { withheld, shared };

// --- what comes out ---

struct Note {
  std::string stage;
  std::string text;
  std::int64_t version = 0;
  std::optional<people::PersonRef> by;
  std::optional<Instant> at;
};

struct InspectedCommitment {
  commitment::CommitmentState commitment;
  signal::CommitmentEvidence evidence;
};

/// A conversation as one of its two people sees it.
struct Conversation {
  SessionState state;
  playbook::SessionType rules;
  access::Side viewer = access::Side::rep;
  people::PersonRef rep;
  people::PersonRef manager;
  Zone zone;  // the viewer's
  Instant now;
  Gate gate = Gate::unknown;  // before the start: what it will be
  std::vector<InspectedCommitment> to_inspect;
  std::vector<commitment::CommitmentState> commitments;  // made in this one
  std::vector<Note> notes;
  Note private_note;
  std::string gate_skip_reason;
  std::map<std::string, std::string> stage_skip_reasons;
  std::string last_reason;  // of the last move, cancellation or excuse
  std::string focus;        // the rep's present focus skill, a key; empty: none yet
  std::optional<Id<Session>> next_session;
  std::optional<Instant> next_starts_at;
  std::optional<Instant> suggested_next;
  std::vector<std::string_view> allowed;
};

/// What a leader sees of a conversation that both its people shared: the shared notes and what was agreed. Never private notes.
struct SharedConversation {
  SessionState state;
  people::PersonRef rep;
  people::PersonRef manager;
  std::vector<Note> notes;
  std::vector<commitment::CommitmentState> commitments;
};

struct Query {
  std::optional<Id<Person>> person;  // the actor where absent
  std::optional<Instant> from;       // 90 days ago where absent
  std::optional<Instant> to;         // in 90 days where absent
  std::optional<State> state;
  std::optional<std::pair<Instant, Id<Session>>> after;
  int limit = 50;
};

struct Row {
  SessionState state;
  std::string kind_name;
  people::PersonRef rep;
  people::PersonRef manager;
};

struct Rows {
  std::vector<Row> rows;  // by time
  std::optional<std::pair<Instant, Id<Session>>> next;
};

class Sessions {
 public:
  Sessions(sql::Db& db, const access::Access& access, Seams seams = {}) : m_db(db), m_access(access), m_seams(std::move(seams)) {}

  // --- planning ---
  /// For everybody above the rep. Held by somebody else than the line manager, it is delegated and says so.
  [[nodiscard]] Result<Id<Session>> plan(const access::Actor& actor, const NewSession& session) const;
  /// The next one of the series: the same kind and people, at the suggested slot where no time is given. Returns its id.
  [[nodiscard]] Result<Id<Session>> plan_next(const access::Actor& actor, Id<Session> id, std::optional<Instant> starts_at) const;
  [[nodiscard]] Result<Done> move(const access::Actor& actor, Id<Session> id, Instant to, std::string_view reason) const;
  [[nodiscard]] Result<Done> cancel(const access::Actor& actor, Id<Session> id, std::string_view reason) const;
  [[nodiscard]] Result<Done> excuse(const access::Actor& actor, Id<Session> id, ExcuseReason reason, std::string_view note) const;
  /// A review or a deal coaching that took place elsewhere. For everybody above the rep.
  [[nodiscard]] Result<Id<Session>> record(const access::Actor& actor, const Recorded& recorded) const;

  // --- holding ---
  /// Opens on what is to be inspected. With a reason, the gate is skipped, also when the conversation runs already.
  [[nodiscard]] Result<Done> start(const access::Actor& actor, Id<Session> id, const std::optional<std::string>& skip_gate_reason) const;
  [[nodiscard]] Result<Done> judge(const access::Actor& actor, Id<Session> id, Id<commitment::Commitment> commitment,
                                   commitment::Verdict verdict, std::string_view note) const;
  [[nodiscard]] Result<Done> enter_stage(const access::Actor& actor, Id<Session> id, std::string_view stage) const;
  [[nodiscard]] Result<Done> skip_stage(const access::Actor& actor, Id<Session> id, std::string_view stage, std::string_view reason) const;
  [[nodiscard]] Result<Done> pause(const access::Actor& actor, Id<Session> id) const;
  [[nodiscard]] Result<Done> resume(const access::Actor& actor, Id<Session> id) const;
  [[nodiscard]] Result<Done> end(const access::Actor& actor, Id<Session> id) const;
  /// The page is open. Live use of a running session is evidence; otherwise nothing happens.
  [[nodiscard]] Result<Done> be_present(const access::Actor& actor, Id<Session> id) const;

  // --- agreeing ---
  [[nodiscard]] Result<Id<commitment::Commitment>> commit(const access::Actor& actor, Id<Session> id,
                                                          const NewCommitment& commitment) const;
  [[nodiscard]] Result<Done> withdraw(const access::Actor& actor, Id<Session> id, Id<commitment::Commitment> commitment) const;
  [[nodiscard]] Result<Done> set_focus(const access::Actor& actor, Id<Session> id, std::string_view competency) const;
  [[nodiscard]] Result<Done> confirm(const access::Actor& actor, Id<Session> id) const;
  /// 0 to 10. Rating says that it took place, so it confirms too.
  [[nodiscard]] Result<Done> rate(const access::Actor& actor, Id<Session> id, int score) const;
  [[nodiscard]] Result<Done> share(const access::Actor& actor, Id<Session> id, Sharing sharing) const;

  // --- notes ---
  /// `base_version` is the version that the writer saw. note_changed carries the present text and version as parameters. Writing what
  /// stands there already changes nothing and succeeds, so that a replay does no harm.
  [[nodiscard]] Result<Note> write_note(const access::Actor& actor, Id<Session> id, std::string_view stage, std::string_view text,
                                        std::int64_t base_version) const;
  [[nodiscard]] Result<Note> write_private_note(const access::Actor& actor, Id<Session> id, std::string_view text,
                                                std::int64_t base_version) const;

  // --- reading ---
  [[nodiscard]] Result<Conversation> conversation(const access::Actor& actor, Id<Session> id) const;
  /// Who of the two the actor is; errors::not_found for everybody else.
  [[nodiscard]] Result<access::Participation> participation(const access::Actor& actor, Id<Session> id) const;
  /// For the two and those above the rep, once both shared it; errors::not_found otherwise.
  [[nodiscard]] Result<SharedConversation> shared(const access::Actor& actor, Id<Session> id) const;
  /// Metadata, for the person, those above them, and see_sessions.
  [[nodiscard]] Result<Rows> list(const access::Actor& actor, const Query& query) const;
  [[nodiscard]] people::PersonRef ref_of(const access::Actor& actor) const;

 private:
  class Scene;
  template <class Work>
  [[nodiscard]] Result<Done> act(const access::Actor& actor, Id<Session> id, Verb verb, Work work) const;
  [[nodiscard]] Result<Id<Session>> add(sql::Transaction& tx, const access::Actor& actor, const NewSession& session, std::string_view event,
                                        const playbook::SessionType& rules) const;

  sql::Db& m_db;
  const access::Access& m_access;
  Seams m_seams;
};

// --- for other features: metadata, without a check of who asks ---

/// Every session that was ever planned for [from, to), as known at `as_of`, by id. One pass over the events.
[[nodiscard]] std::vector<SessionState> session_facts(sql::Reader& reader, Id<Org> org,
                                                      const std::vector<playbook::DatedPlaybook>& playbooks, Instant from, Instant to,
                                                      Instant as_of);
/// Those one person is in, by time, planned as of the newest event for [from, to).
[[nodiscard]] std::vector<SessionState> session_facts_of(sql::Reader& reader, Id<Org> org,
                                                         const std::vector<playbook::DatedPlaybook>& playbooks, Id<Person> person,
                                                         Instant from, Instant to, Instant as_of);
[[nodiscard]] std::optional<SessionState> load_session(sql::Reader& reader, Id<Org> org,
                                                       const std::vector<playbook::DatedPlaybook>& playbooks, Id<Session> id,
                                                       Instant as_of);
/// The competency a rep works on now; nothing where none was ever set.
[[nodiscard]] std::optional<std::string> focus_of(sql::Reader& reader, Id<Org> org, Id<Person> rep);

}  // namespace backbeat::session
