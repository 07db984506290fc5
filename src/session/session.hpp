// A coaching session: planned, moved, run stage by stage, ended. Its state is a fold over its events, never a flag somebody set.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::session {

enum class State { planned, confirmed, running, held, held_short, excused, cancelled, missed };

enum class ExcuseReason { pto, holiday, sickness };

enum class StageState { waiting, running, paused, done, skipped };

struct StageRun {
  std::string key;
  StageState state = StageState::waiting;
  Duration spent{0};                    // up to `running_since`, or all of it
  std::optional<Instant> running_since;
  std::string skip_reason;
};

struct Move {
  Instant from;
  Instant to;
  Instant at;
  Id<User> by;
};

/// What is known of a session at an instant. `held` needs both sides' evidence: the page in live use by both, or the manager's
/// page (or a recorded meeting) and the rep's one-tap confirmation.
struct SessionState {
  Id<Session> id;
  std::string kind;  // a session type of the playbook
  Id<Person> manager;
  Id<Person> rep;
  Id<Person> on_behalf_of;  // the line manager where the session was delegated; else unset
  Instant starts_at;
  int planned_minutes = 0;
  State state = State::planned;
  Instant planned_at;
  std::vector<Move> moves;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  Duration held{0};  // time the conversation ran, pauses excluded
  bool was_under_own_minimum = false;  // the flag beside "short": a 1:1 of less than 30 minutes
  bool used_by_manager = false;
  bool used_by_rep = false;
  std::optional<Instant> confirmed_at;
  std::optional<int> usefulness;  // 0 to 10, the rep's
  std::optional<ExcuseReason> excuse;
  bool gate_passed = false;
  bool gate_skipped = false;
  std::string focus_competency;
  std::vector<StageRun> stages;
  bool shared_by_rep = false;
  bool shared_by_manager = false;
  std::int64_t version = 0;  // sequence number of its last event

  [[nodiscard]] bool is_open() const { return state == State::planned || state == State::confirmed || state == State::running; }
};

}  // namespace backbeat::session
