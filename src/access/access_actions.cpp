#include "access/access_actions.hpp"

#include "access/access_store.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "sql/companion.hpp"

#include <unordered_set>

namespace backbeat::access {
namespace {

// How far behind "last seen" may be: noting every request would make every read a write.
constexpr Duration seen_within = std::chrono::minutes(5);

bool is_over(const Credential& credential, Instant now) {
  if (!credential.is_active) return true;
  const LocalDate today = to_local(now, credential.zone).date;
  if (credential.left && *credential.left <= today) return true;
  return credential.expires_on && *credential.expires_on < today;
}

bool session_is_over(const Credential& credential, Instant now) {
  return now >= credential.created_at + absolute_limit || now >= *credential.last_seen_at + idle_limit;
}

}  // namespace

Result<Done> may_change(const Actor& actor) {
  if (actor.proof() == Proof::api_token) return refuse(needs_a_browser);
  return Done{};
}

Result<Authenticated> Access::authenticate(sql::Reader& reader, const Presented& presented) const {
  const Instant now = m_clock.now();
  const auto known = [&](const Credential& found, Proof proof) {
    return Actor(found.org, found.user, found.person, roles_of(reader, found.org, found.user), proof);
  };
  if (presented.bearer_token) {
    const auto found = find_api_token(reader, crypto::sha256_hex(*presented.bearer_token));
    if (!found || is_over(*found, now)) return refuse(errors::unauthenticated);
    return Authenticated{.actor = known(*found, Proof::api_token),
                         .session = std::nullopt,
                         .token = Id<ApiToken>(found->id),
                         .last_seen_at = found->last_seen_at};
  }
  if (!presented.session_token) return refuse(errors::unauthenticated);
  const auto found = find_session(reader, crypto::sha256_hex(*presented.session_token));
  if (!found || is_over(*found, now) || session_is_over(*found, now)) return refuse(errors::unauthenticated);
  return Authenticated{.actor = known(*found, Proof::browser_session),
                       .session = Id<SignInSession>(found->id),
                       .token = std::nullopt,
                       .last_seen_at = found->last_seen_at};
}

Result<Actor> Access::actor(sql::Reader& reader, const Presented& presented) const {
  return TRY(authenticate(reader, presented)).actor;
}

Actor Access::operator_of(Id<Org> org) const {
  return Actor(org, Id<User>(), Id<Person>(), Roles(), Proof::command_line);
}

Result<Participation> Access::participation(sql::Reader& reader, const Actor& actor, Id<Session> session) const {
  if (actor.proof() != Proof::browser_session) return refuse(errors::not_found);
  const auto pair = pair_of(reader, actor.org(), session);
  if (pair && pair->rep == actor.person()) return Participation(actor, session, Side::rep);
  if (pair && pair->manager == actor.person()) return Participation(actor, session, Side::manager);
  return refuse(errors::not_found);
}

Result<Calibrating> Access::calibrating(sql::Reader& reader, const Actor& actor, Id<Calibration> calibration) const {
  if (actor.proof() != Proof::browser_session || !actor.person().is_set()) return refuse(errors::not_found);
  const auto pair = calibration_pair_of(reader, actor.org(), calibration);
  if (!pair) return refuse(errors::not_found);
  if (pair->manager == actor.person()) return Calibrating(actor, calibration, false);
  const auto leader = pair->leader ? pair->leader : manager_on(reader, actor.org(), pair->manager, today(reader, actor.org()));
  if (leader == actor.person()) return Calibrating(actor, calibration, true);
  return refuse(errors::not_found);
}

Result<Membership> Access::membership(sql::Reader& reader, const Actor& actor, Id<Circle> circle) const {
  if (actor.proof() != Proof::browser_session || !actor.person().is_set()) return refuse(errors::not_found);
  const auto stay = circle_stay_of(reader, actor.org(), circle, actor.person());
  if (!stay) return refuse(errors::not_found);
  using enum Membership::Reach;
  if (stay->left_at) return Membership(actor, circle, own_words, stay->left_at);
  const bool is_above = has_been_joined_by(reader, actor.org(), circle, people_below(reader, actor));
  return Membership(actor, circle, is_above ? own_words : everything, std::nullopt);
}

Result<ReportingLine> Access::reporting_line(sql::Reader& reader, const Actor& actor, Id<Person> person) const {
  if (!person.is_set() || !person_exists(reader, actor.org(), person)) return refuse(errors::not_found);
  const LocalDate day = today(reader, actor.org());
  std::unordered_set<Id<Person>> passed;  // rows that go in a circle end here
  int distance = 0;
  for (std::optional<Id<Person>> at = person; at && passed.insert(*at).second; ++distance) {
    if (*at == actor.person()) return ReportingLine(actor, person, distance);
    at = manager_on(reader, actor.org(), *at, day);
  }
  return refuse(errors::not_found);
}

std::vector<Id<Person>> Access::people_below(sql::Reader& reader, const Actor& actor) const {
  return below_on(reader, actor.org(), actor.person(), today(reader, actor.org()));
}

Result<Organisation> Access::organisation(sql::Reader& reader, Id<Org> org) const {
  auto found = read_organisation(reader, org);
  if (!found) return refuse(errors::not_found);
  return *std::move(found);
}

Zone Access::own_zone(sql::Reader& reader, const Actor& actor) const {
  const auto own = read_zone_of(reader, actor.org(), actor.user());
  if (own) return *own;
  const auto found = read_organisation(reader, actor.org());
  return found ? found->zone : Zone();
}

LocalDate Access::today(sql::Reader& reader, Id<Org> org) const {
  const auto found = read_organisation(reader, org);
  return to_local(m_clock.now(), found ? found->zone : Zone()).date;
}

Result<Actor> Desk::actor(std::string_view session_token, std::string_view bearer_token) const {
  Presented presented;
  if (!session_token.empty()) presented.session_token = session_token;
  if (!bearer_token.empty()) presented.bearer_token = bearer_token;
  const Authenticated known = TRY(db.read([&](sql::Reader& reader) { return access.authenticate(reader, presented); }));
  const Instant at = now();
  if (known.last_seen_at && at < *known.last_seen_at + seen_within) return known.actor;
  const sql::Unaccompanied alone;  // having been seen is not what was asked for
  return db.write([&](sql::Transaction& tx) -> Result<Actor> {
    if (known.session) touch_session(tx, known.actor.org(), *known.session, at);
    if (known.token) touch_api_token(tx, known.actor.org(), *known.token, at);
    return known.actor;
  });
}

std::vector<Organisation> organisations(sql::Reader& reader) {
  return read_organisations(reader);
}

Result<Id<Org>> create_organisation(sql::Transaction& tx, const Organisation& organisation, Instant now) {
  Organisation made = organisation;
  made.name = trimmed(organisation.name);
  if (made.name.empty() || length_of(made.name) > 200) return expected_value("name", "1 to 200 characters", made.name);
  if (made.fiscal_first_month < 1 || made.fiscal_first_month > 12)
    return expected_value("fiscal_first_month", "a month from 1 to 12", std::to_string(made.fiscal_first_month));
  if (!made.id.is_set()) made.id = tx.new_id<Org>();
  insert_organisation(tx, made, now);
  return made.id;
}

}  // namespace backbeat::access
