// What pulling levers does: hours, and which rep loses which conversations; and the smallest set of levers with which it fits.
#pragma once

#include "capacity/levers.hpp"

#include <map>

namespace backbeat::capacity {

/// What becomes of one rep's conversations of one kind in the quarter; only where something changes.
struct Shift {
  Id<Person> rep;
  std::string kind;
  std::string name;
  Id<Person> manager_before;
  Id<Person> manager_after;  // may be a coach to come
  int count_before = 0;
  int count_after = 0;
  int minutes_before = 0;  // of each; nought for ride-alongs
  int minutes_after = 0;
  bool is_shared = false;  // becomes one with colleagues
  friend bool operator==(const Shift&, const Shift&) = default;

  [[nodiscard]] int lost() const { return std::max(0, count_before - count_after); }
  /// Has none of the kind any more.
  [[nodiscard]] bool is_uncovered() const { return count_before > 0 && count_after == 0; }
};

/// From one demand to another, by rep, then kind.
[[nodiscard]] std::vector<Shift> shifts(const Plan& plan, const Demand& before, const Demand& after);

struct Effect {
  Hours saves;  // of the managers at hand, over the quarter
  int overflowing = 0;
  int coaches_to_come = 0;
  int reps = 0;       // for whom something changes
  int uncovered = 0;  // of them: have none of some kind any more
  std::vector<Shift> shifts;
};

/// What levers pulled one after the other do to a plan.
struct Pulled {
  Plan plan;
  Demand demand;
  Effect effect;
};

struct Choice {
  Lever lever;
  Effect effect;  // alone, on top of what is pulled already
};

struct Fit {
  std::vector<Lever> levers;
  Pulled pulled;
};

/// What could give for some managers of a plan.
class Relief {
 public:
  /// With `only`, for a plan narrowed to a manager: what others are owed of their reps is left out.
  Relief(Plan plan, const FiscalQuarter& quarter, std::optional<Id<Person>> only = {});

  [[nodiscard]] const Plan& plan() const { return m_plan; }
  [[nodiscard]] const Demand& demand() const { return m_demand; }
  [[nodiscard]] const std::vector<Lever>& levers() const { return m_levers; }
  /// Nothing where a key names none of the levers; they are pulled in the order of `levers`, whatever the order of the keys.
  [[nodiscard]] std::optional<Pulled> pull(const std::vector<std::string>& keys) const;
  /// Each lever that is not pulled yet, alone on top of those that are: largest saving first. Those that save less than half an hour of the
  /// quarter and bring nobody within their hours are left out.
  [[nodiscard]] std::vector<Choice> choices(const std::vector<std::string>& keys) const;
  /// The fewest levers with which nobody overflows; of those with as few, the one that takes the fewest conversations from reps, then
  /// needs the fewest coaches, then saves least. Nothing where at most `most` levers do not do. Empty levers where it fits as it is.
  [[nodiscard]] std::optional<Fit> smallest_fit(std::size_t most = 3) const;

 private:
  using Saved = std::map<Id<Person>, double>;  // hours, of each manager who overflows
  [[nodiscard]] Pulled pull(const std::vector<const Lever*>& levers) const;
  [[nodiscard]] const Saved& saved_alone(std::size_t lever) const;
  [[nodiscard]] Demand ask_of(const Plan& plan) const;

  Plan m_plan;
  FiscalQuarter m_quarter;
  std::optional<Id<Person>> m_only;
  Demand m_demand;
  std::vector<Lever> m_levers;
  mutable std::map<std::string, Saved> m_saved;  // by key of what was pulled alone already
};

}  // namespace backbeat::capacity
