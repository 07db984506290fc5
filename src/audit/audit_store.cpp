#include "audit/audit_store.hpp"

#include "base/assert.hpp"

namespace backbeat::audit {
namespace {

constexpr std::string_view head_sql = "SELECT sequence, hash FROM chain_head WHERE org_id = ?";
constexpr std::string_view store_head_sql =
    "INSERT INTO chain_head (org_id, sequence, hash) VALUES (?, ?, ?) "
    "ON CONFLICT (org_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash";

constexpr std::string_view insert_event_sql =
    "INSERT INTO event (org_id, sequence, at, stream_kind, stream_id, kind, actor_user, fields, text_hash, previous_hash, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view insert_text_sql = "INSERT INTO event_text (org_id, sequence, salt, text) VALUES (?, ?, ?, ?)";
constexpr std::string_view delete_text_sql = "DELETE FROM event_text WHERE org_id = ? AND sequence = ?";

constexpr std::string_view stream_sql =
    "SELECT e.sequence, e.stream_kind, e.stream_id, e.kind, e.at, e.actor_user, e.fields, t.text "
    "FROM event e LEFT JOIN event_text t ON t.org_id = e.org_id AND t.sequence = e.sequence "
    "WHERE e.org_id = ? AND e.stream_kind = ? AND e.stream_id = ? ORDER BY e.sequence";
constexpr std::string_view kind_sql =
    "SELECT sequence, stream_kind, stream_id, kind, at, actor_user, fields "
    "FROM event WHERE org_id = ? AND stream_kind = ? AND sequence > ? ORDER BY sequence";
constexpr std::string_view streams_sql =
    "SELECT sequence, stream_kind, stream_id, kind, at, actor_user, fields FROM event "
    "WHERE org_id = ? AND stream_kind = ? AND stream_id BETWEEN ? AND ? ORDER BY stream_id, sequence";
constexpr std::string_view links_sql =
    "SELECT e.sequence, e.at, e.stream_kind, e.stream_id, e.kind, e.actor_user, e.fields, e.text_hash, e.previous_hash, e.hash, "
    "t.salt, t.text FROM event e LEFT JOIN event_text t ON t.org_id = e.org_id AND t.sequence = e.sequence "
    "WHERE e.org_id = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?";

Event metadata_of(const sql::Row& row) {
  auto fields = Fields::decode(row.text(6));
  ASSERT(fields);  // only record() writes them
  return {.sequence = row.integer(0),
          .stream_kind = std::string(row.text(1)),
          .stream_id = row.integer(2),
          .kind = std::string(row.text(3)),
          .at = Instant(row.integer(4)),
          .actor = Id<User>(row.is_null(5) ? 0 : row.integer(5)),
          .fields = *std::move(fields),
          .text = std::nullopt};
}

std::optional<std::string_view> view_or_nothing(const sql::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.text(column);
}

}  // namespace

Head load_head(sql::Reader& reader, Id<Org> org) {
  const auto read = [](const sql::Row& row) { return Head{.sequence = row.integer(0), .hash = std::string(row.text(1))}; };
  return reader.first(head_sql, read, org).value_or(Head{});
}

void store_head(sql::Transaction& tx, Id<Org> org, const Head& head) {
  tx.change(store_head_sql, org, head.sequence, head.hash);
}

void insert_event(sql::Transaction& tx, const Link& link, std::string_view hash) {
  const auto actor = link.actor == 0 ? std::nullopt : std::optional(link.actor);
  tx.change(insert_event_sql, link.org, link.sequence, link.at_ms, link.stream_kind, link.stream_id, link.kind, actor, link.fields,
            link.text_hash, link.previous_hash, hash);
}

void insert_text(sql::Transaction& tx, Id<Org> org, std::int64_t sequence, std::string_view salt, std::string_view text) {
  tx.change(insert_text_sql, org, sequence, salt, text);
}

std::int64_t delete_text(sql::Transaction& tx, Id<Org> org, std::int64_t sequence) {
  return tx.change(delete_text_sql, org, sequence);
}

std::vector<Event> load_stream(sql::Reader& reader, Id<Org> org, Stream stream) {
  const auto read = [](const sql::Row& row) {
    Event event = metadata_of(row);
    if (!row.is_null(7)) event.text = std::string(row.text(7));
    return event;
  };
  return reader.all(stream_sql, read, org, stream.kind, stream.id);
}

std::vector<Event> load_kind(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t after) {
  return reader.all(kind_sql, metadata_of, org, stream_kind, after);
}

void each_of_streams(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t first, std::int64_t last,
                     const std::function<void(Event)>& visit) {
  reader.each(streams_sql, [&](const sql::Row& row) { visit(metadata_of(row)); }, org, stream_kind, first, last);
}

std::int64_t each_link(sql::Reader& reader, Id<Org> org, std::int64_t after, std::int64_t limit,
                       const std::function<void(const StoredLink&)>& visit) {
  std::int64_t rows = 0;
  const auto read = [&](const sql::Row& row) {
    ++rows;
    visit({.link = {.org = org.value(),
                    .sequence = row.integer(0),
                    .at_ms = row.integer(1),
                    .stream_kind = row.text(2),
                    .stream_id = row.integer(3),
                    .kind = row.text(4),
                    .actor = row.is_null(5) ? 0 : row.integer(5),
                    .fields = row.text(6),
                    .text_hash = view_or_nothing(row, 7),
                    .previous_hash = row.text(8)},
           .hash = row.text(9),
           .salt = view_or_nothing(row, 10),
           .text = view_or_nothing(row, 11)});
  };
  reader.each(links_sql, read, org, after, limit);
  return rows;
}

}  // namespace backbeat::audit
