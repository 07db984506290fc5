// Mapping files.
#include "base/assert.hpp"
#include "people/roster_file.hpp"

// 0 in every file of the program: toml++ 3.3 gives one symbol two return types otherwise.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>
#include <array>

namespace backbeat::people {
namespace {

constexpr std::array<std::string_view, 16> fields = {
    "name",    "given_name", "family_name", "email",      "job_role", "manager_id", "manager_email", "manager_name",
    "segment", "region",     "time_zone",   "hours_from", "hours_to", "hire_date",  "leave_date",    "top_performer"};
constexpr std::array<std::string_view, 4> date_formats = {"YYYY-MM-DD", "YYYY/MM/DD", "DD.MM.YYYY", "MM/DD/YYYY"};

std::string at(const toml::node& node, std::string_view key) {
  return "line " + std::to_string(node.source().begin.line) + ", " + std::string(key);
}

Result<std::string> text_of(const toml::node& node, std::string_view key) {
  const auto value = node.value_exact<std::string>();
  if (!value || value->empty()) return expected_value(at(node, key), "a text", "something else");
  return *value;
}

Result<std::map<std::string, std::string>> texts_of(const toml::node& node, std::string_view key) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return expected_value(at(node, key), "a table of texts", "something else");
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : *table) out.emplace(name.str(), TRY(text_of(value, name.str())));
  return out;
}

Result<std::vector<std::string>> list_of(const toml::node& node, std::string_view key) {
  const toml::array* array = node.as_array();
  if (array == nullptr) return expected_value(at(node, key), "a list of texts", "something else");
  std::vector<std::string> out;
  for (const toml::node& value : *array) out.push_back(TRY(text_of(value, key)));
  return out;
}

Result<Done> read_entry(RosterMapping& mapping, std::string_view key, const toml::node& node) {
  if (key == "columns") {
    mapping.columns = TRY(texts_of(node, key));
    for (const auto& [field, column] : mapping.columns) {
      if (std::find(fields.begin(), fields.end(), field) == fields.end())
        return expected_value(at(node, "columns"), "a field like name, email, job_role, manager_name or hire_date", field);
    }
  } else if (key == "identities") {
    mapping.identities = TRY(texts_of(node, key));
  } else if (key == "job_roles") {
    mapping.job_roles = TRY(texts_of(node, key));
  } else if (key == "required") {
    mapping.required = TRY(list_of(node, key));
  } else if (key == "managers_become_people") {
    const auto value = node.value_exact<bool>();
    if (!value) return expected_value(at(node, key), "true or false", "something else");
    mapping.managers_become_people = *value;
  } else if (key == "date_format") {
    mapping.date_format = TRY(text_of(node, key));
    if (std::find(date_formats.begin(), date_formats.end(), mapping.date_format) == date_formats.end())
      return expected_value(at(node, key), "YYYY-MM-DD, YYYY/MM/DD, DD.MM.YYYY or MM/DD/YYYY", mapping.date_format);
  } else if (key == "leave_date_is") {
    const std::string value = TRY(text_of(node, key));
    if (value != "last_day" && value != "first_day_gone") return expected_value(at(node, key), "last_day or first_day_gone", value);
    mapping.leave_date_is_last_day = value == "last_day";
  } else if (key == "name") {
    mapping.name = TRY(text_of(node, key));
  } else if (key == "label") {
    mapping.label = TRY(text_of(node, key));
  } else if (key == "manager_job_role") {
    mapping.manager_job_role = TRY(text_of(node, key));
  } else if (key == "job_role") {
    mapping.job_role = TRY(text_of(node, key));
  } else {
    return expected_value(at(node, key), "a key of a roster mapping", std::string(key));
  }
  return Done{};
}

}  // namespace

Result<RosterMapping> parse_roster_mapping(std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return expected_value("line " + std::to_string(error.source().begin.line), "TOML", std::string(error.description()));
  }
  const toml::table& table = parsed.table();
  RosterMapping mapping;
  for (const auto& [key, node] : table) TRY(read_entry(mapping, key.str(), node));
  if (mapping.name.empty()) return expected_value("name", "a text", "nothing");
  if (mapping.label.empty()) mapping.label = mapping.name;
  const bool has_name =
      mapping.columns.contains("name") || (mapping.columns.contains("given_name") && mapping.columns.contains("family_name"));
  if (!has_name) return expected_value("columns", "name, or given_name and family_name", "neither");
  for (const std::string& field : mapping.required) {
    if (!mapping.columns.contains(field)) return expected_value("required", "a field of [columns]", field);
  }
  return mapping;
}

const std::vector<RosterMapping>& shipped_roster_mappings() {
  static const std::vector<RosterMapping> mappings = [] {
    std::vector<RosterMapping> out;
    for (const std::string_view text : {backbeat_mapping_text(), hr_dataset_mapping_text(), maven_teams_mapping_text()}) {
      auto mapping = parse_roster_mapping(text);
      ASSERT(mapping);
      out.push_back(*std::move(mapping));
    }
    return out;
  }();
  return mappings;
}

}  // namespace backbeat::people
