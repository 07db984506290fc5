#include "scorecard/scorecard.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace backbeat::scorecard {
namespace {

struct Known {
  Measure measure;
  std::string_view key;
  std::string_view formula;
};

constexpr std::array<Known, 11> known = {
    {{Measure::owed_by_format, "owed_by_format",
      "Ride-alongs owed to the manager's reps in the quarter (for some roles the month) that the month's last day lies in, by format, as "
      "the "
      "playbook counts them; n is the number of reps. What the rep's absence excuses is counted by itself."},
     {Measure::held_by_format, "held_by_format",
      "Of those owed and not excused (n), held by the end of the month. While the quarter runs it is where things stand; when it is over, "
      "the "
      "share has Wilson's 95 % interval. Held in the month: all ride-alongs of the month, owed or not."},
     {Measure::coverage_of_reps, "coverage_of_reps",
      "Reps with at least one ride-along with this manager in the month, of all reps whom the manager owes one (n). Wilson's 95 % "
      "interval."},
     {Measure::pre_brief_rate, "pre_brief_rate",
      "Observe and co-sell ride-alongs of the month (n) whose pre-brief was signed before the call began. Wilson's 95 % interval. A "
      "reverse "
      "session is its own pre-brief and is not counted."},
     {Measure::debrief_on_time_rate, "debrief_on_time_rate",
      "Ride-alongs of the month that were debriefed within the playbook's time after the call, of those debriefed or out of time (n). "
      "Those that "
      "can still be on time are pending and not in n. Wilson's 95 % interval."},
     {Measure::median_hours_to_debrief, "median_hours_to_debrief",
      "The middle of the hours from the end of the call to the debrief, weekends and holidays left out as the playbook says, of all "
      "ride-alongs of "
      "the month that were debriefed (n). With an even n the mean of the two in the middle. The 95 % interval runs between two of the "
      "values "
      "(order statistics); it needs 6."},
     {Measure::three_comment_rate, "three_comment_rate",
      "Debriefs of the month (n) in which the manager made at least one comment and at most as many as the playbook says. Wilson's 95 % "
      "interval."},
     {Measure::takeovers_with_consent, "takeovers_with_consent",
      "Takeovers in calls of the month (n) for which the rep had signed beforehand. Wilson's 95 % interval."},
     {Measure::takeovers_without_consent, "takeovers_without_consent",
      "Takeovers in calls of the month (n) for which the rep had not signed beforehand. Wilson's 95 % interval."},
     {Measure::commitment_verdicts, "commitment_verdicts",
      "Commitments of the manager's reps to them that were inspected in the month, by verdict. The rate is kept of kept, partly and missed "
      "(n), "
      "with Wilson's 95 % interval; no occasion is no verdict on anybody."},
     {Measure::rep_usefulness, "rep_usefulness",
      "The mean over reps of each rep's mean answer, 0 to 10, to \"was this useful\" about conversations of the month, rounded to tenths, "
      "with "
      "Student's 95 % interval. n is the number of reps. Shown once, with the publication, from the playbook's smallest group on and where "
      "the "
      "answers differ; for a leader, of the managers for whom it is shown. Answers are nobody's: there are no rows behind it."}}};

template <class E, std::size_t N>
std::string_view name_in(const std::array<std::pair<E, std::string_view>, N>& names, E value) {
  return std::ranges::find(names, value, &std::pair<E, std::string_view>::first)->second;
}
template <class E, std::size_t N>
std::optional<E> value_in(const std::array<std::pair<E, std::string_view>, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &std::pair<E, std::string_view>::second);
  return found == names.end() ? std::nullopt : std::optional(found->first);
}

constexpr std::array<std::pair<Debrief, std::string_view>, 4> debriefs = {
    {{Debrief::pending, "pending"}, {Debrief::on_time, "on_time"}, {Debrief::late, "late"}, {Debrief::none, "none"}}};
constexpr std::array<std::pair<Standing, std::string_view>, 4> standings = {
    {{Standing::known, "known"}, {Standing::running, "running"}, {Standing::no_data, "no_data"}, {Standing::too_few, "too_few"}}};

}  // namespace

std::string_view name_of(Measure measure) {
  return std::ranges::find(known, measure, &Known::measure)->key;
}
std::optional<Measure> measure_from(std::string_view name) {
  const auto found = std::ranges::find(known, name, &Known::key);
  return found == known.end() ? std::nullopt : std::optional(found->measure);
}
std::string_view formula_of(Measure measure) {
  return std::ranges::find(known, measure, &Known::measure)->formula;
}
std::string_view name_of(Debrief debrief) {
  return name_in(debriefs, debrief);
}
std::optional<Debrief> debrief_from(std::string_view name) {
  return value_in(debriefs, name);
}
std::string_view name_of(Standing standing) {
  return name_in(standings, standing);
}
std::optional<Standing> standing_from(std::string_view name) {
  return value_in(standings, name);
}

Unit unit_of(Measure measure, std::string_view part) {
  switch (measure) {
    case Measure::owed_by_format:
      return Unit::count;
    case Measure::held_by_format:
      return part == "in_month" ? Unit::count : Unit::share;
    case Measure::commitment_verdicts:
      return part.empty() ? Unit::share : Unit::count;
    case Measure::median_hours_to_debrief:
      return Unit::hours;
    case Measure::rep_usefulness:
      return Unit::score;
    case Measure::coverage_of_reps:
    case Measure::pre_brief_rate:
    case Measure::debrief_on_time_rate:
    case Measure::three_comment_rate:
    case Measure::takeovers_with_consent:
    case Measure::takeovers_without_consent:
      return Unit::share;
  }
  return Unit::count;
}

Month Month::of(LocalDate day) {
  return {day - std::chrono::days(static_cast<unsigned>(day.ymd().day()) - 1)};
}

std::optional<Month> Month::parse(std::string_view text) {
  int year = 0;
  unsigned month = 0;
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto read_year = std::from_chars(text.data(), text.data() + 4, year);
  const auto read_month = std::from_chars(text.data() + 5, text.data() + 7, month);
  if (read_year.ptr != text.data() + 4 || read_month.ptr != text.data() + 7 || year < 1970) return std::nullopt;
  const auto first = LocalDate::make(year, month, 1);
  return first ? std::optional(Month{*first}) : std::nullopt;
}

LocalDate Month::last() const {
  return next().first - std::chrono::days(1);
}

std::string Month::text() const {
  return first.text().substr(0, 7);
}

CardRules card_rules(const playbook::Playbook& rules) {
  CardRules out;
  if (const playbook::Scorecard* scorecard = rules.scorecard(manager_month)) {
    for (const std::string& key : scorecard->measures)
      if (const auto measure = measure_from(key)) out.measures.push_back(*measure);
    out.calibrations = playbook::calibrations_of(*scorecard);
  } else {
    out.measures.assign(std::begin(all_measures), std::end(all_measures));
  }
  out.most_comments = static_cast<int>(rules.threshold("debrief_comments").value_or(3));
  out.minimum_group = rules.privacy.minimum_group;
  return out;
}

const Value* Card::find(Measure measure, std::string_view part) const {
  const auto found = std::ranges::find_if(values, [&](const Value& value) { return value.measure == measure && value.part == part; });
  return found == values.end() ? nullptr : &*found;
}

}  // namespace backbeat::scorecard
