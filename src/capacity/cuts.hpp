// What managers actually cut: of what was owed and is decided, the share that was not held, by kind, with its n and interval. Measured, so
// that a plan that does not fit can be read beside what gives already.
#pragma once

#include "cadence/derive.hpp"
#include "cadence/rate.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace backbeat::capacity {

/// Of one kind. `left` has as n what was kept or left; excused and open ones are not in it.
struct Cut {
  std::string kind;
  std::string name;
  int kept = 0;
  int left = 0;
  int excused = 0;
  std::optional<cadence::Rate> rate;            // left of kept and left; nothing without any
  std::optional<cadence::Rate> at_quarter_end;  // the same of windows that end in a quarter's last two weeks
  bool grows_at_the_end = false;                // more is left then than before, beyond chance
  bool is_clear = false;                        // more is left of it than of the next kind, beyond chance
  friend bool operator==(const Cut&, const Cut&) = default;
};

/// One thing owed and decided, or several alike.
struct Decided {
  std::string kind;
  std::string name;
  LocalDate window_last;
  bool is_kept = false;
  bool is_excused = false;
  int count = 1;
};

/// What became of things of one kind, counted.
struct Count {
  std::string name;
  int kept = 0, left = 0, excused = 0;
  int kept_at_end = 0, left_at_end = 0;  // of windows that end in a quarter's last two weeks
  std::optional<LocalDate> first;        // the earliest last day of a window
  Count& operator+=(const Count& other);
  friend bool operator==(const Count&, const Count&) = default;
};
/// By kind.
using Tally = std::map<std::string, Count>;

[[nodiscard]] bool is_at_the_end(LocalDate day, int fiscal_first_month);
void add(const Decided& decided, int fiscal_first_month, Tally& to);
void add(const Tally& tally, Tally& to);

/// By the share left, largest first; kinds of which nothing is decided come last.
[[nodiscard]] std::vector<Cut> cuts_of(const Tally& tally);
[[nodiscard]] std::vector<Cut> cuts_of(std::span<const Decided> decided, int fiscal_first_month);

/// What each manager owed in the derivation's days and how it ended, as known at its instant: from the week of the first session on record,
/// since before it nobody said what took place. In one pass, without a copy of what is owed.
[[nodiscard]] std::unordered_map<Id<Person>, Tally> tallies_of(cadence::Derivation& derivation);

}  // namespace backbeat::capacity
