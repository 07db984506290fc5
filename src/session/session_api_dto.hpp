// What conversations look like on the wire.
#pragma once

#include "http/described.hpp"
#include "session/session_actions.hpp"

namespace backbeat::session::wire {

// Enumerators stand in the order of the domain's.
enum class SessionState { planned, confirmed, running, ended, held, short_, excused, cancelled, missed };
BOOST_DESCRIBE_ENUM(SessionState, planned, confirmed, running, ended, held, short_, excused, cancelled, missed)
enum class SessionSide { rep, manager };
BOOST_DESCRIBE_ENUM(SessionSide, rep, manager)
enum class GateState { open, passed, skipped, nothing };
BOOST_DESCRIBE_ENUM(GateState, open, passed, skipped, nothing)
enum class AgendaState { waiting, running, paused, done, skipped };
BOOST_DESCRIBE_ENUM(AgendaState, waiting, running, paused, done, skipped)
enum class TimerPhase { idle, running, paused };
BOOST_DESCRIBE_ENUM(TimerPhase, idle, running, paused)
enum class LedBy { rep, manager, both };
BOOST_DESCRIBE_ENUM(LedBy, rep, manager, both)
enum class CommitmentVerdict { kept, partly, missed, no_occasion };
BOOST_DESCRIBE_ENUM(CommitmentVerdict, kept, partly, missed, no_occasion)
enum class KindHint { behaviour, outcome, unclear };
BOOST_DESCRIBE_ENUM(KindHint, behaviour, outcome, unclear)
enum class EvidenceUnit { days, percent, per_week };
BOOST_DESCRIBE_ENUM(EvidenceUnit, days, percent, per_week)
enum class DealOutcome { open, won, lost };
BOOST_DESCRIBE_ENUM(DealOutcome, open, won, lost)
enum class Excuse { pto, holiday, sickness };
BOOST_DESCRIBE_ENUM(Excuse, pto, holiday, sickness)

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct SessionRow {
  Id<Session> id;
  std::string kind;
  std::string kind_name;
  PersonRef rep;
  PersonRef manager;
  Instant starts_at;
  int minutes = 0;
  SessionState state{};
  bool counts_as_coaching = false;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, kind, kind_name, rep, manager, starts_at, minutes, state, counts_as_coaching))

struct EvidenceFigure {
  std::string indicator;
  std::string name;
  EvidenceUnit unit{};
  double value = 0;
  int n = 0;
  std::optional<double> low;
  std::optional<double> high;
  double before = 0;
  int before_n = 0;
  std::optional<bool> changed;
};
BOOST_DESCRIBE_STRUCT(EvidenceFigure, (), (indicator, name, unit, value, n, low, high, before, before_n, changed))

struct EvidenceDeal {
  std::string key;
  std::string name;
  std::optional<std::string> stage_before;
  std::string stage;
  DealOutcome outcome{};
  std::optional<double> amount;
  std::optional<double> days_in_stage;
  bool moved = false;
};
BOOST_DESCRIBE_STRUCT(EvidenceDeal, (), (key, name, stage_before, stage, outcome, amount, days_in_stage, moved))

struct EvidenceSource {
  std::string source;
  Instant at;
  bool stale = false;
};
BOOST_DESCRIBE_STRUCT(EvidenceSource, (), (source, at, stale))

/// What the CRM says of the time from when it was agreed until it was judged, or as far as the facts go; shares from 0 to 1.
struct Evidence {
  Instant from;
  Instant until;
  std::vector<EvidenceFigure> figures;
  std::vector<EvidenceDeal> deals;
  std::vector<std::string> silent;
  std::vector<EvidenceSource> freshness;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (from, until, figures, deals, silent, freshness))

struct GateCommitment {
  Id<commitment::Commitment> id;
  std::string text;
  LocalDate due_on;
  std::optional<std::string> indicator;
  Instant made_at;
  std::optional<CommitmentVerdict> verdict;
  std::optional<std::string> verdict_note;
  Evidence evidence;
};
BOOST_DESCRIBE_STRUCT(GateCommitment, (), (id, text, due_on, indicator, made_at, verdict, verdict_note, evidence))

struct ConversationGate {
  GateState state{};
  std::optional<std::string> skip_reason;
  std::vector<GateCommitment> commitments;
};
BOOST_DESCRIBE_STRUCT(ConversationGate, (), (state, skip_reason, commitments))

struct ConversationStage {
  std::string key;
  std::string name;
  int minutes = 0;
  LedBy led_by{};
  std::vector<std::string> prompts;
  AgendaState state{};
  std::int64_t spent_seconds = 0;
  std::optional<Instant> entered_at;
  std::optional<std::string> skip_reason;
};
BOOST_DESCRIBE_STRUCT(ConversationStage, (), (key, name, minutes, led_by, prompts, state, spent_seconds, entered_at, skip_reason))

struct ConversationTimer {
  TimerPhase state{};
  std::optional<std::string> stage;
  std::optional<Instant> since;
  std::int64_t total_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(ConversationTimer, (), (state, stage, since, total_seconds))

struct SharedNote {
  std::string stage;
  std::string text;
  std::int64_t version = 0;
  std::optional<PersonRef> by;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(SharedNote, (), (stage, text, version, by, at))

struct SavedNote {
  std::string text;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SavedNote, (), (text, version))

struct MadeCommitment {
  Id<commitment::Commitment> id;
  std::string text;
  LocalDate due_on;
  std::optional<std::string> indicator;
  std::vector<std::string> opportunities;
  KindHint kind_hint{};
};
BOOST_DESCRIBE_STRUCT(MadeCommitment, (), (id, text, due_on, indicator, opportunities, kind_hint))

struct NextSession {
  std::optional<Id<Session>> session_id;
  std::optional<Instant> starts_at;
  std::optional<Instant> suggested_starts_at;
};
BOOST_DESCRIBE_STRUCT(NextSession, (), (session_id, starts_at, suggested_starts_at))

struct Confirmation {
  std::optional<Instant> confirmed_at;
  std::optional<int> usefulness;
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (confirmed_at, usefulness))

struct SharedWithLeader {
  bool rep = false;
  bool manager = false;
};
BOOST_DESCRIBE_STRUCT(SharedWithLeader, (), (rep, manager))

struct ContentMix {
  std::int64_t skill_seconds = 0;
  std::int64_t deal_seconds = 0;
  std::int64_t pipeline_seconds = 0;
  std::int64_t career_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(ContentMix, (), (skill_seconds, deal_seconds, pipeline_seconds, career_seconds))

struct Conversation {
  Id<Session> id;
  std::string kind;
  std::string kind_name;
  SessionState state{};
  PersonRef rep;
  PersonRef manager;
  SessionSide viewer{};
  Instant starts_at;
  int minutes = 0;
  Zone time_zone;
  bool counts_as_coaching = false;
  int moved_times = 0;
  bool is_delegated = false;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  std::optional<std::string> last_reason;
  ConversationGate gate;
  std::vector<ConversationStage> agenda;
  ConversationTimer timer;
  std::vector<SharedNote> shared_notes;
  SavedNote private_note;
  std::vector<MadeCommitment> commitments;
  std::optional<std::string> focus_skill;
  std::optional<std::string> goal;
  NextSession next;
  Confirmation confirmation;
  SharedWithLeader shared_with_leader;
  std::optional<ContentMix> content_mix;
  std::vector<std::string> allowed;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (id, kind, kind_name, state, rep, manager, viewer, starts_at, minutes, time_zone, counts_as_coaching, moved_times,
                       is_delegated, started_at, ended_at, last_reason, gate, agenda, timer, shared_notes, private_note, commitments,
                       focus_skill, goal, next, confirmation, shared_with_leader, content_mix, allowed, version))

struct SharedConversation {
  Id<Session> id;
  std::string kind;
  SessionState state{};
  PersonRef rep;
  PersonRef manager;
  Instant starts_at;
  std::vector<SharedNote> shared_notes;
  std::vector<MadeCommitment> commitments;
};
BOOST_DESCRIBE_STRUCT(SharedConversation, (), (id, kind, state, rep, manager, starts_at, shared_notes, commitments))

[[nodiscard]] PersonRef wire_of(const people::PersonRef& person);
[[nodiscard]] SessionRow wire_of(const Row& row);
[[nodiscard]] ConversationTimer wire_of(const Timer& timer);
[[nodiscard]] Conversation wire_of(const session::Conversation& conversation);
[[nodiscard]] SharedConversation wire_of(const session::SharedConversation& conversation);

}  // namespace backbeat::session::wire
