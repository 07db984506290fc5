// What accounts look like on the wire.
#pragma once

#include "access/account_actions.hpp"
#include "http/api.hpp"

namespace backbeat::access {

BOOST_DESCRIBE_ENUM(Role, rep, manager, leader, enablement, revops, executive, admin)

namespace wire {

struct PersonRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, name))

struct Organisation {
  Id<Org> id;
  std::string name;
  Zone time_zone;
  int fiscal_first_month = 1;
  bool is_simulated = false;
};
BOOST_DESCRIBE_STRUCT(Organisation, (), (id, name, time_zone, fiscal_first_month, is_simulated))

struct Me {
  Id<User> user_id;
  PersonRef person;
  std::string email;
  std::vector<Role> roles;
  Organisation organisation;
  Zone time_zone;
  bool single_key_shortcuts = true;
  Instant now;
  bool demo = false;
};
BOOST_DESCRIBE_STRUCT(Me, (), (user_id, person, email, roles, organisation, time_zone, single_key_shortcuts, now, demo))

struct User {
  Id<backbeat::User> id;
  PersonRef person;
  std::string email;
  std::vector<Role> roles;
  bool active = true;
  bool has_password = false;
  std::optional<Instant> last_seen_at;
  std::int64_t version = 1;  // for If-Match
};
BOOST_DESCRIBE_STRUCT(User, (), (id, person, email, roles, active, has_password, last_seen_at, version))

struct SetUpLink {
  std::string link;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(SetUpLink, (), (link, expires_at))

[[nodiscard]] inline Me me_from(Profile profile) {
  const bool is_simulated = profile.organisation.is_simulated;
  return {.user_id = profile.user,
          .person = {.id = profile.person, .name = std::move(profile.name)},
          .email = std::move(profile.email),
          .roles = profile.roles.list(),
          .organisation = {.id = profile.organisation.id,
                           .name = std::move(profile.organisation.name),
                           .time_zone = profile.organisation.zone,
                           .fiscal_first_month = profile.organisation.fiscal_first_month,
                           .is_simulated = is_simulated},
          .time_zone = profile.zone,
          .single_key_shortcuts = profile.single_key_shortcuts,
          .now = profile.now,
          .demo = is_simulated};
}

}  // namespace wire

/// The routes of /api/users, in a file of their own.
void user_routes(http::Router& router, const Desk& desk, const Accounts& accounts);

}  // namespace backbeat::access
