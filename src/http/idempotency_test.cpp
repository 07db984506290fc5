#include "http/idempotency.hpp"

#include "http/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

using testing::code_of;
using testing::World;
using Store = IdempotencyStore;

TEST_CASE("a request sent again with its key runs once and gets the same answer, location and version") {
  World world;
  const Headers key = {{"idempotency-key", "k1"}};
  const Response first = world.send("POST", "/api/text", key, R"({"text":"a"})");
  const Response again = world.send("POST", "/api/text", key, R"({"text":"a"})");
  CHECK(world.runs == 1);
  CHECK(first.header("Idempotency-Replayed").empty());
  CHECK(again.header("Idempotency-Replayed") == "true");
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  CHECK(again.header("Location") == "/api/text/1");
  CHECK(again.header("ETag") == "\"4\"");
  CHECK(again.header("X-Request-Id") != first.header("X-Request-Id"));
}

TEST_CASE("a key with another body is refused, with other credentials it is another key, with a failure it is free again") {
  World world;
  const Headers key = {{"idempotency-key", "k1"}};
  world.send("POST", "/api/text", key, R"({"text":"a"})");
  const Response other = world.send("POST", "/api/text", key, R"({"text":"b"})");
  CHECK(other.status == 422);
  CHECK(code_of(other) == "key_reused");
  CHECK(world.send("POST", "/api/text", {{"idempotency-key", "k1"}, {"cookie", "backbeat=ben"}}, R"({"text":"b"})").status == 201);
  CHECK(world.runs == 2);
  CHECK(world.send("POST", "/api/text", {{"idempotency-key", "k2"}}, R"({"text":"throw"})").status == 500);
  CHECK(world.send("POST", "/api/text", {{"idempotency-key", "k2"}}, R"({"text":"throw"})").status == 500);
  CHECK(world.runs == 4);
  CHECK(world.send("POST", "/api/text", {{"idempotency-key", "no spaces"}}, R"({"text":"a"})").status == 400);
}

TEST_CASE("a refusal is replayed too, and a sign-in never is") {
  World world;
  const Headers key = {{"idempotency-key", "k1"}};
  CHECK(world.send("POST", "/api/text", key, R"({"text":"taken"})").status == 409);
  CHECK(world.send("POST", "/api/text", key, R"({"text":"taken"})").status == 409);
  CHECK(world.runs == 1);
  world.send("POST", "/api/sign-in", key);
  CHECK(world.send("POST", "/api/sign-in", key).header("Set-Cookie").starts_with("backbeat=s3cret"));
  CHECK(world.runs == 3);
}

TEST_CASE("a key whose first request is still running is 409 with Retry-After") {
  World world;
  int inner_status = 0;
  std::string retry;
  world.router.post<Nothing, Done>("/api/slow", {.id = "slow", .summary = "Slow", .tag = "t"},
                                   [&](const Call&, const Nothing&) -> Result<Done> {
                                     const Response inner = world.send("POST", "/api/slow", {{"idempotency-key", "k"}});
                                     inner_status = inner.status;
                                     retry = inner.header("Retry-After");
                                     return Done{};
                                   });
  CHECK(world.send("POST", "/api/slow", {{"idempotency-key", "k"}}).status == 204);
  CHECK(inner_status == 409);
  CHECK(retry == "1");
}

TEST_CASE("what the store is given of a request can be made only with the installation's key") {
  struct Spy final : IdempotencyStore {
    std::string scope, fingerprint;
    Found find_or_begin(const std::string& sender, const std::string&, const std::string& request) override {
      scope = sender;
      fingerprint = request;
      return Running{};
    }
    void finish(const std::string&, const std::string&, const StoredReply&) override {}
    void abandon(const std::string&, const std::string&) override {}
  };
  const auto given = [](std::uint64_t seed) {
    World world;
    SeededRandom random(seed);
    const CursorKey key = CursorKey::make(random);
    Spy spy;
    Service service(world.router, AssetTable(), world.settings,
                    ServiceParts{.clock = world.clock,
                                 .random = world.random,
                                 .cursor_key = key,
                                 .idempotency = spy,
                                 .events = world.events,
                                 .may_hear = [](const Subscription&, const Credentials&) { return true; }});
    CHECK(service
              .answer({.method = "POST",
                       .target = "/api/text",
                       .headers = {{"idempotency-key", "k"}, {"content-type", "application/json"}, {"host", "coach.example"}},
                       .body = R"({"text":"a"})",
                       .remote_address = "10.0.0.1"})
              .status == 409);
    return std::pair(spy.scope, spy.fingerprint);
  };
  CHECK(given(1) == given(1));
  CHECK(given(1).first != given(2).first);
  CHECK(given(1).second != given(2).second);
}

TEST_CASE("stored answers are forgotten after a day") {
  World world;
  const Headers key = {{"idempotency-key", "k1"}};
  world.send("POST", "/api/text", key, R"({"text":"a"})");
  world.clock.advance(std::chrono::hours(25));
  world.send("POST", "/api/text", key, R"({"text":"a"})");
  CHECK(world.runs == 2);
}

TEST_CASE("a key runs, is found running, is found with its answer, and is free when abandoned") {
  ManualClock clock(Instant(0));
  MemoryIdempotencyStore store(clock);
  CHECK(std::holds_alternative<Store::Begun>(store.find_or_begin("ana", "k", "f")));
  CHECK(std::holds_alternative<Store::Running>(store.find_or_begin("ana", "k", "f")));
  CHECK(std::holds_alternative<Store::OtherRequest>(store.find_or_begin("ana", "k", "g")));
  CHECK(std::holds_alternative<Store::Begun>(store.find_or_begin("ben", "k", "g")));
  const StoredReply reply{.status = 201, .content_type = "application/json", .body = "{}", .location = "/a", .version = 3};
  store.finish("ana", "k", reply);
  CHECK(std::get<StoredReply>(store.find_or_begin("ana", "k", "f")) == reply);
  store.abandon("ben", "k");
  CHECK(std::holds_alternative<Store::Begun>(store.find_or_begin("ben", "k", "g")));
}

TEST_CASE("the oldest answers make room for new ones, a running request never does") {
  ManualClock clock(Instant(0));
  MemoryIdempotencyStore store(clock, 2);
  CHECK(std::holds_alternative<Store::Begun>(store.find_or_begin("ana", "running", "f")));
  for (const std::string key : {"1", "2", "3"}) {
    CHECK(std::holds_alternative<Store::Begun>(store.find_or_begin("ana", key, "f")));
    store.finish("ana", key, {});
  }
  CHECK(std::holds_alternative<Store::Begun>(store.find_or_begin("ana", "1", "f")));
  CHECK(std::holds_alternative<StoredReply>(store.find_or_begin("ana", "3", "f")));
  CHECK(std::holds_alternative<Store::Running>(store.find_or_begin("ana", "running", "f")));
}

}  // namespace
}  // namespace backbeat::http
