#include "playbook/playbook_file.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

namespace backbeat::playbook {
namespace {

/// The default text with one piece replaced; the piece must be there.
std::string with(std::string_view piece, std::string_view replacement) {
  std::string text(default_text());
  const auto at = text.find(piece);
  REQUIRE_MESSAGE(at != std::string::npos, piece);
  return text.replace(at, piece.size(), replacement);
}

/// The line of the default on which a piece stands, from 1.
int line_of(std::string_view piece) {
  const auto at = default_text().find(piece);
  REQUIRE(at != std::string_view::npos);
  return 1 + static_cast<int>(std::ranges::count(default_text().substr(0, at), '\n'));
}

Problem only_problem(std::string_view text) {
  const Reading reading = read(text);
  CHECK_FALSE(reading.rules);
  REQUIRE(reading.problems.size() == 1);
  return reading.problems.front();
}

TEST_CASE("the shipped playbook reads without a problem") {
  const Reading reading = read(default_text());
  CHECK(reading.problems.empty());
  REQUIRE(reading.rules);
  CHECK(reading.rules->name == "Backbeat default");
  CHECK(*reading.rules == default_playbook());
}

TEST_CASE("a sign or an accented letter where a name should begin is a problem of the text, with its line") {
  for (const std::string_view wrong : {"[=]", "[[!]]", "[\x15", "\u00e9 = 1", "a = 1 \u00e9", "[a\u00e9]"}) {
    const Problem problem = only_problem("name = \"x\"\n" + std::string(wrong) + "\n");
    CHECK_MESSAGE(problem.line == 2, wrong);
  }
}

TEST_CASE("what is shown of a long text ends with a whole character") {
  std::string accents;
  for (int i = 0; i < 80; ++i) accents += "\u00e9";
  for (const Problem& problem : read("a" + std::string("bc = \"x") + accents + "\"\nname = [\"" + accents + "\"]\n").problems)
    CHECK_MESSAGE(is_utf8(problem.found), problem.path);
  CHECK(is_utf8(only_problem(with("preparation_minutes = 5", "preparation_minutes = \"x" + accents + "\"")).found));
}

TEST_CASE("an unknown key is named with its place and the key that was probably meant") {
  const Problem problem = only_problem(with("preparation_minutes = 5", "preperation_minutes = 5"));
  CHECK(problem.line == line_of("preparation_minutes = 5"));
  CHECK(problem.column == 1);
  CHECK(problem.path == "session_types[0].preperation_minutes");
  CHECK(problem.found == "the unknown key \"preperation_minutes\"");
  CHECK(problem.expected.starts_with("perhaps \"preparation_minutes\""));
}

TEST_CASE("a key like no other gets the list of those that are known") {
  const Problem problem = only_problem(with("[privacy]", "[privacy]\nzebra = 1"));
  CHECK(problem.path == "privacy.zebra");
  CHECK(problem.expected == "one of the keys minimum_group, minimum_deals");
}

TEST_CASE("a wrong type says what was found and what was expected") {
  const Problem problem = only_problem(with("window_days = 7", "window_days = \"seven\""));
  CHECK(problem.path == "cadences[3].window_days");
  CHECK(problem.found == "the text \"seven\"");
  CHECK(problem.expected == "a whole number");
  CHECK(problem.line == line_of("window_days = 7"));
  CHECK(problem.column == 15);
}

TEST_CASE("a fraction is no whole number, and a number too large for anything is refused") {
  CHECK(only_problem(with("window_days = 7", "window_days = 7.5")).expected == "a whole number");
  CHECK(only_problem(with("window_days = 7", "window_days = 99999999999")).found == "the number 99999999999");
}

TEST_CASE("a missing key is told at the table it is missing from") {
  const Problem problem = only_problem(with("key = \"silent_three\"\n", ""));
  CHECK(problem.path == "drills[4].key");
  CHECK(problem.found == "nothing");
  CHECK(problem.line > 1);
}

TEST_CASE("a value outside its list gets the list") {
  const Problem problem = only_problem(with("every = \"month\"", "every = \"fortnight\""));
  CHECK(problem.path == "cadences[1].every");
  CHECK(problem.found == "\"fortnight\"");
  CHECK(problem.expected == "one of \"week\", \"two_weeks\", \"month\", \"quarter\"");
}

TEST_CASE("an agenda that does not add up is told at the agenda, with the sum") {
  const Problem problem = only_problem(with("name = \"Reality\"\n  minutes = 8", "name = \"Reality\"\n  minutes = 10"));
  CHECK(problem.path == "session_types[0].agenda");
  CHECK(problem.found == "stages of 4 + 2 + 3 + 10 + 8 + 5 = 32 minutes");
  CHECK(problem.expected == "stages that add up to the 30 minutes of \"weekly_one_on_one\"");
  CHECK(problem.line > line_of("key = \"weekly_one_on_one\""));
}

TEST_CASE("a reference to nothing is told where it stands") {
  const Problem problem = only_problem(with("competency = \"listening\"", "competency = \"lisening\""));
  CHECK(problem.path == "drills[4].competency");
  CHECK(problem.line == line_of("competency = \"listening\""));
  CHECK(problem.column == 14);
}

TEST_CASE("a key given twice is told, and the rest is still read") {
  std::string text = with("window_days = 7", "window_days = 7\nwindow_days = 8");
  text += "nothing_known = 1\n";
  const Reading reading = read(text);
  REQUIRE(reading.problems.size() == 2);
  CHECK(reading.problems[0].line == line_of("window_days = 7") + 1);
  CHECK(reading.problems[0].expected == "each key once in its table");
  CHECK(reading.problems[1].path == "privacy.nothing_known");
}

TEST_CASE("a mistake of spelling is told with line and column") {
  const Problem problem = only_problem(with("window_days = 7", "window_days = = 7"));
  CHECK(problem.line == line_of("window_days = 7"));
  CHECK(problem.column > 1);
  CHECK(problem.expected == "TOML 1.0");
}

TEST_CASE("all problems are told at once, in the order of the text") {
  std::string text = with("window_days = 7", "window_days = 700");
  const std::string_view drill = "minutes = 20\nsteps";
  text.replace(text.find(drill), drill.size(), "minutes = true\nsteps");
  const std::string_view group = "minimum_group = 5";
  text.replace(text.find(group), group.size(), "minimum_group = 1");
  const std::string_view agenda = "led_by = \"manager\"";
  text.replace(text.find(agenda), agenda.size(), "led_by = \"boss\"");
  const Reading reading = read(text);
  REQUIRE(reading.problems.size() == 4);
  CHECK(std::ranges::is_sorted(reading.problems, {}, &Problem::line));
  CHECK(reading.problems[0].found == "\"boss\"");
  CHECK(reading.problems[1].path == "cadences[3].window_days");
  CHECK(reading.problems[2].found == "true");
  CHECK(reading.problems[3].path == "privacy.minimum_group");
}

TEST_CASE("an empty text, a text of another kind and a text that is too long are refused in words") {
  CHECK_FALSE(read("").rules);
  CHECK(read("").problems.front().path == "format");
  CHECK_FALSE(read("<html></html>").problems.empty());
  CHECK_FALSE(read("name = \"\xff\"").problems.empty());
  CHECK(only_problem(std::string(longest_text + 1, '#')).expected == "at most 1000000 bytes");
}

TEST_CASE("another format is refused by its number") {
  CHECK(only_problem(with("format = 1", "format = 2")).path == "format");
}

TEST_CASE("a list where a table belongs, and a table where a list belongs") {
  CHECK(only_problem(with("[privacy]", "[[privacy]]")).expected == "a table");
  CHECK(read(with("[[triggers]]\nkey = \"late_stage\"", "[triggers]\nkey = \"late_stage\"")).rules == std::nullopt);
}

void collect(const boost::json::object& schema, const boost::json::object& node, const std::string& path, std::set<std::string>& keys) {
  if (const auto* items = node.if_contains("items")) collect(schema, items->as_object(), path + "[]", keys);
  if (const auto* properties = node.if_contains("properties"))
    for (const auto& [key, value] : properties->as_object()) {
      const std::string below = path.empty() ? std::string(key) : path + "." + std::string(key);
      keys.insert(below);
      collect(schema, value.as_object(), below, keys);
    }
}

TEST_CASE("the schema and the reader know the same keys") {
  const auto schema = boost::json::parse(schema_text()).as_object();
  std::set<std::string> in_schema;
  collect(schema, schema, "", in_schema);
  const std::set<std::string> in_reader = keys_looked_for(default_text());
  for (const auto& key : in_schema) CHECK_MESSAGE(in_reader.contains(key), "the schema alone knows " << key);
  for (const auto& key : in_reader) CHECK_MESSAGE(in_schema.contains(key), "the reader alone knows " << key);
  CHECK(in_reader.contains("session_types[].agenda[].minutes"));
}

}  // namespace
}  // namespace backbeat::playbook
