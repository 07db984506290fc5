// The plain core of forming groups: people divided into groups of given sizes so that the differences within groups add up to as much as
// can be (maximally diverse grouping). No other rules; what every published method is measured on (MDGPLIB).
#pragma once

#include "circle/solve.hpp"

namespace backbeat::circle {

struct GroupingProblem {
  std::size_t people = 0;
  std::vector<std::int32_t> difference;                          // of each pair, people * people, in thousandths; symmetric
  std::vector<std::pair<std::size_t, std::size_t>> group_sizes;  // least and most of each group
};

struct GroupingAnswer {
  std::vector<std::uint32_t> group;  // of each person
  std::int64_t difference = 0;       // within groups, in thousandths
  std::int64_t epochs = 0;
};

/// Annealing by swaps and moves on sums kept for each person and group: a move is judged in O(1), made in O(people). Two searches side by
/// side, the better one wins. The sizes can be met (least sizes add up to no more than people, most to no less).
[[nodiscard]] GroupingAnswer divide(const GroupingProblem& problem, const Effort& effort);

[[nodiscard]] std::int64_t difference_within(const GroupingProblem& problem, const std::vector<std::uint32_t>& group);

}  // namespace backbeat::circle
