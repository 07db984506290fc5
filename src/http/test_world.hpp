// A service with a few routes, on a clock that stands still, for tests.
#pragma once

#include "http/json_value.hpp"
#include "http/service.hpp"

#include <memory>
#include <stdexcept>

namespace backbeat::http::testing {

struct Text {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Text, (), (text))

inline constexpr ErrorSpec taken{"taken", ErrorKind::conflict, "Somebody has it: {who}."};

struct World {
  ManualClock clock{Instant(1'000'000)};
  SeededRandom random{1};
  CursorKey key = CursorKey::make(random);
  MemoryIdempotencyStore idempotency{clock};
  EventHub events;
  Router router;
  ServiceSettings settings{.info = {.version = "1"}, .cookie = CookieKind::plain};
  std::string log;
  int runs = 0;
  bool is_ready = true;
  std::function<bool()> may_hear = [] { return true; };
  Call seen;
  std::unique_ptr<Service> service;

  World() { add_routes(); }

  Service& start() {
    if (!service)
      service = std::make_unique<Service>(router, AssetTable(), settings,
                                          ServiceParts{.clock = clock,
                                                       .random = random,
                                                       .cursor_key = key,
                                                       .idempotency = idempotency,
                                                       .events = events,
                                                       .may_hear = [this](const Subscription&, const Credentials&) { return may_hear(); },
                                                       .log =
                                                           [this](LogLevel, std::string_view event, const Params& params) {
                                                             log += event;
                                                             for (const auto& [name, value] : params) log += " " + name + "=" + value;
                                                             log += "\n";
                                                           },
                                                       .is_ready = [this] { return is_ready; }});
    return *service;
  }
  Response send(std::string method, std::string target, Headers headers = {}, std::string body = {}) {
    if (!body.empty()) headers.emplace_back("content-type", "application/json");
    headers.emplace_back("host", "coach.example");
    return start().answer({.method = std::move(method),
                           .target = std::move(target),
                           .headers = std::move(headers),
                           .body = std::move(body),
                           .remote_address = "10.0.0.1"});
  }

  void add_routes() {
    router.tag("t", "Everything.");
    const auto doc = [](std::string id) { return Doc{.id = std::move(id), .summary = "Do it", .tag = "t"}; };
    router.get<Nothing, Text>("/api/text", doc("get_text"), [this](const Call& call, const Nothing&) -> Result<Text> {
      seen = call;
      return Text{std::string(2000, 'x')};
    });
    router.post<Text, Created<Versioned<Text>>>("/api/text", doc("add_text"),
                                                [this](const Call&, const Text& in) -> Result<Created<Versioned<Text>>> {
                                                  ++runs;
                                                  if (in.text == "taken") return refuse(taken, "text", {{"who", "Ana"}});
                                                  if (in.text == "throw") throw std::runtime_error("disk says no");
                                                  return Created<Versioned<Text>>{"/api/text/1", {{in.text}, 4}};
                                                });
    auto versioned = doc("put_text");
    versioned.needs_version = true;
    router.put<Text, Done>("/api/text", versioned, [this](const Call& call, const Text&) -> Result<Done> {
      seen = call;
      if (call.if_match != 4) return refuse(errors::version_changed);
      return Done{};
    });
    auto sign_in = doc("sign_in");
    sign_in.is_open = sign_in.is_sign_in = true;
    router.post<Nothing, SignedIn<Text>>("/api/sign-in", sign_in, [this](const Call&, const Nothing&) -> Result<SignedIn<Text>> {
      ++runs;
      return SignedIn<Text>{{"hello"}, "s3cret", std::chrono::hours(1)};
    });
    router.post<Nothing, SignedOut>("/api/sign-out", doc("sign_out"),
                                    [](const Call&, const Nothing&) -> Result<SignedOut> { return SignedOut{}; });
    router.get<Nothing, File>("/api/file", doc("file"),
                              [](const Call&, const Nothing&) -> Result<File> { return File{"text/csv", "a\"b\r\n.csv", "x,y\n"}; });
    auto upload = doc("upload");
    upload.accepts = {"text/csv"};
    router.upload<Nothing, Text>(
        "/api/upload", upload, [](const Call&, const Nothing&, std::string_view body) -> Result<Text> { return Text{std::string(body)}; });
    router.events<Nothing>("/api/events", doc("listen"),
                           [](const Call&, const Nothing&) -> Result<Subscription> { return Subscription{"topic", "ana"}; });
  }
};

/// The code of a problem.
inline std::string code_of(const Response& response) {
  const auto json = parse_json(response.bytes());
  return json && json->find("code") != nullptr ? json->find("code")->text : "none";
}

}  // namespace backbeat::http::testing
