// Mapping files of calls, and choosing one for a file.
#include "base/assert.hpp"
#include "base/text.hpp"
#include "calls/calls_file.hpp"
#include "csv/csv.hpp"
#include "toml/entries.hpp"

#include <cstdio>

namespace backbeat::calls {
namespace {

constexpr std::string_view fields[] = {"key",   "rep",     "starts",      "starts_time", "ends",  "minutes",   "seconds", "duration",
                                       "title", "account", "account_key", "opportunity", "about", "attendees", "status",  "is_deleted"};
constexpr std::string_view needed[] = {"key", "rep", "starts"};

/// Reads a mapping from its TOML and collects everything that is wrong with it.
class MappingReader : toml_text::Entries {
 public:
  Result<CallsMapping> read(const toml::table& table) {
    for (const auto& [key, node] : table) read_entry(key, node);
    if (!table.contains("name")) fault(table, "name = \"...\"", "none");
    if (!table.contains("owner_system")) fault(table, "owner_system = \"...\"", "none");
    if (!table.contains("calls")) fault(table, "a table [calls]", "none");
    if (m_out.label.empty()) m_out.label = m_out.name;
    if (m_out.date_formats.empty()) m_out.date_formats = {"YYYY-MM-DDThh:mm:ssZ", "YYYY-MM-DD hh:mm:ss"};
    if (m_out.yes.empty() && m_out.no.empty()) {
      m_out.yes = {"yes", "true", "1"};
      m_out.no = {"no", "false", "0", ""};
    }
    if (!faults().empty()) return imports::refuse_mapping(faults_as<imports::MappingFault>());
    return std::move(m_out);
  }

 private:
  void read_entry(const toml::key& key, const toml::node& node) {
    const std::string_view name = key.str();
    if (name == "name") {
      m_out.name = text(node);
    } else if (name == "label") {
      m_out.label = text(node);
    } else if (name == "owner_system") {
      read_owner_system(node);
    } else if (name == "time_zone") {
      read_zone(node);
    } else if (name == "date_formats") {
      read_date_formats(node);
    } else if (name == "yes") {
      m_out.yes = texts_in_lower_case(node);
    } else if (name == "no") {
      m_out.no = texts_in_lower_case(node);
    } else if (name == "nothing") {
      m_out.nothing = texts(node);
    } else if (name == "cancelled") {
      m_out.cancelled = texts_in_lower_case(node);
    } else if (name == "default_minutes") {
      m_out.default_minutes = static_cast<int>(number(node, 1, 480, "minutes"));
    } else if (name == "calls") {
      read_calls(key, node);
    } else {
      fault(key, "name, label, owner_system, time_zone, date_formats, yes, no, nothing, cancelled, default_minutes or [calls]",
            std::string(name));
    }
  }

  void read_owner_system(const toml::node& node) {
    m_out.owner_system = text(node);
    check_word(node, m_out.owner_system, "email, crm_name, employee_id");
  }
  void read_zone(const toml::node& node) {
    const auto zone = Zone::make(text(node));
    if (zone)
      m_out.zone = *zone;
    else
      fault(node, "a time zone like Europe/Madrid or UTC", toml_text::found_in(node));
  }
  void read_date_formats(const toml::node& node) {
    m_out.date_formats = texts(node);
    for (const std::string& format : m_out.date_formats)
      for (const std::string_view part : {"YYYY", "MM", "DD", "hh", "mm"})
        if (format.find(part) == std::string::npos) {
          fault(node, "times as YYYY, MM, DD, hh and mm, with ss where there are seconds", "\"" + format + "\"");
          break;
        }
  }

  void read_calls(const toml::key& at, const toml::node& node) {
    const toml::table* entries = table(node);
    if (entries == nullptr) return;
    for (const auto& [key, value] : *entries) {
      if (key == "file")
        m_out.file = text(value);
      else if (key == "required")
        m_out.required = texts(value);
      else if (key == "columns")
        read_columns(value);
      else
        fault(key, "columns, required or file", std::string(key.str()));
    }
    for (const std::string_view field : needed) {
      if (!m_out.columns.contains(std::string(field))) fault(at, "[calls.columns] to name the column of " + std::string(field), "none");
      if (std::ranges::find(m_out.required, field) == m_out.required.end()) m_out.required.emplace_back(field);
    }
    for (const std::string& field : m_out.required)
      if (!m_out.columns.contains(field) && std::ranges::find(needed, field) == std::end(needed))
        fault(at, "a column for the required field " + field, "none");
  }
  void read_columns(const toml::node& node) {
    const toml::table* columns = table(node);
    if (columns == nullptr) return;
    for (const auto& [key, value] : *columns) {
      if (std::ranges::find(fields, key.str()) == std::end(fields))
        fault(key, "a field of a call (" + toml_text::listed(fields) + ")", std::string(key.str()));
      m_out.columns.emplace(key.str(), text(value));
    }
  }

  CallsMapping m_out;
};

constexpr auto shipped_texts = {backbeat_mapping_text, call_centre_mapping_text, salesforce_mapping_text, salesforce_events_mapping_text,
                                salesforce_tasks_mapping_text};

bool fits(const CallsMapping& mapping, const csv::Header& header) {
  return std::ranges::all_of(mapping.required,
                             [&](const std::string& field) { return header.find(mapping.columns.at(field)).has_value(); });
}

}  // namespace

Result<CallsMapping> parse_calls_mapping(std::string_view text) {
  const auto parsed = toml_text::parsed(text);
  if (const auto* fault = std::get_if<toml_text::Fault>(&parsed)) return imports::refuse_mapping({fault->as<imports::MappingFault>()});
  return MappingReader().read(std::get<toml::table>(parsed));
}

const std::vector<CallsMapping>& shipped_calls_mappings() {
  static const std::vector<CallsMapping> mappings = [] {
    std::vector<CallsMapping> out;
    for (const auto text : shipped_texts) {
      auto mapping = parse_calls_mapping(text());
      if (!mapping) std::fprintf(stderr, "%s\n", mapping.error().message().c_str());
      ASSERT(mapping);
      out.push_back(*std::move(mapping));
    }
    return out;
  }();
  return mappings;
}

std::string_view shipped_mapping_text(std::string_view name) {
  for (const auto text : shipped_texts)
    if (parse_calls_mapping(text())->name == name) return text();
  return {};
}

imports::Mapping offered(const CallsMapping& mapping) {
  imports::Mapping out{.name = mapping.name, .kind = "calls", .label = mapping.label, .file = mapping.file, .columns = {}};
  for (const auto& [field, column] : mapping.columns) {
    const bool is_required = std::ranges::find(mapping.required, field) != mapping.required.end();
    out.columns.push_back({.field = field, .column = column, .required = is_required});
  }
  std::ranges::stable_sort(out.columns, std::ranges::greater(), &imports::MappedColumn::required);
  return out;
}

Result<CallsMapping> mapping_for(std::string_view name, std::istream& in) {
  std::string names;
  for (const CallsMapping& mapping : shipped_calls_mappings()) {
    if (mapping.name == name) return mapping;
    names += (names.empty() ? "" : ", ") + mapping.name;
  }
  if (!name.empty()) return expected_value("mapping", "one of " + names, std::string(name));
  const auto header = csv::header_of(in);
  for (const CallsMapping& mapping : shipped_calls_mappings())
    if (header && fits(mapping, *header)) return mapping;
  return shipped_calls_mappings().front();
}

}  // namespace backbeat::calls
