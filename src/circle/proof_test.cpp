#include "circle/proof.hpp"
#include "circle/circle_file.hpp"
#include "circle/circle_world_test.hpp"
#include "circle/columns.hpp"
#include "circle/cover.hpp"
#include "circle/lane.hpp"
#include "circle/solve.hpp"
#include "testing/shared_data.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <set>

namespace backbeat::circle {
namespace {

const std::function<bool()> never = [] { return false; };

/// Every lawful circle of few people, by trying all sets.
std::vector<Column> all_circles(const Ground& ground) {
  std::vector<Column> out;
  for (std::uint32_t set = 1; set < (1U << ground.size()); ++set) {
    Members members;
    for (RepIndex i = 0; i < ground.size(); ++i)
      if (((set >> i) & 1U) != 0) members.push_back(i);
    if (members.size() > most_members) continue;
    const auto lawful = ground.lawful(members);
    if (!lawful) continue;
    Column column;
    column.set = set;
    column.cost = static_cast<std::int32_t>(lawful->cost);
    column.is_cross = lawful->kind.form == Kind::Form::cross;
    out.push_back(column);
  }
  return out;
}

/// The least cost of any plan, by dynamic programming over the sets that are placed; by number of cross-functional circles.
std::int64_t least_cost(const Ground& ground) {
  const Organisation& organisation = ground.organisation();
  const std::uint32_t everybody = (1U << ground.size()) - 1;
  constexpr std::int64_t unreached = 1'000'000'000;
  const std::size_t crosses = 4;
  std::vector<std::array<std::int64_t, crosses>> best(everybody + 1);
  for (auto& of_set : best) of_set.fill(unreached);
  best[0][0] = 0;
  const std::vector<Column> circles = all_circles(ground);
  for (std::uint32_t set = 0; set < everybody; ++set) {
    const std::uint32_t next = ~set & (set + 1);  // the first who is not placed
    for (std::size_t cross = 0; cross < crosses; ++cross) {
      const std::int64_t cost = best[set][cross];
      if (cost >= unreached) continue;
      auto& waiting = best[set | next][cross];
      waiting = std::min(waiting, cost + organisation.weights.waitlist);
      for (const Column& circle : circles) {
        if ((circle.set & set) != 0 || (circle.set & next) == 0) continue;
        const std::size_t with = cross + (circle.is_cross ? 1 : 0);
        if (with >= crosses || static_cast<int>(with) > organisation.cross_max) continue;
        auto& after = best[set | static_cast<std::uint32_t>(circle.set)][with];
        after = std::min(after, cost + circle.cost);
      }
    }
  }
  std::int64_t least = unreached;
  for (std::size_t cross = 0; cross < crosses; ++cross)
    least = std::min(least,
                     best[everybody][cross] + Lane::shortage(organisation) * std::max(0, organisation.cross_min - static_cast<int>(cross)));
  return least;
}

TEST_CASE("what is proven is what trying everything finds") {
  for (std::uint64_t seed = 1; seed < 40; ++seed) {
    const int most = static_cast<int>(seed % 3);
    const Organisation organisation = any_organisation(seed, 8 + seed % 5, static_cast<int>(seed / 3 % 2) * std::min(1, most), most);
    const Ground ground(organisation);
    const Proof proof = prove(ground, everybody_waits(organisation), -100'000, never);
    const Score score = ground.score(proof.plan);
    const std::int64_t cost = score.cost.total() + score.broken[Rule::cross] * Lane::shortage(organisation);
    CHECK(cost == least_cost(ground));
    CHECK(proof.bound == cost);
    CHECK(score.broken.total() == score.broken[Rule::cross]);
  }
}

TEST_CASE("the columns below any limit are the circles below it") {
  for (std::uint64_t seed = 50; seed < 62; ++seed) {
    const Organisation organisation = any_organisation(seed, 11, 0, 2);
    const Ground ground(organisation);
    Chance chance(seed);
    Prices prices;
    for (std::size_t i = 0; i < ground.size(); ++i) prices.person.push_back(static_cast<std::int64_t>(chance.below(30)) * fine);
    prices.cross = (static_cast<std::int64_t>(chance.below(40)) - 20) * fine;
    const std::int64_t limit = (static_cast<std::int64_t>(chance.below(60)) - 20) * fine;
    std::set<std::uint64_t> expected, found;
    for (const Column& circle : all_circles(ground)) {
      std::int64_t reduced = circle.cost * fine - (circle.is_cross ? prices.cross : 0);
      for (std::size_t i = 0; i < ground.size(); ++i) reduced -= ((circle.set >> i) & 1U) != 0 ? prices.person[i] : 0;
      if (reduced < limit) expected.insert(circle.set);
    }
    Columns(ground).find(
        prices, [&] { return limit; },
        [&](const Column& column, std::int64_t reduced) {
          CHECK(reduced == reduced_cost(column, prices));
          CHECK(found.insert(column.set).second);
          return true;
        });
    CHECK(found == expected);
  }
}

TEST_CASE("a cover search that runs out of nodes says so") {
  std::vector<Priced> columns;
  for (std::uint8_t i = 0; i < 6; ++i) {
    Column column;
    column.set = std::uint64_t{1} << i;
    column.size = 1;
    column.cost = 1;
    column.members[0] = i;
    columns.push_back({column, 0});
  }
  CoverLimits limits{.cost = 10, .bound = 0, .cross_min = 0, .cross_max = 0, .shortage = 0, .nodes = 3};
  CHECK_FALSE(cheapest_cover(columns, 63, limits, never).is_complete);
  limits.nodes = 100;
  const Cover cover = cheapest_cover(columns, 63, limits, never);
  CHECK(cover.is_complete);
  CHECK(cover.columns.size() == 6);
  limits.cost = 6;
  CHECK(cheapest_cover(columns, 63, limits, never).columns.empty());
}

TEST_CASE("a proof that is stopped keeps a bound that holds") {
  const Organisation organisation = any_organisation(7, 30, 0, 2);
  const Ground ground(organisation);
  const Proof proof = prove(ground, everybody_waits(organisation), 5, [] { return true; });
  CHECK(proof.is_stopped);
  CHECK(proof.bound <= ground.score(proof.plan).cost.total());
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST_CASE("the shared small instances are solved to their known optima, with proof, and the independent scorer agrees") {
  const auto optima = testing::shared_data("data/circles/optima.tsv");
  const auto scorer = testing::shared_data("tools/circles_score.py");
  if (!optima || !scorer) {
    MESSAGE("skipped: there is no shared/data/circles");
    return;
  }
  std::ifstream list(*optima);
  std::string name, line;
  std::getline(list, line);
  int done = 0;
  for (std::int64_t optimum = 0; list >> name >> optimum && std::getline(list, line);) {
    if (!name.starts_with("small")) continue;  // the larger ones are for bench/, without sanitizers
    const std::filesystem::path file = optima->parent_path() / (name + ".json");
    const auto organisation = read_organisation(contents(file));
    REQUIRE(organisation);
    Effort effort;
    effort.epochs = 16;
    const Solution solution = solve(*organisation, effort);
    CHECK(solution.cost() == optimum);
    CHECK(solution.is_proven);
    const std::filesystem::path plan = std::filesystem::temp_directory_path() / ("backbeat-" + name + ".json");
    std::ofstream(plan) << "{" << fields_of(*organisation, solution.plan) << "}";
    const std::string command = "/usr/bin/python3 " + scorer->string() + " score " + file.string() + " " + plan.string();
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 256> head{};
    CHECK(std::fgets(head.data(), head.size(), pipe) != nullptr);
    pclose(pipe);
    std::filesystem::remove(plan);
    CHECK(std::string(head.data()).starts_with("{\"cost\": " + std::to_string(optimum) + ", \"violations\": 0"));
    ++done;
  }
  CHECK(done == 6);
}

}  // namespace
}  // namespace backbeat::circle
