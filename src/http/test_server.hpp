// A server on a port of its own with a few routes, one of which waits until a test lets it go on.
#pragma once

#include "http/server.hpp"
#include "http/test_client.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace backbeat::http::testing {

using namespace std::chrono_literals;

struct ServedText {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ServedText, (), (text))

/// Handlers that wait until a test opens it; never longer than ten seconds.
class Gate {
 public:
  void wait() {
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    m_changed.notify_all();
    m_changed.wait_for(lock, 10s, [&] { return m_is_open; });
  }
  void open() {
    const std::scoped_lock lock(m_mutex);
    m_is_open = true;
    m_changed.notify_all();
  }
  bool await_waiting(int count) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, 10s, [&] { return m_waiting >= count; });
  }

 private:
  std::mutex m_mutex;
  std::condition_variable m_changed;
  int m_waiting = 0;
  bool m_is_open = false;
};

inline constexpr Asset large_asset{.path = "/large.bin", .content_type = "application/octet-stream", .etag = "\"l\"", .identity = {}};

struct ServedWorld {
  SystemClock clock;
  SystemRandom random;
  CursorKey key = CursorKey::make(random);
  MemoryIdempotencyStore idempotency{clock};
  EventHub events;
  Router router;
  Gate gate;
  std::atomic<bool> may_hear = true;
  ServerSettings settings{.workers = 4, .header_timeout = 5s, .body_timeout = 5s, .heartbeat = 5s};
  std::string large = std::string(3'000'000, 'z');
  std::array<Asset, 1> assets = {large_asset};
  std::unique_ptr<Service> service;
  std::unique_ptr<Server> server;

  ServedWorld() {
    assets[0].identity = large;
    router.tag("t", "Everything.");
    const auto doc = [](std::string id) { return Doc{.id = std::move(id), .summary = "Do it", .tag = "t"}; };
    router.post<ServedText, ServedText>("/api/echo", doc("echo"),
                                        [](const Call&, const ServedText& in) -> Result<ServedText> { return in; });
    router.get<Nothing, ServedText>("/api/hello", doc("hello"),
                                    [](const Call&, const Nothing&) -> Result<ServedText> { return ServedText{"hello"}; });
    router.post<Nothing, ServedText>("/api/wait", doc("wait"), [this](const Call&, const Nothing&) -> Result<ServedText> {
      gate.wait();
      return ServedText{"done"};
    });
    router.events<Nothing>("/api/events", doc("listen"),
                           [](const Call&, const Nothing&) -> Result<Subscription> { return Subscription{"topic", "ana"}; });
    router.upload<Nothing, ServedText>(
        "/api/upload", doc("upload"),
        [](const Call&, const Nothing&, std::string_view body) -> Result<ServedText> { return ServedText{std::to_string(body.size())}; });
  }
  ~ServedWorld() { gate.open(); }

  Server& start() {
    service = std::make_unique<Service>(
        router, assets, ServiceSettings{.cookie = CookieKind::plain, .most_body_bytes = 1000, .most_upload_bytes = 2'000'000},
        ServiceParts{.clock = clock,
                     .random = random,
                     .cursor_key = key,
                     .idempotency = idempotency,
                     .events = events,
                     .may_hear = [this](const Subscription&, const Credentials&) { return may_hear.load(); },
                     .log = [](LogLevel, std::string_view, const Params&) {}});
    server = std::make_unique<Server>(*service, settings);
    return *server;
  }
  TestClient client() {
    if (!server) start();
    return TestClient(server->port());
  }
};

inline std::string get(std::string_view target, std::string_view more = {}) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n" + std::string(more) + "\r\n";
}

inline std::string post(std::string_view target, std::string_view body, std::string_view more = {}) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(more) + "\r\n" + std::string(body);
}

}  // namespace backbeat::http::testing
