// What the files of this feature's API share.
#pragma once

#include "meeting/meeting_api.hpp"
#include "meeting/meeting_api_dto.hpp"

namespace backbeat::meeting {

struct MeetingPath {
  Id<Meeting> id;
};
BOOST_DESCRIBE_STRUCT(MeetingPath, (), (id))

using ChangedAnswer = http::Versioned<wire::CircleMeetingChanged>;

[[nodiscard]] inline Result<access::Actor> actor_of(const access::Desk& desk, const http::Call& call) {
  return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
}

void verb_routes(http::Router& router, const access::Desk& desk, const Meetings& meetings);

}  // namespace backbeat::meeting
