// Seasons, proposals, circles and one's own profile over HTTP.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "season/profile_actions.hpp"
#include "season/proposal_actions.hpp"
#include "season/season_actions.hpp"

namespace backbeat::season {

/// All must outlive the router.
void routes(http::Router& router, const access::Desk& desk, const Profiles& profiles, const Seasons& seasons, const Proposals& proposals);

}  // namespace backbeat::season
