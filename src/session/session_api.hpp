// Conversations over HTTP, and what the two see of each other while they talk.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "http/topics.hpp"
#include "session/session_actions.hpp"

namespace backbeat::session {

void routes(http::Router& router, const access::Desk& desk, const Sessions& sessions);

/// Where the events of a conversation are published. Only its two people can listen there.
inline constexpr http::Topics<Session> topics("session");

/// Publishes what happens in conversations on the hub, and knows from it who has a page open. The hub must outlive what is made.
[[nodiscard]] Seams live_over(http::EventHub& hub);

}  // namespace backbeat::session
