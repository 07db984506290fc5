#include "session/session_api.hpp"

#include "session/session_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::session {
namespace {

using std::chrono::days;
using std::chrono::minutes;

/// The routes of conversations over a world, without sockets.
struct ApiWorld : SessionWorld {
  access::Desk desk{.db = *db, .access = access};
  http::EventHub hub;
  Sessions live_sessions{*db, access, live_over(hub)};
  http::Router router;

  ApiWorld() { routes(router, desk, live_sessions); }

  http::Credentials signed_in(Id<Person> who) {
    const auto session = accounts.open_session(root, who, "Firefox");
    REQUIRE(session);
    return {.session_token = session->token, .bearer_token = {}};
  }
  Result<http::Reply> call(const http::Credentials& credentials, http::Method method, const std::string& path,
                           std::string_view body = "{}") {
    const auto match = router.match(method, path);
    REQUIRE_MESSAGE(match.route != nullptr, path);
    http::Call request;
    request.credentials = credentials;
    return match.route->run(request, *match.route, {.path = match.path, .query = {}, .body = body});
  }
  /// What it answered, or the code of its refusal.
  std::string post(Id<Person> who, const std::string& path, std::string_view body = "{}") {
    const auto reply = call(signed_in(who), http::Method::post, path, body);
    return reply ? reply->body : std::string(reply.error().spec->code);
  }
  std::string put(Id<Person> who, const std::string& path, std::string_view body) {
    const auto reply = call(signed_in(who), http::Method::put, path, body);
    return reply ? reply->body : std::string(reply.error().spec->code);
  }
  std::string get(Id<Person> who, const std::string& path) {
    const auto reply = call(signed_in(who), http::Method::get, path);
    return reply ? reply->body : std::string(reply.error().spec->code);
  }
  static std::string at(Id<Session> id, std::string_view rest = "") { return "/api/sessions/" + id.text() + std::string(rest); }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE_FIXTURE(ApiWorld, "no route answers who is not signed in") {
  const std::string id = weekly().text();
  for (const auto& route : router.routes()) {
    CAPTURE(route->pattern);
    std::vector<std::pair<std::string_view, std::string>> path;
    for (const auto& [name, value] : {std::pair<std::string_view, std::string>{"id", id}, {"stage", "open"}, {"commitment_id", id}}) {
      if (route->in_path(name)) path.emplace_back(name, value);
    }
    const std::string body = R"({"kind":"weekly_one_on_one","rep_id":")" + rita.text() +
                             R"(","starts_at":"2027-03-02T09:00:00Z","minutes":30,)" +
                             R"("reason":"pto","stage":"open","score":5,"shared":true,"competency":"discovery","commitment_id":")" + id +
                             R"(","verdict":"kept","text":"text","base_version":0})";
    const http::Arguments arguments{.path = path, .query = {}, .body = body};
    if (route->answer.is_events) {
      CHECK(code_of(route->listen({}, *route, arguments)) == "unauthenticated");
      continue;
    }
    // A body for every route has members that some of them do not know; those refuse it before they look who asks.
    const auto reply = route->run({}, *route, arguments);
    REQUIRE_FALSE(reply);
    const std::string code(reply.error().spec->code);
    CHECK((code == "unauthenticated" || code == "invalid" || code == "invalid_value"));
  }
}

TEST_CASE_FIXTURE(ApiWorld, "a conversation from the first plan to the next one, over the wire") {
  const std::string planned =
      post(mark, "/api/sessions", R"({"kind":"weekly_one_on_one","rep_id":")" + rita.text() + R"(","starts_at":"2027-03-01T09:00:00Z"})");
  REQUIRE(has(planned, "{\"id\":\""));
  const auto id = Id<Session>::parse(planned.substr(7, 13)).value();
  CHECK(has(get(rita, at(id)), R"("state":"planned")"));
  CHECK(has(post(mark, at(id, "/start")), R"("state":"running")"));
  CHECK(has(put(rita, at(id, "/notes/inspect"), R"({"text":"what we saw","base_version":0})"), R"("version":1)"));
  CHECK(has(put(mark, at(id, "/private-note"), R"({"text":"mine alone","base_version":0})"), R"("version":1)"));
  CHECK(has(post(rita, at(id, "/commitments"), R"({"text":"book two more meetings"})"), R"({"id":")"));
  pass(minutes(4));
  CHECK(has(post(mark, at(id, "/stage"), R"({"stage":"open"})"), R"("key":"inspect")"));
  pass(minutes(26));
  CHECK(has(post(mark, at(id, "/next"), R"({"starts_at":"2027-03-08T09:00:00Z"})"), R"("starts_at":"2027-03-08T09:00:00Z")"));
  CHECK(has(post(mark, at(id, "/end")), R"("state":"held")"));
  CHECK(has(post(rita, at(id, "/usefulness"), R"({"score":9})"), R"("usefulness":9)"));

  const std::string his = get(mark, at(id));
  CHECK(has(his, "what we saw"));
  CHECK(has(his, "mine alone"));
  CHECK(has(his, R"("kind_hint":"outcome")"));
  CHECK(has(his, R"("skill_seconds")"));
  CHECK_FALSE(has(his, "usefulness\":9"));
  CHECK_FALSE(has(get(rita, at(id)), "mine alone"));
  for (const auto who : {lena, olaf, rob, eva, remo, ada, xenia}) CHECK(get(who, at(id)) == "not_found");
}

TEST_CASE_FIXTURE(ApiWorld, "a held session that was short is called short") {
  const auto id = weekly();
  CHECK(has(post(mark, at(id, "/start")), "running"));
  CHECK(post(rita, at(id, "/presence")).size() > 100);
  pass(minutes(10));
  CHECK(has(post(mark, at(id, "/end")), R"("state":"short")"));
}

TEST_CASE_FIXTURE(ApiWorld, "the answer's version is that of its ETag and grows with every change") {
  const auto id = weekly();
  const auto before = call(signed_in(mark), http::Method::get, at(id));
  const auto after = call(signed_in(mark), http::Method::post, at(id, "/start"));
  REQUIRE(before);
  REQUIRE(after);
  CHECK(after->version > before->version);
  CHECK(has(after->body, "\"version\":" + std::to_string(*after->version)));
}

TEST_CASE_FIXTURE(ApiWorld, "values that are none are refused by their field") {
  const auto id = weekly();
  const auto refused = [&](std::string_view verb, std::string_view body) {
    const auto reply = call(signed_in(mark), http::Method::post, at(id, verb), body);
    REQUIRE_FALSE(reply);
    return reply.error().causes.empty() ? reply.error().field : reply.error().causes[0].field;
  };
  CHECK(refused("/usefulness", R"({"score":11})") == "score");
  CHECK(refused("/excuse", R"({"reason":"boredom"})") == "reason");
  CHECK(refused("/cancel", R"({})") == "reason");
  CHECK(refused("/move", R"({"starts_at":"tomorrow","reason":"why"})") == "starts_at");
  CHECK(refused("/gate", R"({"commitment_id":"x","verdict":"kept"})") == "commitment_id");
  CHECK(refused("/start", R"({"skip_gate_reason":""})") == "skip_gate_reason");
}

TEST_CASE_FIXTURE(ApiWorld, "a note that was changed meanwhile is refused with what stands there") {
  const auto id = running();
  REQUIRE(has(put(rita, at(id, "/notes/inspect"), R"({"text":"hers","base_version":0})"), "hers"));
  const auto reply = call(signed_in(mark), http::Method::put, at(id, "/notes/inspect"), R"({"text":"his","base_version":0})");
  REQUIRE_FALSE(reply);
  CHECK(reply.error().spec->kind == ErrorKind::conflict);
  CHECK(reply.error().params == Params{{"text", "hers"}, {"version", "1"}});
}

TEST_CASE_FIXTURE(ApiWorld, "only the two can listen, and listening to a running session is live use") {
  const auto id = weekly();
  const auto match = router.match(http::Method::get, at(id, "/events"));
  REQUIRE(match.route != nullptr);
  const auto listen_as = [&](Id<Person> who) {
    http::Call request;
    request.credentials = signed_in(who);
    return match.route->listen(request, *match.route, {.path = match.path, .query = {}, .body = {}});
  };
  for (const auto who : {lena, olaf, rob, eva, remo, ada, xenia}) CHECK(code_of(listen_as(who)) == "not_found");
  const auto heard = listen_as(rita);
  REQUIRE(heard);
  CHECK(heard->topic == topics.of(org, id));
  CHECK(heard->member == rita.text() + "Rita");
  CHECK_FALSE(seen_by(rita, id).state.used_by_rep);
  REQUIRE(sessions.start(as(mark), id, std::nullopt));
  REQUIRE(listen_as(rita));
  CHECK(seen_by(rita, id).state.used_by_rep);
}

TEST_CASE_FIXTURE(ApiWorld, "what happens is heard by those who listen, and a rep who listens at the start was there") {
  const auto id = weekly();
  const auto listener = hub.join({.topic = topics.of(org, id), .member = rita.text() + "Rita"}, [] {});
  REQUIRE(live_sessions.start(as(mark), id, std::nullopt));
  REQUIRE(live_sessions.write_note(as(mark), id, "inspect", "a note", 0));
  const std::string heard = listener->take();
  CHECK(has(heard, "event: state"));
  CHECK(has(heard, "event: timer"));
  CHECK(has(heard, R"("stage":"inspect","since":"2027-03-01T09:00:00Z","total_seconds":0)"));
  CHECK(has(heard, "event: note"));
  CHECK(has(heard, R"("text":"a note")"));
  CHECK(seen_by(mark, id).state.used_by_rep);
}

TEST_CASE_FIXTURE(ApiWorld, "a hint is a hint: it refuses nothing and keeps nothing") {
  CHECK(has(post(rita, "/api/commitment-hint", R"({"text":"book two more meetings"})"), R"({"kind":"outcome","hint":")"));
  CHECK(post(rita, "/api/commitment-hint", R"({"text":"ask why on every call"})") == R"({"kind":"behaviour"})");
}

TEST_CASE_FIXTURE(ApiWorld, "what both shared is read by those above") {
  const auto id = running();
  REQUIRE(has(put(rita, at(id, "/notes/inspect"), R"({"text":"shared words","base_version":0})"), "shared"));
  CHECK(get(lena, at(id, "/shared")) == "not_found");
  CHECK(has(post(rita, at(id, "/share"), R"({"shared":true})"), R"("shared_with_leader":{"rep":true,"manager":false})"));
  CHECK(has(post(mark, at(id, "/share"), R"({"shared":true})"), R"("shared_with_leader":{"rep":true,"manager":true})"));
  CHECK(has(get(lena, at(id, "/shared")), "shared words"));
  CHECK(get(lena, at(id)) == "not_found");
  CHECK(get(olaf, at(id, "/shared")) == "not_found");
}

}  // namespace
}  // namespace backbeat::session
