#include "calendar/calendar_store_sources.hpp"

namespace backbeat::calendar {
namespace {

constexpr std::string_view insert_source_sql =
    "INSERT INTO calendar_source (org_id, source_id, person_id, name, address, content, content_sha256, series_count, trouble_count, etag, "
    "modified, created_at, read_at, failures, error, due_at, removed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view update_source_sql =
    "UPDATE calendar_source SET name = ?, address = ?, content_sha256 = ?, series_count = ?, trouble_count = ?, etag = ?, modified = ?, "
    "read_at = ?, failures = ?, error = ?, due_at = ?, removed_at = ? WHERE org_id = ? AND source_id = ?";
constexpr std::string_view store_content_sql = "UPDATE calendar_source SET content = ? WHERE org_id = ? AND source_id = ?";
constexpr std::string_view delete_source_sql = "DELETE FROM calendar_source WHERE org_id = ? AND source_id = ?";
const std::string source_columns =
    "SELECT source_id, org_id, person_id, name, address, content_sha256, series_count, trouble_count, etag, modified, created_at, read_at, "
    "failures, error, due_at, removed_at FROM calendar_source ";
const std::string source_sql = source_columns + "WHERE org_id = ? AND source_id = ?";
const std::string sources_of_sql = source_columns + "WHERE org_id = ? AND person_id = ? ORDER BY source_id";
const std::string due_sql = source_columns + "WHERE due_at <= ? ORDER BY due_at LIMIT ?";
constexpr std::string_view content_sql = "SELECT content FROM calendar_source WHERE org_id = ? AND source_id = ?";
constexpr std::string_view put_off_sql = "UPDATE calendar_source SET due_at = ? WHERE org_id = ? AND source_id = ? AND due_at = ?";

const std::string feed_columns = "SELECT org_id, person_id, made_at, last_read_at FROM calendar_feed ";
const std::string feed_sql = feed_columns + "WHERE token_hash = ?";
const std::string feed_of_sql = feed_columns + "WHERE org_id = ? AND person_id = ?";
constexpr std::string_view store_feed_sql =
    "INSERT INTO calendar_feed (org_id, person_id, token_hash, made_at, last_read_at) VALUES (?, ?, ?, ?, NULL) "
    "ON CONFLICT (org_id, person_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at, last_read_at = NULL";
constexpr std::string_view touch_feed_sql = "UPDATE calendar_feed SET last_read_at = ? WHERE org_id = ? AND person_id = ?";
constexpr std::string_view delete_feed_sql = "DELETE FROM calendar_feed WHERE org_id = ? AND person_id = ?";

StoredSource source_from(const sql::Row& row) {
  return {.id = row.get<Id<Source>>(0),
          .org = row.get<Id<Org>>(1),
          .person = row.get<Id<Person>>(2),
          .name = row.get<std::string>(3),
          .address = row.get<std::string>(4),
          .sha256 = row.get<std::string>(5),
          .series = row.get<int>(6),
          .troubles = row.get<int>(7),
          .etag = row.get<std::string>(8),
          .modified = row.get<std::string>(9),
          .created_at = row.get<Instant>(10),
          .read_at = row.get<std::optional<Instant>>(11),
          .failures = row.get<int>(12),
          .error = row.get<std::string>(13),
          .due_at = row.get<Instant>(14),
          .removed_at = row.get<std::optional<Instant>>(15)};
}

StoredFeed feed_from(const sql::Row& row) {
  return {.org = row.get<Id<Org>>(0),
          .person = row.get<Id<Person>>(1),
          .made_at = row.get<Instant>(2),
          .last_read_at = row.get<std::optional<Instant>>(3)};
}

}  // namespace

void insert_source(sql::Transaction& tx, const StoredSource& one, std::string_view content) {
  tx.change(insert_source_sql, one.org, one.id, one.person, one.name, one.address, content, one.sha256, one.series, one.troubles, one.etag,
            one.modified, one.created_at, one.read_at, one.failures, one.error, one.due_at, one.removed_at);
}

void update_source(sql::Transaction& tx, const StoredSource& one) {
  tx.change(update_source_sql, one.name, one.address, one.sha256, one.series, one.troubles, one.etag, one.modified, one.read_at,
            one.failures, one.error, one.due_at, one.removed_at, one.org, one.id);
}

void store_content(sql::Transaction& tx, Id<Org> org, Id<Source> source, std::string_view content) {
  tx.change(store_content_sql, content, org, source);
}

void delete_source(sql::Transaction& tx, Id<Org> org, Id<Source> source) {
  tx.change(delete_source_sql, org, source);
}

std::optional<StoredSource> find_source(sql::Reader& reader, Id<Org> org, Id<Source> source) {
  return reader.first(source_sql, source_from, org, source);
}

std::string read_content(sql::Reader& reader, Id<Org> org, Id<Source> source) {
  return reader.first(content_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, source).value_or("");
}

std::vector<StoredSource> read_sources_of(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.all(sources_of_sql, source_from, org, person);
}

std::vector<StoredSource> read_due(sql::Reader& reader, Instant now, int most) {
  return reader.all(due_sql, source_from, now, most);
}

bool put_off(sql::Transaction& tx, const StoredSource& source, Instant until) {
  return tx.change(put_off_sql, until, source.org, source.id, source.due_at) == 1;
}

std::optional<StoredFeed> find_feed(sql::Reader& reader, std::string_view token_hash) {
  return reader.first(feed_sql, feed_from, token_hash);
}

std::optional<StoredFeed> read_feed_of(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.first(feed_of_sql, feed_from, org, person);
}

void store_feed(sql::Transaction& tx, const StoredFeed& feed, std::string_view token_hash) {
  tx.change(store_feed_sql, feed.org, feed.person, token_hash, feed.made_at);
}

void touch_feed(sql::Transaction& tx, const StoredFeed& feed, Instant now) {
  tx.change(touch_feed_sql, now, feed.org, feed.person);
}

void delete_feed(sql::Transaction& tx, Id<Org> org, Id<Person> person) {
  tx.change(delete_feed_sql, org, person);
}

}  // namespace backbeat::calendar
