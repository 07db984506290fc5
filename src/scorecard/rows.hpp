// The rows behind a number: which ride-alongs, debts and commitments it was counted from. Ids, dates, formats and states; never a word that
// was said, and nothing of the reps' ratings.
#pragma once

#include "scorecard/scorecard.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::scorecard {

/// What a row adds to its measure: in n and counted; in n only; not decided yet; not in n.
enum class Adds { counted, not_counted, pending, outside };
[[nodiscard]] std::string_view name_of(Adds adds);

enum class Subject { ride_along, debt, commitment };
[[nodiscard]] std::string_view name_of(Subject subject);

struct Row {
  Subject subject = Subject::ride_along;
  std::int64_t id = 0;  // of the ride-along or the commitment; 0 for a debt
  Id<Person> manager;
  Id<Person> rep;
  LocalDate day;                        // of the call, of the inspection; the first of a debt's period
  std::optional<LocalDate> until = {};  // the last of a debt's period
  std::optional<Format> format = {};
  Adds adds = Adds::counted;
  std::optional<std::int64_t> times = {};  // owed; held; takeovers; comments: what the measure counts in the row
  std::optional<std::int64_t> of = {};     // of so many: owed and not excused
  std::optional<double> hours = {};        // to the debrief
  std::string verdict = {};
  friend bool operator==(const Row&, const Row&) = default;
};

/// By manager, day, id. Of the rows of the managers asked for; none for rep_usefulness.
[[nodiscard]] std::vector<Row> rows_of(Measure measure, const Evidence& evidence, const std::vector<Id<Person>>& managers,
                                       const CardRules& rules);

}  // namespace backbeat::scorecard
