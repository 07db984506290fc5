#include "server/idempotency_rows.hpp"

#include "testing/test_world.hpp"

#include <doctest/doctest.h>

#include <array>
#include <thread>

namespace backbeat::server {
namespace {

using Store = http::IdempotencyStore;

constexpr auto rename_organisation = "UPDATE organisation SET name = ? WHERE org_id = ?";
constexpr auto select_name = "SELECT name FROM organisation WHERE org_id = ?";

constexpr std::array<std::byte, 32> installation_key{std::byte{7}};

/// Requests that rename the organisation, on nodes of one database.
struct Renaming : testing::TestWorld {
  IdempotencyRows node{*db, clock, random, installation_key};

  Result<Done> rename(std::string_view name) {
    return db->write([&](sql::Transaction& tx) -> Result<Done> {
      if (name.empty()) return refuse(errors::not_found);
      tx.change(rename_organisation, name, org);
      return Done{};
    });
  }
  std::string name() {
    return *db->read(
        [&](sql::Reader& reader) { return reader.first(select_name, [](const sql::Row& row) { return row.get<std::string>(0); }, org); });
  }
};

const http::StoredReply made{.status = 201, .content_type = "application/json", .body = "{}", .location = "/x", .version = 3};

TEST_CASE("a repetition is answered as the first one was, by any node") {
  Renaming world;
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  CHECK(world.rename("Once").has_value());
  world.node.finish("ana", "k", made);
  IdempotencyRows other(*world.db, world.clock, world.random, installation_key);
  CHECK(std::get<http::StoredReply>(world.node.find_or_begin("ana", "k", "f")) == made);
  CHECK(std::get<http::StoredReply>(other.find_or_begin("ana", "k", "f")) == made);
  CHECK(std::holds_alternative<Store::OtherRequest>(other.find_or_begin("ana", "k", "another")));
}

TEST_CASE("a refusal is repeated too, though nothing was written") {
  Renaming world;
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  CHECK(!world.rename("").has_value());
  world.node.finish("ana", "k", {.status = 404});
  CHECK(std::get<http::StoredReply>(world.node.find_or_begin("ana", "k", "f")).status == 404);
}

TEST_CASE("a stop before the write leaves the key unused, so that a repetition is carried out") {
  Renaming world;
  {
    IdempotencyRows stopped(*world.db, world.clock, world.random, installation_key);
    CHECK(std::holds_alternative<Store::Begun>(stopped.find_or_begin("ana", "k", "f")));
  }
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  world.node.abandon("ana", "k");
}

TEST_CASE("a stop between the write and its answer is told, and the request is not carried out again") {
  Renaming world;
  {
    IdempotencyRows stopped(*world.db, world.clock, world.random, installation_key);
    CHECK(std::holds_alternative<Store::Begun>(stopped.find_or_begin("ana", "k", "f")));
    CHECK(world.rename("Once").has_value());
  }
  if (testing::on_postgres()) {  // the other node may be about to keep its answer
    CHECK(std::holds_alternative<Store::Running>(world.node.find_or_begin("ana", "k", "f")));
    world.clock.advance(std::chrono::seconds(21));
  }
  CHECK(std::holds_alternative<Store::AnswerLost>(world.node.find_or_begin("ana", "k", "f")));
}

TEST_CASE("a request that failed after its write was committed is not carried out again") {
  Renaming world;
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  CHECK(world.rename("Once").has_value());
  world.node.abandon("ana", "k");
  CHECK(std::holds_alternative<Store::AnswerLost>(world.node.find_or_begin("ana", "k", "f")));
}

TEST_CASE("while it runs, a repetition is told to wait") {
  Renaming world;
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  std::thread([&] {
    CHECK(std::holds_alternative<Store::Running>(world.node.find_or_begin("ana", "k", "f")));
    CHECK(std::holds_alternative<Store::OtherRequest>(world.node.find_or_begin("ana", "k", "another")));
  }).join();
  world.node.abandon("ana", "k");
}

TEST_CASE("of two nodes that run the same request, the slower one's write is undone") {
  Renaming world;
  IdempotencyRows other(*world.db, world.clock, world.random, installation_key);
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  std::thread([&] {
    CHECK(std::holds_alternative<Store::Begun>(other.find_or_begin("ana", "k", "f")));
    CHECK(world.rename("First").has_value());
    other.finish("ana", "k", made);
  }).join();
  CHECK_THROWS_AS(static_cast<void>(world.rename("Second")), Store::TakenMeanwhile);
  world.node.abandon("ana", "k");
  CHECK(world.name() == "First");
  CHECK(std::get<http::StoredReply>(world.node.find_or_begin("ana", "k", "f")) == made);
}

TEST_CASE("an answer is forgotten after a day") {
  Renaming world;
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  world.node.finish("ana", "k", made);
  world.clock.advance(std::chrono::hours(25));
  world.node.forget_old();
  CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", "k", "f")));
  world.node.abandon("ana", "k");
}

TEST_CASE("what was answered stands sealed in the database, in its own place and under the installation's key alone") {
  Renaming world;
  const http::StoredReply note{.status = 200, .content_type = "application/json", .body = R"({"text":"she is afraid of the price"})"};
  for (const std::string key : {"k", "other"}) {
    CHECK(std::holds_alternative<Store::Begun>(world.node.find_or_begin("ana", key, "f")));
    world.node.finish("ana", key, note);
  }
  const auto replies = world.db->read([](sql::Reader& reader) {
    return reader.all("SELECT reply FROM idempotency_key ORDER BY key", [](const sql::Row& row) { return row.get<std::string>(0); });
  });
  REQUIRE(replies.size() == 2);
  CHECK(replies[0] != replies[1]);
  for (const std::string& reply : replies) CHECK(reply.find("afraid") == std::string::npos);
  CHECK(std::get<http::StoredReply>(world.node.find_or_begin("ana", "k", "f")) == note);
  IdempotencyRows stranger(*world.db, world.clock, world.random, {std::byte{8}});
  CHECK(std::holds_alternative<Store::AnswerLost>(stranger.find_or_begin("ana", "k", "f")));
  REQUIRE(world.db->write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change("UPDATE idempotency_key SET reply = ? WHERE key = 'k'", replies[1]);
    return Done{};
  }));
  CHECK(std::holds_alternative<Store::AnswerLost>(world.node.find_or_begin("ana", "k", "f")));
}

TEST_CASE("an answer that an earlier release kept in clear is not given again, and what was asked is not done again") {
  Renaming world;
  REQUIRE(world.db->write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(
        "INSERT INTO idempotency_key (scope, key, fingerprint, run, begun_at, status, content_type, reply, location) "
        "VALUES ('ana', 'k', 'f', 'r', ?, 200, 'application/json', '{}', '')",
        world.clock.now());
    return Done{};
  }));
  CHECK(std::holds_alternative<Store::AnswerLost>(world.node.find_or_begin("ana", "k", "f")));
}

}  // namespace
}  // namespace backbeat::server
