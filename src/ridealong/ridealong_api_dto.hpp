// What ride-alongs look like on the wire.
#pragma once

#include "http/described.hpp"
#include "ridealong/ridealong_actions.hpp"

namespace backbeat::ridealong::wire {

// Enumerators stand in the order of the domain's.
enum class RideAlongFormat { observe, co_sell, reverse };
BOOST_DESCRIBE_ENUM(RideAlongFormat, observe, co_sell, reverse)
enum class RideAlongPhase { booked, confirmed, running, ended, debriefing, done, cancelled, lost, missed };
BOOST_DESCRIBE_ENUM(RideAlongPhase, booked, confirmed, running, ended, debriefing, done, cancelled, lost, missed)
enum class NoteTag { question, objection, next_step, talk_balance, competitor, price, stakeholder, free };
BOOST_DESCRIBE_ENUM(NoteTag, question, objection, next_step, talk_balance, competitor, price, stakeholder, free)
enum class RideAlongSide { rep, manager };
BOOST_DESCRIBE_ENUM(RideAlongSide, rep, manager)
enum class DebtRisk { none, weeks, calls };
BOOST_DESCRIBE_ENUM(DebtRisk, none, weeks, calls)
enum class DebtPeriod { week, two_weeks, month, quarter };
BOOST_DESCRIBE_ENUM(DebtPeriod, week, two_weeks, month, quarter)

struct RideAlongPerson {
  Id<Person> id;
  std::string name = {};
};
BOOST_DESCRIBE_STRUCT(RideAlongPerson, (), (id, name))

struct TimeSpan {
  Instant starts_at;
  Instant ends_at;
};
BOOST_DESCRIBE_STRUCT(TimeSpan, (), (starts_at, ends_at))

/// One ride-along in a list: metadata, for the two and those above the rep.
struct RideAlongRow {
  Id<Session> id;
  RideAlongFormat format{};
  RideAlongPhase state{};
  RideAlongPerson rep;
  RideAlongPerson manager;
  std::string account = {};
  TimeSpan call;
  std::optional<TimeSpan> pre_brief = {};
  std::optional<TimeSpan> debrief = {};
  bool has_pre_brief = false;
  std::optional<bool> consent = {};
  bool held = false;
  int moved_times = 0;
  int takeovers = 0;
  int comments = 0;
  std::optional<Instant> debrief_due = {};
  std::vector<LocalDate> debrief_skips = {};
  std::optional<Instant> debrief_started_at = {};
  std::optional<bool> debrief_on_time = {};
};
BOOST_DESCRIBE_STRUCT(RideAlongRow, (),
                      (id, format, state, rep, manager, account, call, pre_brief, debrief, has_pre_brief, consent, held, moved_times,
                       takeovers, comments, debrief_due, debrief_skips, debrief_started_at, debrief_on_time))

/// What one format of a debt comes to. open = owed - excused - held - booked.
struct DebtLine {
  RideAlongFormat format{};
  int owed = 0;
  int excused = 0;
  int held = 0;
  int booked = 0;
  int extra = 0;
  int open = 0;
  DebtRisk risk{};
};
BOOST_DESCRIBE_STRUCT(DebtLine, (), (format, owed, excused, held, booked, extra, open, risk))

struct RideAlongDebt {
  DebtPeriod every{};
  LocalDate period_first;
  LocalDate period_last;
  LocalDate window_first;
  LocalDate window_last;
  std::vector<DebtLine> lines = {};
  int either = 0;
  int weeks_left = 0;
  bool over = false;
};
BOOST_DESCRIBE_STRUCT(RideAlongDebt, (), (every, period_first, period_last, window_first, window_last, lines, either, weeks_left, over))

/// A call that would do for what is open, with why. `share` of the window in which it lies: the part-th of so many.
struct Candidate {
  Id<Session> call_id;
  RideAlongFormat format{};
  std::string account = {};
  std::string title = {};
  std::optional<std::string> stage = {};
  std::optional<int> stage_number = {};
  TimeSpan call;
  TimeSpan pre_brief;
  TimeSpan debrief;
  int part = 1;
  int parts = 1;
  std::optional<int> days_since_last = {};
};
BOOST_DESCRIBE_STRUCT(Candidate, (),
                      (call_id, format, account, title, stage, stage_number, call, pre_brief, debrief, part, parts, days_since_last))

struct DeskRep {
  RideAlongPerson rep;
  std::string job_role = {};
  bool is_top_performer = false;
  std::optional<Instant> last_held_at = {};
  std::vector<RideAlongDebt> debts = {};
  std::vector<Candidate> candidates = {};
};
BOOST_DESCRIBE_STRUCT(DeskRep, (), (rep, job_role, is_top_performer, last_held_at, debts, candidates))

struct RideAlongDesk {
  RideAlongPerson manager;
  Instant now;
  Zone time_zone;
  bool calls_known = false;
  std::vector<DeskRep> reps = {};
  std::vector<RideAlongRow> coming = {};
  std::vector<RideAlongRow> debriefs_due = {};
  std::vector<RideAlongRow> recent = {};
};
BOOST_DESCRIBE_STRUCT(RideAlongDesk, (), (manager, now, time_zone, calls_known, reps, coming, debriefs_due, recent))

struct RideAlongStage {
  std::string key = {};
  std::string name = {};
  int minutes = 0;
  RideAlongSide led_by{};
  std::vector<std::string> prompts = {};
  std::optional<Instant> entered_at = {};
  std::optional<Instant> left_at = {};
};
BOOST_DESCRIBE_STRUCT(RideAlongStage, (), (key, name, minutes, led_by, prompts, entered_at, left_at))

struct PreBriefView {
  std::string people = {};
  std::string objective = {};
  std::string objections = {};
  std::string skill = {};
  std::string listen_for = {};
  std::optional<Instant> signed_at = {};
  std::vector<std::string> prompts = {};
};
BOOST_DESCRIBE_STRUCT(PreBriefView, (), (people, objective, objections, skill, listen_for, signed_at, prompts))

struct PadNote {
  std::string id = {};
  Instant at;
  NoteTag tag{};
  std::string text = {};
  Id<Person> by;
};
BOOST_DESCRIBE_STRUCT(PadNote, (), (id, at, tag, text, by))

struct TakeoverView {
  Instant from;
  std::optional<Instant> handed_back_at = {};
  bool had_consent = false;
};
BOOST_DESCRIBE_STRUCT(TakeoverView, (), (from, handed_back_at, had_consent))

struct DebriefComment {
  int number = 0;
  std::string text = {};
  Instant at;
};
BOOST_DESCRIBE_STRUCT(DebriefComment, (), (number, text, at))

struct DebriefStep {
  Id<commitment::Commitment> id;
  std::string text = {};
  LocalDate due_on;
  std::optional<std::string> indicator = {};
};
BOOST_DESCRIBE_STRUCT(DebriefStep, (), (id, text, due_on, indicator))

struct DebriefView {
  std::optional<Instant> due_at = {};
  std::vector<LocalDate> skips = {};
  std::optional<Instant> started_at = {};
  std::optional<Instant> ended_at = {};
  std::optional<bool> on_time = {};
  std::optional<std::string> stage = {};
  std::vector<RideAlongStage> stages = {};
  std::string self_assessment = {};
  std::vector<DebriefComment> comments = {};
  int most_comments = 0;
  std::optional<DebriefStep> next_step = {};
  std::optional<Id<Session>> next_session_id = {};
  std::optional<Instant> next_session_at = {};
};
BOOST_DESCRIBE_STRUCT(DebriefView, (),
                      (due_at, skips, started_at, ended_at, on_time, stage, stages, self_assessment, comments, most_comments, next_step,
                       next_session_id, next_session_at))

struct RiddenCall {
  std::optional<Id<Session>> id = {};
  std::string account = {};
  std::optional<std::string> title = {};
  std::optional<std::string> opportunity = {};
  std::optional<std::string> stage = {};
  Instant starts_at;
  Instant ends_at;
};
BOOST_DESCRIBE_STRUCT(RiddenCall, (), (id, account, title, opportunity, stage, starts_at, ends_at))

/// A ride-along, for one of its two people.
struct RideAlong {
  Id<Session> id;
  RideAlongFormat format{};
  std::string format_name = {};
  RideAlongPhase state{};
  RideAlongPerson rep;
  RideAlongPerson manager;
  RideAlongSide viewer{};
  Zone time_zone;
  Instant now;
  RiddenCall call;
  std::optional<TimeSpan> pre_brief_slot = {};
  std::optional<TimeSpan> debrief_slot = {};
  bool is_delegated = false;
  int moved_times = 0;
  std::optional<std::string> last_reason = {};
  PreBriefView pre_brief;
  std::optional<Instant> format_confirmed_at = {};
  std::optional<bool> consent = {};
  std::optional<Instant> consent_at = {};
  std::optional<Instant> started_at = {};
  std::optional<Instant> ended_at = {};
  std::vector<PadNote> notes = {};
  std::vector<TakeoverView> takeovers = {};
  bool held = false;
  DebriefView debrief;
  std::optional<int> usefulness = {};
  std::vector<std::string> allowed = {};
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(RideAlong, (),
                      (id, format, format_name, state, rep, manager, viewer, time_zone, now, call, pre_brief_slot, debrief_slot,
                       is_delegated, moved_times, last_reason, pre_brief, format_confirmed_at, consent, consent_at, started_at, ended_at,
                       notes, takeovers, held, debrief, usefulness, allowed, version))

[[nodiscard]] RideAlongRow wire_of(const Row& row, Instant now);
[[nodiscard]] RideAlong wire_of(const RideAlongView& view);
[[nodiscard]] RideAlongDebt wire_of(const cadence::RideAlongDebt& debt);
[[nodiscard]] PadNote wire_of(const Note& note);
[[nodiscard]] DeskRep wire_of(const ridealong::DeskRep& rep);

}  // namespace backbeat::ridealong::wire
