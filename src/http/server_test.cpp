#include "http/server.hpp"

#include "http/test_server.hpp"

#include <doctest/doctest.h>

#include <thread>

namespace backbeat::http {
namespace {

using testing::get;
using testing::post;
using World = testing::ServedWorld;
using namespace std::chrono_literals;

TEST_CASE("a connection is kept for the next request") {
  World world;
  TestClient client = world.client();
  for (int i = 0; i < 3; ++i) {
    client.send(get("/api/hello"));
    const auto reply = client.read_reply();
    CHECK(reply.status == 200);
    CHECK(reply.body == R"({"text":"hello"})");
  }
}

TEST_CASE("requests that are sent without waiting are answered in order") {
  World world;
  TestClient client = world.client();
  client.send(post("/api/echo", R"({"text":"1"})") + post("/api/echo", R"({"text":"2"})") + get("/api/hello"));
  CHECK(client.read_reply().body == R"({"text":"1"})");
  CHECK(client.read_reply().body == R"({"text":"2"})");
  CHECK(client.read_reply().body == R"({"text":"hello"})");
}

TEST_CASE("a request may come byte by byte, its body in chunks") {
  World world;
  TestClient client = world.client();
  const std::string request =
      "POST /api/echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\n{\"tex\r\n8;ext=1\r\nt\":\"ab\"}\r\n0\r\nTrailer: x\r\n\r\n";
  for (const char byte : request) client.send(std::string_view(&byte, 1));
  CHECK(client.read_reply().body == R"({"text":"ab"})");
}

TEST_CASE("Connection: close and HTTP/1.0 end the connection after the answer") {
  World world;
  for (const std::string& request : {get("/api/hello", "Connection: close\r\n"), std::string("GET /api/hello HTTP/1.0\r\n\r\n")}) {
    TestClient client = world.client();
    client.send(request);
    const auto reply = client.read_reply();
    CHECK(reply.status == 200);
    CHECK(reply.header("connection") == "close");
    CHECK(client.is_closed());
  }
}

TEST_CASE("HEAD has the length and no body") {
  World world;
  TestClient client = world.client();
  client.send("HEAD /api/hello HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto head = client.read_head();
  CHECK(head.status == 200);
  CHECK(head.header("content-length") == "16");
  client.send(get("/api/hello"));
  CHECK(client.read_reply().body == R"({"text":"hello"})");
}

TEST_CASE("an expected 100 Continue is sent before the body, and a body that is too large is refused before it is sent") {
  World world;
  TestClient client = world.client();
  client.send("POST /api/echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_head().status == 100);
  client.send(R"({"text":"a"})");
  CHECK(client.read_reply().status == 200);
  client.send("POST /api/echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_reply().status == 413);
}

TEST_CASE("what cannot be read is refused with its own status, as a problem, and the connection ends") {
  World world;
  struct Row {
    std::string request;
    int status;
    std::string code;
  };
  const std::string long_text(20'000, 'a');
  std::string short_lines;  // each well within the limit
  for (int i = 0; i < 90; ++i) short_lines += "X-" + std::to_string(i) + ": " + std::string(190, 'a') + "\r\n";
  for (const Row& row : {
           Row{"nonsense\r\n\r\n", 400, "bad_request"},
           Row{"GET /api/hello HTTP/1.1\r\n\r\n", 400, "bad_request"},
           Row{"GET /api/hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad_request"},
           Row{"GET /api/hello HTTP/9.9\r\nHost: a\r\n\r\n", 400, "bad_request"},
           Row{"GET api HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_request"},
           Row{"GET /api/hello HTTP/1.1\r\nHost: a\r\nbad header: x\r\n\r\n", 400, "bad_request"},
           Row{"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400, "bad_request"},
           Row{"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
               "bad_request"},
           Row{"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400, "bad_request"},
           Row{"POST /api/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "bad_request"},
           Row{get("/" + long_text), 414, "target_too_long"},
           Row{get("/" + long_text.substr(0, 9000)), 414, "target_too_long"},
           Row{get("/", "X: " + long_text + "\r\n"), 431, "headers_too_large"},
           Row{get("/", short_lines), 431, "headers_too_large"},
           Row{"POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", 413, "body_too_large"},
           Row{"POST /api/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + long_text.substr(0, 1001) +
                   "\r\n0\r\n\r\n",
               413, "body_too_large"},
       }) {
    INFO(row.request.substr(0, 100));
    TestClient client = world.client();
    client.send(row.request);
    const auto reply = client.read_reply();
    CHECK(reply.status == row.status);
    CHECK(reply.body.find("\"code\":\"" + row.code + "\"") != std::string::npos);
    CHECK(reply.header("content-type") == "application/problem+json");
    CHECK(client.is_closed());
  }
}

TEST_CASE("a client that has sent a large body unasked still reads why it was refused") {
  World world;
  TestClient client = world.client();
  client.send("POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n");
  client.send(std::string(500'000, 'x'));
  CHECK(client.read_reply().status == 413);
}

TEST_CASE("an upload takes more than another body") {
  World world;
  TestClient client = world.client();
  const std::string body(1'500'000, 'u');
  client.send("POST /api/upload HTTP/1.1\r\nHost: h\r\nContent-Type: application/octet-stream\r\nContent-Length: 1500000\r\n\r\n" + body);
  CHECK(client.read_reply().body == R"({"text":"1500000"})");
}

TEST_CASE("a large file arrives whole") {
  World world;
  TestClient client = world.client();
  client.send(get("/large.bin"));
  CHECK(client.read_reply().body == world.large);
}

TEST_CASE("a header that does not arrive in time is 408, a body too, and a silent connection is just closed") {
  World world;
  world.settings.header_timeout = 50ms;
  world.settings.body_timeout = 50ms;
  world.settings.idle_timeout = 50ms;
  TestClient header = world.client();
  header.send("GET /api/hello HT");
  CHECK(header.read_reply().status == 408);
  CHECK(header.is_closed());
  TestClient body = world.client();
  body.send("POST /api/echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{");
  CHECK(body.read_reply().status == 408);
  TestClient silent = world.client();
  CHECK(silent.is_closed());
  TestClient idle = world.client();
  idle.send(get("/api/hello"));
  CHECK(idle.read_reply().status == 200);
  CHECK(idle.is_closed());
}

TEST_CASE("when all workers are busy and the queue is full, the next is refused at once") {
  World world;
  world.settings.workers = 1;
  world.settings.most_waiting = 1;
  TestClient first = world.client();
  first.send(post("/api/wait", "{}"));
  REQUIRE(world.gate.await_waiting(1));
  TestClient second = world.client();
  second.send(post("/api/wait", "{}"));
  TestClient third = world.client();
  third.send(get("/api/hello"));
  TestClient fourth = world.client();
  fourth.send(get("/api/hello"));
  // There is one place in the queue for the three of them: whoever comes first has it, the others are refused while nothing moves.
  std::vector<TestClient*> waiting = {&second, &third, &fourth};
  for (int refused = 0; refused < 2; ++refused) {
    const auto turned = TestClient::first_with_reply(waiting);
    REQUIRE(turned != nullptr);
    const auto reply = turned->read_reply();
    CHECK(reply.status == 503);
    CHECK(reply.header("retry-after") == "1");
    std::erase(waiting, turned);
  }
  TestClient health = world.client();
  health.send(get("/healthz"));
  CHECK(health.read_reply().status == 200);
  world.gate.open();
  CHECK(first.read_reply().body == R"({"text":"done"})");
  CHECK(waiting.at(0)->read_reply().status == 200);
}

TEST_CASE("bodies beyond the memory there is for them are refused until others are done") {
  World world;
  world.settings.most_buffered_bytes = 100;
  TestClient first = world.client();
  first.send("POST /api/echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 90\r\nExpect: 100-continue\r\n\r\n");
  CHECK(first.read_head().status == 100);
  TestClient second = world.client();
  second.send(post("/api/echo", R"({"text":"a"})"));
  CHECK(second.read_reply().status == 503);
  first.send(R"({"text":"a"})" + std::string(78, ' '));
  CHECK(first.read_reply().status == 200);
  TestClient third = world.client();
  third.send(post("/api/echo", R"({"text":"a"})"));
  CHECK(third.read_reply().status == 200);
}

TEST_CASE("beyond the most connections a new one is told to come later") {
  World world;
  world.settings.most_connections = 1;
  TestClient first = world.client();
  first.send(get("/api/hello"));
  CHECK(first.read_reply().status == 200);
  TestClient second = world.client();
  CHECK(second.read_reply().status == 503);
  CHECK(second.is_closed());
}

TEST_CASE("events reach a listening client, and others tell who listens") {
  World world;
  world.events.on_presence([&](const std::string& topic, const std::vector<std::string>& members) {
    world.events.publish(topic, "presence", std::to_string(members.size()));
  });
  TestClient client = world.client();
  client.send(get("/api/events"));
  const auto head = client.read_head();
  CHECK(head.status == 200);
  CHECK(head.header("content-type") == "text/event-stream");
  CHECK(client.read_until("event: presence\ndata: 1\n\n"));
  world.events.publish("topic", "note", R"({"a":1})");
  CHECK(client.read_until("event: note\ndata: {\"a\":1}\n\n"));
  TestClient second = world.client();
  second.send(get("/api/events"));
  CHECK(second.read_until("event: presence\ndata: 1\n\n"));  // the same member twice is one, and only the newcomer is told
  CHECK(world.events.listeners() == 2);
  world.events.publish("topic", "note", "{}");
  CHECK(client.read_until("event: note\ndata: {}\n\n"));
  second.close();
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (world.events.listeners() > 1 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  CHECK(world.events.listeners() == 1);
}

TEST_CASE("who may no longer hear is cut off before the next event, and is not told it") {
  World world;
  TestClient client = world.client();
  client.send(get("/api/events"));
  CHECK(client.read_until("retry: 2000\n\n"));
  while (world.events.listeners() == 0) std::this_thread::yield();
  world.events.publish("topic", "note", R"("before")");
  CHECK(client.read_until("event: note\ndata: \"before\"\n\n"));
  world.may_hear = false;
  world.events.publish("topic", "note", R"("after")");
  CHECK(client.read_rest() == "retry: 1000\n\n");
  CHECK(client.is_closed());
}

TEST_CASE("where nothing is told, who may no longer hear is cut off by the next heartbeat") {
  World world;
  world.settings.heartbeat = 20ms;
  TestClient client = world.client();
  client.send(get("/api/events"));
  CHECK(client.read_until(": still here\n\n"));
  world.may_hear = false;
  CHECK(client.read_rest().ends_with("retry: 1000\n\n"));
  CHECK(client.is_closed());
}

TEST_CASE("a silent stream beats, and ends at its lifetime") {
  World world;
  world.settings.heartbeat = 20ms;
  world.settings.stream_lifetime = 100ms;
  TestClient client = world.client();
  client.send(get("/api/events"));
  CHECK(client.read_until("retry: 2000\n\n"));
  CHECK(client.read_until(": still here\n\n"));
  CHECK(client.read_until("retry: 1000\n\n"));
  CHECK(client.is_closed());
}

TEST_CASE("draining finishes what runs, closes what idles, ends streams with a retry, and takes nothing new") {
  World world;
  TestClient running = world.client();
  running.send(post("/api/wait", "{}"));
  REQUIRE(world.gate.await_waiting(1));
  TestClient idle = world.client();
  idle.send(get("/api/hello"));
  CHECK(idle.read_reply().status == 200);
  TestClient stream = world.client();
  stream.send(get("/api/events"));
  CHECK(stream.read_until("retry: 2000\n\n"));

  bool all_ended = false;
  const std::uint16_t port = world.server->port();
  std::thread drainer([&] { all_ended = world.server->drain(10s); });
  CHECK(stream.read_until("retry: 1000\n\n"));
  CHECK(stream.is_closed());
  CHECK(idle.is_closed());
  CHECK_FALSE(TestClient(port).is_connected());
  world.gate.open();
  const auto reply = running.read_reply();
  CHECK(reply.body == R"({"text":"done"})");
  CHECK(reply.header("connection") == "close");
  running.close();
  drainer.join();
  CHECK(all_ended);
}

TEST_CASE("draining cuts who does not end within the grace") {
  World world;
  TestClient stuck = world.client();
  stuck.send("POST /api/echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{");
  TestClient other = world.client();
  other.send(get("/api/hello"));
  CHECK(other.read_reply().status == 200);
  CHECK_FALSE(world.server->drain(30ms));
  CHECK(stuck.is_closed());
}

TEST_CASE("clients that vanish at any moment leave nothing behind") {
  World world;
  const std::string echo = post("/api/echo", R"({"text":"a"})");
  for (std::size_t i = 0; i < 120; ++i) {
    TestClient client = world.client();
    switch (i % 4) {
      case 0:
        client.send(echo.substr(0, i));
        break;  // in the middle of a request
      case 1:
        client.send(echo + echo + echo);
        break;  // before the answers
      case 2:
        client.send(get("/large.bin"));
        break;  // in the middle of a large answer
      case 3:   // in the middle of a stream
        client.send(get("/api/events"));
        if (i % 8 == 3) CHECK(client.read_until("retry: 2000\n\n"));
        world.events.publish("topic", "note", "{}");
        break;
    }
  }
  TestClient last = world.client();
  last.send(get("/api/hello"));
  CHECK(last.read_reply().status == 200);
  CHECK(world.server->drain(10s));
  CHECK(world.events.listeners() == 0);
  CHECK(world.service->metrics().connections == 0);
  CHECK(world.service->metrics().in_flight == 0);
  CHECK(world.service->metrics().event_listeners == 0);
}

TEST_CASE("a request sent again with its key over another connection is replayed") {
  World world;
  for (const std::string replayed : {"", "true"}) {
    TestClient client = world.client();
    client.send(post("/api/echo", R"({"text":"once"})", "Idempotency-Key: k\r\n"));
    const auto reply = client.read_reply();
    CHECK(reply.status == 200);
    CHECK(reply.header("idempotency-replayed") == replayed);
  }
}

TEST_CASE("a request of another site is refused") {
  World world;
  TestClient client = world.client();
  client.send(post("/api/echo", R"({"text":"a"})", "Origin: https://evil.example\r\nCookie: backbeat=x\r\n"));
  CHECK(client.read_reply().status == 403);
  client.send(post("/api/echo", R"({"text":"a"})", "Origin: http://h\r\nCookie: backbeat=x\r\n"));
  CHECK(client.read_reply().status == 200);
}

TEST_CASE("a port that is taken and a certificate that is none are said at the start") {
  World world;
  const std::uint16_t port = world.start().port();
  CHECK_THROWS_AS(Server(*world.service, {.port = port}), std::system_error);
  CHECK_THROWS_WITH_AS(Server(*world.service, {.certificate_file = "/nowhere.pem", .key_file = "/nowhere.pem"}),
                       doctest::Contains("/nowhere.pem"), std::runtime_error);
}

}  // namespace
}  // namespace backbeat::http
