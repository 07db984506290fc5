// Accounts: users and their roles, passwords, sign-in sessions, set-up links, API tokens. Every change is an event of the user's stream.
#pragma once

#include "access/access_actions.hpp"
#include "crypto/password.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::access {

inline constexpr Duration set_up_link_lifetime = std::chrono::days(7);
inline constexpr std::size_t shortest_password = 10;
inline constexpr std::size_t longest_password = 200;

inline constexpr ErrorSpec wrong_password{"wrong_password", ErrorKind::unauthenticated,
                                          "The e-mail address and the password do not belong together."};
inline constexpr ErrorSpec too_many_attempts{"too_many_attempts", ErrorKind::too_many_requests,
                                             "Too many failed attempts from here. Try again in {seconds} seconds."};
inline constexpr ErrorSpec link_ended{"link_ended", ErrorKind::not_found,
                                      "This link was used already, or its seven days are over. Ask for a new one."};
inline constexpr ErrorSpec already_a_user{"already_a_user", ErrorKind::conflict, "{found} has an account already."};
inline constexpr ErrorSpec person_has_no_email{"person_has_no_email", ErrorKind::conflict,
                                               "An account needs an e-mail address, and this person has none."};
inline constexpr ErrorSpec last_admin{"last_admin", ErrorKind::conflict,
                                      "Nobody else could manage users after this. Make somebody else an admin first."};

/// What signing in gives: the secret for the cookie, and who it is.
struct NewSession {
  std::string token;
  Duration lifetime{0};
  Id<Org> org;
  Id<User> user;
  Id<Person> person;
};

struct Profile {
  Id<User> user;
  Id<Person> person;
  std::string name;
  std::string email;
  Roles roles;
  Organisation organisation;
  Zone zone;  // the user's own choice, else the person's
  bool single_key_shortcuts = true;
  Instant now;
};

struct UserRow {
  Id<User> id;
  Id<Person> person;
  std::string name;
  std::string email;
  Roles roles;
  bool is_active = true;
  bool has_password = false;
  std::optional<Instant> last_seen_at;
  std::int64_t version = 1;
};

struct UserPage {
  std::vector<UserRow> users;  // by e-mail address
  bool has_more = false;
};

/// A secret that is shown once; the database keeps its hash only.
struct SetUpLink {
  std::string token;  // the page is /set-up/<token>
  Instant expires_at;
};

struct NewUser {
  UserRow user;
  SetUpLink link;
};

struct Invitation {
  std::string email;
  std::string name;
  std::string organisation;
};

struct TokenRow {
  Id<ApiToken> id;
  std::string name;
  Instant created_at;
  std::optional<Instant> last_used_at;
  std::optional<LocalDate> expires_on;  // its last day
};

struct NewToken {
  Id<ApiToken> id;
  std::string secret;  // "bb_..."
};

struct SessionRow {
  Id<SignInSession> id;
  Instant created_at;
  Instant last_seen_at;
  std::string agent;
  bool is_current = false;
};

/// The organisation's clock was moved: its sign-in sessions move with it, so that nobody is signed out by a jump of the demo's clock.
void move_sessions(sql::Transaction& tx, Id<Org> org, Duration by);

/// Where an attempt to sign in comes from.
struct Origin {
  std::string address;
  std::string agent;
  std::string session_token = {};  // of the session that the new one takes the place of
};

class Accounts {
 public:
  Accounts(sql::Db& db, const Access& access, crypto::PasswordCost cost = {});

  // --- signing in ---
  /// wrong_password says the same, and takes as long, for an unknown address, a wrong password and an account that cannot sign in.
  /// too_many_attempts after more than three failures with this address from this origin; elsewhere the account is not affected.
  [[nodiscard]] Result<NewSession> sign_in(std::string_view email, std::string_view password, const Origin& origin) const;
  /// For a proof of identity made elsewhere; the operator's alone (the command line and the simulator).
  [[nodiscard]] Result<NewSession> open_session(const Actor& operator_, Id<Person> person, std::string_view agent) const;
  [[nodiscard]] Result<Done> sign_out(const Presented& presented) const;
  [[nodiscard]] Result<Done> sign_out_everywhere(const Actor& actor) const;
  /// Signs out every other session of the user. Needs a browser session.
  [[nodiscard]] Result<Done> change_password(const Actor& actor, const Presented& presented, std::string_view current,
                                             std::string_view changed, const Origin& origin) const;
  [[nodiscard]] Result<std::vector<SessionRow>> sessions(const Actor& actor, const Presented& presented) const;

  [[nodiscard]] Result<Profile> profile(const Actor& actor) const;
  [[nodiscard]] Result<Profile> change_profile(const Actor& actor, std::optional<Zone> zone,
                                               std::optional<bool> single_key_shortcuts) const;

  // --- set-up links ---
  [[nodiscard]] Result<Invitation> invitation(std::string_view token) const;
  /// Sets the first (or a forgotten) password, spends the link, ends every other session and signs in.
  [[nodiscard]] Result<NewSession> set_up(std::string_view token, std::string_view password, const Origin& origin) const;

  // --- users; for manage_users ---
  [[nodiscard]] Result<UserPage> users(const Actor& actor, std::string_view search, std::string_view after_email, int limit) const;
  [[nodiscard]] Result<NewUser> add_user(const Actor& actor, Id<Person> person, Roles roles) const;
  /// Takes effect at the user's next request. errors::version_changed where `version` is not the current one.
  [[nodiscard]] Result<UserRow> change_user(const Actor& actor, Id<User> user, std::int64_t version, std::optional<Roles> roles,
                                            std::optional<bool> is_active) const;
  [[nodiscard]] Result<UserRow> user(const Actor& actor, Id<User> user) const;
  [[nodiscard]] Result<SetUpLink> new_set_up_link(const Actor& actor, Id<User> user) const;
  /// The way in of a new installation: makes the person an admin who sets a password with the link. Refused (already_a_user) once an
  /// admin can sign in. The operator's alone.
  [[nodiscard]] Result<SetUpLink> create_first_admin_link(const Actor& operator_, Id<Person> person) const;
  /// Sets a password without a link; the operator's alone (the demo's logins).
  [[nodiscard]] Result<Done> set_password(const Actor& operator_, Id<User> user, std::string_view password) const;

  // --- API tokens of the actor; needs a browser session ---
  [[nodiscard]] Result<std::vector<TokenRow>> tokens(const Actor& actor) const;
  [[nodiscard]] Result<NewToken> add_token(const Actor& actor, std::string_view name, std::optional<LocalDate> expires_on) const;
  [[nodiscard]] Result<Done> remove_token(const Actor& actor, Id<ApiToken> token) const;

 private:
  [[nodiscard]] Result<Done> check_password(std::string_view email, const std::optional<std::string>& hash, std::string_view password,
                                            const Origin& origin) const;
  [[nodiscard]] NewSession begin_session(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<Person> person, std::string_view agent) const;
  [[nodiscard]] SetUpLink make_link(sql::Transaction& tx, const Actor& actor, Id<User> user) const;
  [[nodiscard]] Result<NewUser> insert_new(sql::Transaction& tx, const Actor& actor, Id<Person> person, Roles roles) const;
  [[nodiscard]] std::string hashed(std::string_view password) const;

  sql::Db& m_db;
  const Access& m_access;
  crypto::PasswordCost m_cost;
  std::string m_nobodys_hash;  // what the password of an unknown address is compared with, so that it takes as long
};

}  // namespace backbeat::access
