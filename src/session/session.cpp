#include "session/session.hpp"

#include <algorithm>

namespace backbeat::session {

std::string_view name_of(State state) {
  switch (state) {
    case State::planned:
      return "planned";
    case State::confirmed:
      return "confirmed";
    case State::running:
      return "running";
    case State::ended:
      return "ended";
    case State::held:
      return "held";
    case State::held_short:
      return "short";
    case State::excused:
      return "excused";
    case State::cancelled:
      return "cancelled";
    case State::missed:
      return "missed";
  }
  return "";
}

std::string_view name_of(ExcuseReason reason) {
  switch (reason) {
    case ExcuseReason::pto:
      return "pto";
    case ExcuseReason::holiday:
      return "holiday";
    case ExcuseReason::sickness:
      return "sickness";
  }
  return "";
}

std::optional<ExcuseReason> excuse_from(std::string_view name) {
  for (const ExcuseReason reason : {ExcuseReason::pto, ExcuseReason::holiday, ExcuseReason::sickness}) {
    if (name_of(reason) == name) return reason;
  }
  return std::nullopt;
}

const StageRun* SessionState::stage(std::string_view key) const {
  const auto found = std::ranges::find(stages, key, &StageRun::key);
  return found == stages.end() ? nullptr : &*found;
}

const StageRun* SessionState::current_stage() const {
  const auto is_current = [](const StageRun& run) { return run.state == StageState::running || run.state == StageState::paused; };
  const auto found = std::ranges::find_if(stages, is_current);
  return found == stages.end() ? nullptr : &*found;
}

Duration SessionState::ran_until(Instant at) const {
  return running_since && at > *running_since ? held + (at - *running_since) : held;
}

std::array<Duration, 4> content_mix(const SessionState& state, Instant at) {
  std::array<Duration, 4> mix{};
  for (const StageRun& run : state.stages) {
    Duration& spent = mix[static_cast<std::size_t>(run.content)];
    spent += run.spent;
    if (run.running_since && at > *run.running_since) spent += at - *run.running_since;
  }
  return mix;
}

}  // namespace backbeat::session
