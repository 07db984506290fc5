// A manager's month on one card: what ride-alongs were owed and held, and how well they were run. Every number has its n, every rate and
// middle its 95 % interval, and "not enough data" is an answer. Plain values; nothing here holds a word that anybody said.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "cadence/ride_along_debt.hpp"
#include "commitment/commitment.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"
#include "scorecard/statistics.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::scorecard {

struct Publication;  // tag

using Format = cadence::RideAlongFormat;

/// The scorecard of the playbook that is made here.
inline constexpr std::string_view manager_month = "manager_month";

/// Keys of the playbook's measures.
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
inline constexpr Measure all_measures[] = {
    Measure::owed_by_format,      Measure::held_by_format,         Measure::coverage_of_reps,
    Measure::pre_brief_rate,      Measure::debrief_on_time_rate,   Measure::median_hours_to_debrief,
    Measure::three_comment_rate,  Measure::takeovers_with_consent, Measure::takeovers_without_consent,
    Measure::commitment_verdicts, Measure::rep_usefulness};

[[nodiscard]] std::string_view name_of(Measure measure);
[[nodiscard]] std::optional<Measure> measure_from(std::string_view name);

/// How a measure is worked out, in words, as it is shown beside the number.
[[nodiscard]] std::string_view formula_of(Measure measure);

// --- what a card is made from ---

enum class Debrief { pending, on_time, late, none };  // pending: it can still be on time
[[nodiscard]] std::string_view name_of(Debrief debrief);
[[nodiscard]] std::optional<Debrief> debrief_from(std::string_view name);

/// A ride-along that took place, with its manager on it.
struct Ride {
  Id<Session> id;
  Id<Person> manager;  // who rode
  Id<Person> rep;
  LocalDate day;  // of the call, in the organisation's zone
  Format format = Format::observe;
  bool had_pre_brief = false;  // signed before the call began
  Debrief debrief = Debrief::pending;
  std::optional<Duration> debrief_after = {};  // from the end of the call, without the days that do not count
  int comments = 0;
  int takeovers_with_consent = 0;
  int takeovers_without_consent = 0;
  friend bool operator==(const Ride&, const Ride&) = default;
};

/// What a manager owed a rep of one format in a period that had begun by the end of the month and was not over before it.
struct Debt {
  Id<Person> manager;
  Id<Person> rep;
  Format format = Format::observe;
  LocalDate first;
  LocalDate last;
  int owed = 0;
  int excused = 0;
  int held = 0;  // by the end of the month, of those owed and not excused
  [[nodiscard]] int expected() const { return owed - excused; }
  friend bool operator==(const Debt&, const Debt&) = default;
};

/// A commitment of the two that was inspected in the month.
struct Verdict {
  Id<commitment::Commitment> id;
  Id<Person> manager;
  Id<Person> rep;
  LocalDate day;
  commitment::Verdict verdict = commitment::Verdict::kept;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// A rep's one-tap answer "was this useful" about a conversation of the month. Never stored, never shown by itself.
struct Rating {
  Id<Person> manager;
  Id<Person> rep;
  int score = 0;
};

/// Whom a manager reported to at the end of the month.
struct Line {
  Id<Person> manager;
  std::optional<Id<Person>> leader;
  friend bool operator==(const Line&, const Line&) = default;
};

/// The rows behind a month's cards: what is published with them.
struct Evidence {
  std::vector<Ride> rides;
  std::vector<Debt> debts;
  std::vector<Verdict> verdicts;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// The calendar month that a card is about.
struct Month {
  LocalDate first;
  [[nodiscard]] static Month of(LocalDate day);
  /// "2026-10".
  [[nodiscard]] static std::optional<Month> parse(std::string_view text);
  [[nodiscard]] LocalDate last() const;
  [[nodiscard]] Month next() const { return {plus_months(first, 1)}; }
  [[nodiscard]] Month previous() const { return {plus_months(first, -1)}; }
  [[nodiscard]] std::string text() const;
  friend auto operator<=>(const Month&, const Month&) = default;
};

struct MonthFacts {
  Month month;
  Evidence evidence;            // in any order
  std::vector<Rating> ratings;  // in any order
  std::vector<Line> lines;      // a card is made for each of these managers
  bool is_over = true;          // no: what is owed by its last day is still open
  bool is_desk_in_use = true;   // somebody booked a ride-along in the quarter: before that nothing can be missed
};

struct CardRules {
  std::vector<Measure> measures;
  std::vector<playbook::CalibrationRule> calibrations;
  int most_comments = 3;
  int minimum_group = 5;
};
/// Of the scorecard "manager_month" of a playbook; measures that Backbeat does not know are passed over. Without such a scorecard all
/// measures.
[[nodiscard]] CardRules card_rules(const playbook::Playbook& rules);

/// `live`: the month runs or is not published, so the reps' ratings are left out: a number that changes with each answer gives the answer
/// away.
enum class Purpose { live, publication };

// --- the card ---

/// `running`: more is to come, so there is no interval. `too_few`: there are answers, and too few to stay nobody's.
enum class Standing { known, running, no_data, too_few };
[[nodiscard]] std::string_view name_of(Standing standing);
[[nodiscard]] std::optional<Standing> standing_from(std::string_view name);

/// Counts, shares (0 to 1), hours, or scores from 0 to 10.
enum class Unit { count, share, hours, score };
[[nodiscard]] Unit unit_of(Measure measure, std::string_view part);

/// One number of a card. `part` is "" for the whole, a format, "in_month", "excused", or a verdict.
struct Value {
  Measure measure = Measure::owed_by_format;
  std::string part = {};
  Standing standing = Standing::no_data;
  std::int64_t counted = 0;
  std::int64_t n = 0;
  std::int64_t pending = 0;  // not decided yet, and not in n
  std::optional<double> value = {};
  std::optional<double> low = {};
  std::optional<double> high = {};
  std::optional<Estimate> compared = {};  // the rate beside those of the other managers of the month
  friend bool operator==(const Value&, const Value&) = default;
};

struct Card {
  Id<Person> about;
  bool is_leader = false;                 // the managers who reported to them, together
  std::optional<Id<Person>> leader = {};  // of a manager
  std::vector<Value> values = {};
  [[nodiscard]] const Value* find(Measure measure, std::string_view part = "") const;
  friend bool operator==(const Card&, const Card&) = default;
};

/// A card for every manager in `lines`, by id, then one for everybody whom one of them reported to, by id.
[[nodiscard]] std::vector<Card> cards_of(const MonthFacts& facts, const CardRules& rules, Purpose purpose);

}  // namespace backbeat::scorecard
