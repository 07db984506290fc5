// Who follows customer calls: a ride-along moves when its call does, whoever brought the news, a file at the command line or a calendar.
#pragma once

#include "cadence/cadence_actions.hpp"
#include "calls/calls_actions.hpp"
#include "ridealong/ridealong_actions.hpp"

namespace backbeat::server {

/// `ride_alongs` must outlive what is returned.
[[nodiscard]] calls::Listener followed_by(const ridealong::RideAlongs& ride_alongs);

/// For programs that serve nobody: without live pages.
class CallFollowers {
 public:
  CallFollowers(sql::Db& db, const access::Access& access) : m_ledgers(access), m_ride_alongs(db, access, m_ledgers) {}
  [[nodiscard]] calls::Listener listener() const { return followed_by(m_ride_alongs); }

 private:
  cadence::Ledgers m_ledgers;
  ridealong::RideAlongs m_ride_alongs;
};

}  // namespace backbeat::server
