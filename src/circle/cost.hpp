// What a plan costs, term by term, and which hard rules it breaks: the full evaluation that every shortcut of the search must agree with.
// The formulas are those of format backbeat.circles/1 (README.md).
#pragma once

#include "circle/circle.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace backbeat::circle {

enum class Term : std::uint8_t { tenure, segment, manager, perf, repeat, prefer, size, slots, facilitators, senior, waitlist };
inline constexpr std::array terms{"tenure", "segment", "manager",      "perf",   "repeat",  "prefer",
                                  "size",   "slots",   "facilitators", "senior", "waitlist"};

/// The hard rules, in the order in which a reason is looked for.
enum class Rule : std::uint8_t { kind, apart, same_manager, slots, facilitators, size, cross, cover };
inline constexpr std::array rules_by_name{"kind", "apart", "same_manager", "slots", "facilitators", "size", "cross", "cover"};

template <class Key, std::size_t Size>
class Tally {
 public:
  std::int64_t& operator[](Key key) { return m_values[static_cast<std::size_t>(key)]; }
  std::int64_t operator[](Key key) const { return m_values[static_cast<std::size_t>(key)]; }
  [[nodiscard]] std::int64_t total() const {
    std::int64_t sum = 0;
    for (const std::int64_t value : m_values) sum += value;
    return sum;
  }
  Tally& operator+=(const Tally& other) {
    for (std::size_t i = 0; i < Size; ++i) m_values[i] += other.m_values[i];
    return *this;
  }
  friend bool operator==(const Tally&, const Tally&) = default;

 private:
  std::array<std::int64_t, Size> m_values{};
};
using Costs = Tally<Term, terms.size()>;
using Violations = Tally<Rule, rules_by_name.size()>;

struct Score {
  Costs cost;
  Violations broken;

  [[nodiscard]] bool is_lawful() const { return broken.total() == 0; }
  Score& operator+=(const Score& other) {
    cost += other.cost;
    broken += other.broken;
    return *this;
  }
  friend bool operator==(const Score&, const Score&) = default;
};

/// What two people who meet again pay, by how many periods ago that was (1: the last one).
[[nodiscard]] int repeat_cost(int weight, std::size_t age);

/// A pair that is not like the others: it met before, wishes each other, or is kept apart.
struct Special {
  RepIndex other;
  int repeat = 0;  // what meeting again costs
  int wishes = 0;  // 0, 1 or 2 wishes met
  bool is_apart = false;
  std::size_t last_met = 0;  // periods ago; 0: never
};

/// What a pair costs on top that met in one of the last periods, once however often: for a search that is to leave out what can be left
/// out.
struct Fresh {
  int periods = 0;
  int cost = 0;
};

/// The organisation with what the costs need at hand: bands, and for each rep the special pairs.
class Ground {
 public:
  explicit Ground(const Organisation& organisation, Fresh fresh = {});

  [[nodiscard]] const Organisation& organisation() const { return *m_organisation; }
  [[nodiscard]] std::size_t size() const { return m_organisation->people.size(); }
  [[nodiscard]] const Rep& rep(RepIndex index) const { return m_organisation->people[index]; }
  [[nodiscard]] int band(RepIndex index) const { return m_traits[index].band; }
  [[nodiscard]] bool is_senior(RepIndex index) const { return band(index) >= m_organisation->rules.senior_band; }
  /// Both ways round: those who wish this rep are in its list too. By `other`.
  [[nodiscard]] std::span<const Special> specials(RepIndex index) const;
  [[nodiscard]] const Special* special(RepIndex one, RepIndex other) const;
  /// What the pair costs in one circle, all pair terms together.
  [[nodiscard]] int pair_cost(RepIndex one, RepIndex other) const;
  [[nodiscard]] bool is_apart(RepIndex one, RepIndex other) const;
  /// Whether the rep may be in a circle of this kind, whoever else is.
  [[nodiscard]] bool is_eligible(RepIndex index, Kind kind) const;
  /// Every kind that anybody could be in: a role each, and a theme each where cross-functional circles are allowed.
  [[nodiscard]] const std::vector<Kind>& kinds() const { return m_kinds; }

  /// What these people would cost as a circle, where that is lawful: of one role, or across roles with `theme` if they all have it, else
  /// the first theme they share. The number of cross-functional circles is not looked at. Quicker than score().
  struct Lawful {
    Kind kind;
    std::int64_t cost;
  };
  [[nodiscard]] std::optional<Lawful> lawful(std::span<const RepIndex> members, std::optional<std::uint32_t> theme = {}) const;

  [[nodiscard]] Score score(const Circle& circle) const;
  [[nodiscard]] Score score(const Plan& plan) const;

 private:
  struct Traits {
    std::uint64_t known;  // a bit for each special partner, by its place modulo 64
    std::uint64_t themes;
    int band;
    std::uint32_t segment, manager;
    int tercile;
    bool may_cross;
  };

  const Organisation* m_organisation;
  std::vector<Traits> m_traits;
  std::vector<std::uint32_t> m_begins;  // of each rep's specials
  std::vector<Special> m_specials;
  std::vector<Kind> m_kinds;
};

/// The starts all members share; all of the week where there are none.
[[nodiscard]] WeeklyStarts common_starts(const Organisation& organisation, std::span<const RepIndex> members);

}  // namespace backbeat::circle
