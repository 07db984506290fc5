// The tests need a server and say so when there is none (tools/with_postgres.sh gives them one).
#include "sql/postgres_move.hpp"

#include "sql/migrations.hpp"
#include "testing/test_postgres.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::sql {
namespace {

using testing::TempFolder;

/// A file with the program's schema, one organisation and some people, and an empty database beside it.
struct Move {
  Move() {
    REQUIRE(migrate(*file, embedded_migrations(), clock));
    write(
        "INSERT INTO organisation (org_id, name, time_zone, fiscal_first_month, is_simulated, created_at) VALUES (7, 'Northwind', 'UTC', "
        "1, 0, 0)");
  }
  ~Move() {
    target.reset();
    testing::drop_postgres_database(address);
  }
  void write(std::string_view statement) {
    REQUIRE(file->write([&](Transaction& tx) -> Result<std::int64_t> { return tx.change(statement); }));
  }
  void add_person(int id, std::string_view name) {
    REQUIRE(file->write([&](Transaction& tx) -> Result<std::int64_t> {
      return tx.change(
          "INSERT INTO person (org_id, person_id, name, name_key, email, time_zone, hours_from, hours_to, hired, left_on) "
          "VALUES (7, ?, ?, ?, NULL, 'UTC', 0, 3600, 0, NULL)",
          id, name, name);
    }));
  }
  Result<std::vector<MovedTable>> move() {
    return move_to_postgres(*file, address, clock, [](const std::string&, std::int64_t) {});
  }
  std::vector<std::string> names_there() {
    target = open_postgres(address, {.clock = clock, .random = random});
    return target->read([](Reader& reader) {
      return reader.all("SELECT name FROM person ORDER BY person_id", [](const Row& row) { return row.get<std::string>(0); });
    });
  }

  ManualClock clock{Instant(0)};
  SeededRandom random{1};
  TempFolder folder;
  std::unique_ptr<Db> file = open_sqlite((folder.path() / "a.db").string(), {.clock = clock, .random = random});
  std::string address = testing::create_postgres_database();
  std::unique_ptr<Db> target;
};

bool has_server() {
  if (!testing::on_postgres()) MESSAGE("skipped: BACKBEAT_TEST_POSTGRES is not set");
  return testing::on_postgres();
}

}  // namespace

TEST_CASE("every table arrives, and texts to the letter") {
  if (!has_server()) return;
  Move move;
  const std::vector<std::string> names = {"tab\there", "line\nbreak\r", "\\N", "\\.", "back\\slash", "\xC3\x85sa \xF0\x9F\x98\x80",
                                          "\v\b\f\x01"};
  for (std::size_t i = 0; i < names.size(); ++i) move.add_person(static_cast<int>(i) + 1, names[i]);
  const auto moved = move.move();
  REQUIRE(moved);
  std::int64_t rows = 0;
  for (const MovedTable& table : *moved) rows += table.rows;
  CHECK(rows == static_cast<std::int64_t>(names.size()) + 1);
  CHECK(move.names_there() == names);
}

TEST_CASE("what holds a row is no target, and stays as it was") {
  if (!has_server()) return;
  Move move;
  move.add_person(1, "Ana Ruiz");
  REQUIRE(move.move());
  move.add_person(2, "Mara Lind");
  const auto again = move.move();
  REQUIRE_FALSE(again);
  CHECK(again.error().is(errors::target_in_use));
  CHECK(move.names_there() == std::vector<std::string>{"Ana Ruiz"});
}

TEST_CASE("a text that PostgreSQL cannot hold is refused by table and column, and nothing arrives") {
  if (!has_server()) return;
  Move move;
  move.add_person(1, "Ana Ruiz");
  move.add_person(2, std::string_view("Mara\0Lind", 9));
  const auto refused = move.move();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().is(errors::not_movable));
  CHECK(refused.error().message().find("name holds a zero byte") != std::string::npos);
  CHECK(move.names_there().empty());
}

TEST_CASE("a text that is no UTF-8 ends the move, and nothing arrives") {
  if (!has_server()) return;
  Move move;
  move.add_person(1, "Mara \xFF Lind");
  CHECK_THROWS_AS(static_cast<void>(move.move()), Failure);
  CHECK(move.names_there().empty());
}

}  // namespace backbeat::sql
