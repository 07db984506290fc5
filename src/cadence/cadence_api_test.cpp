#include "cadence/cadence_api.hpp"

#include "cadence/cadence_world_test.hpp"

#include <doctest/doctest.h>

namespace backbeat::cadence {
namespace {

using std::chrono::days;
using std::chrono::minutes;

/// The routes over a world, without sockets.
struct ApiWorld : CadenceWorld {
  access::Desk desk{.db = *db, .access = access};
  http::Router router;

  ApiWorld() { routes(router, desk, cadences); }

  Result<http::Reply> call(const http::Credentials& credentials, const std::string& path, std::string_view query = "") {
    const auto match = router.match(http::Method::get, path);
    REQUIRE_MESSAGE(match.route != nullptr, path);
    http::Call request;
    request.credentials = credentials;
    return match.route->run(request, *match.route, {.path = match.path, .query = query, .body = {}});
  }
  /// What it answered, or the code of its refusal and the field at fault.
  std::string get(Id<Person> who, const std::string& path, std::string_view query = "") {
    const auto session = accounts.open_session(root, who, "Firefox");
    REQUIRE(session);
    const auto reply = call({.session_token = session->token, .bearer_token = {}}, path, query);
    if (reply) return reply->body;
    const Error& error = reply.error().causes.empty() ? reply.error() : reply.error().causes.front();
    return std::string(error.spec->code) + " " + error.field;
  }
  std::string week_path() { return "/api/cadence/" + mark.text() + "/" + this_week().text(); }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE_FIXTURE(ApiWorld, "who is not signed in gets no answer") {
  for (const std::string& path : {std::string("/api/cadence"), std::string("/api/cadence.csv"), week_path(), std::string("/api/owed")})
    CHECK(session::code_of(call({}, path)) == "unauthenticated");
}

TEST_CASE_FIXTURE(ApiWorld, "the view has its weeks, a row for each manager seen, and totals with their interval") {
  talk();
  pass(days(7));
  const std::string body = get(mark, "/api/cadence", "weeks=2&kind=weekly_one_on_one");
  CHECK(has(body, R"("weeks":[{"week":"2027-W09","monday":"2027-03-01"},{"week":"2027-W10","monday":"2027-03-08"}])"));
  CHECK(has(body, R"({"owed":2,"held":1,"short":0,"moved":0,"excused":0,"cancelled":0,"missed":1,"pending":0,"delegated":0})"));
  CHECK(has(body, R"("n":2,"rate":0.5,"low":)"));
  CHECK(has(body, R"("leader":{"id":")" + lena.text() + R"(","name":"Lena"})"));
  CHECK(get(rita, "/api/cadence") == "forbidden ");
  CHECK(get(rita, "/api/cadence.csv") == "forbidden ");
}

TEST_CASE_FIXTURE(ApiWorld, "what nobody owes is a row without a manager, not one with the id of nobody") {
  const std::string body = get(remo, "/api/cadence", "weeks=1&kind=weekly_one_on_one");
  CHECK(has(body, R"("managers":[{"reps":)"));
  CHECK(has(body, R"("manager":{"id":")" + mark.text()));
  CHECK_FALSE(has(body, Id<Person>().text()));
}

TEST_CASE_FIXTURE(ApiWorld, "a rate of nothing decided is absent, not nought") {
  const std::string body = get(mark, "/api/cadence", "weeks=1&kind=weekly_one_on_one");
  CHECK(has(body, R"("n":0)"));
  CHECK_FALSE(has(body, R"("rate")"));
}

TEST_CASE_FIXTURE(ApiWorld, "who asks wrongly is told which field") {
  CHECK(get(mark, "/api/cadence", "weeks=54") == "invalid_value weeks");
  CHECK(get(mark, "/api/cadence", "until=2027-W54") == "invalid_value until");
  CHECK(get(mark, "/api/cadence", "kind=lunch") == "invalid_value kind");
  CHECK(get(mark, "/api/owed", "as_of=yesterday") == "invalid_value as_of");
}

TEST_CASE_FIXTURE(ApiWorld, "a week's rows carry metadata, and nothing that was said") {
  const auto id = running();
  REQUIRE(sessions.be_present(as(rita), id));
  REQUIRE(sessions.commit(as(rita), id, {.text = "canary: ask one quantified question on every call"}));
  pass(minutes(30));
  REQUIRE(sessions.end(as(mark), id));
  const std::string body = get(lena, week_path(), "kind=weekly_one_on_one");
  CHECK(has(body, R"("obligation_id":")" + rita.text() + R"(.weekly_one_on_one.2027-W09.1")"));
  CHECK(has(body, R"("state":"satisfied","on_time":true,"planned_minutes":30,"held_minutes":30,"session_id":")" + id.text()));
  CHECK_FALSE(has(body, "canary"));
  CHECK(get(rita, week_path()) == "not_found ");
  CHECK(get(xenia, week_path()) == "not_found ");
}

TEST_CASE_FIXTURE(ApiWorld, "reps gone without are named to their leader and only counted for an executive") {
  pass(days(23));
  const std::string named = get(lena, "/api/cadence", "weeks=8&kind=weekly_one_on_one");
  CHECK(has(named, "No 1:1: Rita ("));
  CHECK(has(named, R"("kind":"weeks_without")"));
  const std::string counted = get(xenia, "/api/cadence", "weeks=8&kind=weekly_one_on_one");
  CHECK(has(counted, "2 reps had no 1:1"));
  CHECK_FALSE(has(counted, "Rita"));
}

TEST_CASE_FIXTURE(ApiWorld, "a rep reads what they are owed, with its share") {
  const std::string body = get(rita, "/api/owed");
  CHECK(has(body, R"("kind":"weekly_one_on_one","kind_name":)"));
  CHECK(has(body, R"("state":"due")"));
  CHECK(has(body, R"("share":1)"));
  CHECK_FALSE(has(body, rob.text()));
  CHECK(get(rita, "/api/owed", "person_id=" + rob.text()) == "not_found ");
}

TEST_CASE_FIXTURE(ApiWorld, "the file is offered under a name") {
  const auto session = accounts.open_session(root, mark, "Firefox");
  REQUIRE(session);
  const auto reply = call({.session_token = session->token, .bearer_token = {}}, "/api/cadence.csv", "weeks=1");
  REQUIRE(reply);
  CHECK(reply->content_type == "text/csv");
  CHECK(reply->file_name == "cadence.csv");
  CHECK(has(reply->body, "2027-W09,2027-03-01,Mark,"));
}

}  // namespace
}  // namespace backbeat::cadence
