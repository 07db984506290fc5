#include "access/access.hpp"

#include <doctest/doctest.h>

namespace backbeat::access {

TEST_CASE("a role's name is read back as the role, and another text is refused") {
  for (const Role role : Roles{Role::rep, Role::manager, Role::leader, Role::enablement, Role::revops, Role::executive, Role::admin}.list())
    CHECK(role_from(name_of(role)) == role);
  CHECK(role_from("root").error().field == "role");
  CHECK(!role_from(""));
}

TEST_CASE("roles are a set") {
  Roles roles{Role::manager, Role::rep, Role::rep};
  CHECK(roles.list() == std::vector{Role::rep, Role::manager});
  CHECK(roles.has(Role::manager));
  CHECK(!roles.has(Role::admin));
  CHECK(roles.has_any({Role::admin, Role::rep}));
  CHECK(!roles.has_any({}));
  CHECK(Roles{}.is_empty());
}

TEST_CASE("each right is carried by these roles and no other") {
  const auto who = [](Right right) {
    Roles carrying;
    for (int i = 0; i <= static_cast<int>(Role::admin); ++i) {
      const auto role = static_cast<Role>(i);
      if (carries({role}, right)) carrying.add(role);
    }
    return carrying;
  };
  CHECK(who(Right::import_files) == Roles{Role::revops});
  CHECK(who(Right::publish_playbook) == Roles{Role::enablement, Role::executive});
  CHECK(who(Right::manage_users) == Roles{Role::admin});
  CHECK(who(Right::see_cadence) == Roles{Role::enablement, Role::revops, Role::executive});
  CHECK(who(Right::see_sessions) == Roles{Role::enablement, Role::revops});
  CHECK(who(Right::see_people) == Roles{Role::revops, Role::enablement, Role::admin});
  CHECK(who(Right::run_circles) == Roles{Role::enablement});
  CHECK(who(Right::verify_audit) == Roles{Role::revops, Role::executive, Role::admin});
}

TEST_CASE("nobody has a right without a role, and an admin sees no coaching") {
  CHECK(!carries({}, Right::see_people));
  CHECK(!carries({Role::admin}, Right::see_cadence));
  CHECK(!carries({Role::admin}, Right::see_sessions));
}

}  // namespace backbeat::access
