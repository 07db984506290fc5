// /api/team and a person's timeline.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "team/team_actions.hpp"

namespace backbeat::team {

void routes(http::Router& router, const access::Desk& desk, const Teams& teams);

}  // namespace backbeat::team
