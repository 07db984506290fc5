// Scorecards and calibrations over HTTP.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "scorecard/calibration_actions.hpp"
#include "scorecard/scorecard_actions.hpp"

namespace backbeat::scorecard {

void routes(http::Router& router, const access::Desk& desk, const Scorecards& scorecards, const Calibrations& calibrations);

}  // namespace backbeat::scorecard
