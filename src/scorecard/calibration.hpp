// A calibration: a recorded conversation between a manager and the second line about something that stands out on a scorecard. What is in
// the way, what helps, who does it, and when both look again. It is no rank and no rating of anybody.
#pragma once

#include "access/access.hpp"
#include "audit/audit.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "scorecard/trigger.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::scorecard {

using access::Calibration;

inline constexpr std::string_view calibration_stream = "calibration";

/// The kinds of event in its stream, with their fields.
namespace kinds {
inline constexpr std::string_view opened = "opened";      // manager month measure counted n target chance; by hand without the last four
inline constexpr std::string_view held = "held";          // leader review_on · text: obstacles owner in_the_way help, as Fields
inline constexpr std::string_view reviewed = "reviewed";  // outcome review_on · text: what became of it
}  // namespace kinds

/// What is in the way, as the diagnosis tree has it: the system (territory, tools, process), too many hours asked for, not able to yet, not
/// willing.
enum class Obstacle { system, capacity, skill, will };
inline constexpr Obstacle all_obstacles[] = {Obstacle::system, Obstacle::capacity, Obstacle::skill, Obstacle::will};
[[nodiscard]] std::string_view name_of(Obstacle obstacle);
[[nodiscard]] std::optional<Obstacle> obstacle_from(std::string_view name);

/// Who does what was agreed.
enum class Owner { manager, leader };
[[nodiscard]] std::string_view name_of(Owner owner);
[[nodiscard]] std::optional<Owner> owner_from(std::string_view name);

/// `resolved` and `not_needed` (it had a reason that needs nothing) close it; `continues` sets another review; `handed_on`: it was not
/// theirs to solve and went to somebody who can.
enum class Outcome { resolved, continues, handed_on, not_needed };
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_from(std::string_view name);

enum class CalibrationState { opened, held, reviewed, closed };
[[nodiscard]] std::string_view name_of(CalibrationState state);

/// What those above the manager, and whoever sees scorecards, may know of it.
struct CalibrationFact {
  Id<Calibration> id;
  Id<Person> manager;
  Id<Person> leader;  // who held it; unset until then
  Month month;
  Measure measure = Measure::held_by_format;
  std::int64_t counted = 0;
  std::int64_t n = 0;
  std::optional<double> target;  // percent
  std::optional<double> chance;
  bool is_by_hand = false;
  Instant opened_at;
  CalibrationState state = CalibrationState::opened;
  std::optional<Instant> held_at;
  std::optional<LocalDate> review_on;
  std::optional<Instant> closed_at;
  std::int64_t version = 0;  // sequence number of its last event
};

/// One look back at what was agreed.
struct Review {
  Instant at;
  Outcome outcome = Outcome::continues;
  std::string text;
};

/// The same with what was said and chosen, for the two.
struct CalibrationRecord : CalibrationFact {
  std::vector<Obstacle> obstacles;
  Owner owner = Owner::leader;
  std::string in_the_way;  // empty once erased
  std::string help;
  std::vector<Review> reviews;
};

/// The events of one calibration in order; the first one opened it.
[[nodiscard]] CalibrationRecord fold_calibration(std::span<const audit::Event> events);

/// What the leader writes down after the conversation.
struct Held {
  std::vector<Obstacle> obstacles;
  std::string in_the_way;
  std::string help;
  Owner owner = Owner::leader;
  LocalDate review_on;
};
/// The text of the event: what the two chose and said is theirs, so all of it can be erased.
[[nodiscard]] std::string text_of(const Held& held);

struct Reviewed {
  Outcome outcome = Outcome::continues;
  std::string text;
  std::optional<LocalDate> review_on = {};  // of `continues`
};

inline constexpr std::size_t longest_calibration_text = 2000;
inline constexpr int review_days_at_most = 184;

inline constexpr ErrorSpec calibration_held_already{"calibration_held_already", ErrorKind::conflict,
                                                    "This conversation was recorded already."};
inline constexpr ErrorSpec calibration_not_held{"calibration_not_held", ErrorKind::conflict,
                                                "There is nothing to review before the conversation."};
inline constexpr ErrorSpec calibration_closed{"calibration_closed", ErrorKind::conflict, "This calibration is closed."};
inline constexpr ErrorSpec calibration_there_already{"calibration_there_already", ErrorKind::conflict,
                                                     "There is a calibration about this already."};
inline constexpr ErrorSpec calibration_is_the_leaders{"calibration_is_the_leaders", ErrorKind::forbidden,
                                                      "Who leads the manager writes this down; the two of you read it."};

[[nodiscard]] Result<Done> check_hold(const CalibrationFact& calibration, const Held& held, LocalDate today);
[[nodiscard]] Result<Done> check_review(const CalibrationFact& calibration, const Reviewed& reviewed, LocalDate today);

}  // namespace backbeat::scorecard
