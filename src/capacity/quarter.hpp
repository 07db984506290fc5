// A quarter ahead: every session and ride-along that the playbook will ask of each manager, derived by the cadence engine from the people
// as they are believed to be (hires to come, leavers, changes of manager, time off, holidays), in hours, week by week, beside the hours
// there are. Pure. A change of rules or people is tried by deriving again, never by a formula of its own.
#pragma once

#include "cadence/windows.hpp"
#include "capacity/capacity.hpp"

#include <map>

namespace backbeat::capacity {

/// All that a quarter is derived from.
struct Plan {
  std::vector<playbook::DatedPlaybook> playbooks;  // by effective_from; never empty
  std::vector<people::Member> members;             // those who coach too: they bring the hours
  std::vector<people::Holiday> holidays = {};
  int fiscal_first_month = 1;
  std::map<std::string, int> held_together = {};  // session type -> reps who share one conversation; absent: one each

  [[nodiscard]] const playbook::Playbook& rules_on(LocalDate day) const { return playbook::in_force_on(playbooks, day).rules; }
};

/// The plan with only the manager and those whom the manager leads on some day on which a window of the quarter may end.
[[nodiscard]] Plan narrowed_to(const Plan& plan, Id<Person> manager, const FiscalQuarter& quarter);

/// Keys of the three formats as kinds; those of the session types of the default playbook.
inline constexpr std::string_view observe_kind = "ride_along_observe";
inline constexpr std::string_view co_sell_kind = "ride_along_co_sell";
inline constexpr std::string_view reverse_kind = "ride_along_reverse";

/// Something owed to one rep, as far as its window lies in the quarter.
struct Asked {
  Id<Person> rep;
  Id<Person> manager;  // unset: nobody leads the rep
  std::string kind;    // a session type, or a format of ride-alongs
  cadence::Days window;
  int count = 1;                     // conversations alike
  double share = 1;                  // of a conversation's hours, where several reps share it
  bool is_excused = false;           // the rep is away for all of it: nothing is asked
  int minutes = 0;                   // of the conversation; nought for a ride-along
  std::vector<double> by_week = {};  // how it spreads over the quarter's weeks; less than 1 in sum where the window reaches beyond
  friend bool operator==(const Asked&, const Asked&) = default;
};

/// A week, or the part of it that lies in the quarter.
struct Week {
  LocalDate monday;
  cadence::Days days;
  int weekdays = 0;
  friend bool operator==(const Week&, const Week&) = default;
};

/// Hours of one week; a kind's place is that of the manager's `by_kind`.
struct WeekHours {
  std::vector<Hours> by_kind;
  Hours asked;
  Hours budget;  // low: the playbook's least; less where the manager is away
  [[nodiscard]] double overflow() const { return std::max(0.0, asked.low - budget.high); }
  friend bool operator==(const WeekHours&, const WeekHours&) = default;
};

/// What does not fit, if everything before it in the playbook's order is kept.
struct LeftOver {
  std::string kind;
  std::string name;
  double count = 0;  // conversations
  double of = 0;     // of so many asked
  double hours = 0;
  friend bool operator==(const LeftOver&, const LeftOver&) = default;
};

struct ManagerQuarter {
  Id<Person> manager;  // unset: what is owed to reps whom nobody leads
  int reps = 0;        // at most, at the same time
  int joining = 0;     // come to the manager in the quarter
  int leaving = 0;
  std::vector<KindHours> by_kind = {};  // hours of the quarter, in the playbook's order: sessions, ride-alongs, preparation
  Hours asked = {};
  Hours budget = {};
  double weeks = 0;  // weekdays of the quarter / 5
  std::vector<WeekHours> by_week = {};
  std::vector<LeftOver> left_over = {};

  [[nodiscard]] bool overflows() const { return asked.low > budget.high + 1e-9; }
  /// Of the mean week, in which the manager is there.
  [[nodiscard]] Hours a_week() const { return asked * (1 / weeks); }
  friend bool operator==(const ManagerQuarter&, const ManagerQuarter&) = default;
};

struct Demand {
  FiscalQuarter quarter;
  std::vector<Week> weeks;
  std::vector<ManagerQuarter> managers;  // by id
  std::vector<Asked> asked;              // by rep, then as derived

  [[nodiscard]] const ManagerQuarter* of(Id<Person> manager) const;
  [[nodiscard]] int overflowing() const;
};

[[nodiscard]] Demand ask(const Plan& plan, const FiscalQuarter& quarter);

/// Everybody's hours added up, as one manager without an id; kinds in the order of their first appearance.
[[nodiscard]] ManagerQuarter together(const Demand& demand, std::span<const Id<Person>> managers);

/// "Of 104 h asked in 2027-Q2, 31 h do not fit: 18 of 28 ride-alongs." Says too when all fits.
[[nodiscard]] std::string statement_of(const ManagerQuarter& load, const FiscalQuarter& quarter);

}  // namespace backbeat::capacity
