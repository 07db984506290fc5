// POST /api/playbook/preview: whom a playbook would change and the hours it would ask of each manager.
#pragma once

#include "access/access_actions.hpp"
#include "capacity/capacity_actions.hpp"
#include "http/api.hpp"

namespace backbeat::capacity {

/// After playbook::routes, which declares the tag.
void routes(http::Router& router, const access::Desk& desk, const Capacities& capacities);

}  // namespace backbeat::capacity
