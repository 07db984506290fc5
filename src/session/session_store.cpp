#include "session/session_store.hpp"

namespace backbeat::session {
namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO session (org_id, session_id, kind, manager_id, rep_id, on_behalf_of, created_at, starts_at, earliest_at, latest_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view move_sql =
    "UPDATE session SET starts_at = ?, earliest_at = CASE WHEN earliest_at < ? THEN earliest_at ELSE ? END, "
    "latest_at = CASE WHEN latest_at > ? THEN latest_at ELSE ? END WHERE org_id = ? AND session_id = ?";
constexpr std::string_view of_person_sql =
    "SELECT starts_at, session_id FROM session WHERE org_id = ? AND (rep_id = ? OR manager_id = ?) AND starts_at >= ? AND starts_at < ? "
    "AND (starts_at > ? OR (starts_at = ? AND session_id > ?)) ORDER BY starts_at, session_id LIMIT ?";
constexpr std::string_view between_sql =
    "SELECT session_id FROM session WHERE org_id = ? AND rep_id = ? AND manager_id = ? AND starts_at >= ? AND starts_at < ? "
    "ORDER BY starts_at, session_id";
constexpr std::string_view ids_sql =
    "SELECT MIN(session_id), MAX(session_id) FROM session WHERE org_id = ? AND latest_at >= ? AND earliest_at < ?";

constexpr std::string_view insert_focus_sql =
    "INSERT INTO session_focus (org_id, rep_id, sequence, session_id, competency) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view focus_sql =
    "SELECT competency FROM session_focus WHERE org_id = ? AND rep_id = ? ORDER BY sequence DESC LIMIT 1";

constexpr std::string_view notes_sql =
    "SELECT stage, text, version, written_by, written_at FROM session_note WHERE org_id = ? AND session_id = ? ORDER BY stage";
constexpr std::string_view note_sql =
    "SELECT stage, text, version, written_by, written_at FROM session_note WHERE org_id = ? AND session_id = ? AND stage = ?";
constexpr std::string_view store_note_sql =
    "INSERT INTO session_note (org_id, session_id, stage, version, text, written_by, written_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, session_id, stage) DO UPDATE SET version = excluded.version, text = excluded.text, "
    "written_by = excluded.written_by, written_at = excluded.written_at";
constexpr std::string_view private_note_sql =
    "SELECT text, version, author_id, written_at FROM session_private_note WHERE org_id = ? AND session_id = ? AND author_id = ?";
constexpr std::string_view store_private_note_sql =
    "INSERT INTO session_private_note (org_id, session_id, author_id, version, text, written_at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (org_id, session_id, author_id) DO UPDATE SET version = excluded.version, text = excluded.text, "
    "written_at = excluded.written_at";

StoredNote note_from(const sql::Row& row) {
  return {.stage = row.get<std::string>(0),
          .text = row.get<std::string>(1),
          .version = row.integer(2),
          .by = row.get<Id<Person>>(3),
          .at = row.get<Instant>(4)};
}

}  // namespace

void insert_session(sql::Transaction& tx, Id<Org> org, const SessionRecord& session, Instant now) {
  const auto on_behalf_of = session.on_behalf_of.is_set() ? std::optional(session.on_behalf_of) : std::nullopt;
  tx.change(insert_sql, org, session.id, session.kind, session.manager, session.rep, on_behalf_of, now, session.starts_at,
            session.starts_at, session.starts_at);
}

void update_starts_at(sql::Transaction& tx, Id<Org> org, Id<Session> session, Instant starts_at) {
  tx.change(move_sql, starts_at, starts_at, starts_at, starts_at, starts_at, org, session);
}

std::vector<After> sessions_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to, std::optional<After> after,
                               int limit) {
  const After behind = after.value_or(After{.starts_at = from, .id = Id<Session>(0)});
  const auto read = [](const sql::Row& row) { return After{.starts_at = row.get<Instant>(0), .id = row.get<Id<Session>>(1)}; };
  return reader.all(of_person_sql, read, org, person, person, from, to, behind.starts_at, behind.starts_at, behind.id, limit);
}

std::vector<Id<Session>> sessions_between(sql::Reader& reader, Id<Org> org, Id<Person> rep, Id<Person> manager, Instant from, Instant to) {
  return reader.all(between_sql, [](const sql::Row& row) { return row.get<Id<Session>>(0); }, org, rep, manager, from, to);
}

std::optional<IdSpan> ids_within(sql::Reader& reader, Id<Org> org, Instant from, Instant to) {
  const auto read = [](const sql::Row& row) -> std::optional<IdSpan> {
    if (row.is_null(0)) return std::nullopt;
    return IdSpan{.first = row.integer(0), .last = row.integer(1)};
  };
  return reader.first(ids_sql, read, org, from, to).value_or(std::nullopt);
}

void insert_focus(sql::Transaction& tx, Id<Org> org, Id<Person> rep, std::int64_t sequence, Id<Session> session,
                  std::string_view competency) {
  tx.change(insert_focus_sql, org, rep, sequence, session, competency);
}

std::optional<std::string> latest_focus(sql::Reader& reader, Id<Org> org, Id<Person> rep) {
  return reader.first(focus_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, rep);
}

std::vector<StoredNote> load_notes(sql::Reader& reader, Id<Org> org, Id<Session> session) {
  return reader.all(notes_sql, note_from, org, session);
}

StoredNote load_note(sql::Reader& reader, Id<Org> org, Id<Session> session, std::string_view stage) {
  return reader.first(note_sql, note_from, org, session, stage).value_or(StoredNote{.stage = std::string(stage)});
}

void store_note(sql::Transaction& tx, Id<Org> org, Id<Session> session, const StoredNote& note) {
  tx.change(store_note_sql, org, session, note.stage, note.version, note.text, note.by, note.at);
}

StoredNote load_private_note(sql::Reader& reader, Id<Org> org, Id<Session> session, Id<Person> author) {
  const auto read = [](const sql::Row& row) {
    return StoredNote{
        .stage = {}, .text = row.get<std::string>(0), .version = row.integer(1), .by = row.get<Id<Person>>(2), .at = row.get<Instant>(3)};
  };
  return reader.first(private_note_sql, read, org, session, author).value_or(StoredNote{});
}

void store_private_note(sql::Transaction& tx, Id<Org> org, Id<Session> session, const StoredNote& note) {
  tx.change(store_private_note_sql, org, session, note.by, note.version, note.text, note.at);
}

}  // namespace backbeat::session
