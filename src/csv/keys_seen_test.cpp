#include "csv/keys_seen.hpp"

#include <doctest/doctest.h>

#include <random>
#include <unordered_map>

namespace backbeat::csv {
namespace {

TEST_CASE("a key is told with the row on which it came first") {
  KeysSeen seen;
  CHECK(!seen.add("a", 2));
  CHECK(!seen.add("b", 3));
  CHECK(seen.add("a", 4) == 2);
  CHECK(seen.add("a", 5) == 2);
  CHECK(!seen.add("", 6));
  CHECK(seen.add("", 7) == 6);
  CHECK(seen.runs_on_disk() == 0);
}

TEST_CASE("what went to disk is told as exactly as what is in memory") {
  std::mt19937_64 random(7);
  for (const std::size_t most : {1U, 2U, 63U, 64U, 65U, 1000U}) {
    CAPTURE(most);
    KeysSeen seen(most);
    std::unordered_map<std::string, std::int64_t> oracle;
    const std::int64_t rows = most < 60 ? 300 : 20'000;
    for (std::int64_t row = 1; row <= rows; ++row) {
      std::string key = std::to_string(random() % static_cast<std::uint64_t>(rows));
      if (row % 50 == 0) key += std::string(random() % 300, 'x');
      const auto [first, is_new] = oracle.emplace(key, row);
      const auto told = seen.add(key, row);
      REQUIRE(told.has_value() == !is_new);
      if (told) REQUIRE(*told == first->second);
    }
    CHECK(seen.runs_on_disk() >= oracle.size() / most - 1);
  }
}

TEST_CASE("keys longer than a block of texts keep apart") {
  KeysSeen seen(3);
  const std::string long_one(3 << 20, 'a');
  for (std::int64_t row = 1; row <= 8; ++row) CHECK(!seen.add(long_one + std::to_string(row), row));
  for (std::int64_t row = 1; row <= 8; ++row) CHECK(seen.add(long_one + std::to_string(row), 100) == row);
}

}  // namespace
}  // namespace backbeat::csv
