#include "http/api.hpp"

#include "http/read.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace backbeat::http {
namespace {

struct ById {
  Id<Person> id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (id))

struct Text {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Text, (), (text))

enum class Role { rep, manager };
BOOST_DESCRIBE_ENUM(Role, rep, manager)

struct Search {
  std::optional<Str<0, 10>> search;
  std::optional<Int<1, 200>> limit;
  std::vector<Role> role;
  std::optional<bool> active;
  std::optional<double> share;
};
BOOST_DESCRIBE_STRUCT(Search, (), (search, limit, role, active, share))

struct Rename {
  Id<Person> id;
  Str<1, 20> name;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Rename, (), (id, name, note))

struct Nested {
  Text text;
};
BOOST_DESCRIBE_STRUCT(Nested, (), (text))

Doc doc(std::string id) {
  return {.id = std::move(id), .summary = "A summary", .tag = "people"};
}

const auto nothing = [](const Call&, const auto&) -> Result<Done> { return Done{}; };

Router tagged() {
  Router router;
  router.tag("people", "Who works here.");
  return router;
}

/// Runs the only route of that method and path.
Result<Reply> run(const Router& router, Method method, std::string_view path, std::string_view query = {}, std::string_view body = {}) {
  const auto match = router.match(method, path);
  REQUIRE(match.route != nullptr);
  return match.route->run({}, *match.route, {.path = match.path, .query = query, .body = body});
}

std::string faults(const Result<Reply>& reply) {
  if (reply) return "none";
  std::string out;
  for (const Error& cause : reply.error().causes) out += cause.field + ": " + cause.message() + "\n";
  return out.empty() ? std::string(reply.error().spec->code) : out;
}

TEST_CASE("a fixed segment goes before a parameter, whatever came first") {
  Router router = tagged();
  router.get<ById, Done>("/api/people/{id}", doc("get_person"), nothing);
  router.get<Nothing, Done>("/api/people/me", doc("get_me"), nothing);
  CHECK(router.match(Method::get, "/api/people/me").route->doc.id == "get_me");
  const auto match = router.match(Method::get, "/api/people/0000000000001");
  CHECK(match.route->doc.id == "get_person");
  CHECK(match.path.at(0).first == "id");
  CHECK(match.path.at(0).second == "0000000000001");
}

TEST_CASE("an unknown path matches nothing, and a known one says which methods it takes") {
  Router router = tagged();
  router.get<ById, Done>("/api/people/{id}", doc("get_person"), nothing);
  router.put<ById, Done>("/api/people/{id}", doc("put_person"), nothing);
  for (const std::string_view path : {"/api/people", "/api/people/", "/api/people/a/b", "/", "", "/api/people/%zz"}) {
    const auto match = router.match(Method::get, path);
    CHECK(match.route == nullptr);
    CHECK(match.allowed.empty());
  }
  const auto match = router.match(Method::del, "/api/people/x");
  CHECK(match.route == nullptr);
  CHECK(match.allowed == std::vector{Method::get, Method::put});
}

TEST_CASE("a parameter may hold an encoded slash") {
  Router router = tagged();
  router.get<Text, Text>("/api/echo/{text}", doc("echo"), [](const Call&, const Text& in) -> Result<Text> { return in; });
  CHECK(run(router, Method::get, "/api/echo/a%2Fb%20%C3%A9")->body == R"({"text":"a/b é"})");
}

TEST_CASE("a query is read by the members' types, a list from repeated parameters") {
  Router router = tagged();
  Search seen;
  router.get<Search, Done>("/api/people", doc("list_people"), [&](const Call&, const Search& in) -> Result<Done> {
    seen = in;
    return Done{};
  });
  CHECK(run(router, Method::get, "/api/people", "search=an%20a+b&limit=20&role=rep&role=manager&active=true&share=0.5"));
  CHECK(seen.search->value() == "an a b");
  CHECK(seen.limit->value() == 20);
  CHECK(seen.role == std::vector{Role::rep, Role::manager});
  CHECK(*seen.active);
  CHECK(*seen.share == 0.5);
  CHECK(run(router, Method::get, "/api/people"));
  CHECK_FALSE(seen.search);
}

TEST_CASE("every fault of a query is named") {
  Router router = tagged();
  router.get<Search, Done>("/api/people", doc("list_people"), nothing);
  CHECK(faults(run(router, Method::get, "/api/people", "limit=many&role=boss&active=1&share=nan&limt=3&search=a&search=b")) ==
        "search: This field is given twice.\n"
        "limit: Expected a whole number from 1 to 200, found \"many\".\n"
        "role: Expected one of rep, manager, found \"boss\".\n"
        "active: Expected true or false, found \"1\".\n"
        "share: Expected a number, found \"nan\".\n"
        "limt: There is no field of this name. Did you mean limit?\n");
  CHECK(faults(run(router, Method::get, "/api/people", "search=%ff")) == "malformed_url");
}

TEST_CASE("a body joins the path in one input, and may not bring what the path says") {
  Router router = tagged();
  router.patch<Rename, Text>("/api/people/{id}", doc("rename"),
                             [](const Call&, const Rename& in) -> Result<Text> { return Text{in.id.text() + in.name.value()}; });
  const std::string_view path = "/api/people/0000000000001";
  CHECK(run(router, Method::patch, path, {}, R"({"name":"Ana"})")->body == R"({"text":"0000000000001Ana"})");
  CHECK(faults(run(router, Method::patch, "/api/people/x", {}, R"({"name":"","id":"0000000000002"})")) ==
        "id: Expected an id of 13 characters, found \"x\".\n"
        "name: Expected 1 to 20 characters, found none.\n"
        "id: There is no field of this name.\n");
  CHECK(faults(run(router, Method::patch, path)) == "name: This field is required.\n");
  CHECK(faults(run(router, Method::patch, path, "dry=1", R"({"name":"Ana"})")) == "dry: There is no field of this name.\n");
  CHECK(faults(run(router, Method::patch, path, {}, "[]")) == "invalid_value");
}

TEST_CASE("an input of optional members takes an empty body") {
  Router router = tagged();
  router.post<Search, Done>("/api/search", doc("search"), nothing);
  CHECK(faults(run(router, Method::post, "/api/search", {}, "")) == "role: This field is required.\n");
  router.post<Nothing, Done>("/api/ping", doc("ping"), nothing);
  CHECK(run(router, Method::post, "/api/ping", {}, ""));
  CHECK(run(router, Method::post, "/api/ping", {}, "{}"));
}

TEST_CASE("wrappers of an answer give status, location, version and cookie, also nested") {
  Router router = tagged();
  router.post<Nothing, Created<Versioned<Text>>>("/api/a", doc("a"), [](const Call&, const Nothing&) -> Result<Created<Versioned<Text>>> {
    return Created<Versioned<Text>>{"/api/a/1", {{"x"}, 3}};
  });
  router.post<Nothing, SignedIn<Text>>("/api/b", doc("b"), [](const Call&, const Nothing&) -> Result<SignedIn<Text>> {
    return SignedIn<Text>{{"x"}, "secret", std::chrono::hours(1)};
  });
  router.get<Nothing, Page<Text>>("/api/c", doc("c"),
                                  [](const Call&, const Nothing&) -> Result<Page<Text>> { return Page<Text>{{{"x"}}, {}}; });
  const auto created = run(router, Method::post, "/api/a");
  CHECK(created->status == 201);
  CHECK(created->location == "/api/a/1");
  CHECK(created->version == 3);
  CHECK(run(router, Method::post, "/api/b")->session_token == "secret");
  CHECK(run(router, Method::get, "/api/c")->body == R"({"items":[{"text":"x"}]})");
}

TEST_CASE("a route that cannot work ends the program at its start") {
  Router router = tagged();
  router.get<ById, Done>("/api/people/{id}", doc("get_person"), nothing);
  CHECK_THROWS_AS((router.get<ById, Done>("/api/others/{id}", doc("get_person"), nothing)), std::logic_error);
  CHECK_THROWS_AS((router.get<Text, Done>("/api/people/{text}", doc("again"), nothing)), std::logic_error);
  CHECK_THROWS_AS((router.get<ById, Done>("/api/people/{person}/x", doc("b"), nothing)), std::logic_error);
  CHECK_THROWS_AS((router.get<Nested, Done>("/api/nested", doc("c"), nothing)), std::logic_error);
  CHECK_THROWS_AS((router.get<Nothing, Done>("/people", doc("d"), nothing)), std::logic_error);
  CHECK_THROWS_AS((router.get<Nothing, Done>("/api/x", {.id = "x", .summary = "x", .tag = "nowhere"}, nothing)), std::logic_error);
}

}  // namespace
}  // namespace backbeat::http
