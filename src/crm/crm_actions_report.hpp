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
template <class T>
[[nodiscard]] imports::ImportReport report_of(const FileRows<T>& file, const CrmMapping& mapping, std::string_view kind) {
  constexpr std::size_t most_notes = 100;
  imports::ImportReport report;
  report.mapping = imports::understood(offered(mapping, kind), file.header);
  report.rows = static_cast<std::int64_t>(file.rows.size() + file.rejected.size());
  for (const auto& rejected : file.rejected) report.reject(rejected);
  report.notes.assign(file.notes.begin(), file.notes.begin() + static_cast<std::ptrdiff_t>(std::min(file.notes.size(), most_notes)));
  if (file.notes.size() > most_notes)
    report.notes.push_back({.row = {}, .text = std::to_string(file.notes.size() - most_notes) + " more rows have a note like these."});
  return report;
}

/// Finds owners by what the file calls them, and counts the rows of those whom nobody answers to.
class Owners {
 public:
  Owners(sql::Transaction& tx, Id<Org> org, std::string_view kind, std::string system);

  /// Who it is; `known` (an earlier match of the same row) where the name says nothing any more.
  [[nodiscard]] std::optional<Id<Person>> person(const std::string& value, std::optional<Id<Person>> known);
  /// Puts who is missing into the report and on the visible list, and takes those off it who are found by now.
  void finish(imports::ImportReport& report, Instant at);

 private:
  sql::Transaction& m_tx;
  Id<Org> m_org;
  std::string m_kind;
  std::string m_system;
  people::IdentityIndex m_index;
  std::map<std::string, std::int64_t> m_missing;  // rows by value
  std::map<std::string, std::optional<Id<Person>>> m_found;
};

}  // namespace backbeat::crm
