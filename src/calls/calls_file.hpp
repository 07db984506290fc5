// Files of calls into rows. A mapping says what the columns are called and how times, lengths and cancellations are written; columns that
// no mapping names are never read. Row numbers are lines of the file, the header being line 1.
#pragma once

#include "calls/calls.hpp"
#include "imports/imports.hpp"

#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calls {

struct CallsMapping {
  std::string name;
  std::string label;
  std::string owner_system;
  std::optional<Zone> zone;  // in which times are written; nothing: the organisation's. A format that ends with Z is UTC
  std::vector<std::string> date_formats;
  std::vector<std::string> yes;
  std::vector<std::string> no;
  std::vector<std::string> nothing;            // what stands for "no reference"
  std::vector<std::string> cancelled;          // states of a call that does not take place, in lower case
  std::optional<int> default_minutes;          // of a row that says neither its end nor how long it is
  std::string file;                            // what the export calls this file, where it always has one name
  std::map<std::string, std::string> columns;  // our field -> the file's column
  std::vector<std::string> required;
};

/// Refuses what is no mapping, with everything that is wrong, each with its line and column.
[[nodiscard]] Result<CallsMapping> parse_calls_mapping(std::string_view toml);
/// backbeat, call-centre, salesforce, salesforce-events, salesforce-tasks.
[[nodiscard]] const std::vector<CallsMapping>& shipped_calls_mappings();
/// "" where there is none of that name.
[[nodiscard]] std::string_view shipped_mapping_text(std::string_view name);
/// As the imports page lists it.
[[nodiscard]] imports::Mapping offered(const CallsMapping& mapping);
/// The shipped mapping of that name; with an empty name the first whose required columns the file has, else the first.
[[nodiscard]] Result<CallsMapping> mapping_for(std::string_view name, std::istream& in);

// The texts of the shipped ones, as they travel inside the program.
[[nodiscard]] std::string_view backbeat_mapping_text();
[[nodiscard]] std::string_view call_centre_mapping_text();
[[nodiscard]] std::string_view salesforce_mapping_text();
[[nodiscard]] std::string_view salesforce_events_mapping_text();
[[nodiscard]] std::string_view salesforce_tasks_mapping_text();

struct FileCall {
  std::int64_t row = 0;
  Stored call;  // without an id and a rep
};

struct FileFindings {
  std::int64_t rows = 0;  // read, the rejected among them
  std::int64_t rejected_total = 0;
  std::vector<imports::Rejected> rejected;  // the first of them
  std::vector<imports::Note> notes;
  std::vector<std::string> header;
};

/// Calls `take` for every row that can be taken; the others are in the answer. Refuses a file that is no CSV or lacks a required column:
/// apply nothing before it returns.
[[nodiscard]] Result<FileFindings> each_call(std::istream& in, const CallsMapping& mapping, const Zone& zone,
                                             const std::function<void(FileCall&&)>& take);

}  // namespace backbeat::calls
