// What the files of this feature's API share.
#pragma once

#include "scorecard/scorecard_api.hpp"
#include "scorecard/scorecard_api_dto.hpp"

namespace backbeat::scorecard {

[[nodiscard]] inline Result<access::Actor> actor_of(const access::Desk& desk, const http::Call& call) {
  return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
}

/// A month as it is spelled, or what is wrong with it.
[[nodiscard]] Result<Month> month_of(const std::string& text);

void calibration_routes(http::Router& router, const access::Desk& desk, const Calibrations& calibrations);

}  // namespace backbeat::scorecard
