#include "sql/companion.hpp"

#include "testing/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::sql {
namespace {

constexpr auto make_table = "CREATE TABLE mark (name TEXT NOT NULL PRIMARY KEY)";
constexpr auto insert_mark = "INSERT INTO mark (name) VALUES (?)";
constexpr auto select_marks = "SELECT name FROM mark ORDER BY name";

struct Marks : testing::TestWorld {
  Marks() { change(make_table); }
  void change(std::string_view statement) {
    static_cast<void>(db->write([&](Transaction& tx) -> Result<Done> {
      tx.change(statement);
      return Done{};
    }));
  }
  Result<Done> add(std::string_view name) {
    return db->write([&](Transaction& tx) -> Result<Done> {
      tx.change(insert_mark, name);
      return Done{};
    });
  }
  std::vector<std::string> all() {
    return db->read([](Reader& reader) { return reader.all(select_marks, [](const Row& row) { return row.get<std::string>(0); }); });
  }
};

void insert_along(Transaction& tx) {
  tx.change(insert_mark, "along");
}

using Names = std::vector<std::string>;

TEST_CASE("a companion goes along with the first write of its thread, once") {
  Marks marks;
  const Companion along(insert_along);
  CHECK(!along.is_committed());
  CHECK(marks.add("a").has_value());
  CHECK(along.is_committed());
  CHECK(marks.add("b").has_value());
  CHECK(marks.all() == Names{"a", "along", "b"});
}

TEST_CASE("a write that is refused leaves its companion waiting for the next one") {
  Marks marks;
  const Companion along(insert_along);
  const Result<Done> refused = marks.db->write([&](Transaction& tx) -> Result<Done> {
    tx.change(insert_mark, "refused");
    return refuse(errors::not_found);
  });
  CHECK(!refused.has_value());
  CHECK(!along.is_committed());
  CHECK(marks.all().empty());
  CHECK(marks.add("a").has_value());
  CHECK(marks.all() == Names{"a", "along"});
}

TEST_CASE("what a companion throws undoes the write and reaches the writer") {
  struct Taken {};
  Marks marks;
  const Companion along([](Transaction& tx) {
    insert_along(tx);
    throw Taken();
  });
  CHECK_THROWS_AS(static_cast<void>(marks.add("a")), Taken);
  CHECK(!along.is_committed());
  CHECK(marks.all().empty());
}

TEST_CASE("an unaccompanied write goes alone, and the companion waits on") {
  Marks marks;
  const Companion along(insert_along);
  {
    const Unaccompanied alone;
    CHECK(marks.add("a").has_value());
  }
  CHECK(marks.all() == Names{"a"});
  CHECK(marks.add("b").has_value());
  CHECK(marks.all() == Names{"a", "along", "b"});
}

TEST_CASE("a companion that no write took is gone with its scope") {
  Marks marks;
  {
    const Companion along(insert_along);
  }
  CHECK(marks.add("a").has_value());
  CHECK(marks.all() == Names{"a"});
}

}  // namespace
}  // namespace backbeat::sql
