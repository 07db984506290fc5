#include "sql/many_rows.hpp"

#include "testing/test_world.hpp"

#include <doctest/doctest.h>

#include <numeric>

namespace backbeat::sql {
namespace {

struct Pair {
  std::int64_t key = 0;
  std::string text;
};

TEST_CASE_FIXTURE(testing::TestWorld, "nought, one, a hundred and more rows are all inserted once, in their order") {
  const ManyRows<2> insert("INSERT INTO line (a, b) VALUES ");
  REQUIRE(db->write([&](Transaction& tx) -> Result<Done> {
    tx.change("CREATE TABLE line (a BIGINT NOT NULL PRIMARY KEY, b TEXT)");
    return Done{};
  }));
  std::int64_t next = 0;
  for (const int count : {0, 1, 99, 100, 101, 250}) {
    std::vector<Pair> pairs;
    for (int i = 0; i < count; ++i, ++next) pairs.push_back({.key = next, .text = "row " + std::to_string(next)});
    REQUIRE(db->write([&](Transaction& tx) -> Result<Done> {
      insert.insert(tx, std::span<const Pair>(pairs), [](const Pair& pair) -> std::array<Parameter, 2> { return {pair.key, pair.text}; });
      return Done{};
    }));
  }
  const auto rows = db->read([](Reader& reader) {
    return reader.all("SELECT a, b FROM line ORDER BY a",
                      [](const Row& row) { return std::pair(row.integer(0), row.get<std::string>(1)); });
  });
  REQUIRE(std::ssize(rows) == next);
  for (std::int64_t i = 0; i < next; ++i) CHECK(rows[static_cast<std::size_t>(i)] == std::pair(i, "row " + std::to_string(i)));
}

}  // namespace
}  // namespace backbeat::sql
