#include "sql/migrations.hpp"

#include "testing/test_db.hpp"
#include "testing/test_postgres.hpp"

#include <doctest/doctest.h>

namespace backbeat::sql {
namespace {

using testing::on_postgres;
using testing::TestDb;

struct Empty {
  ManualClock clock{Instant(1'803'891'600'000)};
  SeededRandom random{1};
  TestDb db{{.clock = clock, .random = random}, TestDb::Schema::empty};

  Result<MigrationReport> migrate(std::vector<Migration> migrations) { return sql::migrate(*db, migrations, clock); }
  bool has(std::string_view table) {
    try {
      return db->read([&](Reader& reader) {
        reader.each("SELECT count(*) FROM " + std::string(table), [](const Row&) {});
        return true;
      });
    } catch (const Failure&) {
      return false;
    }
  }
};

const Migration first{1, "0001_a.sql", std::nullopt, "CREATE TABLE a (x BIGINT);\n"};
const Migration second{2, "0002_b.sql", std::nullopt, "-- why\nCREATE TABLE b (x BIGINT);\n\nINSERT INTO b (x) VALUES (1);\n"};
const Migration fourth{4, "0004_d.sql", std::nullopt, "CREATE TABLE d (x BIGINT);\n"};

}  // namespace

TEST_CASE("what is missing is applied in order, and nothing twice") {
  Empty empty;
  const auto one = empty.migrate({first});
  REQUIRE(one);
  CHECK(one->before == 0);
  CHECK(one->after == 1);
  const auto rest = empty.migrate({first, second, fourth});
  REQUIRE(rest);
  CHECK(rest->before == 1);
  CHECK(rest->after == 4);
  CHECK(rest->applied == 2);
  CHECK(empty.migrate({first, second, fourth})->applied == 0);
  CHECK(empty.has("a"));
  CHECK(empty.has("b"));
  CHECK(empty.has("d"));
}

TEST_CASE("a file that was changed after it was applied is refused by its name") {
  Empty empty;
  REQUIRE(empty.migrate({first, second}));
  Migration changed = first;
  changed.text = "CREATE TABLE a (x BIGINT, y BIGINT);\n";
  const auto refused = empty.migrate({changed, second, fourth});
  REQUIRE(!refused);
  CHECK(refused.error().is(errors::migration_changed));
  CHECK(refused.error().message().starts_with("0001_a.sql was applied"));
  CHECK(!empty.has("d"));
}

TEST_CASE("a file that was passed over is refused") {
  Empty empty;
  REQUIRE(empty.migrate({first, fourth}));
  const auto refused = empty.migrate({first, second, fourth});
  REQUIRE(!refused);
  CHECK(refused.error().is(errors::migration_missed));
  CHECK(refused.error().message().starts_with("0002_b.sql was never applied to this database, but 0004_d.sql was."));
  CHECK(!empty.has("b"));
}

TEST_CASE("a file that the program does not know is refused") {
  Empty empty;
  REQUIRE(empty.migrate({first, second, fourth}));
  CHECK(empty.migrate({first, fourth}).error().is(errors::migration_changed));
}

TEST_CASE("a PostgreSQL database that compares texts by a language is refused, and told how to make one") {
  if (!on_postgres()) return;
  const std::string address = testing::create_postgres_database("C.UTF-8");
  {
    const ManualClock clock(Instant(0));
    SeededRandom random(1);
    const auto db = open_postgres(address, {.clock = clock, .random = random});
    const auto refused = sql::migrate(*db, embedded_migrations(), clock);
    REQUIRE(!refused);
    CHECK(refused.error().is(errors::database_locale));
    CHECK(refused.error().message().find("C.UTF-8") != std::string::npos);
    CHECK(refused.error().message().find("CREATE DATABASE backbeat LOCALE \"C\"") != std::string::npos);
  }
  testing::drop_postgres_database(address);
}

TEST_CASE("a database newer than the program is refused, in words") {
  Empty empty;
  REQUIRE(empty.migrate({first, second, fourth}));
  const auto refused = empty.migrate({first, second});
  REQUIRE(!refused);
  CHECK(refused.error().is(errors::database_newer));
  CHECK(refused.error().message().starts_with("The database is at migration 4, this program knows only up to 2."));
}

TEST_CASE("a statement that fails is named with its file, number and reason, and its file leaves nothing behind") {
  Empty empty;
  const Migration broken{3, "0003_c.sql", std::nullopt,
                         "CREATE TABLE c (x BIGINT);\nCREATE TABEL e (x BIGINT);\nCREATE TABLE f (x BIGINT);\n"};
  const auto refused = empty.migrate({first, second, broken});
  REQUIRE(!refused);
  CHECK(refused.error().is(errors::migration_failed));
  CHECK(refused.error().message().starts_with("0003_c.sql, statement 2: "));
  CHECK(refused.error().message().find("syntax error") != std::string::npos);
  CHECK(empty.has("b"));
  CHECK(!empty.has("c"));
  Migration mended = broken;
  mended.text = "CREATE TABLE c (x BIGINT);\n";
  CHECK(empty.migrate({first, second, mended})->applied == 1);
  CHECK(empty.has("c"));
}

TEST_CASE("where the engines differ, each gets its own file") {
  Empty empty;
  const Migration sqlite{5, "0005_e.sqlite.sql", Engine::sqlite, "CREATE TABLE e_sqlite (x BLOB);\n"};
  const Migration postgres{5, "0005_e.postgres.sql", Engine::postgres, "CREATE TABLE e_postgres (x BYTEA);\n"};
  REQUIRE(empty.migrate({postgres, sqlite}));
  CHECK(empty.has("e_postgres") == on_postgres());
  CHECK(empty.has("e_sqlite") == !on_postgres());
}

TEST_CASE("the program's own migrations apply to an empty database, and are all there") {
  Empty empty;
  const auto all = embedded_migrations();
  REQUIRE(all.size() >= 2);
  CHECK(all[0].file == "0001_organisation.sql");
  const auto report = sql::migrate(*empty.db, all, empty.clock);
  if (!report) MESSAGE(report.error().message());
  REQUIRE(report);
  CHECK(report->after == all.back().number);
  CHECK(empty.has("organisation"));
}

TEST_CASE("a script is cut where a statement ends its line") {
  using Statements = std::vector<std::string_view>;
  CHECK(statements_of("a;\nb;\n") == Statements{"a", "b"});
  CHECK(statements_of("a\n  b ; -- why\n\n-- nothing\nc") == Statements{"a\n  b ", "c"});
  CHECK(statements_of("x ';\n' y;\n\"q;\n\";") == Statements{"x ';\n' y", "\"q;\n\""});
  CHECK(statements_of("it''s 'it''s;\n';\n") == Statements{"it''s 'it''s;\n'"});
  CHECK(statements_of("a -- b;\n c;\n/* d;\n */ e;") == Statements{"a -- b;\n c", "e"});
  CHECK(statements_of("a; b;\n") == Statements{"a; b"});
  CHECK(statements_of("f AS $$ x;\n y;\n $$;\ng AS $body$ $$;\n $body$;") ==
        Statements{"f AS $$ x;\n y;\n $$", "g AS $body$ $$;\n $body$"});
  CHECK(statements_of("CREATE TRIGGER t BEGIN\n  a;\n  b;\nEND;\nc;") == Statements{"CREATE TRIGGER t BEGIN\n  a;\n  b;\nEND", "c"});
  CHECK(statements_of("-- only a comment\n").empty());
  CHECK(statements_of("").empty());
}

}  // namespace backbeat::sql
