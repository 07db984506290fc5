#include "imports/mapping.hpp"

#include <doctest/doctest.h>

namespace backbeat::imports {

TEST_CASE("every column of a file is understood as a field or said not to be read") {
  const Mapping mapping{.name = "ours",
                        .kind = "roster",
                        .label = "Ours",
                        .columns = {{.field = "name", .column = "Employee", .required = true},
                                    {.field = "crm_name", .column = "employee"},
                                    {.field = "email", .column = "Mail"}}};
  const std::vector<std::string> header = {"EMPLOYEE", "Shoe size", ""};
  const UsedMapping used = understood(mapping, header);
  CHECK(used.name == "ours");
  CHECK(used.columns == std::vector<ReadColumn>{{"EMPLOYEE", "name", true, true},
                                                {"EMPLOYEE", "crm_name", false, true},
                                                {"Shoe size", "", false, true},
                                                {"", "", false, true},
                                                {"Mail", "email", false, false}});
}

TEST_CASE("faults of a mapping are told in the order of its lines") {
  const auto refused = refuse_mapping({{.line = 7, .column = 3, .expected = "a text", .found = "a number"},
                                       {.line = 2, .column = 1, .expected = "a key", .found = "colour"}});
  REQUIRE(refused.error().causes.size() == 2);
  CHECK(refused.error().causes[0].message() == "Line 2, column 1 of the mapping: expected a key, found colour.");
  CHECK(refused.error().causes[1].message() == "Line 7, column 3 of the mapping: expected a text, found a number.");
  CHECK(refused.error().causes[0].field == "mapping");
}

TEST_CASE("one fault is told alone, of hundreds the first fifty") {
  CHECK(refuse_mapping({{.expected = "TOML", .found = "a stray ]"}}).error().causes.empty());
  std::vector<MappingFault> many(300, {.expected = "a text", .found = "a number"});
  CHECK(refuse_mapping(many).error().causes.size() == 50);
}

}  // namespace backbeat::imports
