// What on a scorecard opens a calibration: something owed and missed at once, a rate only where chance does not explain it. It says who and
// what, never who is better than whom.
#pragma once

#include "scorecard/scorecard.hpp"

#include <optional>
#include <vector>

namespace backbeat::scorecard {

/// Why a calibration is opened. `chance` is the exact binomial probability of so few or fewer, were the target met.
struct Opening {
  Id<Person> manager;
  Measure measure = Measure::held_by_format;
  Month month = {};
  std::int64_t counted = 0;  // of a rate, its part; else what was missed, or done without consent
  std::int64_t n = 0;
  std::optional<double> target = {};  // percent
  std::optional<double> chance = {};  // 0 to 1
  friend bool operator==(const Opening&, const Opening&) = default;
};

/// `counts`: what can be said on the day the month is over. `all`: rates too, which is said when the month is published, since debriefs of
/// its last days can still be on time.
enum class Which { counts, all };

/// By manager, then as the playbook lists the rules; at most one for each of both. Of ride-alongs owed and not held only those count whose
/// period was over in the month.
[[nodiscard]] std::vector<Opening> openings_of(const MonthFacts& facts, const std::vector<Card>& cards, const CardRules& rules,
                                               Which which);

/// Does a rate of `count` open a calibration?
[[nodiscard]] bool is_beyond_chance(Count count, double target_percent, double chance_percent);

}  // namespace backbeat::scorecard
