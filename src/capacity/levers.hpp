// What could give where hours do not fit: changes of the rules, of how conversations are held, of who leads whom. Each makes a plan of its
// own, from which a quarter is derived again.
#pragma once

#include "capacity/quarter.hpp"

namespace backbeat::capacity {

enum class LeverKind {
  fewer,        // half as often, or one ride-along less, for one role
  shorter,      // the same conversations in less time
  together,     // several reps in one conversation
  circle,       // peers take a part of it over
  call_review,  // a recording instead of a ride-along
  span          // fewer reps for each manager
};
[[nodiscard]] std::string_view name_of(LeverKind kind);

struct Lever {
  std::string key;  // "fewer:weekly_one_on_one:ae", "shorter:skill_deep_dive:45", "together:skill_deep_dive:4", "span:6"
  LeverKind kind = LeverKind::fewer;
  std::string what;   // "Weekly 1:1 every 2 weeks for Account executive"
  std::string price;  // what it takes besides what is counted: "Needs circles of 4 to 6 reps; managers do not take part."
  friend bool operator==(const Lever&, const Lever&) = default;

  /// Can be published as rules; together and span are about how one works.
  [[nodiscard]] bool is_of_rules() const { return kind != LeverKind::together && kind != LeverKind::span; }
};

/// All that there are for what is asked in a demand, in the order of the enumeration, then of the playbook.
[[nodiscard]] std::vector<Lever> levers_for(const Plan& plan, const Demand& demand);

/// The plan with a lever pulled; the same plan where nothing in it answers to the lever any more.
[[nodiscard]] Plan pulled(const Plan& plan, const Lever& lever, const FiscalQuarter& quarter);

/// What a key says, without its words; nothing for what is no key.
[[nodiscard]] std::optional<Lever> lever_from(const std::string& key);

/// The rules of one version with it pulled, for those that are of the rules.
[[nodiscard]] playbook::Playbook pulled(const playbook::Playbook& rules, const Lever& lever);

/// A coach who is not there yet: the n-th that lower spans need, from 1.
[[nodiscard]] constexpr Id<Person> coach_to_come(int n) {
  return Id<Person>(-n);
}
[[nodiscard]] constexpr bool is_to_come(Id<Person> coach) {
  return coach.value() < 0;
}

/// The playbook's session type for a recording gone through together, added where the lever needs it.
inline constexpr std::string_view call_review_kind = "call_review";

}  // namespace backbeat::capacity
