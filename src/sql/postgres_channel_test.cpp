// The tests need a server and say so when there is none (tools/with_postgres.sh gives them one).
#include "sql/postgres_channel.hpp"

#include "sql/postgres_connection.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::sql {
namespace {

using testing::TestWorld;

bool has_server() {
  if (!testing::on_postgres()) MESSAGE("skipped: BACKBEAT_TEST_POSTGRES is not set");
  return testing::on_postgres();
}

/// A program on the channel, and what it heard.
struct Program {
  explicit Program(const std::string& conninfo)
      : channel(conninfo, "t",
                {.on_line =
                     [this](std::string_view line) {
                       const std::lock_guard lock(mutex);
                       lines.emplace_back(line);
                       changed.notify_all();
                     },
                 .on_connected =
                     [this] {
                       const std::lock_guard lock(mutex);
                       ++connected;
                       changed.notify_all();
                     },
                 .on_tick = [] { throw Failure(Failure::Kind::broken, "a hook's own failure ends nothing"); }}) {
    channel.start();
  }

  template <class Condition>
  bool wait_until(Condition condition) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(30), condition);
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> lines;
  int connected = 0;
  PostgresChannel channel;
};

}  // namespace

TEST_CASE("what one program sends all hear, in order, the sender too") {
  if (!has_server()) return;
  TestWorld world;
  Program a(world.db.address());
  Program b(world.db.address());
  for (Program* program : {&a, &b}) REQUIRE(program->wait_until([&] { return program->connected == 1; }));
  std::vector<std::string> sent;
  for (int i = 0; i < 500; ++i) sent.push_back(std::to_string(i) + std::string(100, 'x'));  // several notifications' worth
  for (const std::string& line : sent) a.channel.send(line);
  for (Program* program : {&a, &b}) {
    CHECK(program->wait_until([&] { return program->lines.size() == sent.size(); }));
    CHECK(program->lines == sent);
  }
}

TEST_CASE("a channel that lost its server connects again, says so, and sends what waited") {
  if (!has_server()) return;
  TestWorld world;
  Program a(world.db.address());
  REQUIRE(a.wait_until([&] { return a.connected == 1; }));
  PostgresConnection(world.db.address())
      .run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'", {},
           [](const Row&) {});
  a.channel.send("after the cut");
  CHECK(a.wait_until([&] { return a.connected == 2 && !a.lines.empty() && a.lines.back() == "after the cut"; }));
}

TEST_CASE("what waits when a channel ends is still sent") {
  if (!has_server()) return;
  TestWorld world;
  Program a(world.db.address());
  REQUIRE(a.wait_until([&] { return a.connected == 1; }));
  {
    Program b(world.db.address());
    REQUIRE(b.wait_until([&] { return b.connected == 1; }));
    b.channel.send("bye");
  }
  CHECK(a.wait_until([&] { return !a.lines.empty() && a.lines.back() == "bye"; }));
}

TEST_CASE("a line said twice in a row waits once") {
  if (!has_server()) return;
  TestWorld world;
  Program a(world.db.address());
  for (int i = 0; i < 5; ++i) a.channel.send("same");  // most likely before it has connected: then once, and never more than five
  a.channel.send("end");
  CHECK(a.wait_until([&] { return !a.lines.empty() && a.lines.back() == "end"; }));
  CHECK(a.lines.front() == "same");
  CHECK(a.lines.size() <= 6);
}

}  // namespace backbeat::sql
