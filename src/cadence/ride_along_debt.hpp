// What ride-alongs a rep is owed in a period and what became of them: the 2-1-1 of the playbook, pro rata to the days on which each of its
// rules holds, less what is held and booked. Pure. The rules in words are in src/ridealong/README.md; tests/oracle/ride_along_oracle.py
// derives the same from those words.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "cadence/windows.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"

#include <array>
#include <compare>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace backbeat::cadence {

/// What the manager does: listens; sells beside the rep; plays a less experienced peer before the call.
enum class RideAlongFormat { observe, co_sell, reverse };
inline constexpr RideAlongFormat all_ride_along_formats[] = {RideAlongFormat::observe, RideAlongFormat::co_sell, RideAlongFormat::reverse};

[[nodiscard]] std::string_view name_of(RideAlongFormat format);  // "observe", "co_sell", "reverse"
[[nodiscard]] std::optional<RideAlongFormat> ride_along_format_from(std::string_view name);

/// By format, in the order of the enumeration.
template <class T>
using ByFormat = std::array<T, 3>;

/// One ride-along as far as the count goes: on the calendar, or held. Those cancelled, lost and missed are not seen.
struct RideAlongSeen {
  Id<Session> id;
  RideAlongFormat format = RideAlongFormat::observe;
  Instant starts_at;  // of the call
  bool is_held = false;
};

/// An exact number of ride-alongs, in lowest terms.
class Share {
 public:
  constexpr Share() = default;
  Share(std::int64_t over, std::int64_t under);
  [[nodiscard]] std::int64_t over() const { return m_over; }
  [[nodiscard]] std::int64_t under() const { return m_under; }
  /// 2.5 is 3.
  [[nodiscard]] int rounded_half_up() const;
  [[nodiscard]] int rounded_up() const;
  friend Share operator+(Share a, Share b);
  friend bool operator==(const Share&, const Share&) = default;
  friend std::strong_ordering operator<=>(const Share& a, const Share& b);

 private:
  std::int64_t m_over = 0;
  std::int64_t m_under = 1;
};

/// What days of a period add to what is owed in it.
struct Accrued {
  ByFormat<Share> counts;  // of rules with counts
  Share taper;             // of new hires: to observe, or to co-sell instead
  friend Accrued operator+(const Accrued& a, const Accrued& b);
  friend bool operator==(const Accrued&, const Accrued&) = default;
};

/// A place in the calendar and its rules: everything that is owed is derived from these and the record of the rep, as they are known at
/// the instant asked for.
struct RideAlongRules {
  const std::vector<playbook::DatedPlaybook>& playbooks;
  const std::vector<people::Holiday>& holidays;
  int fiscal_first_month = 1;
};

enum class CountedDays { all, working };  // working: without holidays of the region and time off

/// What the days of `days` that are in `period` accrue. A period's days accrue what their rules count for it, each weekday alike.
[[nodiscard]] Accrued accrued(const people::Member& rep, const playbook::Playbook& rules, playbook::Every every, Days period, Days days,
                              CountedDays counted, const std::vector<people::Holiday>& holidays);

/// Why what is open may not be made good.
enum class RideAlongRisk { none, weeks, calls };
[[nodiscard]] std::string_view name_of(RideAlongRisk risk);

struct FormatDebt {
  int owed = 0;
  int excused = 0;  // of those owed: the rep is away for so much of the period
  int held = 0;     // of those owed and not excused
  int booked = 0;   // the same
  int extra = 0;    // held beyond what is owed
  RideAlongRisk risk = RideAlongRisk::none;
  /// Still to be booked; once the period is over: never held.
  [[nodiscard]] int open() const { return owed - excused - held - booked; }
  friend bool operator==(const FormatDebt&, const FormatDebt&) = default;
};

/// What one rep is owed in one period.
struct RideAlongDebt {
  Id<Person> rep;
  Id<Person> manager;  // on the window's last day: who owes it. Unset: nobody
  playbook::Every every = playbook::Every::quarter;
  Days period;
  Days window;  // the days of the period on which a rule held for the rep
  ByFormat<FormatDebt> formats;
  int either = 0;  // of the observe sessions owed: so many can be co-sell instead
  bool is_over = false;
  int weeks_left = 0;  // with a day on which both work, from today on

  [[nodiscard]] const FormatDebt& of(RideAlongFormat format) const { return formats[static_cast<std::size_t>(format)]; }
  [[nodiscard]] FormatDebt& of(RideAlongFormat format) { return formats[static_cast<std::size_t>(format)]; }
  [[nodiscard]] int open() const;
  [[nodiscard]] bool is_at_risk() const;
  friend bool operator==(const RideAlongDebt&, const RideAlongDebt&) = default;
};

/// The debts of a rep whose window ends on a day of `range`, by its last day, then the longer period first. Each ride-along counts for one
/// at most: those held choose before those booked, the earlier first, and take the window that ends first.
[[nodiscard]] std::vector<RideAlongDebt> ride_along_debts(const people::Member& rep, const RideAlongRules& rules,
                                                          std::span<const RideAlongSeen> seen, Days range, Instant as_of);

/// The ISO weeks from `today` to the end of the window in which there is a day on which both work.
[[nodiscard]] int weeks_with_both(const people::Member& rep, const people::Member& manager, const playbook::Playbook& rules,
                                  const std::vector<people::Holiday>& holidays, Days window, LocalDate today);

/// With fewer weeks than a call can be told ahead, no suitable call in sight is a reason to worry.
inline constexpr int calls_are_known_weeks_ahead = 3;

/// Sets the risk of each format: `weeks`, when more than one a week would be needed for this rep; `calls`, when the window closes within
/// three weeks and fewer suitable calls are in sight than are open. `suitable_calls` is absent where calls are not known at all.
void set_risks(RideAlongDebt& debt, int weeks_left, const std::optional<ByFormat<int>>& suitable_calls);

}  // namespace backbeat::cadence
