#include "sql/sql.hpp"

#include "testing/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::sql {
namespace {

using testing::TestDb;
using testing::TestWorld;

constexpr ErrorSpec changed_my_mind{"changed_my_mind", ErrorKind::conflict, "No."};

struct Thing;

constexpr std::string_view create_thing =
    "CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, number BIGINT, real DOUBLE PRECISION, text TEXT)";
constexpr std::string_view insert_thing = "INSERT INTO thing (id, number, real, text) VALUES (?, ?, ?, ?)";
constexpr std::string_view select_numbers = "SELECT number FROM thing ORDER BY id";

struct Things : TestWorld {
  Things() {
    REQUIRE(db->write([](Transaction& tx) -> Result<Done> {
      tx.change(create_thing);
      return Done{};
    }));
  }
  Result<Done> add(std::int64_t number) {
    return db->write([&](Transaction& tx) -> Result<Done> {
      tx.change(insert_thing, tx.new_id<Thing>(), number, nullptr, nullptr);
      return Done{};
    });
  }
  std::vector<std::int64_t> numbers() {
    return db->read([](Reader& reader) { return reader.all(select_numbers, [](const Row& row) { return row.get<std::int64_t>(0); }); });
  }
};

}  // namespace

TEST_CASE("what a write returned as a value can be read afterwards, also after a restart") {
  Things things;
  CHECK(things.add(7));
  CHECK(things.numbers() == std::vector<std::int64_t>{7});
  things.db.reopen();
  CHECK(things.numbers() == std::vector<std::int64_t>{7});
}

TEST_CASE("a write that returns an error leaves nothing behind") {
  Things things;
  const auto refused = things.db->write([](Transaction& tx) -> Result<Done> {
    tx.change(insert_thing, tx.new_id<Thing>(), 7, nullptr, nullptr);
    return refuse(changed_my_mind);
  });
  REQUIRE(!refused);
  CHECK(refused.error().is(changed_my_mind));
  CHECK(things.numbers().empty());
}

}  // namespace backbeat::sql
