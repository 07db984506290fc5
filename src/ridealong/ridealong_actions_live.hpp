// What was told to the two of a ride-along, told again: from the database, by a node on which it did not happen.
#pragma once

#include "ridealong/ridealong_actions.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::ridealong {

/// Where to look for what a message says, without saying it.
[[nodiscard]] std::string reference_of(const Message& message);

/// The messages that a reference stands for, as the database has them now; all of the ride-along's where it is empty. Only for a topic at
/// which nobody but the two can listen.
[[nodiscard]] std::vector<Message> told(sql::Reader& reader, Id<Org> org, Id<Session> id, std::string_view reference, Instant now);

}  // namespace backbeat::ridealong
