// Ride-alongs over HTTP, and what the two see of each other's doing.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "http/topics.hpp"
#include "ridealong/ridealong_actions.hpp"

namespace backbeat::ridealong {

void routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs);

/// Where the events of a ride-along are published. Only its two people can listen there.
inline constexpr http::Topics<Session> topics("ride_along");

/// Publishes what happens in ride-alongs on the hub, which must outlive what is made.
[[nodiscard]] Seams live_over(http::EventHub& hub);

}  // namespace backbeat::ridealong
