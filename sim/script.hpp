// What the people of the simulated organisation say and how their weeks go: drawn, never scripted by hand, so any size and span works.
#pragma once

#include "sim/organisation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::sim {

/// How one planned conversation turns out.
enum class Fate { held, held_short, moved_then_held, cancelled, missed, unconfirmed };

/// A manager's habits; they drift as the quarter's end comes closer.
struct Habits {
  double discipline = 0.9;  // how likely a planned conversation takes place
  double brevity = 0.1;     // how likely it is cut short
  bool is_all_pipeline = false;
  std::optional<LocalDate> stops_on;  // some managers stop altogether for a while
};

[[nodiscard]] Habits habits_of(const Worker& manager, const Organisation& organisation, Dice& dice);
[[nodiscard]] Fate fate_of(const Habits& habits, LocalDate day, Dice& dice);

/// A commitment in a rep's words; now and then an outcome instead of a behaviour, as people do.
[[nodiscard]] std::string commitment_text(const std::string& competency, Dice& dice);
/// Names a competency the playbook has.
[[nodiscard]] const std::vector<std::string>& competencies();
/// How a rep and a manager will know, by the skill worked on: a key of the default playbook, or "".
[[nodiscard]] std::string indicator_for(const std::string& competency);
[[nodiscard]] std::string note_text(const std::string& stage, Dice& dice);
[[nodiscard]] std::string cancel_reason(Dice& dice);
[[nodiscard]] std::string move_reason(Dice& dice);

enum class Kept { kept, partly, missed, no_occasion };
/// Better reps keep more of what they said, and everybody keeps more when it was inspected the week before.
[[nodiscard]] Kept verdict_of(const Worker& rep, Dice& dice);
/// 0 to 10.
[[nodiscard]] int usefulness_of(const Habits& habits, Dice& dice);

}  // namespace backbeat::sim
