#include "circle/equipartition.hpp"

#include "base/text.hpp"
#include "circle/circle_world_test.hpp"
#include "circle/equipartition_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::circle {
namespace {

GroupingProblem any_problem(std::uint64_t seed, std::size_t people) {
  Chance chance(seed);
  GroupingProblem problem{.people = people, .difference = std::vector<std::int32_t>(people * people, 0), .group_sizes = {}};
  for (std::size_t i = 0; i < people; ++i)
    for (std::size_t j = 0; j < i; ++j)
      problem.difference[i * people + j] = problem.difference[j * people + i] = static_cast<std::int32_t>(chance.below(1000));
  problem.group_sizes = {{2, 4}, {2, people}, {3, 3}};
  return problem;
}

std::int64_t best_of_all(const GroupingProblem& problem) {
  std::int64_t best = -1;
  std::size_t all = 1;
  for (std::size_t i = 0; i < problem.people; ++i) all *= 3;
  for (std::size_t code = 0; code < all; ++code) {
    std::vector<std::uint32_t> group;
    std::array<std::size_t, 3> sizes{};
    for (std::size_t i = 0, rest = code; i < problem.people; ++i, rest /= 3) ++sizes[group.emplace_back(rest % 3)];
    bool fits = true;
    for (std::size_t g = 0; g < 3; ++g) fits &= sizes[g] >= problem.group_sizes[g].first && sizes[g] <= problem.group_sizes[g].second;
    if (fits) best = std::max(best, difference_within(problem, group));
  }
  return best;
}

TEST_CASE("few people are divided as well as trying everything can, within the sizes, on one thread as on two") {
  for (std::uint64_t seed = 1; seed < 6; ++seed) {
    const GroupingProblem problem = any_problem(seed, 9);
    Effort effort;
    effort.epochs = 5;
    const GroupingAnswer answer = divide(problem, effort);
    CHECK(answer.difference == best_of_all(problem));
    CHECK(answer.difference == difference_within(problem, answer.group));
    effort.run = on_two_threads;
    CHECK(divide(problem, effort).group == answer.group);
  }
}

TEST_CASE("a problem file is read, and a bad one refused with its line") {
  const auto problem = read_grouping_problem("3 1 ds 1 3\n0 1 1.5\n1 2 2\n");
  REQUIRE(problem);
  CHECK(problem->difference == std::vector<std::int32_t>{0, 1500, 0, 1500, 0, 2000, 0, 2000, 0});
  const auto refusal = [](std::string_view text) { return read_grouping_problem(text).error().message(); };
  // A word is quoted up to a whole letter: 39 bytes, then one letter of two.
  CHECK(is_utf8(refusal("3 1 ds 1 " + std::string(39, '9') + "\u00e9\u00e9\n")));
  CHECK(refusal("3 1 ds 1 2\n") == "Line 1, sizes: expected sizes that hold 3, found 1 to 2.");
  CHECK(refusal("3 1 ds 1 3\n0 3 1\n") == "Line 2, number: expected a whole number from 0 to 2, found 3.");
  CHECK(refusal("3 1 ds 1 3\n0 2 x\n") == "Line 2, difference: expected a number up to 1000000, found x.");
  CHECK(refusal("").starts_with("Line 1, head"));
}

}  // namespace
}  // namespace backbeat::circle
