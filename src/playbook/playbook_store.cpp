#include "playbook/playbook_store.hpp"

namespace backbeat::playbook {
namespace {

constexpr std::string_view insert =
    "INSERT INTO playbook_version (org_id, version_id, name, effective_from, published_at, published_by, note, text, sha256) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr std::string_view select_rows =
    "SELECT v.version_id, v.name, v.effective_from, v.published_at, v.published_by, p.name, v.note, v.sha256 "
    "FROM playbook_version v LEFT JOIN person p ON p.org_id = v.org_id AND p.person_id = v.published_by "
    "WHERE v.org_id = ? ORDER BY v.effective_from DESC";

constexpr std::string_view select_without_text =
    "SELECT version_id, effective_from, sha256, '', published_at FROM playbook_version WHERE org_id = ? ORDER BY effective_from";

constexpr std::string_view select_text =
    "SELECT version_id, effective_from, sha256, text, published_at FROM playbook_version WHERE org_id = ? AND version_id = ?";

// Those on or before the day first, the latest of them at the top; where there are none, the earliest of the rest.
constexpr std::string_view select_on =
    "SELECT version_id, effective_from, sha256, '', published_at FROM playbook_version WHERE org_id = ? "
    "ORDER BY CASE WHEN effective_from <= ? THEN 0 ELSE 1 END, CASE WHEN effective_from <= ? THEN -effective_from ELSE effective_from END "
    "LIMIT 1";

constexpr std::string_view select_taken = "SELECT version_id FROM playbook_version WHERE org_id = ? AND effective_from = ?";

VersionText text_of(const sql::Row& row) {
  return {.id = row.get<Id<PlaybookVersion>>(0),
          .effective_from = row.get<LocalDate>(1),
          .sha256 = row.get<std::string>(2),
          .text = row.get<std::string>(3),
          .published_at = row.get<Instant>(4)};
}

}  // namespace

void insert_version(sql::Transaction& tx, Id<Org> org, const VersionRow& row, std::string_view text) {
  tx.change(insert, org, row.id, row.name, row.effective_from, row.published_at, row.published_by, row.note, text, row.sha256);
}

std::vector<VersionRow> read_version_rows(sql::Reader& reader, Id<Org> org) {
  return reader.all(
      select_rows,
      [](const sql::Row& row) {
        return VersionRow{.id = row.get<Id<PlaybookVersion>>(0),
                          .name = row.get<std::string>(1),
                          .effective_from = row.get<LocalDate>(2),
                          .published_at = row.get<Instant>(3),
                          .published_by = row.get<std::optional<Id<Person>>>(4),
                          .published_by_name = row.get<std::optional<std::string>>(5).value_or(""),
                          .note = row.get<std::string>(6),
                          .sha256 = row.get<std::string>(7)};
      },
      org);
}

std::vector<VersionText> read_versions_without_text(sql::Reader& reader, Id<Org> org) {
  return reader.all(select_without_text, text_of, org);
}

std::optional<VersionText> read_version_text(sql::Reader& reader, Id<Org> org, Id<PlaybookVersion> version) {
  return reader.first(select_text, text_of, org, version);
}

std::optional<VersionText> read_version_on(sql::Reader& reader, Id<Org> org, LocalDate day) {
  return reader.first(select_on, text_of, org, day, day);
}

bool is_day_taken(sql::Reader& reader, Id<Org> org, LocalDate effective_from) {
  return reader.first(select_taken, [](const sql::Row& row) { return row.integer(0); }, org, effective_from).has_value();
}

}  // namespace backbeat::playbook
