// /api/me, signing in and out, set-up links, tokens, sessions and users.
#pragma once

#include "access/access_actions.hpp"
#include "access/account_actions.hpp"
#include "http/api.hpp"

namespace backbeat::access {

void routes(http::Router& router, const Desk& desk, const Accounts& accounts);

}  // namespace backbeat::access
