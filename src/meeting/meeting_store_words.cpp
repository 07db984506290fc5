#include "meeting/meeting_store_words.hpp"

namespace backbeat::meeting {
namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO circle_text (org_id, text_id, circle_id, meeting_id, kind, stage, written_by, about_id, at, sealed) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view update_sql = "UPDATE circle_text SET sealed = ?, at = ? WHERE org_id = ? AND text_id = ?";
constexpr std::string_view of_hour_sql =
    "SELECT text_id, circle_id, meeting_id, kind, stage, written_by, about_id, at, sealed FROM circle_text "
    "WHERE org_id = ? AND meeting_id = ? ORDER BY at, text_id";
constexpr std::string_view of_circle_sql =
    "SELECT text_id, circle_id, meeting_id, kind, stage, written_by, about_id, at, sealed FROM circle_text "
    "WHERE org_id = ? AND meeting_id IN (SELECT meeting_id FROM circle_meeting WHERE org_id = ? AND circle_id = ?) AND kind = ? "
    "ORDER BY at, text_id";
constexpr std::string_view by_sql =
    "SELECT text_id, circle_id, meeting_id, kind, stage, written_by, about_id, at, sealed FROM circle_text "
    "WHERE org_id = ? AND written_by = ? ORDER BY at, text_id";
constexpr std::string_view one_sql =
    "SELECT text_id, circle_id, meeting_id, kind, stage, written_by, about_id, at, sealed FROM circle_text WHERE org_id = ? AND text_id = "
    "?";
constexpr std::string_view case_sql =
    "SELECT text_id, circle_id, meeting_id, kind, stage, written_by, about_id, at, sealed FROM circle_text "
    "WHERE org_id = ? AND meeting_id = ? AND written_by = ? AND kind = 'case'";

constexpr std::string_view wrapped_sql = "SELECT wrapped FROM circle_key WHERE org_id = ? AND circle_id = ?";
constexpr std::string_view insert_key_sql =
    "INSERT INTO circle_key (org_id, circle_id, wrapped, made_at) VALUES (?, ?, ?, ?) ON CONFLICT (org_id, circle_id) DO NOTHING";
constexpr std::string_view count_keys_sql = "SELECT COUNT(*) FROM circle_key";
constexpr std::string_view noted_sql = "SELECT key_id FROM sealing_key WHERE org_id = ?";
constexpr std::string_view all_noted_sql = "SELECT DISTINCT key_id FROM sealing_key ORDER BY key_id";
constexpr std::string_view note_sql =
    "INSERT INTO sealing_key (org_id, key_id, noted_at) VALUES (?, ?, ?) "
    "ON CONFLICT (org_id) DO UPDATE SET key_id = excluded.key_id, noted_at = excluded.noted_at";

WordRow word_from(const sql::Row& row) {
  return {.id = row.get<Id<CircleText>>(0),
          .circle = row.get<Id<Circle>>(1),
          .meeting = row.get<Id<Meeting>>(2),
          .kind = word_kind_from(row.text(3)).value_or(WordKind::note),
          .stage = row.get<std::string>(4),
          .by = row.get<Id<Person>>(5),
          .about = row.get<std::optional<Id<Person>>>(6),
          .at = row.get<Instant>(7),
          .sealed = row.get<std::string>(8)};
}

std::string text_from(const sql::Row& row) {
  return row.get<std::string>(0);
}

}  // namespace

std::string place_of(Id<Org> org, const WordRow& row) {
  std::string place = "circle_text";
  for (const std::int64_t part :
       {org.value(), row.circle.value(), row.id.value(), row.meeting.value(), row.by.value(), row.about.value_or(Id<Person>()).value()})
    place += ":" + std::to_string(part);
  return place + ":" + std::string(name_of(row.kind));
}

void insert_words(sql::Transaction& tx, Id<Org> org, const WordRow& row) {
  tx.change(insert_sql, org, row.id, row.circle, row.meeting, name_of(row.kind), row.stage, row.by, row.about, row.at, row.sealed);
}

void update_words(sql::Transaction& tx, Id<Org> org, Id<CircleText> id, std::string_view sealed, Instant at) {
  tx.change(update_sql, sealed, at, org, id);
}

std::vector<WordRow> words_of_hour(sql::Reader& reader, Id<Org> org, Id<Meeting> meeting) {
  return reader.all(of_hour_sql, word_from, org, meeting);
}

std::vector<WordRow> words_of_circle(sql::Reader& reader, Id<Org> org, Id<Circle> circle, WordKind kind) {
  return reader.all(of_circle_sql, word_from, org, org, circle, name_of(kind));
}

std::vector<WordRow> words_by(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.all(by_sql, word_from, org, person);
}

std::optional<WordRow> find_words(sql::Reader& reader, Id<Org> org, Id<CircleText> id) {
  return reader.first(one_sql, word_from, org, id);
}

std::optional<WordRow> find_case(sql::Reader& reader, Id<Org> org, Id<Meeting> meeting, Id<Person> by) {
  return reader.first(case_sql, word_from, org, meeting, by);
}

std::optional<std::string> wrapped_key(sql::Reader& reader, Id<Org> org, Id<Circle> circle) {
  return reader.first(wrapped_sql, text_from, org, circle);
}

bool insert_wrapped_key(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, std::string_view wrapped, Instant at) {
  return tx.change(insert_key_sql, org, circle, wrapped, at) == 1;
}

std::int64_t count_wrapped_keys(sql::Reader& reader) {
  return reader.first(count_keys_sql, [](const sql::Row& row) { return row.integer(0); }).value_or(0);
}

std::optional<std::string> noted_key(sql::Reader& reader, Id<Org> org) {
  return reader.first(noted_sql, text_from, org);
}

std::vector<std::string> noted_keys(sql::Reader& reader) {
  return reader.all(all_noted_sql, text_from);
}

void note_key(sql::Transaction& tx, Id<Org> org, std::string_view key_id, Instant at) {
  tx.change(note_sql, org, key_id, at);
}

}  // namespace backbeat::meeting
