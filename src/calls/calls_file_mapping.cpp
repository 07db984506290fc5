// Mapping files of calls, and choosing one for a file.
#include "base/assert.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "calls/calls_file.hpp"
#include "csv/csv.hpp"
#include "toml/toml.hpp"

#include <cstdio>

namespace backbeat::calls {
namespace {

constexpr std::string_view fields[] = {"key",   "rep",     "starts",      "starts_time", "ends",  "minutes",   "seconds", "duration",
                                       "title", "account", "account_key", "opportunity", "about", "attendees", "status",  "is_deleted"};
constexpr std::string_view needed[] = {"key", "rep", "starts"};

std::string listed(const auto& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

std::string found_in(const toml::node& node) {
  if (const auto* text = node.as_string()) return "\"" + std::string(front_of(text->get(), 60)) + "\"";
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  return node.is_number() ? "a number" : "something else";
}

/// Reads a mapping from its TOML and collects everything that is wrong with it.
class MappingReader {
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
    if (!m_faults.empty()) return imports::refuse_mapping(std::move(m_faults));
    return std::move(m_out);
  }

 private:
  void fault_at(const toml::source_position& at, std::string expected, std::string found) {
    m_faults.push_back({.line = std::max<std::int64_t>(at.line, 1),
                        .column = std::max<std::int64_t>(at.column, 1),
                        .expected = std::move(expected),
                        .found = std::move(found)});
  }
  void fault(const toml::node& node, std::string expected, std::string found) {
    fault_at(node.source().begin, std::move(expected), std::move(found));
  }

  std::string text(const toml::node& node) {
    const auto* value = node.as_string();
    if (value != nullptr && !value->get().empty()) return value->get();
    fault(node, "a text", value != nullptr ? "an empty one" : found_in(node));
    return {};
  }
  std::vector<std::string> texts(const toml::node& node, bool in_lower_case) {
    std::vector<std::string> out;
    const toml::array* list = node.as_array();
    if (list == nullptr) fault(node, "a list of texts", found_in(node));
    for (const auto& item : list != nullptr ? *list : toml::array()) {
      const auto* value = item.as_string();
      if (value == nullptr) fault(item, "a text", found_in(item));
      if (value != nullptr) out.push_back(in_lower_case ? lower_ascii(value->get()) : value->get());
    }
    return out;
  }

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
      m_out.yes = texts(node, true);
    } else if (name == "no") {
      m_out.no = texts(node, true);
    } else if (name == "nothing") {
      m_out.nothing = texts(node, false);
    } else if (name == "cancelled") {
      m_out.cancelled = texts(node, true);
    } else if (name == "default_minutes") {
      const auto minutes = node.value_exact<std::int64_t>();
      if (!minutes || *minutes < 1 || *minutes > 480)
        fault(node, "whole minutes from 1 to 480", found_in(node));
      else
        m_out.default_minutes = static_cast<int>(*minutes);
    } else if (name == "calls") {
      read_calls(key, node);
    } else {
      fault_at(key.source().begin,
               "name, label, owner_system, time_zone, date_formats, yes, no, nothing, cancelled, default_minutes or [calls]",
               std::string(name));
    }
  }

  void read_owner_system(const toml::node& node) {
    constexpr std::size_t longest = 40;
    m_out.owner_system = text(node);
    const bool is_plain = m_out.owner_system.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!is_plain || m_out.owner_system.size() > longest)
      fault(node, "email, crm_name, employee_id or another word of at most 40 small letters", found_in(node));
  }
  void read_zone(const toml::node& node) {
    const auto zone = Zone::make(text(node));
    if (zone)
      m_out.zone = *zone;
    else
      fault(node, "a time zone like Europe/Madrid or UTC", found_in(node));
  }
  void read_date_formats(const toml::node& node) {
    m_out.date_formats = texts(node, false);
    for (const std::string& format : m_out.date_formats)
      for (const std::string_view part : {"YYYY", "MM", "DD", "hh", "mm"})
        if (format.find(part) == std::string::npos) {
          fault(node, "times as YYYY, MM, DD, hh and mm, with ss where there are seconds", "\"" + format + "\"");
          break;
        }
  }

  void read_calls(const toml::key& at, const toml::node& node) {
    const toml::table* entries = node.as_table();
    if (entries == nullptr) return fault(node, "a table", found_in(node));
    for (const auto& [key, value] : *entries) {
      if (key == "file")
        m_out.file = text(value);
      else if (key == "required")
        m_out.required = texts(value, false);
      else if (key == "columns")
        read_columns(value);
      else
        fault_at(key.source().begin, "columns, required or file", std::string(key.str()));
    }
    for (const std::string_view field : needed) {
      if (!m_out.columns.contains(std::string(field)))
        fault_at(at.source().begin, "[calls.columns] to name the column of " + std::string(field), "none");
      if (std::ranges::find(m_out.required, field) == m_out.required.end()) m_out.required.emplace_back(field);
    }
    for (const std::string& field : m_out.required)
      if (!m_out.columns.contains(field) && std::ranges::find(needed, field) == std::end(needed))
        fault_at(at.source().begin, "a column for the required field " + field, "none");
  }
  void read_columns(const toml::node& node) {
    const toml::table* pairs = node.as_table();
    if (pairs == nullptr) return fault(node, "a table", found_in(node));
    for (const auto& [key, value] : *pairs) {
      if (std::ranges::find(fields, key.str()) == std::end(fields))
        fault_at(key.source().begin, "a field of a call (" + listed(fields) + ")", std::string(key.str()));
      m_out.columns.emplace(key.str(), text(value));
    }
  }

  CallsMapping m_out;
  std::vector<imports::MappingFault> m_faults;
};

constexpr auto shipped_texts = {backbeat_mapping_text, call_centre_mapping_text, salesforce_mapping_text, salesforce_events_mapping_text,
                                salesforce_tasks_mapping_text};

bool fits(const CallsMapping& mapping, const csv::Header& header) {
  return std::ranges::all_of(mapping.required,
                             [&](const std::string& field) { return header.find(mapping.columns.at(field)).has_value(); });
}

}  // namespace

Result<CallsMapping> parse_calls_mapping(std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (parsed) return MappingReader().read(parsed.table());
  const auto at = parsed.error().source().begin;
  return imports::refuse_mapping(
      {{.line = at.line, .column = at.column, .expected = "TOML 1.0", .found = std::string(parsed.error().description())}});
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
