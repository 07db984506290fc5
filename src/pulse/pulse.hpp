// A quarter of peer circles as others may know it. It is counted once, after the quarter closed, from what happened and from answers that
// nobody can tell apart any more; what is published stays, and nothing is counted again when somebody leaves, moves or is erased.
#pragma once

#include "access/access.hpp"
#include "base/time.hpp"
#include "playbook/playbook.hpp"
#include "pulse/figure.hpp"
#include "pulse/guard.hpp"
#include "pulse/periods.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace backbeat::pulse {

using access::Circle;

/// How many gave which answer, 0 to 10.
struct Histogram {
  std::array<int, 11> counts{};
  [[nodiscard]] Tally tally() const;
  friend bool operator==(const Histogram&, const Histogram&) = default;
};

/// Seats at the hours that were held.
struct Seats {
  int expected = 0;  // all of them: excused and missed ones are in the denominator, in columns of their own
  int present = 0;
  int excused = 0;
  int missed = 0;
  friend bool operator==(const Seats&, const Seats&) = default;
};

struct Meetings {
  int held = 0;
  int called_off = 0;
  int lapsed = 0;
  friend bool operator==(const Meetings&, const Meetings&) = default;
};

/// One circle's quarter, as it happened.
struct CircleFacts {
  Id<Circle> id;
  std::string name;
  std::string form;  // "same" or "cross"
  std::string held_by;
  bool is_running = true;  // on the quarter's last day
  int members = 0;
  Meetings meetings;
  Seats seats;
  Tally attendance;  // seats, with how many people had them
  Histogram answers;
  Support answered;  // who is among them, ascending
  Tally follow_through;
  int led = 0;  // members who led an hour that was held
};

/// The rules a quarter is published by.
struct Rules {
  Minimums minimums;
  double scale = 100;  // eNPS runs from minus this to this
  double disband_attendance = 60;
  double disband_enps = 5;
  int promotion_sessions = 2;
  std::string promotion_unit = {};  // "sessions in 12 months"
  friend bool operator==(const Rules& one, const Rules& other) {
    return one.minimums.people == other.minimums.people && one.scale == other.scale && one.disband_attendance == other.disband_attendance &&
           one.disband_enps == other.disband_enps && one.promotion_sessions == other.promotion_sessions;
  }
};
[[nodiscard]] Rules rules_of(const playbook::Playbook& playbook);

/// The numbers about one row; nothing where one is withheld, for whatever reason.
struct Figures {
  std::optional<Figure> attendance;  // of programme rows; of circles it is counts
  std::optional<Figure> enps;
  std::optional<Figure> follow_through;
  friend bool operator==(const Figures&, const Figures&) = default;
};

struct ProgrammeRow {
  std::string group;           // "all", "same:ae", "cross"
  std::optional<int> circles;  // nothing where all three numbers are withheld
  Figures figures;
  friend bool operator==(const ProgrammeRow&, const ProgrammeRow&) = default;
};

struct CircleRow {
  Id<Circle> id;
  std::string name = {};
  std::string form = {};
  std::string held_by = {};
  bool is_running = true;
  int members = 0;
  Meetings meetings = {};
  Seats seats = {};
  int led = 0;
  Figures figures = {};
  /// Whole percent of the seats; nothing where no hour was held.
  [[nodiscard]] std::optional<int> attendance_percent() const;
  friend bool operator==(const CircleRow&, const CircleRow&) = default;
};

struct Snapshot {
  FiscalQuarter quarter;
  Instant published_at;
  Minimums minimums;
  double scale = 100;
  std::vector<ProgrammeRow> programme;  // the whole first, then by group
  std::vector<CircleRow> circles;       // by name
};

/// "all", or the fixed group of a circle: by role, and all circles across roles together.
inline constexpr std::string_view whole_programme = "all";
[[nodiscard]] std::string group_of(const std::string& form, const std::string& held_by);
/// "All circles", "AE circles", "Cross-functional circles".
[[nodiscard]] std::string name_of_group(const std::string& group);

/// What a quarter publishes. `before`: the people behind every eNPS that a programme row ever showed.
/// The same facts, rules and past give the same snapshot.
[[nodiscard]] Snapshot snapshot_of(const FiscalQuarter& quarter, Instant published_at, std::vector<CircleFacts> circles, const Rules& rules,
                                   const std::vector<Support>& before);

/// The people behind the eNPS of each programme row that the snapshot shows, by group: what the next quarter has to be checked against.
[[nodiscard]] std::vector<std::pair<std::string, Support>> supports_of(const Snapshot& snapshot, const std::vector<CircleFacts>& circles);

}  // namespace backbeat::pulse
