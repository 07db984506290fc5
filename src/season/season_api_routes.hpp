// What the files of this feature's API share.
#pragma once

#include "season/season_api.hpp"
#include "season/season_api_dto.hpp"

namespace backbeat::season {

[[nodiscard]] inline Result<access::Actor> actor_of(const access::Desk& desk, const http::Call& call) {
  return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
}

struct SeasonPath {
  Id<CircleSeason> id;
};
BOOST_DESCRIBE_STRUCT(SeasonPath, (), (id))

/// A season as it is after something was done to it.
[[nodiscard]] inline Result<wire::CircleSeason> season_now(const Seasons& seasons, const Proposals& proposals, const access::Actor& actor,
                                                           Id<CircleSeason> id) {
  const SeasonView view = TRY(seasons.season(actor, id, proposals.judge()));
  return wire::wire_of(view);
}

void profile_routes(http::Router& router, const access::Desk& desk, const Profiles& profiles);
void proposal_routes(http::Router& router, const access::Desk& desk, const Seasons& seasons, const Proposals& proposals);
void circle_routes(http::Router& router, const access::Desk& desk, const Seasons& seasons);

}  // namespace backbeat::season
