#include "http/described.hpp"

#include "http/json_value.hpp"
#include "http/read.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

enum class Format { observe, co_sell, delete_ };
BOOST_DESCRIBE_ENUM(Format, observe, co_sell, delete_)

struct Item {
  Str<1, 5> text;
  LocalDate due_on;
  friend bool operator==(const Item&, const Item&) = default;
};
BOOST_DESCRIBE_STRUCT(Item, (), (text, due_on))

struct Named {
  std::string name;
  friend bool operator==(const Named&, const Named&) = default;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name))

struct Everything : Named {
  bool is_on = false;
  int small = 0;
  std::int64_t large = 0;
  double share = 0;
  Int<1, 240> minutes;
  Id<Person> person;
  Instant at;
  LocalTime starts;
  Zone zone;
  IsoWeek week;
  Format format = Format::observe;
  std::optional<std::string> note;
  std::vector<Item> items;
  std::optional<std::vector<std::string>> new_;
  friend bool operator==(const Everything&, const Everything&) = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (Named), (is_on, small, large, share, minutes, person, at, starts, zone, week, format, note, items, new_))

struct Tree {
  std::string label;
  std::vector<Tree> branches;
  friend bool operator==(const Tree&, const Tree&) = default;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (label, branches))

constexpr std::string_view everything_json =
    R"({"name":"Ana \"A\" \u0001 \\ é","is_on":true,"small":-3,"large":9007199254740993,"share":0.1,"minutes":30,"person":"0000000000001",)"
    R"("at":"2027-03-28T09:00:00Z","starts":"09:30","zone":"Europe/Madrid","week":"2027-W13","format":"delete",)"
    R"("items":[{"text":"one","due_on":"2027-03-28"}],"new":["a","b"]})";

/// field: code of each cause, a line each.
template <class T>
std::string faults(std::string_view json) {
  const auto read = from_json<T>(json);
  if (read) return "none";
  std::string out;
  for (const Error& cause : read.error().causes) out += cause.field + ": " + cause.message() + "\n";
  if (read.error().causes.empty()) out = std::string(read.error().spec->code) + " " + read.error().field + ": " + read.error().message();
  return out;
}

TEST_CASE("what was written reads back as the same value and the same text") {
  const auto read = from_json<Everything>(everything_json);
  REQUIRE(read);
  CHECK(read->large == 9007199254740993);
  CHECK(read->minutes.value() == 30);
  CHECK(read->format == Format::delete_);
  CHECK(read->new_->at(1) == "b");
  CHECK_FALSE(read->note);
  CHECK(to_json(*read) == everything_json);
  CHECK(*from_json<Everything>(to_json(*read)) == *read);
}

TEST_CASE("a type that contains itself reads and writes") {
  const Tree tree{"a", {{"b", {}}, {"c", {{"d", {}}}}}};
  CHECK(*from_json<Tree>(to_json(tree)) == tree);
}

TEST_CASE("an absent optional is left out, and null reads as absent") {
  struct Here {};
  auto read = from_json<Everything>(everything_json);
  REQUIRE(read);
  CHECK(to_json(*read).find("note") == std::string::npos);
  std::string with_null(everything_json);
  with_null.insert(1, R"("note":null,)");
  CHECK(*from_json<Everything>(with_null) == *read);
}

TEST_CASE("every fault is named at once with its path, what was expected and what was found") {
  const std::string text = faults<Everything>(
      R"({"name":7,"is_on":"yes","small":1.5,"large":99999999999999999999,"share":"x","minutes":0,"person":"abc","at":"noon","starts":"25:00",)"
      R"("zone":"Mars/Olympus","week":"2027-W99","format":"shadow","items":[{"text":"one","due_on":"2027-03-28"},{"text":"","due_on":"soon"},)"
      R"({"text":"sixsix","due_on":"2027-02-30"}],"new":{}})");
  CHECK(text ==
        "name: Expected text, found 7.\n"
        "is_on: Expected true or false, found \"yes\".\n"
        "small: Expected a whole number from -2147483648 to 2147483647, found 1.5.\n"
        "large: Expected a whole number, found 1e+20.\n"
        "share: Expected a number, found \"x\".\n"
        "minutes: Expected a whole number from 1 to 240, found 0.\n"
        "person: Expected an id of 13 characters, found \"abc\".\n"
        "at: Expected an instant like 2027-03-28T09:00:00Z, found \"noon\".\n"
        "starts: Expected a time like 09:30, found \"25:00\".\n"
        "zone: Expected a time zone like Europe/Madrid, found \"Mars/Olympus\".\n"
        "week: Expected a week like 2027-W13, found \"2027-W99\".\n"
        "format: Expected one of observe, co_sell, delete, found \"shadow\".\n"
        "items[1].text: Expected 1 to 5 characters, found none.\n"
        "items[1].due_on: Expected a date like 2027-03-28, found \"soon\".\n"
        "items[2].text: Expected 1 to 5 characters, found 6.\n"
        "items[2].due_on: Expected a date like 2027-03-28, found \"2027-02-30\".\n"
        "new: Expected a list, found an object.\n");
}

TEST_CASE("a missing field is named") {
  CHECK(faults<Item>(R"({"text":"a"})") == "due_on: This field is required.\n");
  CHECK(faults<Named>("{}") == "name: This field is required.\n");
}

TEST_CASE("an unknown field is refused with the nearest name") {
  CHECK(faults<Item>(R"({"text":"a","due_on":"2027-01-01","dueon":1})") == "dueon: There is no field of this name. Did you mean due_on?\n");
  CHECK(faults<Named>(R"({"name":"a","completely_else":1})") == "completely_else: There is no field of this name.\n");
}

TEST_CASE("lengths count code points, not bytes") {
  CHECK(from_json<Item>(R"({"text":"ééééé","due_on":"2027-01-01"})"));
  CHECK_FALSE(from_json<Item>(R"({"text":"éééééé","due_on":"2027-01-01"})"));
  CHECK(Str<1, 5>::make("ééééé"));
  CHECK_FALSE(Str<1, 5>::make(""));
  CHECK_FALSE(Str<1, 5>::make(std::string("a\0b", 3)));
}

TEST_CASE("NUL is refused in any text, since a database text cannot hold it") {
  CHECK(faults<Named>("{\"name\":\"a\\u0000b\"}") == "name: Expected text without NUL, found NUL.\n");
}

TEST_CASE("what is not JSON is refused with its line and column") {
  CHECK(faults<Named>("{\"name\":\n  oops}").starts_with("malformed_json : The body is not JSON: syntax error at line 2, column 3."));
  CHECK(faults<Named>("{\"name\":\"a\"").find("it ends too early at line 1, column 12.") != std::string::npos);
  CHECK(faults<Named>("{\"name\":\"a\"} x").find("something follows its end") != std::string::npos);
  CHECK(faults<Named>("").find("it ends too early") != std::string::npos);
  CHECK(faults<Named>("{\"name\":\"\xff\"}").starts_with("malformed_json"));
  CHECK(faults<Named>("[1,]").starts_with("malformed_json"));
}

TEST_CASE("a key that comes twice is refused with its path") {
  CHECK(faults<Tree>(R"({"label":"a","branches":[{"label":"b","branches":[]},{"label":"c","label":"d","branches":[]}]})") ==
        "duplicate_field branches[1].label: This field is given twice.");
  CHECK(faults<Named>(R"({"name":"a","name":"b"})") == "duplicate_field name: This field is given twice.");
}

TEST_CASE("depth and number of values are limited") {
  std::string deep(17, '[');
  deep += std::string(17, ']');
  CHECK(faults<Named>(deep).find("more than 16 levels deep") != std::string::npos);
  CHECK(parse_json(deep, {.depth = 17}));
  CHECK(parse_json("[1,2,3]", {.values = 4}));
  CHECK_FALSE(parse_json("[1,2,3,4]", {.values = 4}));
}

TEST_CASE("at most fifty faults are told") {
  std::string json = R"({"label":"a","branches":[)";
  for (int i = 0; i < 100; ++i) json += i == 0 ? "1" : ",1";
  const auto read = from_json<Tree>(json + "]}");
  REQUIRE_FALSE(read);
  CHECK(read.error().causes.size() == 50);
}

TEST_CASE("numbers are written so that they read back") {
  std::string out;
  for (const double number : {0.1, 1e300, -2.5, 1.0 / 3, 0.0}) {
    out.clear();
    write_json(type_of<double>(), &number, out);
    const auto read = parse_json(out);
    REQUIRE(read);
    CHECK(read->number == number);
  }
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(write_json(type_of<double>(), &nan, out), std::domain_error);
}

TEST_CASE("long texts are cut in messages at a whole character") {
  std::string long_text;
  for (int i = 0; i < 50; ++i) long_text += "é";
  const std::string shown = shown_text(long_text);
  CHECK(shown.size() == 40 * 2 + 5);
  CHECK(is_utf8(shown));
}

}  // namespace
}  // namespace backbeat::http
