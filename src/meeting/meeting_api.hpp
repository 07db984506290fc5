// Circles and their hours over HTTP, and what their members see of each other's doing.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "http/topics.hpp"
#include "meeting/meeting_actions.hpp"

namespace backbeat::meeting {

void routes(http::Router& router, const access::Desk& desk, const Meetings& meetings);

/// Where it is told that an hour changed. Only members of its circle can listen there.
inline constexpr http::Topics<Meeting> topics("circle-meeting");

/// Publishes on the hub, which must outlive what is made.
[[nodiscard]] Seams live_over(http::EventHub& hub);

}  // namespace backbeat::meeting
