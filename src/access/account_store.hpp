// Users, their sessions, tokens and set-up links as they are stored.
#pragma once

#include "access/access.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::access {

struct StoredUser {
  Id<Org> org;
  Id<User> id;
  Id<Person> person;
  std::string name;  // of the person
  std::string email;
  std::optional<std::string> password_hash;
  bool is_active = false;
  std::int64_t version = 1;
  std::optional<LocalDate> left;
  std::optional<std::string> zone;  // the user's own choice
  std::string person_zone;
  bool single_key_shortcuts = true;
};

[[nodiscard]] std::optional<StoredUser> find_user(sql::Reader& reader, Id<Org> org, Id<User> user);
[[nodiscard]] std::optional<StoredUser> find_user_by_email(sql::Reader& reader, std::string_view email);
[[nodiscard]] std::optional<StoredUser> find_user_of_person(sql::Reader& reader, Id<Org> org, Id<Person> person);
/// In the order of their addresses, from after `after_email`; those whose address or name contains `search` (in lower case).
[[nodiscard]] std::vector<StoredUser> list_users(sql::Reader& reader, Id<Org> org, std::string_view search, std::string_view after_email,
                                                 int limit);
[[nodiscard]] std::optional<Instant> last_seen(sql::Reader& reader, Id<Org> org, Id<User> user);
[[nodiscard]] std::int64_t count_active(sql::Reader& reader, Id<Org> org, Role role);
[[nodiscard]] bool has_admin_with_password(sql::Reader& reader, Id<Org> org);

struct PersonContact {
  std::string name;
  std::optional<std::string> email;
};
[[nodiscard]] std::optional<PersonContact> contact_of(sql::Reader& reader, Id<Org> org, Id<Person> person);

void insert_user(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<Person> person, std::string_view email, Instant now);
void replace_roles(sql::Transaction& tx, Id<Org> org, Id<User> user, Roles roles);
void set_active(sql::Transaction& tx, Id<Org> org, Id<User> user, bool is_active);
void raise_version(sql::Transaction& tx, Id<Org> org, Id<User> user);
void set_password_hash(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view hash);
void set_preferences(sql::Transaction& tx, Id<Org> org, Id<User> user, const std::optional<std::string>& zone, bool single_key_shortcuts);

struct StoredSession {
  Id<SignInSession> id;
  Instant created_at;
  Instant last_seen_at;
  std::string agent;
};
void insert_session(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<SignInSession> session, std::string_view token_hash, Instant now,
                    std::string_view agent);
[[nodiscard]] std::vector<StoredSession> list_sessions(sql::Reader& reader, Id<Org> org, Id<User> user, Instant seen_after,
                                                       Instant created_after);
void delete_session_by_token(sql::Transaction& tx, std::string_view token_hash);
/// All of the user's but one; `keep` unset: all.
void delete_sessions(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<SignInSession> keep);
void shift_sessions(sql::Transaction& tx, Id<Org> org, Duration by);
void delete_ended_sessions(sql::Transaction& tx, Id<Org> org, Id<User> user, Instant seen_by, Instant created_by);

struct StoredLink {
  Id<Org> org;
  Id<User> user;
  Instant expires_at;
};
void replace_set_up_link(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view token_hash, Instant expires_at);
[[nodiscard]] std::optional<StoredLink> find_set_up_link(sql::Reader& reader, std::string_view token_hash);
void delete_set_up_link(sql::Transaction& tx, Id<Org> org, Id<User> user);

struct StoredToken {
  Id<ApiToken> id;
  std::string name;
  Instant created_at;
  std::optional<Instant> last_used_at;
  std::optional<LocalDate> expires_on;
};
void insert_token(sql::Transaction& tx, Id<Org> org, Id<User> user, const StoredToken& token, std::string_view token_hash);
[[nodiscard]] std::vector<StoredToken> list_tokens(sql::Reader& reader, Id<Org> org, Id<User> user);
[[nodiscard]] bool delete_token(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<ApiToken> token);
void delete_tokens(sql::Transaction& tx, Id<Org> org, Id<User> user);

struct Failures {
  std::int64_t count = 0;
  Instant last_at;
};
[[nodiscard]] Failures failures_of(sql::Reader& reader, std::string_view email_hash, std::string_view address);
void set_failures(sql::Transaction& tx, std::string_view email_hash, std::string_view address, const Failures& failures);
void delete_failures(sql::Transaction& tx, std::string_view email_hash, std::string_view address);
void delete_failures_before(sql::Transaction& tx, Instant before);

}  // namespace backbeat::access
