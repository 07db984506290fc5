// What the files of this feature's API share.
#pragma once

#include "ridealong/ridealong_api.hpp"
#include "ridealong/ridealong_api_dto.hpp"

namespace backbeat::ridealong {

struct RideAlongPath {
  Id<Session> id;
};
BOOST_DESCRIBE_STRUCT(RideAlongPath, (), (id))

using Answered = http::Versioned<wire::RideAlong>;

[[nodiscard]] inline Result<access::Actor> actor_of(const access::Desk& desk, const http::Call& call) {
  return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
}

/// The ride-along as it is now: every verb answers with it.
[[nodiscard]] Result<Answered> answer(const RideAlongs& ride_alongs, const access::Actor& actor, Id<Session> id);

void verb_routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs);

}  // namespace backbeat::ridealong
