// The hours of circles kept as they should be: planned for the season, moved when the circle's time or people change, closed when their
// time is long over. Done when somebody looks, by the job, and by the season when it publishes; said again, it changes nothing.
#pragma once

#include "meeting/meeting.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <span>

namespace backbeat::meeting {

/// Is there something to do?
[[nodiscard]] bool is_behind(sql::Reader& reader, Id<Org> org, Id<access::Circle> circle, Instant now);

/// Hours, who is expected in them, who facilitates, and holds titled "Peer circle" on the calendars of its members.
void follow_circle(sql::Transaction& tx, Id<Org> org, Id<access::Circle> circle, Instant now);
void follow_circles(sql::Transaction& tx, Id<Org> org, std::span<const Id<access::Circle>> circles, Instant now);

/// The job: every circle of every organisation that is behind, each in a write of its own; not the rest once it is ending.
void follow_all(sql::Db& db, Instant now, const std::function<bool()>& is_ending);

}  // namespace backbeat::meeting
