// /api/people, time off, and the names nobody answers to.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "people/people_actions.hpp"

namespace backbeat::people {

void routes(http::Router& router, const access::Desk& desk, const People& people);

}  // namespace backbeat::people
