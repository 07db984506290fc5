// Roster and holiday files, and the mapping files that name their columns. First byte: which mapping, or that the input is one.
// What must hold: rows and faults are of lines that the file has, none is both taken and left out, and texts are UTF-8.
#include "base/text.hpp"
#include "fuzz.hpp"
#include "people/roster_file.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace {

using namespace backbeat;
using namespace backbeat::people;

std::int64_t lines_of(std::string_view bytes) {
  return 1 + std::count(bytes.begin(), bytes.end(), '\n') + std::count(bytes.begin(), bytes.end(), '\r');
}

void check_roster(std::string_view bytes, const RosterMapping& mapping) {
  const auto file = read_roster(bytes, mapping);
  if (!file) return fuzz::must(is_utf8(file.error().message()), "a refusal is UTF-8");
  std::set<std::int64_t> taken;
  for (const RosterRow& row : file->rows) {
    fuzz::must(row.row >= 1 && row.row <= lines_of(bytes), "a row is a line of the file");
    fuzz::must(taken.insert(row.row).second, "a row comes once");
    fuzz::must(is_utf8(row.name), "a name is UTF-8");
  }
  for (const RosterFault& fault : file->faults) {
    fuzz::must(!taken.contains(fault.row), "a row that is left out is not taken");
    fuzz::must(is_utf8(fault.found), "what was found is UTF-8");
  }
  fuzz::must(static_cast<std::int64_t>(file->rows.size()) <= file->records, "no row is made up");
}

/// A file with the columns that a mapping asks for, each field written as the mapping's dates are.
std::string file_for(const RosterMapping& mapping) {
  std::string header;
  std::string row;
  const auto add = [&](const std::string& column) {
    std::string quoted = column;
    for (std::size_t at = quoted.find('"'); at != std::string::npos; at = quoted.find('"', at + 2)) quoted.insert(at, 1, '"');
    header += (header.empty() ? "\"" : ",\"") + quoted + '"';
    std::string date = mapping.date_format;
    for (char& letter : date)
      if (letter == 'Y' || letter == 'M' || letter == 'D') letter = '1';
    row += (row.empty() ? "\"" : ",\"") + date + '"';
  };
  for (const auto& [field, column] : mapping.columns) add(column);
  for (const auto& [system, column] : mapping.identities) add(column);
  return header + "\n" + row + "\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const auto& shipped = shipped_roster_mappings();
  const std::size_t which = input.choice(shipped.size() + 3);
  if (which < shipped.size()) {
    check_roster(input.rest(), shipped[which]);
  } else if (which == shipped.size()) {
    check_roster(input.rest(), fitting_mapping(input.rest(), shipped));
  } else if (which == shipped.size() + 1) {
    if (const auto file = read_holidays(input.rest()))
      fuzz::must(static_cast<std::int64_t>(file->rows.size() + file->faults.size()) <= file->records, "no holiday is made up");
  } else if (const auto mapping = parse_roster_mapping(input.rest())) {
    fuzz::must(!mapping->name.empty(), "a mapping has a name");
    check_roster(file_for(*mapping), *mapping);
  }
  return 0;
}
