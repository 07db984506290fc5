// What only a simulated organisation offers: its logins on the sign-in page, and a clock that can be moved on.
#pragma once

#include "http/api.hpp"
#include "server/installation.hpp"

namespace backbeat::server {

struct DemoLogin {
  std::string role;
  std::string name;
  std::string email;
  std::string password;
};

/// Replaces the logins shown on the sign-in page of a simulated organisation.
void save_demo_logins(sql::Transaction& tx, Id<Org> org, const std::vector<DemoLogin>& logins);
[[nodiscard]] std::vector<DemoLogin> demo_logins(sql::Reader& reader);

void demo_routes(http::Router& router, Installation& installation);

}  // namespace backbeat::server
