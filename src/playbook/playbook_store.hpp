// The versions of the playbook as they are stored.
#pragma once

#include "playbook/playbook.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::playbook {

/// What is known of a version beside its rules.
struct VersionRow {
  Id<PlaybookVersion> id;
  std::string name;
  LocalDate effective_from;
  Instant published_at;
  std::optional<Id<Person>> published_by;  // absent: installed with the organisation, or from the command line
  std::string published_by_name;
  std::string note;
  std::string sha256;
};

struct VersionText {
  Id<PlaybookVersion> id;
  LocalDate effective_from;
  std::string sha256;
  std::string text;
  Instant published_at;
};

void insert_version(sql::Transaction& tx, Id<Org> org, const VersionRow& row, std::string_view text);

/// By the day from which they hold, latest first.
[[nodiscard]] std::vector<VersionRow> read_version_rows(sql::Reader& reader, Id<Org> org);
/// By the day from which they hold, earliest first; without their texts, which are long and seldom new.
[[nodiscard]] std::vector<VersionText> read_versions_without_text(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<VersionText> read_version_text(sql::Reader& reader, Id<Org> org, Id<PlaybookVersion> version);
/// The version in force on a day, without its text: the last one on or before it, or the first of all.
[[nodiscard]] std::optional<VersionText> read_version_on(sql::Reader& reader, Id<Org> org, LocalDate day);
[[nodiscard]] bool is_day_taken(sql::Reader& reader, Id<Org> org, LocalDate effective_from);

}  // namespace backbeat::playbook
