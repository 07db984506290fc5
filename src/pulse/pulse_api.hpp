// What others may know of circles, over HTTP; and the one question.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "pulse/pulse_actions.hpp"

namespace backbeat::pulse {

void routes(http::Router& router, const access::Desk& desk, const Pulses& pulses);

}  // namespace backbeat::pulse
