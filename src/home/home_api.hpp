// /api/home: everybody's first page.
#pragma once

#include "access/access_actions.hpp"
#include "home/home_actions.hpp"
#include "http/api.hpp"

namespace backbeat::home {

void routes(http::Router& router, const access::Desk& desk, const Homes& homes);

}  // namespace backbeat::home
