#include "scorecard/rows.hpp"

#include <algorithm>
#include <tuple>

namespace backbeat::scorecard {
namespace {

constexpr double ms_in_hour = 3'600'000;

Row row_of(const Ride& ride, Adds adds) {
  return {.subject = Subject::ride_along,
          .id = ride.id.value(),
          .manager = ride.manager,
          .rep = ride.rep,
          .day = ride.day,
          .format = ride.format,
          .adds = adds};
}

Row row_of(const Debt& debt, Adds adds) {
  return {.subject = Subject::debt,
          .manager = debt.manager,
          .rep = debt.rep,
          .day = debt.first,
          .until = debt.last,
          .format = debt.format,
          .adds = adds};
}

Adds counted_if(bool is_counted) {
  return is_counted ? Adds::counted : Adds::not_counted;
}

std::optional<Row> row_of(Measure measure, const Ride& ride, const CardRules& rules) {
  switch (measure) {
    case Measure::held_by_format:
    case Measure::coverage_of_reps:
      return row_of(ride, Adds::counted);
    case Measure::pre_brief_rate:
      return row_of(ride, ride.format == Format::reverse ? Adds::outside : counted_if(ride.had_pre_brief));
    case Measure::debrief_on_time_rate:
    case Measure::median_hours_to_debrief: {
      Row row = row_of(ride, ride.debrief == Debrief::pending ? Adds::pending : counted_if(ride.debrief == Debrief::on_time));
      if (measure == Measure::median_hours_to_debrief && ride.debrief != Debrief::pending)
        row.adds = ride.debrief_after ? Adds::counted : Adds::outside;
      if (ride.debrief_after) row.hours = static_cast<double>(ride.debrief_after->count()) / ms_in_hour;
      return row;
    }
    case Measure::three_comment_rate: {
      Row row = row_of(ride, ride.debrief_after ? counted_if(ride.comments >= 1 && ride.comments <= rules.most_comments) : Adds::outside);
      row.times = ride.comments;
      return row;
    }
    case Measure::takeovers_with_consent:
    case Measure::takeovers_without_consent: {
      const int times = measure == Measure::takeovers_with_consent ? ride.takeovers_with_consent : ride.takeovers_without_consent;
      if (ride.takeovers_with_consent + ride.takeovers_without_consent == 0) return std::nullopt;
      Row row = row_of(ride, counted_if(times > 0));
      row.times = times;
      row.of = ride.takeovers_with_consent + ride.takeovers_without_consent;
      return row;
    }
    case Measure::owed_by_format:
    case Measure::commitment_verdicts:
    case Measure::rep_usefulness:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Row> row_of(Measure measure, const Debt& debt) {
  if (measure != Measure::owed_by_format && measure != Measure::held_by_format && measure != Measure::coverage_of_reps) return std::nullopt;
  Row row = row_of(debt, debt.expected() > 0 ? Adds::counted : Adds::outside);
  if (measure == Measure::owed_by_format) {
    row.times = debt.owed;
    row.of = debt.expected();
  } else {
    row.adds = debt.expected() == 0 ? Adds::outside : counted_if(debt.held >= debt.expected());
    row.times = debt.held;
    row.of = debt.expected();
  }
  return row;
}

std::optional<Row> row_of(Measure measure, const Verdict& verdict) {
  if (measure != Measure::commitment_verdicts) return std::nullopt;
  return Row{.subject = Subject::commitment,
             .id = verdict.id.value(),
             .manager = verdict.manager,
             .rep = verdict.rep,
             .day = verdict.day,
             .adds = verdict.verdict == commitment::Verdict::no_occasion ? Adds::outside
                                                                         : counted_if(verdict.verdict == commitment::Verdict::kept),
             .verdict = std::string(commitment::name_of(verdict.verdict))};
}

}  // namespace

std::string_view name_of(Adds adds) {
  switch (adds) {
    case Adds::counted:
      return "counted";
    case Adds::not_counted:
      return "not_counted";
    case Adds::pending:
      return "pending";
    case Adds::outside:
      return "outside";
  }
  return {};
}

std::string_view name_of(Subject subject) {
  switch (subject) {
    case Subject::ride_along:
      return "ride_along";
    case Subject::debt:
      return "debt";
    case Subject::commitment:
      return "commitment";
  }
  return {};
}

std::vector<Row> rows_of(Measure measure, const Evidence& evidence, const std::vector<Id<Person>>& managers, const CardRules& rules) {
  std::vector<Row> out;
  const auto take = [&](Id<Person> manager, std::optional<Row> row) {
    if (row && std::ranges::find(managers, manager) != managers.end()) out.push_back(std::move(*row));
  };
  for (const Debt& debt : evidence.debts) take(debt.manager, row_of(measure, debt));
  for (const Ride& ride : evidence.rides) take(ride.manager, row_of(measure, ride, rules));
  for (const Verdict& verdict : evidence.verdicts) take(verdict.manager, row_of(measure, verdict));
  std::ranges::stable_sort(out, {}, [](const Row& row) { return std::tuple(row.manager, row.subject != Subject::debt, row.day, row.id); });
  return out;
}

}  // namespace backbeat::scorecard
