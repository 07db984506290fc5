// People who sign in, each with their manager: what the tests of conversations and of circles begin with. Everybody works nine to five in
// Madrid, as an account executive of the region ES, and nobody was hired too late for anything.
#pragma once

#include "access/access_world_test.hpp"

namespace backbeat::people {

/// The code of a refusal; "" where there was none.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : std::string(result.error().spec->code);
}

struct PeopleWorld : access::AccessWorld {
  Id<Person> person(std::string_view name, std::optional<Id<Person>> manager, access::Roles roles) {
    const Id<Person> made = add_person(org, name, std::string(name) + "@example.com");
    change(
        "INSERT INTO assignment (org_id, person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer) "
        "VALUES (?, ?, 0, NULL, ?, 'ae', '', 'ES', 0)",
        org, made, manager);
    REQUIRE(accounts.add_user(root, made, roles));
    return made;
  }

  /// Signed in with a browser.
  access::Actor as(Id<Person> who) {
    const auto session = accounts.open_session(root, who, "Firefox");
    REQUIRE(session);
    return known({.session_token = session->token, .bearer_token = {}});
  }
  /// With an API token.
  access::Actor as_token(Id<Person> who) {
    const auto token = accounts.add_token(as(who), "script", std::nullopt);
    REQUIRE(token);
    return known({.session_token = {}, .bearer_token = token->secret});
  }

 private:
  access::Actor known(const access::Presented& presented) {
    const auto actor = db->read([&](sql::Reader& reader) { return access.actor(reader, presented); });
    REQUIRE(actor);
    return *actor;
  }
};

}  // namespace backbeat::people
