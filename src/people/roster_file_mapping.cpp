// Mapping files.
#include "base/assert.hpp"
#include "base/front.hpp"
#include "people/roster_file.hpp"
#include "toml/toml.hpp"

#include <array>

namespace backbeat::people {
namespace {

constexpr std::array<std::string_view, 16> fields = {
    "name",    "given_name", "family_name", "email",      "job_role", "manager_id", "manager_email", "manager_name",
    "segment", "region",     "time_zone",   "hours_from", "hours_to", "hire_date",  "leave_date",    "top_performer"};
constexpr std::array<std::string_view, 4> date_formats = {"YYYY-MM-DD", "YYYY/MM/DD", "DD.MM.YYYY", "MM/DD/YYYY"};

constexpr std::size_t longest_system = 40;

std::string found_in(const toml::node& node) {
  if (const auto* text = node.as_string()) return "\"" + std::string(front_of(text->get(), 60)) + "\"";
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  if (node.is_boolean()) return "true or false";
  return node.is_number() ? "a number" : "a date";
}

/// Reads a mapping from its TOML and collects everything that is wrong with it.
class MappingReader {
 public:
  Result<RosterMapping> read(const toml::table& table) {
    for (const auto& [key, node] : table) read_entry(key, node);
    if (m_out.name.empty() && !table.contains("name")) fault(table.source(), "name = \"...\"", "none");
    if (m_out.label.empty()) m_out.label = m_out.name;
    check_columns(table);
    if (!m_faults.empty()) return imports::refuse_mapping(std::move(m_faults));
    return std::move(m_out);
  }

 private:
  void fault(const toml::source_region& at, std::string expected, std::string found) {
    m_faults.push_back({.line = std::max<std::int64_t>(at.begin.line, 1),
                        .column = std::max<std::int64_t>(at.begin.column, 1),
                        .expected = std::move(expected),
                        .found = std::move(found)});
  }

  std::string text(const toml::node& node) {
    const auto* value = node.as_string();
    if (value != nullptr && !value->get().empty()) return value->get();
    fault(node.source(), "a text", value != nullptr ? "an empty one" : found_in(node));
    return {};
  }
  std::map<std::string, std::string> texts(const toml::node& node) {
    std::map<std::string, std::string> out;
    if (!node.is_table()) fault(node.source(), "a table of texts", found_in(node));
    if (!node.is_table()) return out;
    for (const auto& [key, value] : *node.as_table()) out.emplace(key.str(), text(value));
    return out;
  }
  std::vector<std::string> list(const toml::node& node) {
    std::vector<std::string> out;
    if (!node.is_array()) fault(node.source(), "a list of texts", found_in(node));
    if (!node.is_array()) return out;
    for (const toml::node& value : *node.as_array()) out.push_back(text(value));
    return out;
  }

  void read_entry(const toml::key& key, const toml::node& node) {
    const std::string_view name = key.str();
    if (name == "columns") {
      read_columns(node);
    } else if (name == "identities") {
      read_identities(node);
    } else if (name == "job_roles") {
      m_out.job_roles = texts(node);
    } else if (name == "required") {
      m_out.required = list(node);
    } else if (name == "managers_become_people") {
      if (!node.is_boolean()) fault(node.source(), "true or false", found_in(node));
      m_out.managers_become_people = node.value_or(false);
    } else if (name == "date_format") {
      m_out.date_format = text(node);
      if (std::find(date_formats.begin(), date_formats.end(), m_out.date_format) == date_formats.end())
        fault(node.source(), "YYYY-MM-DD, YYYY/MM/DD, DD.MM.YYYY or MM/DD/YYYY", found_in(node));
    } else if (name == "leave_date_is") {
      const std::string value = text(node);
      if (value != "last_day" && value != "first_day_gone") fault(node.source(), "last_day or first_day_gone", found_in(node));
      m_out.leave_date_is_last_day = value == "last_day";
    } else if (name == "name") {
      m_out.name = text(node);
    } else if (name == "label") {
      m_out.label = text(node);
    } else if (name == "file") {
      m_out.file = text(node);
    } else if (name == "manager_job_role") {
      m_out.manager_job_role = text(node);
    } else if (name == "job_role") {
      m_out.job_role = text(node);
    } else {
      fault(key.source(),
            "name, label, file, columns, identities, job_roles, required, date_format, leave_date_is, job_role, manager_job_role or "
            "managers_become_people",
            std::string(name));
    }
  }

  void read_columns(const toml::node& node) {
    m_out.columns = texts(node);
    if (!node.is_table()) return;
    for (const auto& [key, value] : *node.as_table()) {
      if (std::find(fields.begin(), fields.end(), key.str()) != fields.end()) continue;
      std::string known;
      for (const std::string_view field : fields) known += (known.empty() ? "" : ", ") + std::string(field);
      fault(key.source(), "one of " + known, std::string(key.str()));
    }
  }

  void read_identities(const toml::node& node) {
    m_out.identities = texts(node);
    if (!node.is_table()) return;
    for (const auto& [key, value] : *node.as_table()) {
      const bool is_plain = key.str().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
      if (!is_plain || key.str().size() > longest_system)
        fault(key.source(), "employee_id, crm, crm_name or another word of at most 40 small letters", std::string(key.str()));
    }
  }

  void check_columns(const toml::table& table) {
    const toml::node* columns = table.get("columns");
    const bool has_name = m_out.columns.contains("name") || (m_out.columns.contains("given_name") && m_out.columns.contains("family_name"));
    if (!has_name)
      fault(columns != nullptr ? columns->source() : table.source(), "[columns] with name, or with given_name and family_name", "neither");
    // Whoever says nothing of it asks for what tells people apart by name.
    if (!table.contains("required") && !m_out.columns.contains("name")) m_out.required = {"given_name", "family_name"};
    const toml::node* required = table.get("required");
    for (const std::string& field : m_out.required) {
      if (required != nullptr && !m_out.columns.contains(field)) fault(required->source(), "a field of [columns]", field);
    }
  }

  RosterMapping m_out;
  std::vector<imports::MappingFault> m_faults;
};

}  // namespace

Result<RosterMapping> parse_roster_mapping(std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (parsed) return MappingReader().read(parsed.table());
  const auto at = parsed.error().source().begin;
  return imports::refuse_mapping(
      {{.line = at.line, .column = at.column, .expected = "TOML 1.0", .found = std::string(parsed.error().description())}});
}

std::string_view shipped_roster_mapping_text(std::string_view name) {
  for (const std::string_view text : {backbeat_mapping_text(), hr_dataset_mapping_text(), maven_teams_mapping_text()})
    if (parse_roster_mapping(text)->name == name) return text;
  return {};
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
