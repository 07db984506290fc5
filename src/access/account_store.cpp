#include "access/account_store.hpp"

#include "access/access_store.hpp"

namespace backbeat::access {
namespace {

// Whole users are read with the columns of `user_columns`, in this order.
const std::string user_columns = R"(
SELECT u.org_id, u.user_id, u.person_id, p.name, u.email, u.password_hash, u.is_active, u.version, p.left_on, u.time_zone, p.time_zone,
  u.single_key_shortcuts
FROM user_account u JOIN person p ON p.org_id = u.org_id AND p.person_id = u.person_id )";
const std::string select_user = user_columns + "WHERE u.org_id = ? AND u.user_id = ?";
const std::string select_user_by_email = user_columns + "WHERE u.email = ?";
const std::string select_user_of_person = user_columns + "WHERE u.org_id = ? AND u.person_id = ?";
const std::string select_users =
    user_columns +
    "WHERE u.org_id = ? AND u.email > ? AND (u.email LIKE ? ESCAPE '!' OR p.name_key LIKE ? ESCAPE '!') ORDER BY u.email LIMIT ?";

constexpr std::string_view select_last_seen = "SELECT MAX(last_seen_at) FROM user_session WHERE org_id = ? AND user_id = ?";
constexpr std::string_view count_active_with_role = R"(
SELECT COUNT(*) FROM user_role r JOIN user_account u ON u.org_id = r.org_id AND u.user_id = r.user_id
WHERE r.org_id = ? AND r.role = ? AND u.is_active = 1)";
constexpr std::string_view select_admin_with_password = R"(
SELECT u.user_id FROM user_role r JOIN user_account u ON u.org_id = r.org_id AND u.user_id = r.user_id
WHERE r.org_id = ? AND r.role = 'admin' AND u.is_active = 1 AND u.password_hash IS NOT NULL LIMIT 1)";
constexpr std::string_view select_contact = "SELECT name, email FROM person WHERE org_id = ? AND person_id = ?";

constexpr std::string_view insert_user_row = R"(
INSERT INTO user_account (org_id, user_id, person_id, email, password_hash, is_active, time_zone, single_key_shortcuts, version, created_at)
VALUES (?, ?, ?, ?, NULL, 1, NULL, 1, 1, ?))";
constexpr std::string_view delete_roles = "DELETE FROM user_role WHERE org_id = ? AND user_id = ?";
constexpr std::string_view insert_role = "INSERT INTO user_role (org_id, user_id, role) VALUES (?, ?, ?)";
constexpr std::string_view update_active = "UPDATE user_account SET is_active = ? WHERE org_id = ? AND user_id = ?";
constexpr std::string_view update_version = "UPDATE user_account SET version = version + 1 WHERE org_id = ? AND user_id = ?";
constexpr std::string_view update_password = "UPDATE user_account SET password_hash = ? WHERE org_id = ? AND user_id = ?";
constexpr std::string_view update_preferences =
    "UPDATE user_account SET time_zone = ?, single_key_shortcuts = ? WHERE org_id = ? AND user_id = ?";

constexpr std::string_view insert_session_row =
    "INSERT INTO user_session (org_id, session_id, user_id, token_hash, created_at, last_seen_at, agent) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view select_sessions = R"(
SELECT session_id, created_at, last_seen_at, agent FROM user_session
WHERE org_id = ? AND user_id = ? AND last_seen_at > ? AND created_at > ? ORDER BY last_seen_at DESC, session_id DESC)";
constexpr std::string_view delete_by_token = "DELETE FROM user_session WHERE token_hash = ?";
constexpr std::string_view delete_other_sessions = "DELETE FROM user_session WHERE org_id = ? AND user_id = ? AND session_id <> ?";
constexpr std::string_view delete_old_sessions =
    "DELETE FROM user_session WHERE org_id = ? AND user_id = ? AND (last_seen_at <= ? OR created_at <= ?)";

constexpr std::string_view shift_session_times =
    "UPDATE user_session SET created_at = created_at + ?, last_seen_at = last_seen_at + ? WHERE org_id = ?";

constexpr std::string_view upsert_link = R"(
INSERT INTO set_up_link (org_id, user_id, token_hash, expires_at) VALUES (?, ?, ?, ?)
ON CONFLICT (org_id, user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at)";
constexpr std::string_view select_link = "SELECT org_id, user_id, expires_at FROM set_up_link WHERE token_hash = ?";
constexpr std::string_view delete_link = "DELETE FROM set_up_link WHERE org_id = ? AND user_id = ?";

constexpr std::string_view insert_token_row =
    "INSERT INTO api_token (org_id, token_id, user_id, name, token_hash, created_at, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view select_tokens = R"(
SELECT token_id, name, created_at, last_used_at, expires_on FROM api_token WHERE org_id = ? AND user_id = ? ORDER BY token_id)";
constexpr std::string_view delete_token_row = "DELETE FROM api_token WHERE org_id = ? AND user_id = ? AND token_id = ?";
constexpr std::string_view delete_token_rows = "DELETE FROM api_token WHERE org_id = ? AND user_id = ?";

constexpr std::string_view select_failures =
    "SELECT failures, last_failed_at FROM sign_in_failure WHERE email_hash = ? AND remote_address = ?";
constexpr std::string_view upsert_failures = R"(
INSERT INTO sign_in_failure (email_hash, remote_address, failures, last_failed_at) VALUES (?, ?, ?, ?)
ON CONFLICT (email_hash, remote_address) DO UPDATE SET failures = excluded.failures, last_failed_at = excluded.last_failed_at)";
constexpr std::string_view delete_failure = "DELETE FROM sign_in_failure WHERE email_hash = ? AND remote_address = ?";
constexpr std::string_view delete_old_failures = "DELETE FROM sign_in_failure WHERE last_failed_at < ?";

StoredUser user_from(const sql::Row& row) {
  return {.org = row.get<Id<Org>>(0),
          .id = row.get<Id<User>>(1),
          .person = row.get<Id<Person>>(2),
          .name = row.get<std::string>(3),
          .email = row.get<std::string>(4),
          .password_hash = row.get<std::optional<std::string>>(5),
          .is_active = row.get<bool>(6),
          .version = row.integer(7),
          .left = row.get<std::optional<LocalDate>>(8),
          .zone = row.get<std::optional<std::string>>(9),
          .person_zone = row.get<std::string>(10),
          .single_key_shortcuts = row.get<bool>(11)};
}

std::string contains_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char letter : text) {
    if (letter == '%' || letter == '_' || letter == '!') pattern += '!';
    pattern += letter;
  }
  return pattern + "%";
}

}  // namespace

std::optional<StoredUser> find_user(sql::Reader& reader, Id<Org> org, Id<User> user) {
  return reader.first(select_user, user_from, org, user);
}

std::optional<StoredUser> find_user_by_email(sql::Reader& reader, std::string_view email) {
  return reader.first(select_user_by_email, user_from, email);
}

std::optional<StoredUser> find_user_of_person(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  return reader.first(select_user_of_person, user_from, org, person);
}

std::vector<StoredUser> list_users(sql::Reader& reader, Id<Org> org, std::string_view search, std::string_view after_email, int limit) {
  const std::string pattern = contains_pattern(search);
  return reader.all(select_users, user_from, org, after_email, pattern, pattern, limit);
}

std::optional<Instant> last_seen(sql::Reader& reader, Id<Org> org, Id<User> user) {
  const auto read = [](const sql::Row& row) { return row.get<std::optional<Instant>>(0); };
  return reader.first(select_last_seen, read, org, user).value_or(std::nullopt);
}

std::int64_t count_active(sql::Reader& reader, Id<Org> org, Role role) {
  return reader.first(count_active_with_role, [](const sql::Row& row) { return row.integer(0); }, org, name_of(role)).value_or(0);
}

bool has_admin_with_password(sql::Reader& reader, Id<Org> org) {
  return reader.first(select_admin_with_password, [](const sql::Row& row) { return row.integer(0); }, org).has_value();
}

std::optional<PersonContact> contact_of(sql::Reader& reader, Id<Org> org, Id<Person> person) {
  const auto read = [](const sql::Row& row) {
    return PersonContact{.name = row.get<std::string>(0), .email = row.get<std::optional<std::string>>(1)};
  };
  return reader.first(select_contact, read, org, person);
}

void insert_user(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<Person> person, std::string_view email, Instant now) {
  tx.change(insert_user_row, org, user, person, email, now);
}

void replace_roles(sql::Transaction& tx, Id<Org> org, Id<User> user, Roles roles) {
  tx.change(delete_roles, org, user);
  for (const Role role : roles.list()) tx.change(insert_role, org, user, name_of(role));
}

void set_active(sql::Transaction& tx, Id<Org> org, Id<User> user, bool is_active) {
  tx.change(update_active, is_active, org, user);
}

void raise_version(sql::Transaction& tx, Id<Org> org, Id<User> user) {
  tx.change(update_version, org, user);
}

void set_password_hash(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view hash) {
  tx.change(update_password, hash, org, user);
}

void set_preferences(sql::Transaction& tx, Id<Org> org, Id<User> user, const std::optional<std::string>& zone, bool single_key_shortcuts) {
  tx.change(update_preferences, zone, single_key_shortcuts, org, user);
}

void insert_session(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<SignInSession> session, std::string_view token_hash, Instant now,
                    std::string_view agent) {
  tx.change(insert_session_row, org, session, user, token_hash, now, now, agent);
}

std::vector<StoredSession> list_sessions(sql::Reader& reader, Id<Org> org, Id<User> user, Instant seen_after, Instant created_after) {
  const auto read = [](const sql::Row& row) {
    return StoredSession{.id = row.get<Id<SignInSession>>(0),
                         .created_at = row.get<Instant>(1),
                         .last_seen_at = row.get<Instant>(2),
                         .agent = row.get<std::string>(3)};
  };
  return reader.all(select_sessions, read, org, user, seen_after, created_after);
}

void delete_session_by_token(sql::Transaction& tx, std::string_view token_hash) {
  tx.change(delete_by_token, token_hash);
}

void delete_sessions(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<SignInSession> keep) {
  tx.change(delete_other_sessions, org, user, keep);
}

void delete_ended_sessions(sql::Transaction& tx, Id<Org> org, Id<User> user, Instant seen_by, Instant created_by) {
  tx.change(delete_old_sessions, org, user, seen_by, created_by);
}

void shift_sessions(sql::Transaction& tx, Id<Org> org, Duration by) {
  tx.change(shift_session_times, by.count(), by.count(), org);
}

void replace_set_up_link(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view token_hash, Instant expires_at) {
  tx.change(upsert_link, org, user, token_hash, expires_at);
}

std::optional<StoredLink> find_set_up_link(sql::Reader& reader, std::string_view token_hash) {
  const auto read = [](const sql::Row& row) {
    return StoredLink{.org = row.get<Id<Org>>(0), .user = row.get<Id<User>>(1), .expires_at = row.get<Instant>(2)};
  };
  return reader.first(select_link, read, token_hash);
}

void delete_set_up_link(sql::Transaction& tx, Id<Org> org, Id<User> user) {
  tx.change(delete_link, org, user);
}

void insert_token(sql::Transaction& tx, Id<Org> org, Id<User> user, const StoredToken& token, std::string_view token_hash) {
  tx.change(insert_token_row, org, token.id, user, token.name, token_hash, token.created_at, token.expires_on);
}

std::vector<StoredToken> list_tokens(sql::Reader& reader, Id<Org> org, Id<User> user) {
  const auto read = [](const sql::Row& row) {
    return StoredToken{.id = row.get<Id<ApiToken>>(0),
                       .name = row.get<std::string>(1),
                       .created_at = row.get<Instant>(2),
                       .last_used_at = row.get<std::optional<Instant>>(3),
                       .expires_on = row.get<std::optional<LocalDate>>(4)};
  };
  return reader.all(select_tokens, read, org, user);
}

bool delete_token(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<ApiToken> token) {
  return tx.change(delete_token_row, org, user, token) == 1;
}

void delete_tokens(sql::Transaction& tx, Id<Org> org, Id<User> user) {
  tx.change(delete_token_rows, org, user);
}

Failures failures_of(sql::Reader& reader, std::string_view email_hash, std::string_view address) {
  const auto read = [](const sql::Row& row) { return Failures{.count = row.integer(0), .last_at = row.get<Instant>(1)}; };
  return reader.first(select_failures, read, email_hash, address).value_or(Failures{});
}

void set_failures(sql::Transaction& tx, std::string_view email_hash, std::string_view address, const Failures& failures) {
  tx.change(upsert_failures, email_hash, address, failures.count, failures.last_at);
}

void delete_failures(sql::Transaction& tx, std::string_view email_hash, std::string_view address) {
  tx.change(delete_failure, email_hash, address);
}

void delete_failures_before(sql::Transaction& tx, Instant before) {
  tx.change(delete_old_failures, before);
}

}  // namespace backbeat::access
