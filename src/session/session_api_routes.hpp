// What the files of this feature's API share.
#pragma once

#include "session/session_api.hpp"
#include "session/session_api_dto.hpp"

namespace backbeat::session {

struct SessionPath {
  Id<Session> id;
};
BOOST_DESCRIBE_STRUCT(SessionPath, (), (id))

using Answered = http::Versioned<wire::Conversation>;

[[nodiscard]] inline Result<access::Actor> actor_of(const access::Desk& desk, const http::Call& call) {
  return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
}

/// The conversation as it is now: every verb answers with it.
[[nodiscard]] Result<Answered> answer(const Sessions& sessions, const access::Actor& actor, Id<Session> id);

void verb_routes(http::Router& router, const access::Desk& desk, const Sessions& sessions);
void note_routes(http::Router& router, const access::Desk& desk, const Sessions& sessions);

}  // namespace backbeat::session
