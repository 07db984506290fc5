// Signing in and out, passwords and set-up links.
#include "access/account_actions.hpp"

#include "access/access_store.hpp"
#include "access/account_store.hpp"
#include "audit/audit_actions.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "crypto/token.hpp"
#include "sql/companion.hpp"

namespace backbeat::access {
namespace {

constexpr std::int64_t free_attempts = 3;
constexpr Duration longest_delay = std::chrono::minutes(15);
constexpr Duration failures_forgotten_after = std::chrono::hours(24);
constexpr std::size_t longest_agent = 300;

std::string email_key(std::string_view email) {
  return lower_ascii(trimmed(email));
}

Duration delay_after(std::int64_t failures) {
  if (failures <= free_attempts) return Duration(0);
  const std::int64_t doublings = std::min<std::int64_t>(failures - free_attempts, 10);
  return std::min<Duration>(std::chrono::seconds(std::int64_t{1} << doublings), longest_delay);
}

Result<Done> check_new_password(std::string_view password, std::string_view email) {
  const std::size_t length = is_utf8(password) ? length_of(password) : 0;
  if (length < shortest_password || length > longest_password) {
    return expected_value("password", std::to_string(shortest_password) + " to " + std::to_string(longest_password) + " characters",
                          std::to_string(length));
  }
  if (email_key(password) == email) return expected_value("password", "something other than the e-mail address", "the e-mail address");
  return Done{};
}

bool can_sign_in(const StoredUser& user, LocalDate today) {
  return user.is_active && (!user.left || today < *user.left);
}

void record_user_event(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<User> by, std::string_view kind, Instant at) {
  audit::record(tx, org,
                {.stream = {.kind = "user", .id = user.value()}, .kind = kind, .at = at, .actor = by, .fields = {}, .text = std::nullopt});
}

}  // namespace

void move_sessions(sql::Transaction& tx, Id<Org> org, Duration by) {
  shift_sessions(tx, org, by);
}

Accounts::Accounts(sql::Db& db, const Access& access, crypto::PasswordCost cost)
    : m_db(db), m_access(access), m_cost(cost), m_nobodys_hash(crypto::hash_password("nobody", access.random(), cost)) {}

std::string Accounts::hashed(std::string_view password) const {
  return crypto::hash_password(password, m_access.random(), m_cost);
}

Result<Done> Accounts::check_password(std::string_view email, const std::optional<std::string>& hash, std::string_view password,
                                      const Origin& origin) const {
  const Instant now = m_access.clock().now();
  const std::string email_hash = crypto::sha256_hex(email);
  const auto check_delay = [now](const Failures& failures) -> Result<Done> {
    const Instant next = failures.last_at + delay_after(failures.count);
    // Where the clock was set back since, nobody waits for it to catch up.
    if (failures.count <= free_attempts || now >= next || now < failures.last_at) return Done{};
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(next - now).count();
    return refuse(too_many_attempts, "", {{"seconds", std::to_string(seconds)}});
  };
  TRY(check_delay(m_db.read([&](sql::Reader& reader) { return failures_of(reader, email_hash, origin.address); })));
  // An attempt counts as failed before it is tried: guesses sent all at once would otherwise pass before the first has failed.
  const Result<Done> counted = m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    delete_failures_before(tx, now - failures_forgotten_after);
    const Failures before = failures_of(tx, email_hash, origin.address);
    TRY(check_delay(before));
    set_failures(tx, email_hash, origin.address, {.count = before.count + 1, .last_at = now});
    return Done{};
  });
  TRY(counted);
  if (!crypto::verify_password(password, hash.value_or(m_nobodys_hash)) || !hash) return refuse(wrong_password);
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    delete_failures(tx, email_hash, origin.address);
    return Done{};
  });
}

NewSession Accounts::begin_session(sql::Transaction& tx, Id<Org> org, Id<User> user, Id<Person> person, std::string_view agent) const {
  const Instant now = m_access.clock().now();
  delete_ended_sessions(tx, org, user, now - idle_limit, now - absolute_limit);
  NewSession session{
      .token = crypto::random_token(m_access.random()), .lifetime = absolute_limit, .org = org, .user = user, .person = person};
  insert_session(tx, org, user, tx.new_id<SignInSession>(), crypto::token_digest(session.token), now, front_of(agent, longest_agent));
  return session;
}

Result<NewSession> Accounts::sign_in(std::string_view email, std::string_view password, const Origin& origin) const {
  const std::string key = email_key(email);
  const auto found = m_db.read([&](sql::Reader& reader) -> std::optional<StoredUser> {
    auto user = find_user_by_email(reader, key);
    if (user && !can_sign_in(*user, m_access.today(reader, user->org))) user.reset();
    return user;
  });
  TRY(check_password(key, found ? found->password_hash : std::nullopt, password, origin));
  std::optional<std::string> rehashed;
  if (crypto::needs_rehash(*found->password_hash, m_cost)) rehashed = hashed(password);
  return m_db.write([&](sql::Transaction& tx) -> Result<NewSession> {
    const auto user = find_user(tx, found->org, found->id);
    // Deactivated or given another password while we were comparing.
    if (!user || !user->is_active || user->password_hash != found->password_hash) return refuse(wrong_password);
    if (rehashed) set_password_hash(tx, user->org, user->id, *rehashed);
    if (!origin.session_token.empty()) delete_session_by_token(tx, crypto::token_digest(origin.session_token));
    return begin_session(tx, user->org, user->id, user->person, origin.agent);
  });
}

Result<NewSession> Accounts::open_session(const Actor& operator_, Id<Person> person, std::string_view agent) const {
  if (operator_.proof() != Proof::command_line) return refuse(errors::forbidden);
  return m_db.write([&](sql::Transaction& tx) -> Result<NewSession> {
    const auto user = find_user_of_person(tx, operator_.org(), person);
    if (!user || !can_sign_in(*user, m_access.today(tx, operator_.org()))) return refuse(errors::not_found);
    return begin_session(tx, user->org, user->id, user->person, agent);
  });
}

Result<Done> Accounts::sign_out(const Presented& presented) const {
  if (!presented.session_token) return Done{};
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    delete_session_by_token(tx, crypto::token_digest(*presented.session_token));
    return Done{};
  });
}

Result<Done> Accounts::sign_out_everywhere(const Actor& actor) const {
  TRY(may_change(actor));
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    delete_sessions(tx, actor.org(), actor.user(), Id<SignInSession>());
    record_user_event(tx, actor.org(), actor.user(), actor.user(), "signed_out_everywhere", m_access.clock().now());
    return Done{};
  });
}

Result<Done> Accounts::change_password(const Actor& actor, const Presented& presented, std::string_view current, std::string_view changed,
                                       const Origin& origin) const {
  TRY(may_change(actor));
  const auto user = m_db.read([&](sql::Reader& reader) { return find_user(reader, actor.org(), actor.user()); });
  if (!user) return refuse(errors::not_found);
  auto checked = check_new_password(changed, user->email);
  if (!checked) {
    checked.error().field = "new";
    return checked;
  }
  auto matches = check_password(user->email, user->password_hash, current, origin);
  if (!matches && matches.error().is(wrong_password)) return expected_value("current", "your present password", "another one");
  TRY(std::move(matches));
  const std::string hash = hashed(changed);
  return m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    const Authenticated known = TRY(m_access.authenticate(tx, presented));
    set_password_hash(tx, actor.org(), actor.user(), hash);
    delete_sessions(tx, actor.org(), actor.user(), known.session.value_or(Id<SignInSession>()));
    delete_set_up_link(tx, actor.org(), actor.user());
    record_user_event(tx, actor.org(), actor.user(), actor.user(), "password_changed", m_access.clock().now());
    return Done{};
  });
}

Result<std::vector<SessionRow>> Accounts::sessions(const Actor& actor, const Presented& presented) const {
  TRY(may_change(actor));
  return m_db.read([&](sql::Reader& reader) -> Result<std::vector<SessionRow>> {
    const Authenticated known = TRY(m_access.authenticate(reader, presented));
    const Instant now = m_access.clock().now();
    std::vector<SessionRow> out;
    for (auto& session : list_sessions(reader, actor.org(), actor.user(), now - idle_limit, now - absolute_limit)) {
      out.push_back({.id = session.id,
                     .created_at = session.created_at,
                     .last_seen_at = session.last_seen_at,
                     .agent = std::move(session.agent),
                     .is_current = session.id == known.session});
    }
    return out;
  });
}

Result<Invitation> Accounts::invitation(std::string_view token) const {
  return m_db.read([&](sql::Reader& reader) -> Result<Invitation> {
    const auto link = find_set_up_link(reader, crypto::token_digest(token));
    if (!link || link->expires_at <= m_access.clock().now()) return refuse(link_ended);
    const auto user = find_user(reader, link->org, link->user);
    if (!user || !can_sign_in(*user, m_access.today(reader, link->org))) return refuse(link_ended);
    // TRY leaves from inside a braced initialiser without ending what it has begun (g++ 12), so it stands before.
    const Organisation organisation = TRY(m_access.organisation(reader, link->org));
    return Invitation{.email = user->email, .name = user->name, .organisation = organisation.name};
  });
}

Result<NewSession> Accounts::set_up(std::string_view token, std::string_view password, const Origin& origin) const {
  const Invitation invited = TRY(invitation(token));
  TRY(check_new_password(password, invited.email));
  const std::string hash = hashed(password);
  return m_db.write([&](sql::Transaction& tx) -> Result<NewSession> {
    const auto link = find_set_up_link(tx, crypto::token_digest(token));
    if (!link) return refuse(link_ended);  // somebody was faster
    const auto user = find_user(tx, link->org, link->user);
    if (!user || !user->is_active) return refuse(link_ended);
    set_password_hash(tx, user->org, user->id, hash);
    delete_set_up_link(tx, user->org, user->id);
    delete_sessions(tx, user->org, user->id, Id<SignInSession>());
    delete_failures(tx, crypto::sha256_hex(user->email), origin.address);
    record_user_event(tx, user->org, user->id, user->id, "password_set", m_access.clock().now());
    return begin_session(tx, user->org, user->id, user->person, origin.agent);
  });
}

}  // namespace backbeat::access
