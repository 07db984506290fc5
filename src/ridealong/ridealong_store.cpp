#include "ridealong/ridealong_store.hpp"

namespace backbeat::ridealong {
namespace {

constexpr std::string_view insert_session_sql =
    "INSERT INTO session (org_id, session_id, kind, manager_id, rep_id, on_behalf_of, created_at, starts_at, earliest_at, latest_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view insert_sql =
    "INSERT INTO ride_along (org_id, session_id, manager_id, rep_id, call_id, account, is_open, call_from, call_to, earliest_at, "
    "latest_at) "
    "VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)";
constexpr std::string_view move_sql =
    "UPDATE ride_along SET call_from = ?, call_to = ?, earliest_at = CASE WHEN earliest_at < ? THEN earliest_at ELSE ? END, "
    "latest_at = CASE WHEN latest_at > ? THEN latest_at ELSE ? END WHERE org_id = ? AND session_id = ?";
constexpr std::string_view move_session_sql =
    "UPDATE session SET starts_at = ?, earliest_at = CASE WHEN earliest_at < ? THEN earliest_at ELSE ? END, "
    "latest_at = CASE WHEN latest_at > ? THEN latest_at ELSE ? END WHERE org_id = ? AND session_id = ?";
constexpr std::string_view kind_sql = "UPDATE session SET kind = ? WHERE org_id = ? AND session_id = ?";
constexpr std::string_view close_sql = "UPDATE ride_along SET is_open = 0 WHERE org_id = ? AND session_id = ?";
constexpr std::string_view account_sql = "SELECT account FROM ride_along WHERE org_id = ? AND session_id = ?";
constexpr std::string_view on_call_sql = "SELECT session_id FROM ride_along WHERE org_id = ? AND call_id = ? AND is_open = 1";
// A half for each part somebody has in it, each by its own index; the signs keep SQLite from reading everybody's by time.
constexpr std::string_view within_sql =
    "SELECT session_id, call_from, call_to FROM ride_along "
    "WHERE org_id = ? AND rep_id = ? AND is_open = 1 AND call_from < ? AND call_to > ? UNION "
    "SELECT session_id, call_from, call_to FROM ride_along "
    "WHERE org_id = ? AND manager_id = ? AND is_open = 1 AND call_from < ? AND call_to > ? ORDER BY 2, 1";
constexpr std::string_view of_person_sql =
    "SELECT session_id, call_from FROM ride_along WHERE org_id = ? AND rep_id = ? AND +latest_at >= ? AND +earliest_at < ? UNION "
    "SELECT session_id, call_from FROM ride_along WHERE org_id = ? AND manager_id = ? AND +latest_at >= ? AND +earliest_at < ? "
    "ORDER BY 2, 1";
constexpr std::string_view ids_sql =
    "SELECT MIN(session_id), MAX(session_id) FROM ride_along WHERE org_id = ? AND latest_at >= ? AND earliest_at < ?";

constexpr std::string_view texts_sql = "SELECT part, text FROM ride_along_text WHERE org_id = ? AND session_id = ? ORDER BY part";
constexpr std::string_view store_text_sql =
    "INSERT INTO ride_along_text (org_id, session_id, part, text, written_by, written_at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, session_id, part) DO UPDATE SET text = excluded.text, written_by = excluded.written_by, "
    "written_at = excluded.written_at";
constexpr std::string_view notes_sql =
    "SELECT note_id, at, tag, text, written_by FROM ride_along_note WHERE org_id = ? AND session_id = ? ORDER BY at, note_id";
constexpr std::string_view note_sql =
    "SELECT note_id, at, tag, text, written_by FROM ride_along_note WHERE org_id = ? AND session_id = ? AND note_id = ?";
constexpr std::string_view count_notes_sql = "SELECT COUNT(*) FROM ride_along_note WHERE org_id = ? AND session_id = ? AND written_by = ?";
constexpr std::string_view store_note_sql =
    "INSERT INTO ride_along_note (org_id, session_id, note_id, at, tag, text, written_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, session_id, note_id) DO UPDATE SET at = excluded.at, tag = excluded.tag, text = excluded.text, "
    "recorded_at = excluded.recorded_at";

constexpr std::string_view delete_note_sql = "DELETE FROM ride_along_note WHERE org_id = ? AND session_id = ? AND note_id = ?";

StoredNote note_from(const sql::Row& row) {
  return {.id = row.get<std::string>(0),
          .at = row.get<Instant>(1),
          .tag = tag_from(row.text(2)).value_or(Tag::free),
          .text = row.get<std::string>(3),
          .by = row.get<Id<Person>>(4)};
}

Id<Session> id_from(const sql::Row& row) {
  return row.get<Id<Session>>(0);
}

}  // namespace

void insert_ride_along(sql::Transaction& tx, Id<Org> org, const RideAlongRecord& record, Instant now) {
  const auto on_behalf_of = record.on_behalf_of.is_set() ? std::optional(record.on_behalf_of) : std::nullopt;
  const auto call = record.call != 0 ? std::optional(record.call) : std::nullopt;
  const Instant at = record.when.from;
  tx.change(insert_session_sql, org, record.id, record.kind, record.manager, record.rep, on_behalf_of, now, at, at, at);
  tx.change(insert_sql, org, record.id, record.manager, record.rep, call, record.account, at, record.when.to, at, at);
}

void update_call(sql::Transaction& tx, Id<Org> org, Id<Session> id, Span call) {
  const Instant at = call.from;
  tx.change(move_sql, at, call.to, at, at, at, at, org, id);
  tx.change(move_session_sql, at, at, at, at, at, org, id);
}

void update_kind(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::string_view kind) {
  tx.change(kind_sql, kind, org, id);
}

void close_ride_along(sql::Transaction& tx, Id<Org> org, Id<Session> id) {
  tx.change(close_sql, org, id);
}

std::string account_of(sql::Reader& reader, Id<Org> org, Id<Session> id) {
  return reader.first(account_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, id).value_or("");
}

std::optional<Id<Session>> open_on_call(sql::Reader& reader, Id<Org> org, std::int64_t call) {
  return reader.first(on_call_sql, id_from, org, call);
}

std::vector<Taken> open_within(sql::Reader& reader, Id<Org> org, Id<Person> person, Span span) {
  const auto read = [](const sql::Row& row) {
    return Taken{.id = row.get<Id<Session>>(0), .call = {.from = row.get<Instant>(1), .to = row.get<Instant>(2)}};
  };
  return reader.all(within_sql, read, org, person, span.to, span.from, org, person, span.to, span.from);
}

std::vector<Id<Session>> ride_alongs_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to) {
  return reader.all(of_person_sql, id_from, org, person, from, to, org, person, from, to);
}

std::optional<IdSpan> ids_within(sql::Reader& reader, Id<Org> org, Instant from, Instant to) {
  const auto read = [](const sql::Row& row) -> std::optional<IdSpan> {
    if (row.is_null(0)) return std::nullopt;
    return IdSpan{.first = row.integer(0), .last = row.integer(1)};
  };
  return reader.first(ids_sql, read, org, from, to).value_or(std::nullopt);
}

std::vector<StoredText> load_texts(sql::Reader& reader, Id<Org> org, Id<Session> id) {
  const auto read = [](const sql::Row& row) { return StoredText{.part = row.get<std::string>(0), .text = row.get<std::string>(1)}; };
  return reader.all(texts_sql, read, org, id);
}

void store_text(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::string_view part, std::string_view text, Id<Person> by,
                Instant at) {
  tx.change(store_text_sql, org, id, part, text, by, at);
}

std::vector<StoredNote> load_notes(sql::Reader& reader, Id<Org> org, Id<Session> id) {
  return reader.all(notes_sql, note_from, org, id);
}

std::optional<StoredNote> find_note(sql::Reader& reader, Id<Org> org, Id<Session> id, std::string_view note) {
  return reader.first(note_sql, note_from, org, id, note);
}

std::int64_t count_notes(sql::Reader& reader, Id<Org> org, Id<Session> id, Id<Person> by) {
  return reader.first(count_notes_sql, [](const sql::Row& row) { return row.integer(0); }, org, id, by).value_or(0);
}

void store_note(sql::Transaction& tx, Id<Org> org, Id<Session> id, const StoredNote& note, Instant now) {
  tx.change(store_note_sql, org, id, note.id, note.at, name_of(note.tag), note.text, note.by, now);
}

void delete_note(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::string_view note) {
  tx.change(delete_note_sql, org, id, note);
}

}  // namespace backbeat::ridealong
