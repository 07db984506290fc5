// What the importers share: the beginning of a report, and finding out whose each row is.
#pragma once

#include "crm/crm_file.hpp"
#include "imports/imports_actions.hpp"
#include "people/people_actions.hpp"

namespace backbeat::crm {

[[nodiscard]] std::string lower(std::string_view text);
/// "1054", "4821.50".
[[nodiscard]] std::string text_of(Cents amount);

/// A report with what reading the file found; at most a hundred notes about single rows.
[[nodiscard]] imports::ImportReport report_of(const FileFindings& file, const CrmMapping& mapping, std::string_view kind);
/// Adds it to a report that was begun while the file was read.
void add_findings(imports::ImportReport& report, FileFindings file, const CrmMapping& mapping, std::string_view kind);

/// Finds owners by what the file calls them, and counts the rows of those whom nobody answers to.
class Owners {
 public:
  Owners(sql::Transaction& tx, Id<Org> org, std::string_view kind, std::string system);

  /// Who it is; `known` (an earlier match of the same row) where the name says nothing any more.
  [[nodiscard]] std::optional<Id<Person>> person(const std::string& value, std::optional<Id<Person>> known);
  /// How many different ones nobody answers to.
  [[nodiscard]] std::size_t missing() const { return m_missing.size(); }
  /// Puts who is missing into the report and on the visible list, and takes those off it who are found by now.
  void finish(imports::ImportReport& report, Instant at);

 private:
  sql::Transaction& m_tx;
  Id<Org> m_org;
  std::string m_kind;
  std::string m_system;
  people::IdentityIndex m_index;
  std::map<std::string, std::int64_t> m_missing;  // rows by value
  std::unordered_map<std::string, std::optional<Id<Person>>> m_found;
};

}  // namespace backbeat::crm
