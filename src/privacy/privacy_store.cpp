#include "privacy/privacy_store.hpp"

#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "privacy/privacy_store_calendar.hpp"
#include "privacy/privacy_store_calls.hpp"
#include "privacy/privacy_store_circles.hpp"
#include "privacy/privacy_store_ride_alongs.hpp"
#include "privacy/privacy_store_season.hpp"

#include <set>

namespace backbeat::privacy {
namespace {

constexpr std::string_view person_sql =
    "SELECT p.name, p.email, p.left_on, u.user_id FROM person p LEFT JOIN user_account u ON u.org_id = p.org_id AND u.person_id = "
    "p.person_id "
    "WHERE p.org_id = ? AND p.person_id = ?";
constexpr std::string_view identities_sql =
    "SELECT system, value FROM external_identity WHERE org_id = ? AND person_id = ? ORDER BY system, value";
constexpr std::string_view record_sql = "SELECT time_zone, hired FROM person WHERE org_id = ? AND person_id = ?";
constexpr std::string_view roles_sql = "SELECT role FROM user_role WHERE org_id = ? AND user_id = ? ORDER BY role";
constexpr std::string_view assignments_sql =
    "SELECT a.from_day, a.to_day, m.name, a.job_role, a.segment, a.region, a.is_top_performer FROM assignment a "
    "LEFT JOIN person m ON m.org_id = a.org_id AND m.person_id = a.manager_id WHERE a.org_id = ? AND a.person_id = ? ORDER BY a.from_day";
constexpr std::string_view away_sql =
    "SELECT first_day, last_day, reason FROM time_off WHERE org_id = ? AND person_id = ? ORDER BY first_day";
constexpr std::string_view conversations_sql =
    "SELECT s.session_id, s.kind, r.name, m.name, s.starts_at FROM session s "
    "JOIN person r ON r.org_id = s.org_id AND r.person_id = s.rep_id JOIN person m ON m.org_id = s.org_id AND m.person_id = s.manager_id "
    "WHERE s.org_id = ? AND (s.rep_id = ? OR s.manager_id = ?) ORDER BY s.starts_at, s.session_id";
constexpr std::string_view said_sql =
    "SELECT e.at, e.stream_kind, e.stream_id, e.kind, p.name, t.text FROM event_text t "
    "JOIN event e ON e.org_id = t.org_id AND e.sequence = t.sequence "
    "LEFT JOIN user_account u ON u.org_id = e.org_id AND u.user_id = e.actor_user "
    "LEFT JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id WHERE t.org_id = ? AND ("
    "(e.stream_kind IN ('session', 'ride_along') AND e.stream_id IN "
    "(SELECT session_id FROM session WHERE org_id = ? AND (rep_id = ? OR manager_id = ?))) "
    "OR "
    "(e.stream_kind = 'commitment' AND e.stream_id IN "
    "(SELECT commitment_id FROM commitment WHERE org_id = ? AND (rep_id = ? OR manager_id = ?))) OR "
    "(e.stream_kind = 'calibration' AND e.stream_id IN "
    "(SELECT calibration_id FROM calibration WHERE org_id = ? AND (manager_id = ? OR leader_id = ?)))) ORDER BY e.sequence";
constexpr std::string_view shared_notes_sql =
    "SELECT n.written_at, n.session_id, n.stage, p.name, n.text FROM session_note n "
    "JOIN session s ON s.org_id = n.org_id AND s.session_id = n.session_id "
    "LEFT JOIN person p ON p.org_id = n.org_id AND p.person_id = n.written_by "
    "WHERE n.org_id = ? AND (s.rep_id = ? OR s.manager_id = ?) ORDER BY n.written_at, n.stage";
constexpr std::string_view private_notes_sql =
    "SELECT written_at, session_id, text FROM session_private_note WHERE org_id = ? AND author_id = ? ORDER BY written_at";
constexpr std::string_view deals_sql =
    "SELECT opportunity_key, name, stage, outcome FROM opportunity WHERE org_id = ? AND owner_id = ? ORDER BY opportunity_key";
constexpr std::string_view sign_ins_sql =
    "SELECT created_at, last_seen_at, agent FROM user_session WHERE org_id = ? AND user_id = ? ORDER BY created_at";
constexpr std::string_view acts_sql =
    "SELECT sequence, at, stream_kind, kind FROM event WHERE org_id = ? AND actor_user = ? ORDER BY sequence";

constexpr std::string_view texts_sql =
    "SELECT t.sequence FROM event_text t JOIN event e ON e.org_id = t.org_id AND e.sequence = t.sequence WHERE t.org_id = ? AND ("
    "(e.stream_kind IN ('session', 'ride_along') AND e.stream_id IN (SELECT session_id FROM session WHERE org_id = ? AND rep_id = ?)) OR "
    "(e.stream_kind = 'commitment' AND e.stream_id IN (SELECT commitment_id FROM commitment WHERE org_id = ? AND rep_id = ?)) OR "
    "(e.stream_kind = 'calibration' AND e.stream_id IN (SELECT calibration_id FROM calibration WHERE org_id = ? AND manager_id = ?)) OR "
    "(e.stream_kind = 'person' AND e.stream_id = ?) OR "
    "(e.actor_user = ? AND NOT (e.stream_kind = 'commitment' AND e.kind = 'made'))) ORDER BY t.sequence";

constexpr std::string_view clear_shared_sql =
    "UPDATE session_note SET text = '' WHERE org_id = ? AND text <> '' AND (written_by = ? OR session_id IN "
    "(SELECT session_id FROM session WHERE org_id = ? AND rep_id = ?))";
constexpr std::string_view clear_private_sql =
    "DELETE FROM session_private_note WHERE org_id = ? AND (author_id = ? OR session_id IN "
    "(SELECT session_id FROM session WHERE org_id = ? AND rep_id = ?))";

constexpr std::string_view clear_person_sql = "UPDATE person SET name = ?, name_key = ?, email = NULL WHERE org_id = ? AND person_id = ?";
constexpr std::string_view clear_identities_sql = "DELETE FROM external_identity WHERE org_id = ? AND person_id = ?";
constexpr std::string_view clear_awaited_sql = "DELETE FROM awaited_manager WHERE org_id = ? AND person_id = ?";
// An absence counts as one whatever its reason was.
constexpr std::string_view clear_reason_sql = "UPDATE time_off SET reason = 'leave' WHERE org_id = ? AND person_id = ?";
constexpr std::string_view clear_named_deals_sql =
    "DELETE FROM commitment_opportunity WHERE org_id = ? AND commitment_id IN "
    "(SELECT commitment_id FROM commitment WHERE org_id = ? AND rep_id = ?)";
// Events name the user, so the row stays.
constexpr std::string_view clear_account_sql =
    "UPDATE user_account SET email = ?, password_hash = NULL, is_active = 0, time_zone = NULL, version = version + 1 "
    "WHERE org_id = ? AND user_id = ?";
constexpr std::string_view of_user_sql[] = {
    "DELETE FROM user_role WHERE org_id = ? AND user_id = ?", "DELETE FROM user_session WHERE org_id = ? AND user_id = ?",
    "DELETE FROM api_token WHERE org_id = ? AND user_id = ?", "DELETE FROM set_up_link WHERE org_id = ? AND user_id = ?",
    "DELETE FROM home_dismissal WHERE org_id = ? AND user_id = ?"};
constexpr std::string_view clear_failures_sql = "DELETE FROM sign_in_failure WHERE email_hash = ?";
constexpr std::string_view clear_login_sql = "DELETE FROM demo_login WHERE org_id = ? AND lower(email) = ?";
constexpr std::string_view deal_owners_sql = "SELECT DISTINCT owner_value FROM opportunity WHERE org_id = ? AND owner_id = ?";
constexpr std::string_view quota_owners_sql = "SELECT DISTINCT owner_value FROM quota WHERE org_id = ? AND owner_id = ?";
constexpr std::string_view clear_deal_owner_sql =
    "UPDATE opportunity SET owner_value = ? WHERE org_id = ? AND owner_id = ? AND owner_value = ?";
constexpr std::string_view clear_quota_owner_sql = "UPDATE quota SET owner_value = ? WHERE org_id = ? AND owner_id = ? AND owner_value = ?";

constexpr std::string_view clear_line_sql =
    "UPDATE import_line SET found = '', text = 'erased' WHERE org_id = ? AND text <> 'erased' AND (lower(found) LIKE ? OR lower(text) LIKE "
    "?)";
constexpr std::string_view clear_unmatched_sql = "DELETE FROM unmatched_name WHERE org_id = ? AND lower(value) = ?";
constexpr std::string_view clear_awaited_value_sql = "DELETE FROM awaited_manager WHERE org_id = ? AND value_key = ?";
// Whose answers they are is not known from the row. Carried out, the answer lost: as after a crash.
constexpr std::string_view clear_replies_sql =
    "UPDATE idempotency_key SET status = NULL, content_type = NULL, reply = NULL, location = NULL, version = NULL WHERE status IS NOT NULL";

constexpr std::size_t shortest_sought = 3;  // below, a text says nothing about anybody

std::set<std::string> identifiers_of(const Subject& subject) {
  std::set<std::string> out;
  const auto add = [&](std::string_view text) {
    if (text.size() >= shortest_sought) out.insert(lower_ascii(text));
  };
  add(subject.name);
  add(subject.email);
  for (const Identity& identity : subject.identities) add(identity.value);
  return out;
}

/// Each name under which a source knew them, so that rows stay apart.
std::int64_t clear_owners(sql::Transaction& tx, Id<Org> org, Id<Person> person, std::string_view select, std::string_view update) {
  std::int64_t rows = 0;
  int number = 0;
  for (const std::string& value : tx.all(select, [](const sql::Row& row) { return row.get<std::string>(0); }, org, person))
    rows += tx.change(update, "erased:" + person.text() + ":" + std::to_string(number++), org, person, value);
  return rows;
}

std::string name_or_nothing(const sql::Row& row, int column) {
  return row.get<std::optional<std::string>>(column).value_or("");
}

}  // namespace

std::optional<Subject> find_subject(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  const auto read = [&](const sql::Row& row) {
    return Subject{.person = person,
                   .user = Id<User>(row.is_null(3) ? 0 : row.integer(3)),
                   .name = row.get<std::string>(0),
                   .email = name_or_nothing(row, 1),
                   .left = row.get<std::optional<LocalDate>>(2),
                   .identities = {}};
  };
  auto subject = reader.first(person_sql, read, org, person);
  if (!subject) return std::nullopt;
  const auto identity = [](const sql::Row& row) { return Identity{.system = row.get<std::string>(0), .value = row.get<std::string>(1)}; };
  subject->identities = reader.all(identities_sql, identity, org, person);
  return subject;
}

Export read_export(sql::Reader& reader, Id<Org> org, const Subject& subject) {
  const Id<Person> person = subject.person;
  Export out;
  out.id = person;
  out.name = subject.name;
  out.email = subject.email;
  out.left = subject.left;
  out.identities = subject.identities;
  reader.each(
      record_sql,
      [&](const sql::Row& row) {
        out.time_zone = row.get<std::string>(0);
        out.hired = row.get<LocalDate>(1);
      },
      org, person);
  out.roles = reader.all(roles_sql, [](const sql::Row& row) { return row.get<std::string>(0); }, org, subject.user);
  const auto assigned = [](const sql::Row& row) {
    return Assigned{.from = row.get<LocalDate>(0),
                    .to = row.get<std::optional<LocalDate>>(1),
                    .manager = name_or_nothing(row, 2),
                    .job_role = row.get<std::string>(3),
                    .segment = row.get<std::string>(4),
                    .region = row.get<std::string>(5),
                    .is_top_performer = row.get<bool>(6)};
  };
  out.assignments = reader.all(assignments_sql, assigned, org, person);
  const auto away = [](const sql::Row& row) {
    return Away{.first = row.get<LocalDate>(0), .last = row.get<LocalDate>(1), .reason = row.get<std::string>(2)};
  };
  out.time_off = reader.all(away_sql, away, org, person);
  const auto conversation = [](const sql::Row& row) {
    return Conversation{.id = row.get<Id<Session>>(0),
                        .kind = row.get<std::string>(1),
                        .rep = row.get<std::string>(2),
                        .manager = row.get<std::string>(3),
                        .starts_at = row.get<Instant>(4)};
  };
  out.conversations = reader.all(conversations_sql, conversation, org, person, person);
  const auto said = [](const sql::Row& row) {
    return Said{.at = row.get<Instant>(0),
                .about = row.get<std::string>(1),
                .id = row.integer(2),
                .what = row.get<std::string>(3),
                .stage = {},
                .by = name_or_nothing(row, 4),
                .text = row.get<std::string>(5)};
  };
  out.said = reader.all(said_sql, said, org, org, person, person, org, person, person, org, person, person);
  reader.each(
      shared_notes_sql,
      [&](const sql::Row& row) {
        out.said.push_back({.at = row.get<Instant>(0),
                            .about = "session",
                            .id = row.integer(1),
                            .what = "shared_note",
                            .stage = row.get<std::string>(2),
                            .by = name_or_nothing(row, 3),
                            .text = row.get<std::string>(4)});
      },
      org, person, person);
  reader.each(
      private_notes_sql,
      [&](const sql::Row& row) {
        out.said.push_back({.at = row.get<Instant>(0),
                            .about = "session",
                            .id = row.integer(1),
                            .what = "private_note",
                            .stage = {},
                            .by = subject.name,
                            .text = row.get<std::string>(2)});
      },
      org, person);
  read_ride_alongs(reader, org, person, out.said);
  const auto deal = [](const sql::Row& row) {
    return Deal{.key = row.get<std::string>(0),
                .name = row.get<std::string>(1),
                .stage = row.get<std::string>(2),
                .outcome = row.get<std::string>(3)};
  };
  out.deals = reader.all(deals_sql, deal, org, person);
  const auto sign_in = [](const sql::Row& row) {
    return SignIn{.created_at = row.get<Instant>(0), .last_seen_at = row.get<Instant>(1), .agent = row.get<std::string>(2)};
  };
  out.sign_ins = reader.all(sign_ins_sql, sign_in, org, subject.user);
  const auto act = [](const sql::Row& row) {
    return Act{.sequence = row.integer(0), .at = row.get<Instant>(1), .about = row.get<std::string>(2), .kind = row.get<std::string>(3)};
  };
  read_calls_and_letters(reader, org, subject, out);
  read_calendars(reader, org, subject, out);
  read_circle_profile(reader, org, person, out);
  if (subject.user.is_set()) out.acts = reader.all(acts_sql, act, org, subject.user);
  return out;
}

std::vector<std::int64_t> texts_to_erase(sql::Reader& reader, Id<Org> org, const Subject& subject) {
  const Id<Person> person = subject.person;
  return reader.all(
      texts_sql, [](const sql::Row& row) { return row.integer(0); }, org, org, person, org, person, org, person, person, subject.user);
}

std::int64_t clear_notes(sql::Transaction& tx, Id<Org> org, const Subject& subject) {
  const Id<Person> person = subject.person;
  return tx.change(clear_shared_sql, org, person, org, person) + tx.change(clear_private_sql, org, person, org, person) +
         clear_ride_alongs(tx, org, person) + clear_circles(tx, org, person);
}

std::int64_t clear_rest(sql::Transaction& tx, Id<Org> org, const Subject& subject) {
  const Id<Person> person = subject.person;
  std::int64_t rows = tx.change(clear_person_sql, erased_name, lower_ascii(erased_name), org, person);
  rows += tx.change(clear_identities_sql, org, person);
  rows += tx.change(clear_awaited_sql, org, person);
  rows += tx.change(clear_reason_sql, org, person);
  rows += tx.change(clear_named_deals_sql, org, org, person);
  rows += clear_owners(tx, org, person, deal_owners_sql, clear_deal_owner_sql);
  rows += clear_owners(tx, org, person, quota_owners_sql, clear_quota_owner_sql);
  if (subject.user.is_set()) {
    rows += tx.change(clear_account_sql, "erased-" + subject.user.text() + "@invalid", org, subject.user);
    for (const std::string_view statement : of_user_sql) rows += tx.change(statement, org, subject.user);
  }
  if (!subject.email.empty()) {
    rows += tx.change(clear_failures_sql, crypto::sha256_hex(lower_ascii(subject.email)));
    rows += tx.change(clear_login_sql, org, lower_ascii(subject.email));
  }
  const std::set<std::string> identifiers = identifiers_of(subject);
  rows += clear_calls_and_letters(tx, org, subject, identifiers);
  rows += clear_calendars(tx, org, subject, identifiers);
  rows += clear_circle_profile(tx, org, person);
  for (const std::string& identifier : identifiers) {
    const std::string anywhere = "%" + identifier + "%";
    rows += tx.change(clear_line_sql, org, anywhere, anywhere);
    rows += tx.change(clear_unmatched_sql, org, identifier);
    rows += tx.change(clear_awaited_value_sql, org, identifier);
  }
  rows += tx.change(clear_replies_sql);
  return rows;
}

}  // namespace backbeat::privacy
