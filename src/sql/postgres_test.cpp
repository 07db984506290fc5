// What only PostgreSQL does. The tests that need a server say so when there is none (tools/with_postgres.sh gives them one).
#include "sql/postgres_connection.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <thread>

namespace backbeat::sql {
namespace {

using testing::TestWorld;

bool has_server() {
  if (!testing::on_postgres()) MESSAGE("skipped: BACKBEAT_TEST_POSTGRES is not set");
  return testing::on_postgres();
}

struct OnCall : TestWorld {
  OnCall() {
    REQUIRE(db->write([](Transaction& tx) -> Result<Done> {
      tx.change("CREATE TABLE doctor (id BIGINT NOT NULL PRIMARY KEY, on_call BIGINT NOT NULL)");
      tx.change("INSERT INTO doctor (id, on_call) VALUES (1, 1), (2, 1)");
      return Done{};
    }));
  }
  int on_call() {
    return *db->read(
        [](Reader& reader) { return reader.first("SELECT sum(on_call) FROM doctor", [](const Row& row) { return row.get<int>(0); }); });
  }
};

}  // namespace

TEST_CASE("placeholders are numbered, and what only looks like one is left alone") {
  CHECK(with_dollar_placeholders("a = ? AND b = ?") == "a = $1 AND b = $2");
  CHECK(with_dollar_placeholders("'?' \"?\" ? 'it''s?' ?") == "'?' \"?\" $1 'it''s?' $2");
  CHECK(with_dollar_placeholders("-- ?\n? /* ? */ ?") == "-- ?\n$1 /* ? */ $2");
  CHECK(with_dollar_placeholders("? '?") == "$1 '?");
  CHECK(with_dollar_placeholders("? -- ?") == "$1 -- ?");
  CHECK(with_dollar_placeholders("? /* ?") == "$1 /* ?");
  CHECK(with_dollar_placeholders("").empty());
}

TEST_CASE("of two writes that would break a rule together one runs again, and sees the other") {
  if (!has_server()) return;
  OnCall ward;
  // Either doctor may go off call while the other is on: under snapshot isolation both would.
  std::barrier<> both_have_read(2);
  std::atomic<int> runs = 0;
  std::atomic<int> refused = 0;
  const auto go_off = [&](int id) {
    bool is_first_run = true;
    const auto done = ward.db->write([&](Transaction& tx) -> Result<Done> {
      ++runs;
      const auto count = tx.first("SELECT sum(on_call) FROM doctor", [](const Row& row) { return row.get<int>(0); });
      if (std::exchange(is_first_run, false)) both_have_read.arrive_and_wait();
      if (*count < 2) return refuse(backbeat::errors::forbidden);
      tx.change("UPDATE doctor SET on_call = 0 WHERE id = ?", id);
      return Done{};
    });
    if (!done) ++refused;
  };
  std::thread one([&] { go_off(1); });
  std::thread two([&] { go_off(2); });
  one.join();
  two.join();
  CHECK(runs == 3);
  CHECK(refused == 1);
  CHECK(ward.on_call() == 1);
}

TEST_CASE("a connection that broke while it was idle is replaced, for reads and for writes") {
  if (!has_server()) return;
  OnCall ward;
  const auto cut = [&] {
    PostgresConnection other(ward.db.address());
    other.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", {},
              [](const Row&) {});
  };
  cut();
  CHECK(ward.on_call() == 2);
  cut();
  CHECK(ward.db->write([](Transaction& tx) -> Result<std::int64_t> { return tx.change("UPDATE doctor SET on_call = 0"); }) == 2);
}

TEST_CASE("a write whose connection breaks before its commit runs again, once for each doctor") {
  if (!has_server()) return;
  OnCall ward;
  int runs = 0;
  const auto done = ward.db->write([&](Transaction& tx) -> Result<Done> {
    tx.change("UPDATE doctor SET on_call = on_call + 10 WHERE id = 1");
    if (++runs == 1) tx.each("SELECT pg_terminate_backend(pg_backend_pid())", [](const Row&) {});
    return Done{};
  });
  CHECK(done);
  CHECK(runs == 2);
  CHECK(ward.on_call() == 12);
}

TEST_CASE("a commit whose connection breaks is never run again") {
  if (!has_server()) return;
  OnCall ward;
  REQUIRE(ward.db->write([](Transaction& tx) -> Result<Done> {
    // A deferred trigger runs inside COMMIT: the connection dies in the middle of it.
    tx.change(
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; "
        "END $$");
    tx.change("CREATE CONSTRAINT TRIGGER dies AFTER UPDATE ON doctor DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()");
    return Done{};
  }));
  int runs = 0;
  try {
    static_cast<void>(ward.db->write([&](Transaction& tx) -> Result<Done> {
      ++runs;
      tx.change("UPDATE doctor SET on_call = 0 WHERE id = 1");
      return Done{};
    }));
    FAIL("committed");
  } catch (const Failure& failure) {
    CHECK(std::string_view(failure.what()).starts_with("whether the write was committed is unknown"));
  }
  CHECK(runs == 1);
  CHECK(ward.on_call() == 2);
}

TEST_CASE("a write that goes on after a failed statement is not taken for committed") {
  if (!has_server()) return;
  OnCall ward;
  CHECK_THROWS_AS(static_cast<void>(ward.db->write([](Transaction& tx) -> Result<Done> {
                    try {
                      tx.change("INSERT INTO doctor (id, on_call) VALUES (1, 1)");
                    } catch (const Failure&) {
                    }
                    return Done{};
                  })),
                  Failure);
}

TEST_CASE("a failure's words hold nothing of the rows") {
  if (!has_server()) return;
  OnCall ward;
  try {
    static_cast<void>(ward.db->write([](Transaction& tx) -> Result<Done> {
      tx.change("CREATE TABLE note (words TEXT UNIQUE)");
      tx.change("INSERT INTO note (words) VALUES (?), (?)", "canary", "canary");
      return Done{};
    }));
    FAIL("accepted");
  } catch (const Failure& failure) {
    CHECK(failure.kind() == Failure::Kind::constraint);
    CHECK(std::string_view(failure.what()).find("canary") == std::string_view::npos);
  }
}

TEST_CASE("a session is durable whatever the server's default is") {
  if (!has_server()) return;
  OnCall ward;
  const auto setting = ward.db->read([](Reader& reader) {
    return reader.first("SELECT current_setting('synchronous_commit'), current_setting('transaction_isolation')",
                        [](const Row& row) { return row.get<std::string>(0) + " " + row.get<std::string>(1); });
  });
  CHECK(setting == "on repeatable read");
}

}  // namespace backbeat::sql
