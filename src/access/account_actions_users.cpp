// Users and their roles, the user's own profile, and API tokens.
#include "access/access_store.hpp"
#include "access/account_actions.hpp"
#include "access/account_store.hpp"
#include "audit/audit_actions.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"

namespace backbeat::access {
namespace {

constexpr std::string_view token_prefix = "bb_";

std::string written(Roles roles) {
  std::string out;
  for (const Role role : roles.list()) {
    if (!out.empty()) out += ' ';
    out += name_of(role);
  }
  return out;
}

Roles without(Roles roles, Roles others) {
  Roles out;
  for (const Role role : roles.list()) {
    if (!others.has(role)) out.add(role);
  }
  return out;
}

void record_user_event(sql::Transaction& tx, const Actor& actor, Id<User> user, std::string_view kind, Instant at, Fields fields = {}) {
  audit::record(tx, actor.org(),
                {.stream = {.kind = "user", .id = user.value()},
                 .kind = kind,
                 .at = at,
                 .actor = actor.user(),
                 .fields = std::move(fields),
                 .text = std::nullopt});
}

UserRow row_of(sql::Reader& reader, StoredUser user) {
  return {.id = user.id,
          .person = user.person,
          .name = std::move(user.name),
          .email = std::move(user.email),
          .roles = roles_of(reader, user.org, user.id),
          .is_active = user.is_active,
          .has_password = user.password_hash.has_value(),
          .last_seen_at = last_seen(reader, user.org, user.id),
          .version = user.version};
}

Result<Done> only_from_a_browser(const Actor& actor) {
  TRY(may_change(actor));
  if (actor.proof() != Proof::browser_session) return refuse(errors::forbidden);
  return Done{};
}

}  // namespace

Result<UserPage> Accounts::users(const Actor& actor, std::string_view search, std::string_view after_email, int limit) const {
  TRY(m_access.entitled<Right::manage_users>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<UserPage> {
    auto found = list_users(reader, actor.org(), lower_ascii(trimmed(search)), after_email, limit + 1);
    UserPage page{.users = {}, .has_more = std::ssize(found) > limit};
    if (page.has_more) found.pop_back();
    for (StoredUser& user : found) page.users.push_back(row_of(reader, std::move(user)));
    return page;
  });
}

Result<UserRow> Accounts::user(const Actor& actor, Id<User> user) const {
  TRY(m_access.entitled<Right::manage_users>(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<UserRow> {
    auto found = find_user(reader, actor.org(), user);
    if (!found) return refuse(errors::not_found);
    return row_of(reader, *std::move(found));
  });
}

SetUpLink Accounts::make_link(sql::Transaction& tx, const Actor& actor, Id<User> user) const {
  const Instant now = m_access.clock().now();
  SetUpLink link{.token = crypto::random_token(m_access.random()), .expires_at = now + set_up_link_lifetime};
  replace_set_up_link(tx, actor.org(), user, crypto::token_digest(link.token), link.expires_at);
  record_user_event(tx, actor, user, "set_up_link_made", now);
  return link;
}

Result<NewUser> Accounts::insert_new(sql::Transaction& tx, const Actor& actor, Id<Person> person, Roles roles) const {
  if (roles.is_empty()) return expected_value("roles", "at least one role", "none");
  const auto contact = contact_of(tx, actor.org(), person);
  if (!contact) return expected_value("person_id", "a person of your organisation", person.text());
  if (!contact->email) return refuse(person_has_no_email, "person_id");
  if (find_user_of_person(tx, actor.org(), person)) return refuse(already_a_user, "person_id", {{"found", contact->name}});
  if (find_user_by_email(tx, *contact->email)) return refuse(already_a_user, "person_id", {{"found", *contact->email}});
  const Instant now = m_access.clock().now();
  const Id<User> user = tx.new_id<User>();
  insert_user(tx, actor.org(), user, person, *contact->email, now);
  replace_roles(tx, actor.org(), user, roles);
  record_user_event(tx, actor, user, "user_added", now, Fields().add("person", person.text()).add("roles", written(roles)));
  SetUpLink link = make_link(tx, actor, user);
  return NewUser{.user = row_of(tx, *find_user(tx, actor.org(), user)), .link = std::move(link)};
}

Result<NewUser> Accounts::add_user(const Actor& actor, Id<Person> person, Roles roles) const {
  TRY(may_change(actor));
  TRY(m_access.entitled<Right::manage_users>(actor));
  return m_db.write([&](sql::Transaction& tx) { return insert_new(tx, actor, person, roles); });
}

Result<UserRow> Accounts::change_user(const Actor& actor, Id<User> user, std::int64_t version, std::optional<Roles> roles,
                                      std::optional<bool> is_active) const {
  TRY(may_change(actor));
  TRY(m_access.entitled<Right::manage_users>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<UserRow> {
    const auto before = find_user(tx, actor.org(), user);
    if (!before) return refuse(errors::not_found);
    if (before->version != version) return refuse(errors::version_changed);
    if (roles && roles->is_empty()) return expected_value("roles", "at least one role", "none");
    const Instant now = m_access.clock().now();
    const Roles held = roles_of(tx, actor.org(), user);
    if (roles && *roles != held) {
      replace_roles(tx, actor.org(), user, *roles);
      record_user_event(tx, actor, user, "roles_changed", now,
                        Fields().add("granted", written(without(*roles, held))).add("revoked", written(without(held, *roles))));
    }
    if (is_active && *is_active != before->is_active) {
      set_active(tx, actor.org(), user, *is_active);
      // What was open stays closed when the account is opened again.
      delete_sessions(tx, actor.org(), user, Id<SignInSession>());
      delete_set_up_link(tx, actor.org(), user);
      if (!*is_active) delete_tokens(tx, actor.org(), user);
      record_user_event(tx, actor, user, *is_active ? "reactivated" : "deactivated", now);
    }
    const bool was_admin = before->is_active && held.has(Role::admin);
    if (was_admin && count_active(tx, actor.org(), Role::admin) == 0) return refuse(last_admin);
    raise_version(tx, actor.org(), user);
    return row_of(tx, *find_user(tx, actor.org(), user));
  });
}

Result<SetUpLink> Accounts::new_set_up_link(const Actor& actor, Id<User> user) const {
  TRY(may_change(actor));
  TRY(m_access.entitled<Right::manage_users>(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<SetUpLink> {
    const auto found = find_user(tx, actor.org(), user);
    if (!found || !found->is_active) return refuse(errors::not_found);
    return make_link(tx, actor, user);
  });
}

Result<SetUpLink> Accounts::create_first_admin_link(const Actor& operator_, Id<Person> person) const {
  if (operator_.proof() != Proof::command_line) return refuse(errors::forbidden);
  return m_db.write([&](sql::Transaction& tx) -> Result<SetUpLink> {
    if (has_admin_with_password(tx, operator_.org())) return refuse(already_a_user, "", {{"found", "An admin of this organisation"}});
    const auto found = find_user_of_person(tx, operator_.org(), person);
    if (!found) return TRY(insert_new(tx, operator_, person, {Role::admin})).link;
    Roles roles = roles_of(tx, operator_.org(), found->id);
    roles.add(Role::admin);
    replace_roles(tx, operator_.org(), found->id, roles);
    return make_link(tx, operator_, found->id);
  });
}

Result<Done> Accounts::set_password(const Actor& operator_, Id<User> user, std::string_view password) const {
  if (operator_.proof() != Proof::command_line) return refuse(errors::forbidden);
  if (length_of(password) < shortest_password || length_of(password) > longest_password)
    return expected_value("password", std::to_string(shortest_password) + " characters or more", std::to_string(length_of(password)));
  const std::string hash = hashed(password);
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    if (!find_user(tx, operator_.org(), user)) return refuse(errors::not_found);
    set_password_hash(tx, operator_.org(), user, hash);
    delete_sessions(tx, operator_.org(), user, Id<SignInSession>());
    delete_set_up_link(tx, operator_.org(), user);
    record_user_event(tx, operator_, user, "password_set", m_access.clock().now());
    return Done{};
  });
}

Result<Profile> Accounts::profile(const Actor& actor) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Profile> {
    auto user = find_user(reader, actor.org(), actor.user());
    if (!user) return refuse(errors::not_found);
    const Zone zone = TRY(Zone::make(user->zone ? *user->zone : user->person_zone));
    Organisation organisation = TRY(m_access.organisation(reader, actor.org()));
    return Profile{.user = user->id,
                   .person = user->person,
                   .name = std::move(user->name),
                   .email = std::move(user->email),
                   .roles = actor.roles(),
                   .organisation = std::move(organisation),
                   .zone = zone,
                   .single_key_shortcuts = user->single_key_shortcuts,
                   .now = m_access.clock().now()};
  });
}

Result<Profile> Accounts::change_profile(const Actor& actor, std::optional<Zone> zone, std::optional<bool> single_key_shortcuts) const {
  TRY(only_from_a_browser(actor));
  TRY(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const auto user = find_user(tx, actor.org(), actor.user());
    if (!user) return refuse(errors::not_found);
    const auto chosen = zone ? std::optional<std::string>(zone->name()) : user->zone;
    set_preferences(tx, actor.org(), actor.user(), chosen, single_key_shortcuts.value_or(user->single_key_shortcuts));
    return Done{};
  }));
  return profile(actor);
}

Result<std::vector<TokenRow>> Accounts::tokens(const Actor& actor) const {
  TRY(only_from_a_browser(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<TokenRow>> {
    std::vector<TokenRow> out;
    for (auto& token : list_tokens(reader, actor.org(), actor.user())) {
      out.push_back({.id = token.id,
                     .name = std::move(token.name),
                     .created_at = token.created_at,
                     .last_used_at = token.last_used_at,
                     .expires_on = token.expires_on});
    }
    return out;
  });
}

Result<NewToken> Accounts::add_token(const Actor& actor, std::string_view name, std::optional<LocalDate> expires_on) const {
  TRY(only_from_a_browser(actor));
  const std::string_view shown = trimmed(name);
  if (shown.empty() || length_of(shown) > 100) return expected_value("name", "1 to 100 characters", std::to_string(length_of(shown)));
  return m_db.write([&](sql::Transaction& tx) -> Result<NewToken> {
    if (const LocalDate today = m_access.today(tx, actor.org()); expires_on && *expires_on < today)
      return expected_value("expires_on", "today, " + today.text() + ", or later", expires_on->text());
    const Instant now = m_access.clock().now();
    NewToken token{.id = tx.new_id<ApiToken>(), .secret = std::string(token_prefix) + crypto::random_token(m_access.random())};
    insert_token(tx, actor.org(), actor.user(),
                 {.id = token.id, .name = std::string(shown), .created_at = now, .last_used_at = std::nullopt, .expires_on = expires_on},
                 crypto::token_digest(token.secret));
    record_user_event(tx, actor, actor.user(), "token_added", now, Fields().add("token", token.id.text()));
    return token;
  });
}

Result<Done> Accounts::remove_token(const Actor& actor, Id<ApiToken> token) const {
  TRY(only_from_a_browser(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    if (!delete_token(tx, actor.org(), actor.user(), token)) return refuse(errors::not_found);
    record_user_event(tx, actor, actor.user(), "token_removed", m_access.clock().now(), Fields().add("token", token.text()));
    return Done{};
  });
}

}  // namespace backbeat::access
