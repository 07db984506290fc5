// Mapping files, and choosing one for a file.
#include "base/assert.hpp"
#include "base/text.hpp"
#include "crm/crm_file.hpp"
#include "crm/crm_file_record.hpp"
#include "toml/entries.hpp"

#include <cstdio>
#include <spanstream>

namespace backbeat::crm {
namespace {

/// What a kind is made of: the fields it can have, and those without which a row is nothing.
struct Shape {
  std::string_view kind;
  std::vector<std::string_view> fields;
  std::vector<std::string_view> needed;
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {"opportunities",
       {"key", "name", "account", "product", "owner", "stage", "amount", "opened", "closes", "stage_since", "is_won", "is_closed",
        "is_deleted"},
       {"key", "owner", "stage"}},
      {"accounts", {"key", "name", "industry", "location", "parent", "employees", "domain", "is_deleted"}, {"key"}},
      {"products", {"key", "name", "series", "price", "is_deleted"}, {"key"}},
      {"stage-history", {"opportunity", "stage", "entered_at", "is_deleted"}, {"opportunity", "stage", "entered_at"}},
      {"quotas", {"owner", "first_day", "last_day", "amount"}, {"owner", "first_day", "last_day", "amount"}}};
  return all;
}

/// Reads a mapping from its TOML and collects everything that is wrong with it.
class MappingReader : toml_text::Entries {
 public:
  Result<CrmMapping> read(const toml::table& table) {
    for (const auto& [name, node] : table) read_entry(name, node);
    need(table, m_out.name, "name");
    need(table, m_out.owner_system, "owner_system");
    if (m_out.kinds.empty() && faults().empty())
      fault(table, "a table [opportunities], [accounts], [products], [stage-history] or [quotas]", "none");
    if (m_out.label.empty()) m_out.label = m_out.name;
    if (m_out.date_formats.empty()) m_out.date_formats = {"YYYY-MM-DD"};
    if (m_out.yes.empty() && m_out.no.empty()) {
      m_out.yes = {"yes", "true", "1"};
      m_out.no = {"no", "false", "0", ""};
    }
    if (!faults().empty()) return imports::refuse_mapping(faults_as<imports::MappingFault>());
    return std::move(m_out);
  }

 private:
  void need(const toml::table& table, const std::string& value, std::string_view key) {
    if (value.empty() && !table.contains(key)) fault(table, std::string(key) + " = \"...\"", "none");
  }

  void read_entry(const toml::key& key, const toml::node& node) {
    const std::string_view name = key.str();
    const auto shape = std::ranges::find(shapes(), name, &Shape::kind);
    if (shape != shapes().end()) {
      if (const toml::table* entries = table(node)) read_kind(*shape, key, *entries);
    } else if (name == "name") {
      m_out.name = text(node);
    } else if (name == "label") {
      m_out.label = text(node);
    } else if (name == "owner_system") {
      read_owner_system(node);
    } else if (name == "time_zone") {
      const std::string zone = text(node);
      if (const auto made = Zone::make(zone))
        m_out.zone = *made;
      else if (!zone.empty())
        fault(node, "a time zone like Europe/Madrid or UTC", toml_text::found_in(node));
    } else if (name == "date_formats") {
      read_date_formats(node);
    } else if (name == "yes") {
      m_out.yes = texts_in_lower_case(node);
    } else if (name == "no") {
      m_out.no = texts_in_lower_case(node);
    } else if (name == "nothing") {
      m_out.nothing = texts(node);
    } else {
      fault(key, "name, label, owner_system, time_zone, date_formats, yes, no, nothing or the table of a kind of file", std::string(name));
    }
  }

  void read_owner_system(const toml::node& node) {
    m_out.owner_system = text(node);
    check_word(node, m_out.owner_system, "email, crm_name, employee_id");
  }

  void read_date_formats(const toml::node& node) {
    m_out.date_formats = texts(node);
    for (const std::string& format : m_out.date_formats) {
      for (const std::string_view part : {"YYYY", "MM", "DD"}) {
        if (format.find(part) != std::string::npos) continue;
        fault(node, "dates as YYYY, MM and DD, with hh, mm and ss where there is a time", "\"" + format + "\"");
        break;
      }
    }
  }

  void read_kind(const Shape& shape, const toml::key& at, const toml::table& entries) {
    KindMapping out;
    for (const auto& [key, node] : entries) {
      if (key == "required")
        out.required = texts(node);
      else if (key == "file")
        out.file = text(node);
      else if (key == "columns")
        out.columns = pairs(node);
      else if (key == "won_stages" && shape.kind == "opportunities")
        out.won_stages = texts(node);
      else if (key == "lost_stages" && shape.kind == "opportunities")
        out.lost_stages = texts(node);
      else if (key == "stage_dates" && shape.kind == "opportunities")
        out.stage_dates = pairs(node);
      else
        fault(
            key,
            shape.kind == "opportunities" ? "columns, required, file, won_stages, lost_stages or stage_dates" : "columns, required or file",
            std::string(key.str()));
    }
    check_fields(shape, at, entries, out);
    m_out.kinds.emplace(shape.kind, std::move(out));
  }

  void check_fields(const Shape& shape, const toml::key& at, const toml::table& entries, KindMapping& out) {
    if (const toml::table* columns = entries["columns"].as_table()) {
      for (const auto& [key, value] : *columns) {
        const bool is_stage_date = std::ranges::any_of(out.stage_dates, [&](const auto& entry) { return entry.second == key.str(); });
        if (std::ranges::find(shape.fields, key.str()) == shape.fields.end() && !is_stage_date)
          fault(key, "a field of " + std::string(shape.kind) + " (" + toml_text::listed(shape.fields) + ")", std::string(key.str()));
      }
    }
    for (const std::string_view field : shape.needed) {
      if (!out.columns.contains(std::string(field)))
        fault(at, "[" + std::string(shape.kind) + ".columns] to name the column of " + std::string(field), "none");
      if (std::ranges::find(out.required, field) == out.required.end()) out.required.emplace_back(field);
    }
    for (const auto& field : out.required)
      if (!out.columns.contains(field) && std::ranges::find(shape.needed, field) == shape.needed.end())
        fault(at, "a column for the required field " + field, "none");
    for (const auto& [stage, field] : out.stage_dates)
      if (!out.columns.contains(field)) fault(at, "a column for " + field + ", the date of the stage " + stage, "none");
  }

  CrmMapping m_out;
};

}  // namespace

Result<CrmMapping> parse_crm_mapping(std::string_view text) {
  const auto parsed = toml_text::parsed(text);
  if (const auto* fault = std::get_if<toml_text::Fault>(&parsed)) return imports::refuse_mapping({fault->as<imports::MappingFault>()});
  return MappingReader().read(std::get<toml::table>(parsed));
}

const std::vector<CrmMapping>& shipped_crm_mappings() {
  static const std::vector<CrmMapping> mappings = [] {
    std::vector<CrmMapping> out;
    for (const auto text :
         {backbeat_mapping_text(), maven_mapping_text(), salesforce_mapping_text(), salesforce_connector_mapping_text()}) {
      auto mapping = parse_crm_mapping(text);
      if (!mapping) std::fprintf(stderr, "%s\n", mapping.error().message().c_str());
      ASSERT(mapping);
      out.push_back(std::move(*mapping));
    }
    return out;
  }();
  return mappings;
}

imports::Mapping offered(const CrmMapping& mapping, std::string_view kind) {
  const KindMapping& of_kind = mapping.kinds.find(kind)->second;
  imports::Mapping out{.name = mapping.name, .kind = std::string(kind), .label = mapping.label, .file = of_kind.file, .columns = {}};
  for (const auto& [field, column] : of_kind.columns) {
    const bool is_required = std::ranges::find(of_kind.required, field) != of_kind.required.end();
    out.columns.push_back({.field = field, .column = column, .required = is_required});
  }
  std::ranges::stable_sort(out.columns, std::ranges::greater(), &imports::MappedColumn::required);
  return out;
}

std::vector<imports::Mapping> mappings_of(std::string_view kind) {
  std::vector<imports::Mapping> out;
  for (const auto& mapping : shipped_crm_mappings())
    if (mapping.kinds.contains(kind)) out.push_back(offered(mapping, kind));
  return out;
}

std::string_view shipped_mapping_text(std::string_view name) {
  for (const auto text : {backbeat_mapping_text(), maven_mapping_text(), salesforce_mapping_text(), salesforce_connector_mapping_text()})
    if (parse_crm_mapping(text)->name == name) return text;
  return {};
}

Result<CrmMapping> own_mapping(std::string_view kind, std::string_view text) {
  CrmMapping mapping = TRY(parse_crm_mapping(text));
  if (mapping.kinds.contains(kind)) return mapping;
  return imports::refuse_mapping({{.expected = "a table [" + std::string(kind) + "], for that is what is imported", .found = "none"}});
}

Result<CrmMapping> mapping_for(std::string_view kind, std::string_view name, std::istream& in) {
  const auto header = name.empty() ? csv::header_of(in) : Result<csv::Header>(csv::Header());
  const CrmMapping* first = nullptr;
  const CrmMapping* fitting = nullptr;
  std::string names;
  for (const auto& mapping : shipped_crm_mappings()) {
    const auto found = mapping.kinds.find(kind);
    if (found == mapping.kinds.end()) continue;
    if (mapping.name == name) return mapping;
    names += (names.empty() ? "" : ", ") + mapping.name;
    if (!first) first = &mapping;
    if (name.empty() && !fitting && header && Columns::find(*header, found->second)) fitting = &mapping;
  }
  if (!name.empty() || !first) return expected_value("mapping", "one of " + names, std::string(name));
  return fitting ? *fitting : *first;
}

Result<CrmMapping> mapping_for(std::string_view kind, std::string_view name, std::string_view bytes) {
  std::ispanstream in{std::span<const char>(bytes)};
  return mapping_for(kind, name, in);
}

}  // namespace backbeat::crm
