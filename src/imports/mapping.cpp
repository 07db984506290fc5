#include "imports/mapping.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace backbeat::imports {

std::unexpected<Error> refuse_mapping(std::vector<MappingFault> faults) {
  constexpr std::size_t most_faults = 50;
  std::ranges::stable_sort(faults, {}, [](const MappingFault& fault) { return std::pair(fault.line, fault.column); });
  if (faults.size() > most_faults) faults.resize(most_faults);
  std::vector<Error> causes;
  for (MappingFault& fault : faults) {
    causes.push_back(refuse(mapping_fault, "mapping",
                            {{"line", std::to_string(fault.line)},
                             {"column", std::to_string(fault.column)},
                             {"expected", std::move(fault.expected)},
                             {"found", std::move(fault.found)}})
                         .error());
  }
  return refuse_all(std::move(causes));
}

bool is_same_column(std::string_view a, std::string_view b) {
  return lower_ascii(trimmed(a)) == lower_ascii(trimmed(b));
}

UsedMapping understood(const Mapping& mapping, std::span<const std::string> header) {
  UsedMapping out{.name = mapping.name, .sha256 = mapping.sha256};
  for (const std::string& name : header) {
    bool is_read = false;
    for (const MappedColumn& mapped : mapping.columns) {
      if (trimmed(name).empty() || !is_same_column(mapped.column, name)) continue;
      out.columns.push_back({.column = name, .field = mapped.field, .is_required = mapped.required});
      is_read = true;
    }
    if (!is_read) out.columns.push_back({.column = name, .field = {}});
  }
  for (const MappedColumn& mapped : mapping.columns) {
    const bool is_there = std::ranges::any_of(header, [&](const std::string& name) { return is_same_column(mapped.column, name); });
    if (!is_there)
      out.columns.push_back({.column = mapped.column, .field = mapped.field, .is_required = mapped.required, .is_in_file = false});
  }
  return out;
}

}  // namespace backbeat::imports
