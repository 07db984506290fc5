// What was told to the two of a conversation, told again: from the database, by a node on which it did not happen.
#pragma once

#include "session/session_actions.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::session {

/// Where to look for what a message says, without saying it: an id or a key, for the other nodes of the installation.
[[nodiscard]] std::string reference_of(const Message& message);

/// The messages that a reference stands for, as the database has them now; all of the conversation's where it is empty. Only for what
/// Seams::publish is for: a topic at which nobody but the two can listen.
[[nodiscard]] std::vector<Message> told(sql::Reader& reader, Id<Org> org, Id<Session> id, std::string_view reference, Instant now);

}  // namespace backbeat::session
