// Named people for the tests of access: Rita (rep) reports to Mark (manager), who reports to Lena (leader); Olaf is on another team.
#pragma once

#include "access/access_actions.hpp"
#include "access/account_actions.hpp"
#include "base/text.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::access {

inline LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}

struct AccessWorld : testing::TestWorld {
  Access access{clock, random};
  Accounts accounts{*db, access, crypto::cheapest_password_cost};
  Desk desk{*db, access};
  struct {
    const Desk& desk;
    [[nodiscard]] Result<Actor> actor(const Presented& presented) const {
      return desk.actor(presented.session_token.value_or(""), presented.bearer_token.value_or(""));
    }
  } door{desk};
  Actor root = access.operator_of(org);

  Id<Person> add_person(Id<Org> in, std::string_view name, std::string_view email) {
    return *db->write([&](sql::Transaction& tx) -> Result<Id<Person>> {
      const auto person = tx.new_id<Person>();
      tx.change(
          "INSERT INTO person (org_id, person_id, name, name_key, email, time_zone, hours_from, hours_to, hired, left_on) "
          "VALUES (?, ?, ?, ?, ?, 'Europe/Madrid', 32400, 61200, 0, NULL)",
          in, person, name, lower_ascii(name), email);
      return person;
    });
  }
  void assign(Id<Person> person, std::optional<Id<Person>> manager, LocalDate from, std::optional<LocalDate> to = {}) {
    change(
        "INSERT INTO assignment (org_id, person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer) "
        "VALUES (?, ?, ?, ?, ?, 'ae', '', '', 0)",
        org, person, from, to, manager);
  }
  template <class... Parameters>
  void change(std::string_view statement, const Parameters&... parameters) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      tx.change(statement, parameters...);
      return Done{};
    }));
  }

  /// A user with the password "correct horse".
  Id<User> add_user(Id<Person> person, Roles roles) {
    const auto added = accounts.add_user(root, person, roles);
    REQUIRE(added);
    REQUIRE(accounts.set_password(root, added->user.id, "correct horse"));
    return added->user.id;
  }
  Result<NewSession> sign_in(std::string_view email, std::string_view password = "correct horse", std::string address = "10.0.0.1") {
    return accounts.sign_in(email, password, {.address = std::move(address), .agent = "Firefox"});
  }
  /// The session token of somebody who signs in.
  std::string session_of(std::string_view email) {
    const auto session = sign_in(email);
    REQUIRE(session);
    return session->token;
  }
  Result<Actor> actor_with(const std::string& token) { return door.actor({.session_token = token, .bearer_token = {}}); }
  Actor actor(std::string_view email) {
    const auto found = actor_with(session_of(email));
    REQUIRE(found);
    return *found;
  }
  template <class Work>
  auto read(Work work) {
    return db->read(work);
  }
};

}  // namespace backbeat::access
