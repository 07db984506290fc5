// The capacity truth: the hours a playbook asks of each manager against the hours there are. Pure; what does not fit is named, never
// dropped.
#pragma once

#include "people/people.hpp"
#include "playbook/playbook.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backbeat::capacity {

/// Hours a week, between two ends where the playbook gives two (ride-alongs).
struct Hours {
  double low = 0;
  double high = 0;
  friend Hours operator+(Hours a, Hours b) { return {a.low + b.low, a.high + b.high}; }
  friend Hours operator*(Hours a, double factor) { return {a.low * factor, a.high * factor}; }
  friend bool operator==(const Hours&, const Hours&) = default;
};

/// "3.5 h", "3.3-4.4 h" with an en dash.
[[nodiscard]] std::string text_of(Hours hours);

inline constexpr std::string_view ride_along_kind = "ride_along";
inline constexpr std::string_view preparation_kind = "preparation";

struct KindHours {
  std::string kind;  // a session type's key, "ride_along" or "preparation"
  std::string name;
  Hours hours;
  friend bool operator==(const KindHours&, const KindHours&) = default;
};

/// What is asked of one manager. `by_kind` adds up to `total`.
struct Load {
  Id<Person> manager;
  int reps = 0;           // coached reports, on the day or at most in the quarter
  std::string what_reps;  // "account executives" where they are all of one role, else "reps"
  std::vector<KindHours> by_kind;
  Hours total;
  double budget_low = 0;
  double budget_high = 0;
  int span_flag = 0;

  /// Even the low end is more than the budget's high end.
  [[nodiscard]] bool overflows() const { return total.low > budget_high + 1e-9; }
  [[nodiscard]] bool is_over_span() const { return reps > span_flag; }
  friend bool operator==(const Load&, const Load&) = default;
};

/// Ride-alongs of a period: the rule's, or for a top performer that many times as many with the extra ones in reverse (2-1-1 becomes
/// 2-1-3).
struct RideAlongs {
  int observe = 0;
  int co_sell = 0;
  int reverse = 0;
  [[nodiscard]] int total() const { return observe + co_sell + reverse; }
  friend bool operator==(const RideAlongs&, const RideAlongs&) = default;
};
[[nodiscard]] RideAlongs ride_alongs_owed(const playbook::RideAlongRule& rule, bool is_top_performer, double top_performer_factor);

/// The week of one day: rates as they stand on it, periods longer than a week spread over the quarter's weeks (its days / 7), ramp
/// check-ins as many as fall into the quarter. By manager id; managers without a coached report are left out.
[[nodiscard]] std::vector<Load> loads_on(const playbook::Playbook& rules, std::span<const people::Member> members, LocalDate day,
                                         int fiscal_first_month);

/// "7 account executives need 10.5–11.6 h a week against 4–6 h: Weekly 1:1 3.5 h, ...". Says too when it fits.
[[nodiscard]] std::string statement_of(const Load& load);

/// What is owed to somebody on a day, one entry for each rule, in words: "Weekly 1:1 (30 min): every week". Empty for whoever is owed
/// nothing.
[[nodiscard]] std::vector<std::string> owed_to(const playbook::Playbook& rules, const people::Member& member, LocalDate day);

/// Somebody whom a change of playbook changes; only what differs is said.
struct Affected {
  Id<Person> person;
  std::string before;  // "nothing" where there was nothing
  std::string after;
  friend bool operator==(const Affected&, const Affected&) = default;
};

/// Something that could give, and how many conversations it would take from how many reps, over the quarter.
struct Option {
  std::string what;
  Hours saves;  // a week
  int lost = 0;
  int reps = 0;
  friend bool operator==(const Option&, const Option&) = default;
};

struct LoadChange {
  Load before;
  Load after;
  std::vector<Option> options = {};  // where the rules after it overflow: by what they save, the most first
};

struct Preview {
  std::vector<Affected> affected;    // in the order of `members`
  std::vector<LoadChange> managers;  // by manager id; those of either side
  std::string statement;
};

/// What replacing `before` by `after` changes on a day: for whom, and the hours of each manager.
[[nodiscard]] Preview preview(const playbook::Playbook& before, const playbook::Playbook& after, std::span<const people::Member> members,
                              LocalDate day, int fiscal_first_month);

}  // namespace backbeat::capacity
