// How the columns of a file are read: mappings, ours or an organisation's own, what is wrong with one, and how each column was understood.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::imports {

/// One column of a mapping: what we call it, what the file calls it, and whether a row needs it.
struct MappedColumn {
  std::string field;
  std::string column;
  bool required = false;
  friend bool operator==(const MappedColumn&, const MappedColumn&) = default;
};

/// How the columns of one kind of export are named.
struct Mapping {
  std::string name;       // "maven-teams"
  std::string kind;       // "roster"
  std::string label;      // "Maven sales teams (names only)"
  std::string file = {};  // what the export calls the file, where it always has one name: "sales_teams.csv"
  std::vector<MappedColumn> columns;
  std::string sha256 = {};  // of the text; empty for a shipped one
  friend bool operator==(const Mapping&, const Mapping&) = default;
};

/// The longest mapping file that is read.
inline constexpr std::size_t longest_mapping = std::size_t{64} << 10U;

/// Something wrong in a mapping file; line and column of its text, from 1.
struct MappingFault {
  std::int64_t line = 1;
  std::int64_t column = 1;
  std::string expected;
  std::string found;
  friend bool operator==(const MappingFault&, const MappingFault&) = default;
};

inline constexpr ErrorSpec mapping_fault{"mapping_fault", ErrorKind::invalid,
                                         "Line {line}, column {column} of the mapping: expected {expected}, found {found}."};
inline constexpr ErrorSpec no_own_mapping{"no_own_mapping", ErrorKind::invalid, "Files of this kind are read by fixed columns: {columns}."};

/// All faults as one refusal of the field `mapping`, in the order of the text. There must be one.
[[nodiscard]] std::unexpected<Error> refuse_mapping(std::vector<MappingFault> faults);

/// Whether two names of columns are one: capitals and blanks around them make no difference.
[[nodiscard]] bool is_same_column(std::string_view a, std::string_view b);

/// How one column was understood.
struct ReadColumn {
  std::string column;  // as the file calls it, or as the mapping does where the file has none
  std::string field;   // ours; empty: it is not read
  bool is_required = false;
  bool is_in_file = true;
  friend bool operator==(const ReadColumn&, const ReadColumn&) = default;
};

/// The mapping that a file was read by.
struct UsedMapping {
  std::string name;
  std::string sha256 = {};               // of the organisation's own text; empty for a shipped one
  std::vector<ReadColumn> columns = {};  // the file's, in its order; then those of the mapping which the file has not
  friend bool operator==(const UsedMapping&, const UsedMapping&) = default;
};

/// `header` is the file's; a column that is read as two fields stands there twice.
[[nodiscard]] UsedMapping understood(const Mapping& mapping, std::span<const std::string> header);

}  // namespace backbeat::imports
