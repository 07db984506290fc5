// What the opportunities add up to, by agent, manager and quarter. Pure; every row of the file is in exactly one row of each table.
#pragma once

#include "crm/crm.hpp"
#include "people/people.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backbeat::crm {

enum class By { agent, manager, quarter };
[[nodiscard]] std::string_view name_of(By by);

/// Open opportunities by days since they were opened: up to 30, 60, 90, 180, more, and those without an opening date.
inline constexpr std::array<int, 4> age_limits = {30, 60, 90, 180};
inline constexpr std::size_t age_bands = age_limits.size() + 2;
[[nodiscard]] std::string name_of_age_band(std::size_t band);

struct TotalsRow {
  std::string label;                 // a name, "2017-Q3", or what the CRM calls an owner whom nobody answers to
  std::optional<Id<Person>> person;  // of agents and managers
  int won = 0;
  int lost = 0;
  int open = 0;
  Cents won_amount = 0;
  std::int64_t won_cycle_days = 0;  // sum over `won_cycles`
  int won_cycles = 0;               // won ones with both dates
  std::array<int, age_bands> open_by_age{};

  /// Won of closed; nothing where nothing was closed.
  [[nodiscard]] std::optional<double> win_rate() const;
  /// Days from opening to closing of the won ones.
  [[nodiscard]] std::optional<double> mean_cycle_days() const;
  void add(const TotalsRow& other);
  friend bool operator==(const TotalsRow&, const TotalsRow&) = default;
};

struct Totals {
  By by = By::agent;
  LocalDate as_of;
  std::vector<TotalsRow> rows;  // agents and managers by name, quarters in order; open ones are in the row "open" of the quarters
  TotalsRow total;
};

/// Agents: everybody who owns an opportunity, and everybody who does the same job under a manager, with zero. A deal counts for the manager
/// its owner had on the day it closed (today where it is open); for their first manager where the deal is older than what is known of them.
/// Deleted opportunities are left out.
[[nodiscard]] Totals totals(std::span<const Opportunity> opportunities, std::span<const people::Member> members, By by, LocalDate as_of,
                            int fiscal_first_month);

/// The table as text, for a terminal: one line a row, columns aligned.
[[nodiscard]] std::string text_of(const Totals& totals);

}  // namespace backbeat::crm
