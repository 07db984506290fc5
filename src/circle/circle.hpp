// Peer circles as plain values: who may be put together (Organisation), by which rules and costs, and a division of them (Plan).
// People are told by their place in `Organisation::people`; names of roles, segments, managers and themes by their place in its lists.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace backbeat::circle {

/// A rep's place in Organisation::people.
using RepIndex = std::uint32_t;

/// The half hours of a week (UTC, from Monday 0:00) at which a 60-minute session may start. Bit `day * 48 + half hour`.
class WeeklyStarts {
 public:
  static constexpr std::size_t count_of_bits = 240;  // Monday to Friday
  static constexpr std::size_t words = 4;

  [[nodiscard]] static WeeklyStarts all();
  void set(std::size_t bit) { m_words[bit / 64] |= std::uint64_t{1} << (bit % 64); }
  [[nodiscard]] bool has(std::size_t bit) const { return ((m_words[bit / 64] >> (bit % 64)) & 1U) != 0; }
  [[nodiscard]] int count() const;
  /// The same, but counting no further than `limit`: most circles have few common starts and only few matter.
  [[nodiscard]] int count_up_to(int limit) const {
    int found = 0;
    for (std::uint64_t word : m_words)
      for (; word != 0; word &= word - 1)
        if (++found >= limit) return found;
    return found;
  }
  WeeklyStarts& operator&=(const WeeklyStarts& other) {
    for (std::size_t i = 0; i < words; ++i) m_words[i] &= other.m_words[i];
    return *this;
  }
  friend WeeklyStarts operator&(WeeklyStarts one, const WeeklyStarts& other) { return one &= other; }
  friend bool operator==(const WeeklyStarts&, const WeeklyStarts&) = default;

 private:
  std::array<std::uint64_t, words> m_words{};
};

struct Rep {
  std::string id;
  std::uint32_t role = 0;     // in Organisation::roles
  std::uint32_t segment = 0;  // in Organisation::segments
  std::uint32_t manager = 0;  // in Organisation::managers
  int tenure_months = 0;
  int tercile = 0;            // of performance: 1, 2, 3
  bool is_certified = false;  // may facilitate
  WeeklyStarts starts;
  std::vector<std::uint32_t> themes;  // opted into; in Organisation::themes
  std::vector<RepIndex> prefers;
};

/// The rules no circle breaks, and what is ideal.
struct Rules {
  int size_min = 4;
  int size_ideal = 5;
  int size_max = 6;
  int slots_min = 1;  // common starts a circle must have
  int slots_want = 3;
  int facilitators_min = 1;
  int facilitators_want = 2;
  int same_manager_max = 2;
  int senior_band = 2;  // from this tenure band on a rep counts as senior
  int cross_min_per_role = 2;

  friend bool operator==(const Rules&, const Rules&) = default;
};

/// What a circle pays for each thing that is not as one would like it.
struct Weights {
  int tenure = 4;  // a pair of the same tenure band
  int segment = 3;
  int manager = 6;
  int perf = 2;
  int repeat = 12;  // a pair that met in the last period; halved for each period before it, at least 1
  int prefer = 5;   // gained for each wish that is met
  int size = 20;    // for each rep above or below the ideal size
  int slots = 4;    // for each common start missing from slots_want
  int facilitators = 6;
  int senior = 10;  // nobody senior in the circle
  int waitlist = 200;

  friend bool operator==(const Weights&, const Weights&) = default;
};

/// More members than this no rule may allow.
inline constexpr int most_members = 12;
/// The role that has circles of its own only (product rule: never in cross-functional ones).
inline constexpr const char* role_without_cross = "SDR";

using Pair = std::pair<RepIndex, RepIndex>;
using Members = std::vector<RepIndex>;

struct Organisation {
  std::string name;
  Rules rules;
  Weights weights;
  std::vector<int> tenure_bands = {6, 18, 48};  // months at which the next band begins
  int cross_min = 0;                            // cross-functional circles, at least and at most
  int cross_max = 0;
  std::vector<std::string> roles, segments, managers, themes;
  std::vector<Rep> people;
  std::vector<Pair> apart;                    // never together
  std::vector<std::vector<Members>> history;  // periods, oldest first, each a list of circles; people no longer here left out

  [[nodiscard]] int band_of(const Rep& rep) const;
};

/// What holds a circle together: one role, or a theme across roles.
struct Kind {
  enum class Form : std::uint8_t { same, cross };
  Form form = Form::same;
  std::uint32_t index = 0;  // of the role or of the theme

  friend auto operator<=>(const Kind&, const Kind&) = default;
};

/// "same:AE", "cross:renewal".
[[nodiscard]] std::string text_of(const Organisation& organisation, Kind kind);

struct Circle {
  Kind kind;
  Members members;  // ascending

  friend auto operator<=>(const Circle&, const Circle&) = default;
};

/// A division of the people. A lawful one has each of them once.
struct Plan {
  std::vector<Circle> circles;
  Members waitlist;

  /// Members ascending, circles by their first member, so that equal plans are equal bytes.
  void sort();
  friend bool operator==(const Plan&, const Plan&) = default;
};

}  // namespace backbeat::circle
