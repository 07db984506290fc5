#include "http/service.hpp"

#include "base/text.hpp"
#include "http/problem.hpp"
#include "http/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

using testing::code_of;
using testing::World;

TEST_CASE("a refusal is a problem with status, code, field, parameters and the request's id") {
  World world;
  const Response response = world.send("POST", "/api/text", {}, R"({"text":"taken"})");
  CHECK(response.status == 409);
  CHECK(response.header("Content-Type") == "application/problem+json");
  CHECK(response.body ==
        R"({"type":"about:blank","title":"Conflict","status":409,"detail":"Somebody has it: Ana.","code":"taken","field":"text",)"
        R"("params":{"who":"Ana"},"request_id":")" +
            std::string(response.header("X-Request-Id")) + "\"}");
}

TEST_CASE("every kind of refusal has its status") {
  for (const auto& [kind, status] : {std::pair{ErrorKind::invalid, 422},
                                     {ErrorKind::unauthenticated, 401},
                                     {ErrorKind::forbidden, 403},
                                     {ErrorKind::not_found, 404},
                                     {ErrorKind::conflict, 409},
                                     {ErrorKind::precondition_failed, 412},
                                     {ErrorKind::precondition_required, 428},
                                     {ErrorKind::too_large, 413},
                                     {ErrorKind::too_many_requests, 429},
                                     {ErrorKind::unavailable, 503}})
    CHECK(status_of(ErrorSpec{"x", kind, "x"}) == status);
}

TEST_CASE("a failing world is a 500 that tells the log, not the client") {
  World world;
  const Response response = world.send("POST", "/api/text", {}, R"({"text":"throw"})");
  CHECK(response.status == 500);
  CHECK(response.body.find("disk") == std::string::npos);
  CHECK(world.log.find("operation=add_text error=disk says no") != std::string::npos);
}

TEST_CASE("the log has no text that people wrote") {
  World world;
  world.send("POST", "/api/text", {{"cookie", "backbeat=canary1"}, {"authorization", "Bearer canary2"}}, R"({"text":"canary3"})");
  world.send("GET", "/api/text?canary4=1");
  CHECK(world.log.find("canary") == std::string::npos);
  CHECK(world.log.find("operation=add_text") != std::string::npos);
}

TEST_CASE("an unknown path is 404, a known one with another method 405 and says which it takes") {
  World world;
  CHECK(world.send("GET", "/api/nothing").status == 404);
  CHECK(code_of(world.send("GET", "/api/nothing")) == "no_such_path");
  for (const std::string method : {"DELETE", "BREW"}) {
    const Response response = world.send(method, "/api/text");
    CHECK(response.status == 405);
    CHECK(response.header("Allow") == "GET, HEAD, POST, PUT, OPTIONS");
  }
  CHECK(world.send("OPTIONS", "/api/text").status == 204);
  CHECK(world.send("OPTIONS", "/api/text").header("Allow") == "GET, HEAD, POST, PUT, OPTIONS");
  CHECK(world.send("POST", "/").status == 405);
}

TEST_CASE("HEAD answers as GET does, without the body") {
  World world;
  const Response response = world.send("HEAD", "/api/text");
  CHECK(response.status == 200);
  CHECK(response.is_head);
  CHECK(head_of(response, After::keep_alive).find("Content-Length: 2011\r\n") != std::string::npos);
}

TEST_CASE("every answer carries the security headers, and none of the API is kept in caches") {
  World world;
  for (const Response& response : {world.send("GET", "/api/text"), world.send("GET", "/api/nothing"), world.send("GET", "/")}) {
    CHECK(response.header("Content-Security-Policy").starts_with("default-src 'self'; style-src 'self'"));
    CHECK(response.header("X-Content-Type-Options") == "nosniff");
    CHECK(response.header("Referrer-Policy") == "same-origin");
    CHECK(response.header("Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(response.header("Cache-Control") == "no-store");
  }
}

TEST_CASE("a large answer is compressed for who takes gzip") {
  World world;
  CHECK(world.send("GET", "/api/text").body.size() == 2011);
  const Response response = world.send("GET", "/api/text", {{"accept-encoding", "gzip"}});
  CHECK(response.header("Content-Encoding") == "gzip");
  CHECK(response.header("Vary") == "Accept-Encoding");
  CHECK(response.body.size() < 200);
}

TEST_CASE("credentials reach the handler as they came") {
  World world;
  world.send("GET", "/api/text", {{"cookie", "a=1; backbeat=tok; b=2"}, {"authorization", "bearer  abc "}, {"user-agent", "curl"}});
  CHECK(world.seen.credentials.session_token == "tok");
  CHECK(world.seen.credentials.bearer_token == "abc");
  CHECK(world.seen.user_agent == "curl");
  CHECK(world.seen.remote_address == "10.0.0.1");
}

TEST_CASE("behind a proxy its last word about the client counts, otherwise nobody's") {
  const Headers forwarded = {{"x-forwarded-for", "1.1.1.1, 2.2.2.2"}, {"x-forwarded-proto", "https"}};
  World direct;
  direct.send("GET", "/api/text", forwarded);
  CHECK(direct.seen.remote_address == "10.0.0.1");
  CHECK_FALSE(direct.seen.is_secure);
  World proxied;
  proxied.settings.is_behind_proxy = true;
  proxied.send("GET", "/api/text", forwarded);
  CHECK(proxied.seen.remote_address == "2.2.2.2");
  CHECK(proxied.seen.is_secure);
}

TEST_CASE("the cookie is __Host-, Secure and HttpOnly; on plain http it has another name") {
  World plain;
  CHECK(plain.send("POST", "/api/sign-in").header("Set-Cookie") == "backbeat=s3cret; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600");
  World secure;
  secure.settings.cookie = CookieKind::secure;
  CHECK(secure.send("POST", "/api/sign-in").header("Set-Cookie") ==
        "__Host-backbeat=s3cret; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure");
  const Response out = secure.send("POST", "/api/sign-out");
  CHECK(out.status == 204);
  CHECK(out.header("Set-Cookie") == "__Host-backbeat=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
}

TEST_CASE("a version is required where it is, wrong in form 400, old 412") {
  World world;
  const std::string body = R"({"text":"a"})";
  CHECK(world.send("PUT", "/api/text", {}, body).status == 428);
  CHECK(world.send("PUT", "/api/text", {{"if-match", "4"}}, body).status == 400);
  CHECK(world.send("PUT", "/api/text", {{"if-match", "\"3\""}}, body).status == 412);
  CHECK(world.send("PUT", "/api/text", {{"if-match", "\"4\""}}, body).status == 204);
  CHECK(world.send("PUT", "/api/text", {{"if-match", "W/\"4\""}}, body).status == 204);
}

TEST_CASE("a body of another content type is 415") {
  World world;
  const auto send = [&](std::string target, std::string type) {
    return world.start()
        .answer({.method = "POST", .target = std::move(target), .headers = {{"content-type", std::move(type)}}, .body = "{\"text\":\"a\"}"})
        .status;
  };
  CHECK(send("/api/text", "text/plain") == 415);
  CHECK(send("/api/text", "") == 415);
  CHECK(send("/api/text", "application/json; charset=utf-8") == 201);
  CHECK(send("/api/upload", "application/json") == 415);
  CHECK(send("/api/upload", "Text/CSV") == 200);
}

TEST_CASE("an answer that quotes a header is JSON, whatever bytes the header had") {
  World world;
  for (const char* name : {"content-type", "content-encoding"}) {
    const Response response = world.send("POST", "/api/text", {{name, "caf\xe9/\xff"}}, "{}");
    CHECK(response.status == 415);
    CHECK(is_utf8(response.body));
    CHECK(response.body.contains("café/ÿ"));
  }
}

TEST_CASE("a compressed body is 415: what it would grow to nobody can know") {
  World world;
  const auto send = [&](std::string encoding) {
    return world.start()
        .answer({.method = "POST",
                 .target = "/api/upload",
                 .headers = {{"content-type", "text/csv"}, {"content-encoding", std::move(encoding)}},
                 .body = "a,b"})
        .status;
  };
  CHECK(send("gzip") == 415);
  CHECK(send("br, gzip") == 415);
  CHECK(send("Identity") == 200);
  CHECK(send("") == 200);
}

TEST_CASE("an unsafe request from another site is refused before its handler, one with a bearer token is not a browser's") {
  struct Row {
    Headers headers;
    int status;
  };
  for (const auto& row :
       {Row{{{"origin", "https://evil.example"}}, 403}, Row{{{"origin", "null"}}, 403},
        Row{{{"origin", "https://coach.example.evil.example"}}, 403}, Row{{{"sec-fetch-site", "cross-site"}}, 403},
        Row{{{"sec-fetch-site", "same-site"}}, 403}, Row{{{"origin", "https://coach.example"}}, 201},
        Row{{{"sec-fetch-site", "same-origin"}, {"origin", "https://coach.example"}}, 201}, Row{{}, 201},
        Row{{{"origin", "https://own.example"}}, 201}, Row{{{"origin", "https://evil.example"}, {"authorization", "Bearer t"}}, 201}}) {
    World world;
    world.settings.own_origins = {"https://own.example"};
    CHECK(world.send("POST", "/api/text", row.headers, R"({"text":"a"})").status == row.status);
    CHECK(world.runs == (row.status == 201 ? 1 : 0));
    CHECK(world.send("GET", "/api/text", row.headers).status == 200);
  }
}

TEST_CASE("too many requests are 429 with Retry-After, sooner for signing in") {
  World world;
  world.settings.per_credential = {.burst = 2, .per_second = 0.1};
  world.settings.sign_in = {.burst = 1, .per_second = 0.1};
  const Headers ana = {{"cookie", "backbeat=ana"}};
  CHECK(world.send("GET", "/api/text", ana).status == 200);
  CHECK(world.send("GET", "/api/text", ana).status == 200);
  const Response limited = world.send("GET", "/api/text", ana);
  CHECK(limited.status == 429);
  CHECK(limited.header("Retry-After") == "10");
  CHECK(world.send("GET", "/api/text", {{"cookie", "backbeat=ben"}}).status == 200);
  CHECK(world.send("POST", "/api/sign-in").status == 200);
  CHECK(world.send("POST", "/api/sign-in").status == 429);
  world.clock.advance(std::chrono::seconds(10));
  CHECK(world.send("POST", "/api/sign-in").status == 200);
}

TEST_CASE("making up credentials does not get around the limit of an address") {
  World world;
  world.settings.per_address = {.burst = 5, .per_second = 1};
  int limited = 0;
  for (int i = 0; i < 10; ++i)
    if (world.send("GET", "/api/text", {{"cookie", "backbeat=made-up-" + std::to_string(i)}}).status == 429) ++limited;
  CHECK(limited == 5);
}

TEST_CASE("a file is offered under a name that cannot break out of its header") {
  World world;
  const Response response = world.send("GET", "/api/file");
  CHECK(response.header("Content-Disposition") == "attachment; filename=\"a_b__.csv\"");
  CHECK(response.body == "x,y\n");
}

TEST_CASE("a value in a header cannot begin another header") {
  Response response;
  response.add("Location", "/a\r\nSet-Cookie: x=1");
  CHECK(head_of(response, After::close).find("\r\nSet-Cookie") == std::string::npos);
}

TEST_CASE("an event route answers a subscription, and none while the server stops") {
  World world;
  CHECK(world.send("GET", "/api/events").events->topic == "topic");
  world.start().drain();
  CHECK(world.send("GET", "/api/events").status == 503);
  CHECK(world.send("GET", "/readyz").status == 503);
  CHECK(world.send("GET", "/healthz").status == 200);
}

TEST_CASE("readiness asks the program") {
  World world;
  CHECK(world.send("GET", "/readyz").status == 200);
  world.is_ready = false;
  CHECK(world.send("GET", "/readyz").status == 503);
}

TEST_CASE("metrics count by operation and status, for the machine itself or a token's bearer") {
  World world;
  world.settings.metrics_token = "m";
  world.send("GET", "/api/text");
  world.send("GET", "/api/whatever/x");
  CHECK(world.send("GET", "/metrics").status == 401);
  const Response response = world.send("GET", "/metrics", {{"authorization", "Bearer m"}});
  CHECK(response.body.find("backbeat_http_requests_total{operation=\"get_text\",status=\"200\"} 1\n") != std::string::npos);
  CHECK(response.body.find("backbeat_http_requests_total{operation=\"none\",status=\"404\"} 1\n") != std::string::npos);
  CHECK(response.body.find("backbeat_http_request_seconds_count{operation=\"get_text\"} 1\n") != std::string::npos);
  World open;
  CHECK(open.send("GET", "/metrics").status == 401);
  CHECK(open.start().answer({.method = "GET", .target = "/metrics", .remote_address = "127.0.0.1"}).status == 200);
}

TEST_CASE("the document is served") {
  World world;
  const Response response = world.send("GET", "/api/openapi.json");
  CHECK(response.status == 200);
  CHECK(response.body == world.start().openapi());
}

TEST_CASE("where nobody can tell whether somebody may still hear, they hear nothing, and the log says why") {
  World world;
  const Response response = world.send("GET", "/api/events");
  CHECK(response.may_still_hear());
  world.may_hear = []() -> bool { throw std::runtime_error("no database"); };
  CHECK_FALSE(response.may_still_hear());
  CHECK(world.log.find("stream not checked error=no database") != std::string::npos);
}

}  // namespace
}  // namespace backbeat::http
