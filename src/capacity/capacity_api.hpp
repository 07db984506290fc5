// What a playbook would change (POST /api/playbook/preview), and a quarter ahead with what could give (/api/capacity).
#pragma once

#include "access/access_actions.hpp"
#include "capacity/capacity_actions.hpp"
#include "capacity/capacity_actions_quarter.hpp"
#include "http/api.hpp"

namespace backbeat::capacity {

/// After playbook::routes, which declares the tag.
void routes(http::Router& router, const access::Desk& desk, const Capacities& capacities);
void routes(http::Router& router, const access::Desk& desk, const Quarters& quarters);

}  // namespace backbeat::capacity
