// /api/cadence and /api/owed: what is owed and what became of it.
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions.hpp"
#include "http/api.hpp"

namespace backbeat::cadence {

void routes(http::Router& router, const access::Desk& desk, const Cadences& cadences);

}  // namespace backbeat::cadence
