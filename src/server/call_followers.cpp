#include "server/call_followers.hpp"

namespace backbeat::server {

calls::Listener followed_by(const ridealong::RideAlongs& ride_alongs) {
  return [&ride_alongs](sql::Transaction& tx, Id<Org> org, const std::vector<calls::Change>& changes, Instant now) {
    std::vector<ridealong::CallChange> told;
    for (const calls::Change& change : changes)
      told.push_back({.call = change.call.value(),
                      .is_cancelled = change.kind == calls::ChangeKind::cancelled,
                      .now = {.from = change.starts, .to = change.ends}});
    ride_alongs.follow(tx, org, told, now);
  };
}

}  // namespace backbeat::server
