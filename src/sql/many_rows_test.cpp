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

TEST_CASE_FIXTURE(testing::TestWorld, "rows that are made already go in as they are") {
  const ManyRows<2> insert("INSERT INTO line (a, b) VALUES ");
  const std::vector<ManyRows<2>::OfRow> rows{{1, "one"}, {2, nullptr}};
  REQUIRE(db->write([&](Transaction& tx) -> Result<Done> {
    tx.change("CREATE TABLE line (a BIGINT NOT NULL PRIMARY KEY, b TEXT)");
    insert.insert(tx, rows);
    return Done{};
  }));
  const auto found = db->read([](Reader& reader) {
    return reader.all("SELECT a, b FROM line ORDER BY a",
                      [](const Row& row) { return std::pair(row.integer(0), row.get<std::optional<std::string>>(1)); });
  });
  CHECK(found == std::vector<std::pair<std::int64_t, std::optional<std::string>>>{{1, "one"}, {2, std::nullopt}});
}

}  // namespace
}  // namespace backbeat::sql
