// Roster files: CSV whose columns a mapping names, into rows. Columns that no mapping names are never read.
#pragma once

#include "imports/mapping.hpp"
#include "people/roster.hpp"

#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::people {

/// A mapping file (src/people/mappings/*.toml says what each line means).
struct RosterMapping {
  std::string name;
  std::string label;
  std::string file;  // what the export calls it, where it always has one name
  std::string date_format = "YYYY-MM-DD";
  bool leave_date_is_last_day = false;
  bool managers_become_people = false;
  std::string manager_job_role = "sales_manager";
  std::string job_role = "ae";
  std::vector<std::string> required = {"name"};
  std::map<std::string, std::string> columns;     // our field -> the file's column
  std::map<std::string, std::string> identities;  // identity system -> column
  std::map<std::string, std::string> job_roles;   // what the file calls a role -> our key
};

/// Refuses what is no mapping, with everything that is wrong, each with its line and column.
[[nodiscard]] Result<RosterMapping> parse_roster_mapping(std::string_view toml);
/// backbeat, hr-dataset, maven-teams.
[[nodiscard]] const std::vector<RosterMapping>& shipped_roster_mappings();
/// "" where there is none of that name.
[[nodiscard]] std::string_view shipped_roster_mapping_text(std::string_view name);

struct RosterFile {
  std::int64_t records = 0;
  std::vector<RosterRow> rows;
  std::vector<RosterFault> faults;  // rows that are left out
  std::vector<std::string> notes;
  std::vector<std::string> header;
};

/// Refuses a file that is no CSV or lacks a required column. Row numbers are lines of the file.
[[nodiscard]] Result<RosterFile> read_roster(std::istream& in, const RosterMapping& mapping);
[[nodiscard]] Result<RosterFile> read_roster(std::string_view bytes, const RosterMapping& mapping);

/// The first mapping whose required columns are all in the file; the first of all where none is.
[[nodiscard]] const RosterMapping& fitting_mapping(std::istream& in, std::span<const RosterMapping> mappings);
[[nodiscard]] const RosterMapping& fitting_mapping(std::string_view bytes, std::span<const RosterMapping> mappings);

struct HolidayFile {
  std::int64_t records = 0;
  std::vector<std::pair<std::int64_t, Holiday>> rows;
  std::vector<RosterFault> faults;
  std::vector<std::string> header;
};

/// Columns day, name and, where there is one, region.
[[nodiscard]] Result<HolidayFile> read_holidays(std::istream& in);
[[nodiscard]] Result<HolidayFile> read_holidays(std::string_view bytes);

// The texts of the shipped mappings.
[[nodiscard]] std::string_view backbeat_mapping_text();
[[nodiscard]] std::string_view hr_dataset_mapping_text();
[[nodiscard]] std::string_view maven_teams_mapping_text();

}  // namespace backbeat::people
