// A coaching session: planned, moved, run stage by stage, ended. Its state is a fold over its events, never a flag somebody set.
// These are metadata: nothing that anybody wrote is in them.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "playbook/playbook.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::session {

/// `confirmed`: the rep said beforehand that they will be there. `ended`: it ran, and the rep's side of the evidence is still missing.
enum class State { planned, confirmed, running, ended, held, held_short, excused, cancelled, missed };

[[nodiscard]] std::string_view name_of(State state);

enum class ExcuseReason { pto, holiday, sickness };

[[nodiscard]] std::string_view name_of(ExcuseReason reason);
[[nodiscard]] std::optional<ExcuseReason> excuse_from(std::string_view name);

enum class StageState { waiting, running, paused, done, skipped };

struct StageRun {
  std::string key;
  playbook::Content content = playbook::Content::skill;
  StageState state = StageState::waiting;
  Duration spent{0};  // up to `running_since`, or all of it
  std::optional<Instant> running_since = {};
  std::optional<Instant> entered_at = {};
  friend bool operator==(const StageRun&, const StageRun&) = default;
};

struct Move {
  Instant from;
  Instant to;
  Instant at;  // `from - at` is the notice given; negative when it was moved afterwards
  Id<User> by;
  friend bool operator==(const Move&, const Move&) = default;
};

/// The inspection gate. `unknown` until the session starts: only then is it settled what there is to inspect.
enum class Gate { unknown, open, passed, skipped, nothing };

/// A change that became known at an instant: what history looks like to whoever asks "as of".
struct Step {
  Instant known_at;
  Instant starts_at;
  State state = State::planned;
  bool is_move = false;
  friend bool operator==(const Step&, const Step&) = default;
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
  std::string rep_zone;  // whose local day the session's window ends with
  State state = State::planned;
  playbook::CountsAs counts_as = playbook::CountsAs::nothing;
  Instant planned_at;
  std::vector<Move> moves;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  bool was_recorded_afterwards = false;
  Duration held{0};  // time the conversation ran, pauses excluded; up to `running_since` while it runs
  std::optional<Instant> running_since;
  bool was_under_own_minimum = false;  // the flag beside "short": a 1:1 of less than 30 minutes
  bool used_by_manager = false;
  bool used_by_rep = false;
  std::optional<Instant> confirmed_at;  // before the start: that the rep will come; from then on: that it took place
  std::optional<int> usefulness;        // 0 to 10, the rep's; single values are shown to the rep alone
  std::optional<ExcuseReason> excuse;
  Gate gate = Gate::unknown;
  std::string focus_competency;
  std::vector<StageRun> stages;
  bool shared_by_rep = false;
  bool shared_by_manager = false;
  Instant closes_at;         // the end of its window: from then on it cannot run any more
  std::int64_t version = 0;  // sequence number of its last event
  std::vector<Step> steps;   // by `known_at`, the last one is the present state

  [[nodiscard]] bool is_open() const { return state == State::planned || state == State::confirmed || state == State::running; }
  [[nodiscard]] bool is_planned() const { return state == State::planned || state == State::confirmed; }
  [[nodiscard]] bool took_place() const { return state == State::held || state == State::held_short; }
  [[nodiscard]] bool is_paused() const { return state == State::running && !running_since; }
  [[nodiscard]] bool is_gate_open() const { return gate == Gate::open; }
  [[nodiscard]] const StageRun* stage(std::string_view key) const;
  [[nodiscard]] const StageRun* current_stage() const;  // running or paused

  /// The time that it ran until `at`.
  [[nodiscard]] Duration ran_until(Instant at) const;
};

/// The time spent on each kind of content, in the order of playbook::Content.
[[nodiscard]] std::array<Duration, 4> content_mix(const SessionState& state, Instant at);

}  // namespace backbeat::session
