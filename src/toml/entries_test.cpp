#include "toml/entries.hpp"

#include <doctest/doctest.h>

namespace backbeat::toml_text {
namespace {

toml::table table_of(std::string_view text) {
  auto result = parsed(text);
  REQUIRE(std::holds_alternative<toml::table>(result));
  return std::get<toml::table>(std::move(result));
}

TEST_CASE("a text that is no TOML is one fault with its place") {
  const auto result = parsed("name = \"a\"\nname = \n");
  REQUIRE(std::holds_alternative<Fault>(result));
  CHECK(std::get<Fault>(result).line == 2);
  CHECK(std::get<Fault>(result).expected == "TOML 1.0");
}

TEST_CASE("every entry that is wrong is said, with line, column, what was expected and what stands there") {
  const toml::table table = table_of("a = 7\nb = \"\"\nc = [\"x\", 1]\nd = {e = 2}\nf = \"yes\"\ng = 2026-11-22\n");
  Entries entries;
  CHECK(entries.text(*table.get("a")).empty());
  CHECK(entries.text(*table.get("b")).empty());
  CHECK(entries.texts(*table.get("c")) == std::vector<std::string>{"x"});
  CHECK(entries.pairs(*table.get("d")).at("e").empty());
  CHECK_FALSE(entries.flag(*table.get("f")));
  CHECK(entries.table(*table.get("g")) == nullptr);
  CHECK(entries.number(*table.get("a"), 10, 20, "minutes") == 10);
  const std::vector<Fault> expected = {{1, 5, "a text", "a number"},
                                       {2, 5, "a text", "an empty one"},
                                       {3, 11, "a text", "a number"},
                                       {4, 10, "a text", "a number"},
                                       {5, 5, "true or false", "\"yes\""},
                                       {6, 5, "a table", "a date"},
                                       {1, 5, "whole minutes from 10 to 20", "7"}};
  CHECK(entries.faults() == expected);
}

TEST_CASE("what is right comes back as it stands, and nothing is said") {
  const toml::table table = table_of("t = \"Hi\"\nl = [\"Yes\", \"\"]\np = {a = \"b\"}\nf = true\nn = 15\n");
  Entries entries;
  CHECK(entries.text(*table.get("t")) == "Hi");
  CHECK(entries.texts_in_lower_case(*table.get("l")) == std::vector<std::string>{"yes", ""});
  CHECK(entries.pairs(*table.get("p")).at("a") == "b");
  CHECK(entries.flag(*table.get("f")));
  CHECK(entries.number(*table.get("n"), 10, 20, "minutes") == 15);
  CHECK(entries.faults().empty());
}

TEST_CASE("a word is small letters, digits and lines beneath, of at most forty") {
  const toml::table table = table_of("w = \"Has Capitals\"\nCRM = \"x\"\n");
  Entries entries;
  entries.check_word(*table.get("w"), "crm_name", "email");
  CHECK(entries.faults().empty());
  entries.check_word(*table.get("w"), "Has Capitals", "email");
  entries.check_word(*table.get("w"), std::string(41, 'a'), "email");
  for (const auto& [key, node] : table) entries.check_word(key, "crm");
  REQUIRE(entries.faults().size() == 3);
  CHECK(entries.faults()[0].expected == "email or another word of at most 40 small letters");
  CHECK(entries.faults()[2] == Fault{2, 1, "crm or another word of at most 40 small letters", "CRM"});
}

TEST_CASE("a long text is shown by its beginning") {
  const toml::table table = table_of("t = \"" + std::string(100, 'x') + "\"\n");
  CHECK(found_in(*table.get("t")) == "\"" + std::string(60, 'x') + "\"");
}

}  // namespace
}  // namespace backbeat::toml_text
