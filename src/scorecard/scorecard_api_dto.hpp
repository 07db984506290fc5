// What scorecards and calibrations look like on the wire.
#pragma once

#include "http/described.hpp"
#include "http/types.hpp"
#include "scorecard/calibration_actions.hpp"
#include "scorecard/scorecard_actions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::scorecard::wire {

// Enumerators stand in the same order as those of the domain; the test holds their names to each other.
enum class Measure {
  owed_by_format,
  held_by_format,
  coverage_of_reps,
  pre_brief_rate,
  debrief_on_time_rate,
  median_hours_to_debrief,
  three_comment_rate,
  takeovers_with_consent,
  takeovers_without_consent,
  commitment_verdicts,
  rep_usefulness
};
BOOST_DESCRIBE_ENUM(Measure, owed_by_format, held_by_format, coverage_of_reps, pre_brief_rate, debrief_on_time_rate,
                    median_hours_to_debrief, three_comment_rate, takeovers_with_consent, takeovers_without_consent, commitment_verdicts,
                    rep_usefulness)

enum class Standing { known, running, no_data, too_few };
BOOST_DESCRIBE_ENUM(Standing, known, running, no_data, too_few)

enum class ScorecardUnit { count, share, hours, score };
BOOST_DESCRIBE_ENUM(ScorecardUnit, count, share, hours, score)

enum class ScorecardWho { manager, leader };
BOOST_DESCRIBE_ENUM(ScorecardWho, manager, leader)

enum class RowAdds { counted, not_counted, pending, outside };
BOOST_DESCRIBE_ENUM(RowAdds, counted, not_counted, pending, outside)

enum class RowSubject { ride_along, debt, commitment };
BOOST_DESCRIBE_ENUM(RowSubject, ride_along, debt, commitment)

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct ScorecardValue {
  Measure measure{};
  std::string part;
  Standing standing{};
  ScorecardUnit unit{};
  std::int64_t counted = 0;
  std::int64_t n = 0;
  std::int64_t pending = 0;
  std::optional<double> value = {};
  std::optional<double> low = {};
  std::optional<double> high = {};
  std::optional<double> compared = {};
  std::optional<double> compared_low = {};
  std::optional<double> compared_high = {};
};
BOOST_DESCRIBE_STRUCT(ScorecardValue, (),
                      (measure, part, standing, unit, counted, n, pending, value, low, high, compared, compared_low, compared_high))

struct ScorecardCard {
  PersonRef about;
  ScorecardWho who{};
  std::optional<PersonRef> leader = {};
  std::vector<ScorecardValue> values;
};
BOOST_DESCRIBE_STRUCT(ScorecardCard, (), (about, who, leader, values))

struct ScorecardPublication {
  Id<scorecard::Publication> id;
  std::string month;
  int version = 1;
  Instant published_at;
  std::string published_by;
  std::optional<std::string> reason = {};
};
BOOST_DESCRIBE_STRUCT(ScorecardPublication, (), (id, month, version, published_at, published_by, reason))

struct ScorecardFormula {
  Measure measure{};
  std::string formula;
};
BOOST_DESCRIBE_STRUCT(ScorecardFormula, (), (measure, formula))

struct Scorecards {
  std::string month;
  bool is_over = false;
  bool may_publish = false;
  Instant known_at;
  std::optional<ScorecardPublication> publication = {};
  std::vector<ScorecardPublication> versions;
  std::vector<ScorecardFormula> formulas;
  std::vector<ScorecardCard> cards;
};
BOOST_DESCRIBE_STRUCT(Scorecards, (), (month, is_over, may_publish, known_at, publication, versions, formulas, cards))

struct ScorecardMonth {
  std::string month;
  bool is_over = false;
  std::optional<ScorecardPublication> latest = {};
};
BOOST_DESCRIBE_STRUCT(ScorecardMonth, (), (month, is_over, latest))

struct ScorecardRow {
  RowSubject subject{};
  PersonRef manager;
  PersonRef rep;
  LocalDate day;
  std::optional<LocalDate> until = {};
  std::optional<std::string> format = {};
  RowAdds adds{};
  std::optional<std::int64_t> times = {};
  std::optional<std::int64_t> of = {};
  std::optional<double> hours = {};
  std::optional<std::string> verdict = {};
};
BOOST_DESCRIBE_STRUCT(ScorecardRow, (), (subject, manager, rep, day, until, format, adds, times, of, hours, verdict))

struct ScorecardRows {
  std::string month;
  Measure measure{};
  std::string formula;
  Instant known_at;
  std::vector<ScorecardRow> items;
};
BOOST_DESCRIBE_STRUCT(ScorecardRows, (), (month, measure, formula, known_at, items))

struct ScorecardOpening {
  PersonRef manager;
  Measure measure{};
  std::int64_t counted = 0;
  std::int64_t n = 0;
  std::optional<double> target_percent = {};
  std::optional<double> chance = {};
};
BOOST_DESCRIBE_STRUCT(ScorecardOpening, (), (manager, measure, counted, n, target_percent, chance))

struct ScorecardChange {
  PersonRef about;
  ScorecardWho who{};
  ScorecardValue before;
  ScorecardValue after;
};
BOOST_DESCRIBE_STRUCT(ScorecardChange, (), (about, who, before, after))

struct ScorecardPreview {
  std::string month;
  bool is_over = false;
  Instant known_at;
  int managers = 0;
  int leaders = 0;
  std::int64_t pending = 0;
  std::optional<ScorecardPublication> latest = {};
  std::vector<ScorecardOpening> openings;
  std::vector<ScorecardChange> changes;
};
BOOST_DESCRIBE_STRUCT(ScorecardPreview, (), (month, is_over, known_at, managers, leaders, pending, latest, openings, changes))

// --- calibrations ---

enum class Obstacle { system, capacity, skill, will };
BOOST_DESCRIBE_ENUM(Obstacle, system, capacity, skill, will)

enum class CalibrationOwner { manager, leader };
BOOST_DESCRIBE_ENUM(CalibrationOwner, manager, leader)

enum class CalibrationOutcome { resolved, continues, handed_on, not_needed };
BOOST_DESCRIBE_ENUM(CalibrationOutcome, resolved, continues, handed_on, not_needed)

enum class CalibrationState { opened, held, reviewed, closed };
BOOST_DESCRIBE_ENUM(CalibrationState, opened, held, reviewed, closed)

struct Calibration {
  Id<access::Calibration> id;
  PersonRef manager;
  std::optional<PersonRef> leader = {};
  std::string month;
  Measure measure{};
  bool is_by_hand = false;
  std::int64_t counted = 0;
  std::int64_t n = 0;
  std::optional<double> target_percent = {};
  std::optional<double> chance = {};
  CalibrationState state{};
  Instant opened_at;
  std::optional<Instant> held_at = {};
  std::optional<LocalDate> review_on = {};
  std::optional<Instant> closed_at = {};
};
BOOST_DESCRIBE_STRUCT(Calibration, (),
                      (id, manager, leader, month, measure, is_by_hand, counted, n, target_percent, chance, state, opened_at, held_at,
                       review_on, closed_at))

struct CalibrationReview {
  Instant at;
  CalibrationOutcome outcome{};
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CalibrationReview, (), (at, outcome, text))

struct CalibrationWords {
  std::vector<Obstacle> obstacles;
  CalibrationOwner owner{};
  std::string in_the_way;
  std::string help;
};
BOOST_DESCRIBE_STRUCT(CalibrationWords, (), (obstacles, owner, in_the_way, help))

struct CalibrationDetail : Calibration {
  bool is_of_the_two = false;
  std::optional<CalibrationWords> words = {};
  std::vector<CalibrationReview> reviews;
  std::vector<std::string> allowed;
};
BOOST_DESCRIBE_STRUCT(CalibrationDetail, (Calibration), (is_of_the_two, words, reviews, allowed))

[[nodiscard]] Scorecards wire_of(const View& view);
[[nodiscard]] ScorecardMonth wire_of(const MonthRow& row);
[[nodiscard]] ScorecardRows wire_of(const RowsView& rows, scorecard::Measure measure);
[[nodiscard]] ScorecardPreview wire_of(const Preview& preview);
[[nodiscard]] ScorecardPublication wire_of(const PublicationRef& ref);
[[nodiscard]] Calibration wire_of(const CalibrationRow& row);
[[nodiscard]] CalibrationDetail wire_of(const CalibrationView& view);

/// The value of another enumeration with the same place: the enumerators here and in the domain are listed in the same order.
template <class To, class From>
[[nodiscard]] constexpr To same(From from) {
  return static_cast<To>(from);
}

}  // namespace backbeat::scorecard::wire
