#include "season/proposal.hpp"

#include "base/assert.hpp"
#include "base/fields.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

template <class Key, class Names, class Tally>
Fields fields_of(const Names& names, const Tally& tally) {
  Fields fields;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto value = tally[static_cast<Key>(i)]; value != 0) fields.add(names[i], value);
  return fields;
}

template <class Key, class Tally, class Names>
Tally tally_from(const Names& names, std::string_view text) {
  Tally out;
  const auto fields = Fields::decode(text);
  if (!fields) return out;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto found = fields->find(names[i]))
      if (const auto value = whole_number(*found)) out[static_cast<Key>(i)] = *value;
  return out;
}

}  // namespace

std::string_view name_of(ProposalState state) {
  switch (state) {
    case ProposalState::running:
      return "running";
    case ProposalState::done:
      return "done";
    case ProposalState::cancelled:
      return "cancelled";
    case ProposalState::cut_off:
      return "cut_off";
    case ProposalState::failed:
      return "failed";
  }
  ASSERT(false);
}

std::int64_t usual_seconds(std::size_t people) {
  if (people <= 64) return 5;
  if (people <= 600) return 10;
  return people <= 3'000 ? 20 : 30;
}

Outcome outcome_of(const Pool& pool, const circle::Solution& solution) {
  Outcome out{.bound = solution.bound,
              .is_proven = solution.is_proven,
              .epochs = solution.epochs,
              .is_repeatable = solution.is_repeatable,
              .score = {},
              .facts = fingerprint(pool.organisation)};
  const bool is_proven = out.is_proven;
  out = edited(out, pool, solution.plan, solution.score);
  out.is_proven = is_proven;
  return out;
}

Outcome edited(const Outcome& before, const Pool& pool, const circle::Plan& plan, const circle::Score& score) {
  Outcome out = before;
  out.people = std::ssize(pool.who);
  out.circles = std::ssize(plan.circles);
  out.cross_circles =
      std::ranges::count_if(plan.circles, [](const circle::Circle& circle) { return circle.kind.form == circle::Kind::Form::cross; });
  out.waiting = std::ssize(plan.waitlist);
  out.bound = std::min(before.bound, score.cost.total());
  out.is_proven = false;
  out.score = score;
  return out;
}

std::string text_of(const circle::Costs& costs) {
  return fields_of<circle::Term>(circle::terms, costs).encode();
}

std::string text_of(const circle::Violations& broken) {
  return fields_of<circle::Rule>(circle::rules_by_name, broken).encode();
}

circle::Costs costs_from(std::string_view text) {
  return tally_from<circle::Term, circle::Costs>(circle::terms, text);
}

circle::Violations violations_from(std::string_view text) {
  return tally_from<circle::Rule, circle::Violations>(circle::rules_by_name, text);
}

std::string text_of(const circle::Progress& progress) {
  Fields fields = fields_of<circle::Rule>(circle::rules_by_name, progress.broken);
  fields.add("at_epoch", progress.epoch)
      .add("of_epochs", progress.epochs)
      .add("at_cost", progress.cost)
      .add("at_bound", progress.bound)
      .add("are_waiting", static_cast<std::int64_t>(progress.waiting));
  return fields.encode();
}

circle::Progress progress_from(std::string_view text) {
  circle::Progress out;
  const auto fields = Fields::decode(text);
  if (!fields) return out;
  const auto number = [&](std::string_view name) {
    const auto found = fields->find(name);
    return found ? whole_number(*found).value_or(0) : std::int64_t{0};
  };
  out.epoch = number("at_epoch");
  out.epochs = number("of_epochs");
  out.cost = number("at_cost");
  out.bound = number("at_bound");
  out.waiting = static_cast<std::size_t>(std::max<std::int64_t>(0, number("are_waiting")));
  out.broken = violations_from(text);
  return out;
}

}  // namespace backbeat::season
