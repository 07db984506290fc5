// Import runs, their reports line by line, and the names nobody answers to, as they are stored.
#pragma once

#include "imports/imports.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace backbeat::imports {

struct StoredRun {
  Id<ImportRun> id;
  std::string kind;
  std::string file_name;
  Instant at;
  std::optional<Id<Person>> by;  // nobody: the operator
  std::string by_name;
  std::int64_t rows = 0, added = 0, changed = 0, unchanged = 0, rejected = 0, unmatched = 0;
  std::string mapping;
  std::string mapping_sha256;  // empty: a shipped one
};

/// A mapping of the organisation's own that files of a kind were imported with.
struct KeptMapping {
  std::string kind = {};
  std::string sha256;
  std::string text;
};
/// Keeps it once, however often it is used.
void keep_mapping(sql::Transaction& tx, Id<Org> org, std::string_view kind, const KeptMapping& mapping, Instant at);
/// The one used last first.
[[nodiscard]] std::vector<KeptMapping> read_mappings(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::optional<std::string> read_mapping_text(sql::Reader& reader, Id<Org> org, std::string_view kind,
                                                           std::string_view sha256);

void insert_run(sql::Transaction& tx, Id<Org> org, Id<ImportRun> run, Id<User> by, Instant at, const ImportReport& report);
[[nodiscard]] std::vector<StoredRun> read_runs(sql::Reader& reader, Id<Org> org, std::optional<Id<ImportRun>> before, int limit);
[[nodiscard]] std::optional<ImportReport> read_report(sql::Reader& reader, Id<Org> org, Id<ImportRun> run);

/// The last run of each kind, with the names that still wait.
[[nodiscard]] std::vector<Source> read_sources(sql::Reader& reader, Id<Org> org);

void upsert_unmatched(sql::Transaction& tx, Id<Org> org, const UnmatchedName& name);
void delete_unmatched(sql::Transaction& tx, Id<Org> org, std::string_view source, std::string_view system, std::string_view value);
void delete_unmatched_value(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value);
[[nodiscard]] std::vector<UnmatchedName> read_unmatched(sql::Reader& reader, Id<Org> org);

}  // namespace backbeat::imports
