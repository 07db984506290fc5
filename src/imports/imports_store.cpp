#include "imports/imports_store.hpp"

namespace backbeat::imports {
namespace {

constexpr std::string_view insert_run_row = R"(
INSERT INTO import_run (org_id, run_id, kind, file_name, at, user_id, row_count, added, changed, unchanged, rejected, unmatched, mapping,
  mapping_sha256)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
constexpr std::string_view insert_line =
    "INSERT INTO import_line (org_id, run_id, line, about, file_row, column_name, found, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

const std::string run_columns = R"(
SELECT r.run_id, r.kind, r.file_name, r.at, u.person_id, p.name, r.row_count, r.added, r.changed, r.unchanged, r.rejected, r.unmatched,
  r.mapping, r.mapping_sha256
FROM import_run r
LEFT JOIN user_account u ON u.org_id = r.org_id AND u.user_id = r.user_id
LEFT JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id )";
const std::string select_runs = run_columns + "WHERE r.org_id = ? AND r.run_id < ? ORDER BY r.run_id DESC LIMIT ?";
const std::string select_run = run_columns + "WHERE r.org_id = ? AND r.run_id = ?";
constexpr std::string_view select_lines =
    "SELECT about, file_row, column_name, found, text FROM import_line WHERE org_id = ? AND run_id = ? ORDER BY line";
constexpr std::string_view insert_column =
    "INSERT INTO import_column (org_id, run_id, position, column_name, field, is_required, is_in_file) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view select_columns =
    "SELECT column_name, field, is_required, is_in_file FROM import_column WHERE org_id = ? AND run_id = ? ORDER BY position";
constexpr std::string_view select_sources = R"(
SELECT r.kind, r.at, r.row_count, r.rejected,
  (SELECT COUNT(*) FROM unmatched_name n WHERE n.org_id = r.org_id AND n.source = r.kind)
FROM import_run r
WHERE r.org_id = ? AND r.run_id = (SELECT MAX(l.run_id) FROM import_run l WHERE l.org_id = r.org_id AND l.kind = r.kind)
ORDER BY r.kind)";

constexpr std::string_view upsert_mapping = R"(
INSERT INTO import_mapping (org_id, kind, sha256, text, first_used_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (org_id, kind, sha256) DO UPDATE SET last_used_at = excluded.last_used_at)";
constexpr std::string_view select_mappings =
    "SELECT kind, sha256, text FROM import_mapping WHERE org_id = ? ORDER BY last_used_at DESC, sha256";
constexpr std::string_view select_mapping = "SELECT text FROM import_mapping WHERE org_id = ? AND kind = ? AND sha256 = ?";

constexpr std::string_view upsert_unmatched_row = R"(
INSERT INTO unmatched_name (org_id, source, system, value, row_count, first_seen_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (org_id, source, system, value) DO UPDATE SET row_count = excluded.row_count)";
constexpr std::string_view delete_unmatched_row = "DELETE FROM unmatched_name WHERE org_id = ? AND source = ? AND system = ? AND value = ?";
constexpr std::string_view delete_unmatched_rows = "DELETE FROM unmatched_name WHERE org_id = ? AND system = ? AND value = ?";
constexpr std::string_view select_unmatched =
    "SELECT source, system, value, row_count, first_seen_at FROM unmatched_name WHERE org_id = ? ORDER BY row_count DESC, source, value";

StoredRun run_from(const sql::Row& row) {
  return {.id = row.get<Id<ImportRun>>(0),
          .kind = row.get<std::string>(1),
          .file_name = row.get<std::string>(2),
          .at = row.get<Instant>(3),
          .by = row.get<std::optional<Id<Person>>>(4),
          .by_name = row.get<std::optional<std::string>>(5).value_or(""),
          .rows = row.integer(6),
          .added = row.integer(7),
          .changed = row.integer(8),
          .unchanged = row.integer(9),
          .rejected = row.integer(10),
          .unmatched = row.integer(11),
          .mapping = row.get<std::string>(12),
          .mapping_sha256 = row.get<std::string>(13)};
}

void read_line(const sql::Row& row, ImportReport& report) {
  const auto about = row.text(0);
  const auto file_row = row.get<std::optional<std::int64_t>>(1);
  auto text = row.get<std::string>(4);
  if (about == "rejected") {
    report.rejected.push_back(
        {.row = file_row.value_or(0), .column = row.get<std::string>(2), .found = row.get<std::string>(3), .expected = std::move(text)});
  } else if (about == "note") {
    report.notes.push_back({.row = file_row, .text = std::move(text)});
  } else if (about == "unmatched") {
    report.unmatched.push_back({.value = std::move(text), .rows = file_row.value_or(0)});
  } else {
    report.changes.push_back({.row = file_row.value_or(0), .what = std::move(text)});
  }
}

}  // namespace

void insert_run(sql::Transaction& tx, Id<Org> org, Id<ImportRun> run, Id<User> by, Instant at, const ImportReport& report) {
  const auto user = by.is_set() ? std::optional(by) : std::nullopt;
  tx.change(insert_run_row, org, run, report.kind, report.file_name, at, user, report.rows, report.added, report.changed, report.unchanged,
            report.rejected_total, std::ssize(report.unmatched), report.mapping.name, report.mapping.sha256);
  std::int64_t line = 0;
  for (const Rejected& one : report.rejected)
    tx.change(insert_line, org, run, ++line, "rejected", one.row, one.column, one.found, one.expected);
  for (const Note& one : report.notes) tx.change(insert_line, org, run, ++line, "note", one.row, "", "", one.text);
  for (const Unmatched& one : report.unmatched) tx.change(insert_line, org, run, ++line, "unmatched", one.rows, "", "", one.value);
  for (const Change& one : report.changes) tx.change(insert_line, org, run, ++line, "change", one.row, "", "", one.what);
  std::int64_t position = 0;
  for (const ReadColumn& one : report.mapping.columns)
    tx.change(insert_column, org, run, ++position, one.column, one.field, one.is_required, one.is_in_file);
}

std::vector<StoredRun> read_runs(sql::Reader& reader, Id<Org> org, std::optional<Id<ImportRun>> before, int limit) {
  const Id<ImportRun> last(std::numeric_limits<std::int64_t>::max());
  return reader.all(select_runs, run_from, org, before.value_or(last), limit);
}

std::optional<ImportReport> read_report(sql::Reader& reader, Id<Org> org, Id<ImportRun> run) {
  const auto found = reader.first(select_run, run_from, org, run);
  if (!found) return std::nullopt;
  ImportReport report;
  report.kind = found->kind;
  report.file_name = found->file_name;
  report.rows = found->rows;
  report.added = found->added;
  report.changed = found->changed;
  report.unchanged = found->unchanged;
  report.rejected_total = found->rejected;
  report.mapping = {.name = found->mapping, .sha256 = found->mapping_sha256};
  const auto read_column = [](const sql::Row& row) {
    return ReadColumn{.column = row.get<std::string>(0),
                      .field = row.get<std::string>(1),
                      .is_required = row.get<bool>(2),
                      .is_in_file = row.get<bool>(3)};
  };
  report.mapping.columns = reader.all(select_columns, read_column, org, run);
  report.applied = true;
  report.run_id = run;
  reader.each(select_lines, [&](const sql::Row& row) { read_line(row, report); }, org, run);
  return report;
}

std::vector<Source> read_sources(sql::Reader& reader, Id<Org> org) {
  const auto read = [](const sql::Row& row) {
    return Source{.kind = row.get<std::string>(0),
                  .label = {},
                  .last_imported_at = row.get<Instant>(1),
                  .last_rows = row.integer(2),
                  .last_rejected = row.integer(3),
                  .unmatched = row.integer(4)};
  };
  return reader.all(select_sources, read, org);
}

void keep_mapping(sql::Transaction& tx, Id<Org> org, std::string_view kind, const KeptMapping& mapping, Instant at) {
  tx.change(upsert_mapping, org, kind, mapping.sha256, mapping.text, at, at);
}

std::vector<KeptMapping> read_mappings(sql::Reader& reader, Id<Org> org) {
  const auto read = [](const sql::Row& row) {
    return KeptMapping{.kind = row.get<std::string>(0), .sha256 = row.get<std::string>(1), .text = row.get<std::string>(2)};
  };
  return reader.all(select_mappings, read, org);
}

std::optional<std::string> read_mapping_text(sql::Reader& reader, Id<Org> org, std::string_view kind, std::string_view sha256) {
  return reader.first(select_mapping, [](const sql::Row& row) { return row.get<std::string>(0); }, org, kind, sha256);
}

void upsert_unmatched(sql::Transaction& tx, Id<Org> org, const UnmatchedName& name) {
  tx.change(upsert_unmatched_row, org, name.source, name.system, name.value, name.rows, name.first_seen_at);
}

void delete_unmatched(sql::Transaction& tx, Id<Org> org, std::string_view source, std::string_view system, std::string_view value) {
  tx.change(delete_unmatched_row, org, source, system, value);
}

void delete_unmatched_value(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value) {
  tx.change(delete_unmatched_rows, org, system, value);
}

std::vector<UnmatchedName> read_unmatched(sql::Reader& reader, Id<Org> org) {
  const auto read = [](const sql::Row& row) {
    return UnmatchedName{.source = row.get<std::string>(0),
                         .system = row.get<std::string>(1),
                         .value = row.get<std::string>(2),
                         .rows = row.integer(3),
                         .first_seen_at = row.get<Instant>(4)};
  };
  return reader.all(select_unmatched, read, org);
}

}  // namespace backbeat::imports
