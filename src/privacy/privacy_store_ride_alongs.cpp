#include "privacy/privacy_store_ride_alongs.hpp"

namespace backbeat::privacy {
namespace {

constexpr std::string_view texts_sql =
    "SELECT t.written_at, t.session_id, 'text', t.part, p.name, t.text FROM ride_along_text t "
    "JOIN ride_along r ON r.org_id = t.org_id AND r.session_id = t.session_id "
    "LEFT JOIN person p ON p.org_id = t.org_id AND p.person_id = t.written_by "
    "WHERE t.org_id = ? AND (r.rep_id = ? OR r.manager_id = ?) ORDER BY t.written_at, t.part";
constexpr std::string_view notes_sql =
    "SELECT n.at, n.session_id, 'note', n.tag, p.name, n.text FROM ride_along_note n "
    "JOIN ride_along r ON r.org_id = n.org_id AND r.session_id = n.session_id "
    "LEFT JOIN person p ON p.org_id = n.org_id AND p.person_id = n.written_by "
    "WHERE n.org_id = ? AND (r.rep_id = ? OR r.manager_id = ?) ORDER BY n.at, n.note_id";

constexpr std::string_view clear_texts_sql =
    "UPDATE ride_along_text SET text = '' WHERE org_id = ? AND text <> '' AND (written_by = ? OR session_id IN "
    "(SELECT session_id FROM ride_along WHERE org_id = ? AND rep_id = ?))";
constexpr std::string_view clear_notes_sql =
    "UPDATE ride_along_note SET text = '' WHERE org_id = ? AND text <> '' AND (written_by = ? OR session_id IN "
    "(SELECT session_id FROM ride_along WHERE org_id = ? AND rep_id = ?))";
// With whom the call was, as somebody typed it: it can be anybody's name.
constexpr std::string_view clear_accounts_sql = "UPDATE ride_along SET account = '' WHERE org_id = ? AND account <> '' AND rep_id = ?";

void add(sql::Reader& reader, std::string_view statement, Id<Org> org, Id<Person> person, std::vector<Said>& said) {
  reader.each(
      statement,
      [&](const sql::Row& row) {
        said.push_back({.at = row.get<Instant>(0),
                        .about = "ride_along",
                        .id = row.integer(1),
                        .what = row.get<std::string>(2),
                        .stage = row.get<std::string>(3),
                        .by = row.get<std::optional<std::string>>(4).value_or(""),
                        .text = row.get<std::string>(5)});
      },
      org, person, person);
}

}  // namespace

void read_ride_alongs(sql::Reader& reader, Id<Org> org, Id<Person> person, std::vector<Said>& said) {
  add(reader, texts_sql, org, person, said);
  add(reader, notes_sql, org, person, said);
}

std::int64_t clear_ride_alongs(sql::Transaction& tx, Id<Org> org, Id<Person> person) {
  return tx.change(clear_texts_sql, org, person, org, person) + tx.change(clear_notes_sql, org, person, org, person) +
         tx.change(clear_accounts_sql, org, person);
}

}  // namespace backbeat::privacy
