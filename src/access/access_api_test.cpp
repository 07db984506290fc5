#include "access/access_api.hpp"

#include "access/api_world_test.hpp"

namespace backbeat::access {
namespace {

struct House : AccessWorld {
  Id<Person> ada = add_person(org, "Ada Admin", "ada@example.com");
  Id<Person> rita = add_person(org, "Rita Rep", "rita@example.com");
  Id<Person> nina = add_person(org, "Nina New", "nina@example.com");
  Id<User> ada_user = add_user(ada, {Role::admin});
  Id<User> rita_user = add_user(rita, {Role::rep, Role::manager});
};

struct Api : ApiWorld<House> {
  Api() { routes(router, desk, accounts); }
  std::string user_path(Id<User> user) { return "/api/users/" + user.text(); }
};

constexpr std::string_view signing_in = R"({"email": "rita@example.com", "password": "correct horse"})";

}  // namespace

TEST_CASE_FIXTURE(Api, "who is not signed in gets no answer but to signing in, out and a set-up link") {
  for (const std::string path : {"/api/me", "/api/tokens", "/api/sign-in/sessions", "/api/users"})
    CHECK(get({}, path) == "unauthenticated");
  CHECK(post({}, "/api/sign-out-everywhere", "{}") == "unauthenticated");
  CHECK(post({}, "/api/password", R"({"current": "a", "new": "b"})") == "unauthenticated");
  CHECK(post({}, "/api/sign-out", "{}").empty());
  CHECK(get({}, "/api/set-up/nonsense") == "link_ended");
}

TEST_CASE_FIXTURE(Api, "signing in answers who it is and sets the cookie for two weeks") {
  const std::string me = post({}, "/api/sign-in", signing_in);
  CHECK(has(me, R"("email":"rita@example.com","roles":["rep","manager"])"));
  CHECK(has(me, R"("organisation":{"id":")" + org.text() + R"(","name":"Northwind","time_zone":"Europe/Madrid","fiscal_first_month":1)"));
  CHECK(has(me, R"("person":{"id":")" + rita.text() + R"(","name":"Rita Rep"})"));
  CHECK(has(me, R"("demo":false)"));
  CHECK(!last->session_token.empty());
  CHECK(last->max_age == std::chrono::days(14));
  CHECK(get({.session_token = last->session_token, .bearer_token = {}}, "/api/me") == me);
}

TEST_CASE_FIXTURE(Api, "a session that signs in again is over, and signing out clears the cookie") {
  const auto first = browser("rita@example.com");
  CHECK(has(post(first, "/api/sign-in", signing_in), "Rita"));
  const http::Credentials second{.session_token = last->session_token, .bearer_token = {}};
  CHECK(get(first, "/api/me") == "unauthenticated");
  CHECK(post(second, "/api/sign-out", "{}").empty());
  CHECK(last->signs_out);
  CHECK(get(second, "/api/me") == "unauthenticated");
}

TEST_CASE_FIXTURE(Api, "a wrong password and a request without one are told apart, an unknown address and a wrong password are not") {
  CHECK(post({}, "/api/sign-in", R"({"email": "rita@example.com"})") == "missing_field password");
  CHECK(post({}, "/api/sign-in", R"({"email": "rita@example.com", "password": "wrong"})") == "wrong_password");
  CHECK(post({}, "/api/sign-in", R"({"email": "nobody@example.com", "password": "wrong"})") == "wrong_password");
}

TEST_CASE_FIXTURE(Api, "an account is made with a link, the link sets a password and signs in, once") {
  const auto admin = browser("ada@example.com");
  const std::string made = post(admin, "/api/users", R"({"person_id": ")" + nina.text() + R"(", "roles": ["rep"]})");
  CHECK(last->status == 201);
  CHECK(has(made, R"("has_password":false)"));
  const std::string link = value_of(made, "set_up_link");
  REQUIRE(link.starts_with("/set-up/"));
  const std::string path = "/api" + link;
  CHECK(get({}, path) == R"({"email":"nina@example.com","name":"Nina New","organisation":"Northwind"})");
  CHECK(post({}, path, R"({"password": "short"})") == "invalid_value password");
  CHECK(has(post({}, path, R"({"password": "battery staple"})"), "nina@example.com"));
  CHECK(!last->session_token.empty());
  CHECK(post({}, path, R"({"password": "battery staple"})") == "link_ended");
}

TEST_CASE_FIXTURE(Api, "a change of an account needs the version it was made for") {
  const auto admin = browser("ada@example.com");
  CHECK(has(get(admin, user_path(rita_user)), R"("roles":["rep","manager"],"active":true)"));
  CHECK(last->version == 1);
  const auto patch = [&](std::optional<std::int64_t> version, std::string_view body) {
    return ask(admin, http::Method::patch, user_path(rita_user), "", body, version);
  };
  CHECK(patch({}, R"({"active": false})") == "version_required");
  CHECK(patch(7, R"({"active": false})") == "version_changed");
  CHECK(has(patch(1, R"({"roles": ["leader"]})"), R"("roles":["leader"])"));
  CHECK(last->version == 2);
  CHECK(has(patch(2, R"({"roles": ["emperor"]})"), "roles"));
}

TEST_CASE_FIXTURE(Api, "accounts are listed in pages whose cursors cannot be made up") {
  const auto admin = browser("ada@example.com");
  const std::string first = get(admin, "/api/users", "limit=1");
  CHECK(has(first, "ada@example.com"));
  const std::string second = get(admin, "/api/users", "limit=1&cursor=" + value_of(first, "next_cursor"));
  CHECK(has(second, "rita@example.com"));
  CHECK(!has(second, "next_cursor"));
  CHECK(has(get(admin, "/api/users", "cursor=forged"), "cursor"));
  CHECK(get(browser("rita@example.com"), "/api/users") == "forbidden");
}

TEST_CASE_FIXTURE(Api, "a token's secret is shown when it is made and never again, and the token only reads") {
  const auto rep = browser("rita@example.com");
  const std::string secret = value_of(post(rep, "/api/tokens", R"({"name": "script"})"), "secret");
  CHECK(last->status == 201);
  CHECK(!has(get(rep, "/api/tokens"), secret));
  const http::Credentials robot{.session_token = {}, .bearer_token = secret};
  CHECK(has(get(robot, "/api/me"), "rita@example.com"));
  CHECK(get(robot, "/api/tokens") == "needs_a_browser");
  CHECK(ask(robot, http::Method::patch, "/api/me", "", R"({"single_key_shortcuts": false})") == "needs_a_browser");
  const std::string id = value_of(get(rep, "/api/tokens"), "id");
  CHECK(ask(rep, http::Method::del, "/api/tokens/" + id, "", "").empty());
  CHECK(get(robot, "/api/me") == "unauthenticated");
}

TEST_CASE_FIXTURE(Api, "one's own zone and shortcuts are changed alone") {
  const auto rep = browser("rita@example.com");
  const auto patch = [&](std::string_view body) { return ask(rep, http::Method::patch, "/api/me", "", body); };
  CHECK(has(patch(R"({"time_zone": "Asia/Tokyo"})"), R"("time_zone":"Asia/Tokyo","single_key_shortcuts":true)"));
  CHECK(has(patch(R"({"single_key_shortcuts": false})"), R"("time_zone":"Asia/Tokyo","single_key_shortcuts":false)"));
  CHECK(has(patch(R"({"time_zone": "Mars/Olympus"})"), "time_zone"));
}

}  // namespace backbeat::access
