// GET /api/people/{id}/signals: what the CRM's facts say before the two speak.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "signal/signal_actions.hpp"

namespace backbeat::signal {

void routes(http::Router& router, const access::Desk& desk, const Evidence& evidence);

}  // namespace backbeat::signal
