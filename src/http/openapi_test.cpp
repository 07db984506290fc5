#include "http/openapi.hpp"

#include "http/json_value.hpp"
#include "http/schema.hpp"

#include <doctest/doctest.h>

#include <set>

namespace backbeat::http {
namespace first {
enum class Kind { a, b };
BOOST_DESCRIBE_ENUM(Kind, a, b)
struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))
}  // namespace first

namespace second {
enum class Kind { c };
BOOST_DESCRIBE_ENUM(Kind, c)
namespace {
struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))
}  // namespace
}  // namespace second

namespace {

struct Row {
  first::PersonRef person;
  second::PersonRef manager;
  first::Kind kind = first::Kind::a;
  std::optional<second::Kind> other;
  Int<1, 240> minutes;
  std::optional<Str<1, 9>> note;
  std::vector<LocalDate> days;
};
BOOST_DESCRIBE_STRUCT(Row, (), (person, manager, kind, other, minutes, note, days))

struct Change {
  Id<Person> id;
  Str<1, 20> name;
};
BOOST_DESCRIBE_STRUCT(Change, (), (id, name))

struct Query {
  std::optional<Int<1, 200>> limit;
  IsoWeek week;
};
BOOST_DESCRIBE_STRUCT(Query, (), (limit, week))

struct Login {
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Login, (), (email))

template <class Out>
auto answers() {
  return [](const Call&, const auto&) -> Result<Out> { return Out{}; };
}

void add_routes(Router& router) {
  router.tag("people", "Who works here.");
  router.patch<Change, Versioned<Row>>(
      "/api/people/{id}",
      {.id = "change_person", .summary = "Change a person", .tag = "people", .errors = {&errors::not_found}, .needs_version = true},
      answers<Versioned<Row>>());
  router.get<Query, Page<Row>>("/api/people", {.id = "list_people", .summary = "List people", .tag = "people"}, answers<Page<Row>>());
  router.post<Login, SignedIn<Row>>("/api/sign-in",
                                    {.id = "sign_in", .summary = "Sign in", .tag = "people", .is_open = true, .is_sign_in = true},
                                    answers<SignedIn<Row>>());
  router.upload<Query, Done>("/api/imports", {.id = "import", .summary = "Import", .tag = "people", .accepts = {"text/csv"}},
                             [](const Call&, const Query&, std::string_view) -> Result<Done> { return Done{}; });
  router.events<Nothing>("/api/events", {.id = "listen", .summary = "Listen", .tag = "people"},
                         [](const Call&, const Nothing&) -> Result<Subscription> { return Subscription{}; });
}

/// The value at a path of keys and indexes; the whole test fails where there is none.
const JsonValue& at(const JsonValue& from, const std::vector<std::string>& path) {
  const JsonValue* here = &from;
  for (const std::string& key : path) {
    const JsonValue* next = here->kind == JsonValue::Kind::list ? &here->items.at(std::stoul(key)) : here->find(key);
    INFO("looking for " << key);
    REQUIRE(next != nullptr);
    here = next;
  }
  return *here;
}

JsonValue document() {
  Router router;
  add_routes(router);
  auto parsed = parse_json(openapi_json(router, {.version = "0.1.0"}), {.depth = 40});
  REQUIRE(parsed);
  return *std::move(parsed);
}

void collect_refs(const JsonValue& value, std::set<std::string>& refs) {
  if (const JsonValue* ref = value.find("$ref")) refs.insert(ref->text);
  for (const auto& item : value.items) collect_refs(item, refs);
  for (const auto& [name, member] : value.members) collect_refs(member, refs);
}

TEST_CASE("the same routes give the same bytes, in whatever order they were added") {
  Router router;
  add_routes(router);
  Router again;
  add_routes(again);
  CHECK(openapi_json(router, {.version = "1"}) == openapi_json(again, {.version = "1"}));
}

TEST_CASE("every reference leads somewhere and every component is used") {
  const JsonValue all = document();
  std::set<std::string> refs;
  collect_refs(all, refs);
  for (const std::string& ref : refs) {
    std::vector<std::string> path;
    for (const auto part : split(ref, '/'))
      if (part != "#") path.emplace_back(part);
    at(all, path);
  }
  for (const auto& [name, schema] : at(all, {"components", "schemas"}).members) CHECK(refs.contains("#/components/schemas/" + name));
  for (const auto& [name, parameter] : at(all, {"components", "parameters"}).members)
    CHECK(refs.contains("#/components/parameters/" + name));
}

TEST_CASE("every operation has what linters ask for") {
  const JsonValue all = document();
  std::set<std::string> ids;
  for (const auto& [path, operations] : at(all, {"paths"}).members) {
    for (const auto& [method, operation] : operations.members) {
      CHECK_FALSE(at(operation, {"summary"}).text.empty());
      CHECK_FALSE(at(operation, {"description"}).text.empty());
      CHECK(at(operation, {"tags"}).items.size() == 1);
      CHECK(ids.insert(at(operation, {"operationId"}).text).second);
      const auto& responses = at(operation, {"responses"}).members;
      CHECK(responses.front().first.starts_with('2'));
      CHECK(responses.back().first >= "4");
      for (const auto& [status, response] : responses) CHECK_FALSE(at(response, {"description"}).text.empty());
    }
  }
  CHECK(ids.size() == 5);
}

TEST_CASE("schemas say what the reader enforces") {
  const JsonValue all = document();
  const auto& row = at(all, {"components", "schemas", "Row"});
  CHECK(at(row, {"properties", "minutes", "minimum"}).whole == 1);
  CHECK(at(row, {"properties", "minutes", "maximum"}).whole == 240);
  CHECK(at(row, {"properties", "note", "maxLength"}).whole == 9);
  CHECK(at(row, {"properties", "days", "items", "format"}).text == "date");
  CHECK(at(row, {"required"}).items.size() == 5);
  CHECK_FALSE(at(row, {"additionalProperties"}).boolean);
  CHECK(at(all, {"paths", "/api/people", "get", "responses", "200", "content", "application/json", "schema", "$ref"}).text ==
        "#/components/schemas/RowPage");
}

TEST_CASE("two types of one name are one schema where they are the same, and take their namespace's name where not") {
  const JsonValue all = document();
  const auto& schemas = at(all, {"components", "schemas"});
  CHECK(schemas.find("PersonRef") != nullptr);
  CHECK(at(schemas, {"FirstKind", "enum", "0"}).text == "a");
  CHECK(at(schemas, {"SecondKind", "enum", "0"}).text == "c");
  CHECK(schemas.find("Kind") == nullptr);
}

TEST_CASE("a member in the path is a parameter and no part of the body") {
  const JsonValue all = document();
  const auto& patch = at(all, {"paths", "/api/people/{id}", "patch"});
  CHECK(at(patch, {"parameters", "0", "in"}).text == "path");
  CHECK(at(patch, {"parameters", "1", "$ref"}).text == "#/components/parameters/IfMatch");
  const auto& body = at(patch, {"requestBody", "content", "application/json", "schema", "properties"});
  CHECK(body.find("name") != nullptr);
  CHECK(body.find("id") == nullptr);
  for (const std::string status : {"412", "428", "404", "401"}) at(patch, {"responses", status});
  CHECK(at(all, {"paths", "/api/sign-in", "post", "security"}).items.empty());
  CHECK(at(all, {"paths", "/api/people", "get", "parameters", "1", "required"}).boolean);
}

}  // namespace
}  // namespace backbeat::http
