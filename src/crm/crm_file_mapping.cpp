// Mapping files, and choosing one for a file.
#include "base/assert.hpp"
#include "crm/crm_file.hpp"
#include "crm/crm_file_record.hpp"

// 0 in every file of the program: toml++ 3.3 gives one symbol two return types otherwise.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <cstdio>

namespace backbeat::crm {
namespace {

std::unexpected<Error> wrong(const toml::node& node, std::string_view key, std::string expected) {
  return expected_value("mapping", std::string(key) + " to be " + std::move(expected),
                        "something else on line " + std::to_string(node.source().begin.line));
}

Result<std::string> text_of(const toml::node& node, std::string_view key) {
  if (const auto* text = node.as_string()) return text->get();
  return wrong(node, key, "a text");
}

Result<std::vector<std::string>> texts_of(const toml::node& node, std::string_view key) {
  const toml::array* list = node.as_array();
  if (!list) return wrong(node, key, "a list of texts");
  std::vector<std::string> out;
  for (const auto& item : *list) out.push_back(TRY(text_of(item, key)));
  return out;
}

Result<std::map<std::string, std::string>> pairs_of(const toml::node& node, std::string_view key) {
  const toml::table* table = node.as_table();
  if (!table) return wrong(node, key, "a table");
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : *table) out.emplace(name.str(), TRY(text_of(value, name.str())));
  return out;
}

Result<KindMapping> kind_of(const toml::table& table, std::string_view kind) {
  KindMapping out;
  for (const auto& [name, node] : table) {
    if (name == "required")
      out.required = TRY(texts_of(node, name.str()));
    else if (name == "columns")
      out.columns = TRY(pairs_of(node, name.str()));
    else if (name == "won_stages")
      out.won_stages = TRY(texts_of(node, name.str()));
    else if (name == "lost_stages")
      out.lost_stages = TRY(texts_of(node, name.str()));
    else if (name == "stage_dates")
      out.stage_dates = TRY(pairs_of(node, name.str()));
    else
      return wrong(node, name.str(), "one of required, columns, won_stages, lost_stages, stage_dates");
  }
  for (const auto& field : out.required)
    if (!out.columns.contains(field))
      return expected_value("mapping", "a column for the required field " + field, "none in " + std::string(kind));
  if (out.required.empty()) return expected_value("mapping", "required fields of " + std::string(kind), "none");
  return out;
}

Result<Done> read_entry(CrmMapping& out, std::string_view name, const toml::node& node) {
  if (name == "name") {
    out.name = TRY(text_of(node, name));
  } else if (name == "label") {
    out.label = TRY(text_of(node, name));
  } else if (name == "owner_system") {
    out.owner_system = TRY(text_of(node, name));
  } else if (name == "time_zone") {
    const std::string zone = TRY(text_of(node, name));
    out.zone = TRY(Zone::make(zone));
  } else if (name == "date_formats") {
    out.date_formats = TRY(texts_of(node, name));
  } else if (name == "yes") {
    out.yes = TRY(texts_of(node, name));
  } else if (name == "no") {
    out.no = TRY(texts_of(node, name));
  } else if (name == "nothing") {
    out.nothing = TRY(texts_of(node, name));
  } else if (name == "opportunities" || name == "accounts" || name == "products" || name == "stage-history" || name == "quotas") {
    if (!node.is_table()) return wrong(node, name, "a table");
    out.kinds.emplace(name, TRY(kind_of(*node.as_table(), name)));
  } else {
    return wrong(node, name, "no key of a mapping");
  }
  return Done{};
}

bool fits(const KindMapping& kind, std::string_view bytes) {
  bool has_columns = false;
  const auto begin = [&](const csv::Header& header) -> Result<Done> {
    has_columns = Columns::find(header, kind).has_value();
    return expected_value("file", "nothing more", "the rest");  // the header was all we wanted
  };
  (void)csv::read_table(bytes, {}, begin, [](std::int64_t, std::span<const std::string_view>) {});
  return has_columns;
}

}  // namespace

Result<CrmMapping> parse_crm_mapping(std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed)
    return expected_value("mapping", "TOML 1.0",
                          std::string(parsed.error().description()) + " on line " + std::to_string(parsed.error().source().begin.line));
  CrmMapping out;
  for (const auto& [name, node] : parsed.table()) TRY(read_entry(out, name.str(), node));
  if (out.name.empty() || out.owner_system.empty()) return expected_value("mapping", "a name and an owner_system", "none");
  if (out.date_formats.empty()) out.date_formats = {"YYYY-MM-DD"};
  return out;
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

std::vector<imports::Mapping> mappings_of(std::string_view kind) {
  std::vector<imports::Mapping> out;
  for (const auto& mapping : shipped_crm_mappings()) {
    const auto found = mapping.kinds.find(kind);
    if (found == mapping.kinds.end()) continue;
    imports::Mapping listed{.name = mapping.name, .kind = std::string(kind), .label = mapping.label, .columns = {}};
    for (const auto& [field, column] : found->second.columns) {
      const bool is_required = std::ranges::find(found->second.required, field) != found->second.required.end();
      listed.columns.push_back({.field = field, .column = column, .required = is_required});
    }
    std::ranges::stable_sort(listed.columns, std::ranges::greater(), &imports::MappedColumn::required);
    out.push_back(std::move(listed));
  }
  return out;
}

Result<const CrmMapping*> mapping_for(std::string_view kind, std::string_view name, std::string_view bytes) {
  const CrmMapping* first = nullptr;
  const CrmMapping* fitting = nullptr;
  std::string names;
  for (const auto& mapping : shipped_crm_mappings()) {
    const auto found = mapping.kinds.find(kind);
    if (found == mapping.kinds.end()) continue;
    if (mapping.name == name) return &mapping;
    names += (names.empty() ? "" : ", ") + mapping.name;
    if (!first) first = &mapping;
    if (name.empty() && !fitting && fits(found->second, bytes)) fitting = &mapping;
  }
  if (!name.empty() || !first) return expected_value("mapping", "one of " + names, std::string(name));
  return fitting ? fitting : first;
}

}  // namespace backbeat::crm
