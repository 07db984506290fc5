// /api/calls: when a rep talks to whom, what it is about and why we think so, and saying otherwise.
#pragma once

#include "access/access_actions.hpp"
#include "calls/calls_actions.hpp"
#include "http/api.hpp"

namespace backbeat::calls {

void routes(http::Router& router, const access::Desk& desk, const Calls& calls);

}  // namespace backbeat::calls
