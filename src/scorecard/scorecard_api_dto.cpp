#include "scorecard/scorecard_api_dto.hpp"

#include <algorithm>

namespace backbeat::scorecard::wire {
namespace {

PersonRef ref_of(const std::unordered_map<Id<Person>, std::string>& names, Id<Person> person) {
  const auto found = names.find(person);
  return {.id = person, .name = found == names.end() ? std::string() : found->second};
}

PersonRef wire_of(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

ScorecardWho who_of(bool is_leader) {
  return is_leader ? ScorecardWho::leader : ScorecardWho::manager;
}

ScorecardValue wire_of(const Value& value) {
  ScorecardValue out{.measure = same<Measure>(value.measure),
                     .part = value.part,
                     .standing = same<Standing>(value.standing),
                     .unit = same<ScorecardUnit>(unit_of(value.measure, value.part)),
                     .counted = value.counted,
                     .n = value.n,
                     .pending = value.pending,
                     .value = value.value,
                     .low = value.low,
                     .high = value.high};
  if (value.compared) {
    out.compared = value.compared->value;
    out.compared_low = value.compared->low;
    out.compared_high = value.compared->high;
  }
  return out;
}

std::optional<ScorecardPublication> wire_of(const std::optional<PublicationRef>& ref) {
  return ref ? std::optional(wire::wire_of(*ref)) : std::nullopt;
}

Calibration fact_of(const CalibrationFact& fact, const people::PersonRef& manager, const std::optional<people::PersonRef>& leader) {
  return {.id = fact.id,
          .manager = wire_of(manager),
          .leader = leader ? std::optional(wire_of(*leader)) : std::nullopt,
          .month = fact.month.text(),
          .measure = same<Measure>(fact.measure),
          .is_by_hand = fact.is_by_hand,
          .counted = fact.counted,
          .n = fact.n,
          .target_percent = fact.target,
          .chance = fact.chance,
          .state = same<CalibrationState>(fact.state),
          .opened_at = fact.opened_at,
          .held_at = fact.held_at,
          .review_on = fact.review_on,
          .closed_at = fact.closed_at};
}

}  // namespace

ScorecardPublication wire_of(const PublicationRef& ref) {
  return {.id = ref.id,
          .month = ref.month.text(),
          .version = ref.version,
          .published_at = ref.published_at,
          .published_by = ref.published_by,
          .reason = ref.reason.empty() ? std::nullopt : std::optional(ref.reason)};
}

Scorecards wire_of(const View& view) {
  Scorecards out{.month = view.month.text(),
                 .is_over = view.is_over,
                 .may_publish = view.may_publish,
                 .known_at = view.known_at,
                 .publication = wire_of(view.publication),
                 .versions = {},
                 .formulas = {},
                 .cards = {}};
  for (const PublicationRef& ref : view.versions) out.versions.push_back(wire_of(ref));
  for (const scorecard::Measure measure : view.measures)
    out.formulas.push_back({.measure = same<Measure>(measure), .formula = std::string(formula_of(measure))});
  for (const Card& card : view.cards) {
    ScorecardCard made{.about = ref_of(view.names, card.about), .who = who_of(card.is_leader), .values = {}};
    if (card.leader) made.leader = ref_of(view.names, *card.leader);
    for (const Value& value : card.values) made.values.push_back(wire_of(value));
    out.cards.push_back(std::move(made));
  }
  std::ranges::stable_sort(out.cards, {}, [](const ScorecardCard& card) { return std::pair(card.who, card.about.name); });
  return out;
}

ScorecardMonth wire_of(const MonthRow& row) {
  return {.month = row.month.text(), .is_over = row.is_over, .latest = wire_of(row.latest)};
}

ScorecardRows wire_of(const RowsView& rows, scorecard::Measure measure) {
  ScorecardRows out{.month = rows.view.month.text(),
                    .measure = same<Measure>(measure),
                    .formula = std::string(formula_of(measure)),
                    .known_at = rows.view.known_at,
                    .items = {}};
  for (const Row& row : rows.rows)
    out.items.push_back({.subject = same<RowSubject>(row.subject),
                         .manager = ref_of(rows.view.names, row.manager),
                         .rep = ref_of(rows.view.names, row.rep),
                         .day = row.day,
                         .until = row.until,
                         .format = row.format ? std::optional(std::string(cadence::name_of(*row.format))) : std::nullopt,
                         .adds = same<RowAdds>(row.adds),
                         .times = row.times,
                         .of = row.of,
                         .hours = row.hours,
                         .verdict = row.verdict.empty() ? std::nullopt : std::optional(row.verdict)});
  return out;
}

ScorecardPreview wire_of(const Preview& preview) {
  const View& view = preview.view;
  ScorecardPreview out{.month = view.month.text(),
                       .is_over = view.is_over,
                       .known_at = view.known_at,
                       .managers = static_cast<int>(std::ranges::count(view.cards, false, &Card::is_leader)),
                       .leaders = static_cast<int>(std::ranges::count(view.cards, true, &Card::is_leader)),
                       .pending = preview.pending,
                       .latest = wire_of(view.publication),
                       .openings = {},
                       .changes = {}};
  for (const Opening& opening : preview.openings)
    out.openings.push_back({.manager = ref_of(view.names, opening.manager),
                            .measure = same<Measure>(opening.measure),
                            .counted = opening.counted,
                            .n = opening.n,
                            .target_percent = opening.target,
                            .chance = opening.chance});
  for (const Change& change : preview.changes)
    out.changes.push_back({.about = ref_of(view.names, change.about),
                           .who = who_of(change.is_leader),
                           .before = wire_of(change.before),
                           .after = wire_of(change.after)});
  return out;
}

Calibration wire_of(const CalibrationRow& row) {
  return fact_of(row.fact, row.manager, row.leader);
}

CalibrationDetail wire_of(const CalibrationView& view) {
  CalibrationDetail out;
  static_cast<Calibration&>(out) = fact_of(view.record, view.row.manager, view.row.leader);
  out.is_of_the_two = view.is_of_the_two;
  if (view.is_of_the_two && view.record.state != scorecard::CalibrationState::opened) {
    CalibrationWords words{.obstacles = {},
                           .owner = same<CalibrationOwner>(view.record.owner),
                           .in_the_way = view.record.in_the_way,
                           .help = view.record.help};
    for (const scorecard::Obstacle obstacle : view.record.obstacles) words.obstacles.push_back(same<Obstacle>(obstacle));
    out.words = std::move(words);
  }
  for (const Review& review : view.record.reviews)
    out.reviews.push_back({.at = review.at, .outcome = same<CalibrationOutcome>(review.outcome), .text = review.text});
  for (const std::string_view verb : view.allowed) out.allowed.emplace_back(verb);
  return out;
}

}  // namespace backbeat::scorecard::wire
