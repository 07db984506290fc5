#include "pulse/guard.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

/// Groups of circles, each circle as promoters, passives, detractors.
struct Answers {
  int plus, between, minus;
};

std::vector<Node> tree(const std::vector<std::vector<Answers>>& groups) {
  std::vector<Node> nodes{{.parent = -1, .level = Level::programme, .tally = {}, .circles = 0}};
  for (const auto& circles : groups) {
    Node group{.parent = 0, .level = Level::group, .tally = {}, .circles = static_cast<int>(circles.size())};
    for (const Answers& answers : circles) {
      const int n = answers.plus + answers.between + answers.minus;
      group.tally += Tally{.people = n, .pieces = n, .plus = answers.plus, .minus = answers.minus, .most = n > 0 ? 1 : 0};
    }
    group.members = group.tally.people + group.circles;
    nodes[0].tally += group.tally;
    nodes[0].circles += group.circles;
    nodes.push_back(group);
  }
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const Answers& answers : groups[g]) {
      const int n = answers.plus + answers.between + answers.minus;
      nodes.push_back({.parent = static_cast<int>(g) + 1,
                       .tally = {.people = n, .pieces = n, .plus = answers.plus, .minus = answers.minus, .most = n > 0 ? 1 : 0},
                       .members = n + 1});
    }
  return nodes;
}

std::vector<bool> shown(const std::vector<Node>& nodes) {
  std::vector<bool> out;
  for (const auto& bound : guarded(Measure::enps, nodes, {})) out.push_back(bound.has_value());
  return out;
}

TEST_CASE("circles of five and more stand beside their group and the whole") {
  CHECK(shown(tree({{{2, 2, 1}, {3, 1, 2}, {1, 3, 1}}})) == std::vector<bool>{true, true, true, true, true});
}

TEST_CASE("one circle of four is hidden, and the smallest other with it: else the group less the others were the four") {
  CHECK(shown(tree({{{2, 2, 1}, {3, 1, 2}, {1, 2, 1}}})) == std::vector<bool>{true, true, false, true, false});
}

TEST_CASE("where everybody answered, a count is the number of members, and one below the minimum is not told") {
  auto nodes = tree({{{2, 2, 1}, {3, 1, 2}, {2, 2, 2}, {1, 2, 1}, {2, 0, 1}}});
  CHECK(shown(nodes) == std::vector<bool>{true, true, true, true, true, false, false});
  for (Node& node : nodes) node.members = node.tally.people;
  CHECK(shown(nodes) == std::vector<bool>{false, false, true, true, true, false, false});
  nodes[6].members = 5;
  CHECK(shown(nodes) == std::vector<bool>{true, true, true, true, true, false, false});
}

TEST_CASE("two hidden circles that are five people together need no third") {
  CHECK(shown(tree({{{2, 2, 1}, {3, 1, 2}, {1, 2, 1}, {1, 0, 1}}})) == std::vector<bool>{true, true, true, true, false, false});
}

TEST_CASE("two hidden circles of two are too few: a third is hidden") {
  CHECK(shown(tree({{{2, 2, 1}, {3, 1, 2}, {1, 0, 1}, {1, 1, 0}}})) == std::vector<bool>{true, true, false, true, false, false});
}

TEST_CASE("a circle that nobody answered in is a count of nobody: another is hidden with it") {
  // And a third, since with nobody in the first the second alone would be left.
  CHECK(shown(tree({{{2, 2, 1}, {3, 1, 2}, {0, 0, 0}}})) == std::vector<bool>{true, true, false, false, false});
}

TEST_CASE("a programme row is of two circles and eight people at least") {
  CHECK(shown(tree({{{4, 4, 1}}})) == std::vector<bool>{false, false, true});
  CHECK(shown(tree({{{1, 1, 1}, {2, 1, 1}}})) == std::vector<bool>{false, false, false, false});
  CHECK(shown(tree({{{1, 2, 1}, {2, 1, 1}}})) == std::vector<bool>{true, true, false, false});
}

TEST_CASE("a group too small to be shown takes the next smallest group with it, so that the whole less the others is no row of it") {
  const auto nodes = tree({{{2, 2, 1}, {3, 1, 2}, {2, 2, 2}}, {{3, 2, 1}, {2, 2, 2}}, {{2, 2, 1}}});
  const auto result = shown(nodes);
  CHECK(result[0]);
  CHECK(result[1]);
  CHECK_FALSE(result[2]);
  CHECK_FALSE(result[3]);
}

TEST_CASE("a circle all alike is hidden, and so is another, whose answers make the rest doubtful") {
  const auto result = shown(tree({{{5, 0, 0}, {3, 1, 2}, {2, 3, 1}}}));
  CHECK_FALSE(result[2]);
  CHECK(result[0]);
  CHECK((!result[3] || !result[4]));
}

TEST_CASE("two hidden circles that were all in favour tell nothing: the group's number goes") {
  const auto bounds = guarded(Measure::enps, tree({{{4, 0, 0}, {4, 0, 0}, {2, 2, 2}, {2, 2, 2}}}), {});
  // Ten points of twelve hidden people or less is room enough; eight of eight is none.
  CHECK((!bounds[1] || (!bounds[4] || !bounds[5])));
}

TEST_CASE("what 'at least' leaves open is not closed by the sum: the rest keeps room at both ends") {
  // The first circle says +40 or more; its group less the two exact ones would say exactly how much more.
  const auto bounds = guarded(Measure::enps, tree({{{4, 1, 0}, {2, 2, 1}, {1, 2, 2}}}), {});
  CHECK(bounds[2] == Bound::at_least);
  CHECK((!bounds[3] || !bounds[4] || !bounds[1] || !bounds[0]));
}

TEST_CASE("what may not be shown for another reason is made up for as what is too small") {
  auto nodes = tree({{{2, 2, 1}, {3, 1, 2}, {2, 2, 2}}, {{2, 2, 1}, {3, 2, 1}}});
  nodes[2].may_be_shown = false;
  const auto result = shown(nodes);
  CHECK(result[0]);
  CHECK_FALSE(result[2]);
  // The whole less the first group would be the second.
  CHECK_FALSE(result[1]);
  nodes[0].may_be_shown = false;
  CHECK_FALSE(shown(nodes)[0]);
}

TEST_CASE("a programme without circles shows nothing") {
  CHECK(shown(tree({})) == std::vector<bool>{false});
}

}  // namespace
}  // namespace backbeat::pulse
