// Mapping files.
#include "base/assert.hpp"
#include "people/roster_file.hpp"
#include "toml/entries.hpp"

#include <array>

namespace backbeat::people {
namespace {

constexpr std::array<std::string_view, 16> fields = {
    "name",    "given_name", "family_name", "email",      "job_role", "manager_id", "manager_email", "manager_name",
    "segment", "region",     "time_zone",   "hours_from", "hours_to", "hire_date",  "leave_date",    "top_performer"};
constexpr std::array<std::string_view, 4> date_formats = {"YYYY-MM-DD", "YYYY/MM/DD", "DD.MM.YYYY", "MM/DD/YYYY"};

/// Reads a mapping from its TOML and collects everything that is wrong with it.
class MappingReader : toml_text::Entries {
 public:
  Result<RosterMapping> read(const toml::table& table) {
    for (const auto& [key, node] : table) read_entry(key, node);
    if (m_out.name.empty() && !table.contains("name")) fault(table, "name = \"...\"", "none");
    if (m_out.label.empty()) m_out.label = m_out.name;
    check_columns(table);
    if (!faults().empty()) return imports::refuse_mapping(faults_as<imports::MappingFault>());
    return std::move(m_out);
  }

 private:
  void read_entry(const toml::key& key, const toml::node& node) {
    const std::string_view name = key.str();
    if (name == "columns") {
      read_columns(node);
    } else if (name == "identities") {
      read_identities(node);
    } else if (name == "job_roles") {
      m_out.job_roles = pairs(node);
    } else if (name == "required") {
      m_out.required = texts(node);
    } else if (name == "managers_become_people") {
      m_out.managers_become_people = flag(node);
    } else if (name == "date_format") {
      m_out.date_format = text(node);
      if (std::find(date_formats.begin(), date_formats.end(), m_out.date_format) == date_formats.end())
        fault(node, "YYYY-MM-DD, YYYY/MM/DD, DD.MM.YYYY or MM/DD/YYYY", toml_text::found_in(node));
    } else if (name == "leave_date_is") {
      const std::string value = text(node);
      if (value != "last_day" && value != "first_day_gone") fault(node, "last_day or first_day_gone", toml_text::found_in(node));
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
      fault(key,
            "name, label, file, columns, identities, job_roles, required, date_format, leave_date_is, job_role, manager_job_role or "
            "managers_become_people",
            std::string(name));
    }
  }

  void read_columns(const toml::node& node) {
    m_out.columns = pairs(node);
    if (!node.is_table()) return;
    for (const auto& [key, value] : *node.as_table()) {
      if (std::find(fields.begin(), fields.end(), key.str()) != fields.end()) continue;
      fault(key, "one of " + toml_text::listed(fields), std::string(key.str()));
    }
  }

  void read_identities(const toml::node& node) {
    m_out.identities = pairs(node);
    if (!node.is_table()) return;
    for (const auto& [key, value] : *node.as_table()) {
      check_word(key, "employee_id, crm, crm_name");
    }
  }

  void check_columns(const toml::table& table) {
    const toml::node* columns = table.get("columns");
    const bool has_name = m_out.columns.contains("name") || (m_out.columns.contains("given_name") && m_out.columns.contains("family_name"));
    if (!has_name) fault(columns != nullptr ? *columns : table, "[columns] with name, or with given_name and family_name", "neither");
    // Whoever says nothing of it asks for what tells people apart by name.
    if (!table.contains("required") && !m_out.columns.contains("name")) m_out.required = {"given_name", "family_name"};
    const toml::node* required = table.get("required");
    for (const std::string& field : m_out.required) {
      if (required != nullptr && !m_out.columns.contains(field)) fault(*required, "a field of [columns]", field);
    }
  }

  RosterMapping m_out;
};

}  // namespace

Result<RosterMapping> parse_roster_mapping(std::string_view text) {
  const auto parsed = toml_text::parsed(text);
  if (const auto* fault = std::get_if<toml_text::Fault>(&parsed)) return imports::refuse_mapping({fault->as<imports::MappingFault>()});
  return MappingReader().read(std::get<toml::table>(parsed));
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
