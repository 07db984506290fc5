// Complementary suppression over everything that is published of one quarter. The rows form a tree (the whole programme, groups of circles,
// circles), so what follows from them together can be worked out exactly: intervals are passed up and down the tree once.
#pragma once

#include "pulse/figure.hpp"

#include <optional>
#include <vector>

namespace backbeat::pulse {

enum class Level { programme, group, circle };

struct Node {
  int parent = -1;  // an index before its own; -1: the whole programme, which stands first
  Level level = Level::circle;
  Tally tally;
  int circles = 1;
  int members = 0;           // who could be among the tally's people; fewer than those are none
  bool may_be_shown = true;  // false where something else forbids it
};

struct Minimums {
  int people = 5;             // behind a number about a circle
  int programme_people = 8;   // behind a number about the programme or a group
  int programme_circles = 2;  // in it
};

/// What is said of each node; nothing where it is withheld. Withheld first is what may not be said by itself; then, until nothing is left
/// that gives another number away, the smallest that helps. Afterwards
/// - no row, and no difference of rows, is about fewer people than the minimum (two minimums: who sees programme rows alone, who sees all);
/// - nobody's answer is forced, even for somebody who knows their own and how many answered in every circle;
/// - no withheld circle's value is known, and no withheld count of people below the minimum, though all know who is in which circle.
[[nodiscard]] std::vector<std::optional<Bound>> guarded(Measure measure, const std::vector<Node>& nodes, const Minimums& minimums);

}  // namespace backbeat::pulse
