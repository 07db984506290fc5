#include "access/access.hpp"

#include "base/front.hpp"

#include <array>

namespace backbeat::access {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 7> roles = {{{Role::rep, "rep"},
                                                                     {Role::manager, "manager"},
                                                                     {Role::leader, "leader"},
                                                                     {Role::enablement, "enablement"},
                                                                     {Role::revops, "revops"},
                                                                     {Role::executive, "executive"},
                                                                     {Role::admin, "admin"}}};

Roles roles_with(Right right) {
  switch (right) {
    case Right::import_files:
      return {Role::revops};
    case Right::publish_playbook:
      return {Role::enablement, Role::executive};
    case Right::manage_users:
      return {Role::admin};
    case Right::see_cadence:
      return {Role::enablement, Role::revops, Role::executive};
    case Right::see_sessions:
      return {Role::enablement, Role::revops};
    case Right::see_people:
      return {Role::revops, Role::enablement, Role::admin};
    case Right::verify_audit:
      return {Role::revops, Role::executive, Role::admin};
    case Right::see_scorecards:
      return {Role::revops, Role::executive};
    case Right::publish_scorecards:
      return {Role::revops};
    case Right::run_circles:
      return {Role::enablement};
  }
  return {};
}

}  // namespace

std::string_view name_of(Role role) {
  for (const auto& [known, name] : roles) {
    if (known == role) return name;
  }
  return {};
}

Result<Role> role_from(std::string_view name) {
  for (const auto& [role, known] : roles) {
    if (known == name) return role;
  }
  return expected_value("role", "rep, manager, leader, enablement, revops, executive or admin", std::string(front_of(name, 40)));
}

std::vector<Role> Roles::list() const {
  std::vector<Role> out;
  for (const auto& [role, name] : roles) {
    if (has(role)) out.push_back(role);
  }
  return out;
}

bool carries(Roles held, Right right) {
  return held.has_any(roles_with(right));
}

}  // namespace backbeat::access
