#include "scorecard/trigger.hpp"

#include <map>

namespace backbeat::scorecard {
namespace {

struct Missed {
  std::int64_t missed = 0;
  std::int64_t expected = 0;
};

/// Of each manager, over the periods that were over in the month.
std::map<Id<Person>, Missed> missed_of(const MonthFacts& facts) {
  std::map<Id<Person>, Missed> out;
  if (!facts.is_desk_in_use || !facts.is_over) return out;
  for (const Debt& debt : facts.evidence.debts) {
    if (debt.last < facts.month.first || facts.month.last() < debt.last) continue;
    Missed& missed = out[debt.manager];
    missed.missed += debt.expected() - debt.held;
    missed.expected += debt.expected();
  }
  return out;
}

std::optional<Opening> opened_by_count(const Card& card, const playbook::CalibrationRule& rule, Measure measure, const Missed& missed) {
  Opening out{.manager = card.about, .measure = measure};
  if (measure == Measure::held_by_format) {
    out.counted = missed.missed;
    out.n = missed.expected;
  } else if (const Value* value = card.find(measure); value != nullptr && measure == Measure::takeovers_without_consent) {
    out.counted = value->counted;
    out.n = value->n;
  } else if (value != nullptr && measure == Measure::coverage_of_reps) {
    out.counted = value->n - value->counted;
    out.n = value->n;
  }
  return out.counted >= *rule.count_at_least ? std::optional(out) : std::nullopt;
}

std::optional<Opening> opened_by_rate(const Card& card, const playbook::CalibrationRule& rule, Measure measure) {
  const Value* value = card.find(measure);
  if (value == nullptr || value->n == 0) return std::nullopt;
  const Count count{.part = value->counted, .n = value->n};
  if (!is_beyond_chance(count, *rule.target_percent, rule.chance_percent)) return std::nullopt;
  return Opening{.manager = card.about,
                 .measure = measure,
                 .counted = count.part,
                 .n = count.n,
                 .target = rule.target_percent,
                 .chance = chance_of_at_most(count.part, count.n, *rule.target_percent / 100)};
}

}  // namespace

bool is_beyond_chance(Count count, double target_percent, double chance_percent) {
  return count.n > 0 && chance_of_at_most(count.part, count.n, target_percent / 100) <= chance_percent / 100;
}

std::vector<Opening> openings_of(const MonthFacts& facts, const std::vector<Card>& cards, const CardRules& rules, Which which) {
  const auto missed = missed_of(facts);
  std::vector<Opening> out;
  for (const Card& card : cards) {
    if (card.is_leader) continue;
    const auto of_manager = missed.find(card.about);
    for (const playbook::CalibrationRule& rule : rules.calibrations) {
      const auto measure = measure_from(rule.measure);
      if (!measure) continue;
      std::optional<Opening> opening;
      if (rule.count_at_least)
        opening = opened_by_count(card, rule, *measure, of_manager == missed.end() ? Missed{} : of_manager->second);
      else if (which == Which::all)
        opening = opened_by_rate(card, rule, *measure);
      if (!opening) continue;
      opening->month = facts.month;
      out.push_back(*opening);
    }
  }
  return out;
}

}  // namespace backbeat::scorecard
