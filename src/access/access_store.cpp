#include "access/access_store.hpp"

#include <algorithm>

namespace backbeat::access {
namespace {

constexpr std::string_view select_session = R"(
SELECT s.org_id, s.user_id, u.person_id, u.is_active, p.left_on, o.time_zone, s.session_id, s.created_at, s.last_seen_at
FROM user_session s
JOIN user_account u ON u.org_id = s.org_id AND u.user_id = s.user_id
JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id
JOIN organisation o ON o.org_id = s.org_id
WHERE s.token_hash = ?)";

constexpr std::string_view select_api_token = R"(
SELECT t.org_id, t.user_id, u.person_id, u.is_active, p.left_on, o.time_zone, t.token_id, t.created_at, t.last_used_at, t.expires_on
FROM api_token t
JOIN user_account u ON u.org_id = t.org_id AND u.user_id = t.user_id
JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id
JOIN organisation o ON o.org_id = t.org_id
WHERE t.token_hash = ?)";

constexpr std::string_view update_session_seen = "UPDATE user_session SET last_seen_at = ? WHERE org_id = ? AND session_id = ?";
constexpr std::string_view update_token_used = "UPDATE api_token SET last_used_at = ? WHERE org_id = ? AND token_id = ?";
constexpr std::string_view select_roles = "SELECT role FROM user_role WHERE org_id = ? AND user_id = ?";

constexpr std::string_view select_organisations =
    "SELECT org_id, name, time_zone, fiscal_first_month, is_simulated FROM organisation ORDER BY created_at, org_id";
constexpr std::string_view select_organisation =
    "SELECT org_id, name, time_zone, fiscal_first_month, is_simulated FROM organisation WHERE org_id = ?";
constexpr std::string_view select_zone =
    "SELECT COALESCE(u.time_zone, p.time_zone) FROM user_account u JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id "
    "WHERE u.org_id = ? AND u.user_id = ?";
constexpr std::string_view insert_organisation_row =
    "INSERT INTO organisation (org_id, name, time_zone, fiscal_first_month, is_simulated, created_at) VALUES (?, ?, ?, ?, ?, ?)";

// Who left stays with the manager they had last: their history is still somebody's.
constexpr std::string_view select_manager = R"(
SELECT a.manager_id FROM assignment a
WHERE a.org_id = ? AND a.person_id = ? AND a.from_day <= ? AND (a.to_day IS NULL OR a.to_day > ? OR a.to_day =
  (SELECT p.left_on FROM person p WHERE p.org_id = a.org_id AND p.person_id = a.person_id)))";
constexpr std::string_view select_person = "SELECT person_id FROM person WHERE org_id = ? AND person_id = ?";

// UNION, not UNION ALL: a person already found is not followed again.
constexpr std::string_view select_below = R"(
WITH RECURSIVE below (person_id) AS (
  SELECT person_id FROM assignment
  WHERE org_id = ? AND manager_id = ? AND from_day <= ? AND (to_day IS NULL OR to_day > ?)
  UNION
  SELECT a.person_id FROM assignment a JOIN below b ON a.manager_id = b.person_id
  WHERE a.org_id = ? AND a.from_day <= ? AND (a.to_day IS NULL OR a.to_day > ?)
)
SELECT person_id FROM below WHERE person_id <> ? ORDER BY person_id)";

constexpr std::string_view select_calibration_pair =
    "SELECT manager_id, leader_id FROM calibration WHERE org_id = ? AND calibration_id = ?";
// Where somebody came back, the last time counts.
constexpr std::string_view select_circle_stay =
    "SELECT m.left_at, c.ended_at FROM circle_member m JOIN circle c ON c.org_id = m.org_id AND c.circle_id = m.circle_id "
    "WHERE m.org_id = ? AND m.circle_id = ? AND m.person_id = ? ORDER BY m.joined_at DESC LIMIT 1";
constexpr std::string_view select_circle_people = "SELECT DISTINCT person_id FROM circle_member WHERE org_id = ? AND circle_id = ?";
constexpr std::string_view select_pair = "SELECT rep_id, manager_id FROM session WHERE org_id = ? AND session_id = ?";

Zone stored_zone(std::string_view name) {
  auto zone = Zone::make(name);
  if (!zone) throw sql::Failure(sql::Failure::Kind::broken, "the time zone database does not know " + std::string(name));
  return *zone;
}

Credential credential_from(const sql::Row& row) {
  return {.org = row.get<Id<Org>>(0),
          .user = row.get<Id<User>>(1),
          .person = row.get<Id<Person>>(2),
          .is_active = row.get<bool>(3),
          .left = row.get<std::optional<LocalDate>>(4),
          .zone = stored_zone(row.text(5)),
          .id = row.integer(6),
          .created_at = row.get<Instant>(7),
          .last_seen_at = row.get<std::optional<Instant>>(8),
          .expires_on = std::nullopt};
}

Organisation organisation_from(const sql::Row& row) {
  return {.id = row.get<Id<Org>>(0),
          .name = row.get<std::string>(1),
          .zone = stored_zone(row.text(2)),
          .fiscal_first_month = row.get<int>(3),
          .is_simulated = row.get<bool>(4)};
}

}  // namespace

std::optional<Credential> find_session(sql::Reader& reader, std::string_view token_hash) {
  return reader.first(select_session, credential_from, token_hash);
}

std::optional<Credential> find_api_token(sql::Reader& reader, std::string_view token_hash) {
  const auto read = [](const sql::Row& row) {
    Credential credential = credential_from(row);
    credential.expires_on = row.get<std::optional<LocalDate>>(9);
    return credential;
  };
  return reader.first(select_api_token, read, token_hash);
}

void touch_session(sql::Transaction& tx, Id<Org> org, Id<SignInSession> session, Instant now) {
  tx.change(update_session_seen, now, org, session);
}

void touch_api_token(sql::Transaction& tx, Id<Org> org, Id<ApiToken> token, Instant now) {
  tx.change(update_token_used, now, org, token);
}

Roles roles_of(sql::Reader& reader, Id<Org> org, Id<User> user) {
  Roles roles;
  reader.each(
      select_roles,
      [&](const sql::Row& row) {
        if (const auto role = role_from(row.text(0))) roles.add(*role);
      },
      org, user);
  return roles;
}

std::vector<Organisation> read_organisations(sql::Reader& reader) {
  return reader.all(select_organisations, organisation_from);
}

std::optional<Zone> read_zone_of(sql::Reader& reader, Id<Org> org, Id<User> user) {
  return reader.first(select_zone, [](const sql::Row& row) { return stored_zone(row.text(0)); }, org, user);
}

std::optional<Organisation> read_organisation(sql::Reader& reader, Id<Org> org) {
  return reader.first(select_organisation, organisation_from, org);
}

void insert_organisation(sql::Transaction& tx, const Organisation& organisation, Instant now) {
  tx.change(insert_organisation_row, organisation.id, organisation.name, organisation.zone.name(), organisation.fiscal_first_month,
            organisation.is_simulated, now);
}

std::optional<Id<Person>> manager_on(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate day) {
  const auto read = [](const sql::Row& row) { return row.get<std::optional<Id<Person>>>(0); };
  return reader.first(select_manager, read, org, person, day, day).value_or(std::nullopt);
}

bool person_exists(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.first(select_person, [](const sql::Row& row) { return row.integer(0); }, org, person).has_value();
}

std::vector<Id<Person>> below_on(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate day) {
  return reader.all(select_below, [](const sql::Row& row) { return row.get<Id<Person>>(0); }, org, person, day, day, org, day, day, person);
}

std::optional<Pair> pair_of(sql::Reader& reader, Id<Org> org, Id<Session> session) {
  const auto read = [](const sql::Row& row) { return Pair{.rep = row.get<Id<Person>>(0), .manager = row.get<Id<Person>>(1)}; };
  return reader.first(select_pair, read, org, session);
}

std::optional<CircleStay> circle_stay_of(sql::Reader& reader, Id<Org> org, Id<Circle> circle, Id<Person> person) {
  const auto read = [](const sql::Row& row) {
    const auto left = row.get<std::optional<Instant>>(0);
    const auto ended = row.get<std::optional<Instant>>(1);
    return CircleStay{.left_at = left && ended ? std::min(*left, *ended) : left ? left : ended};
  };
  return reader.first(select_circle_stay, read, org, circle, person);
}

bool has_been_joined_by(sql::Reader& reader, Id<Org> org, Id<Circle> circle, const std::vector<Id<Person>>& any) {
  if (any.empty()) return false;
  const auto members = reader.all(select_circle_people, [](const sql::Row& row) { return row.get<Id<Person>>(0); }, org, circle);
  return std::ranges::any_of(members, [&](Id<Person> member) { return std::ranges::find(any, member) != any.end(); });
}

std::optional<CalibrationPair> calibration_pair_of(sql::Reader& reader, Id<Org> org, Id<Calibration> calibration) {
  const auto read = [](const sql::Row& row) {
    return CalibrationPair{.manager = row.get<Id<Person>>(0), .leader = row.get<std::optional<Id<Person>>>(1)};
  };
  return reader.first(select_calibration_pair, read, org, calibration);
}

}  // namespace backbeat::access
