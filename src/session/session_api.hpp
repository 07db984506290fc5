// Conversations over HTTP, and what the two see of each other while they talk.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "http/events.hpp"
#include "session/session_actions.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::session {

void routes(http::Router& router, const access::Desk& desk, const Sessions& sessions);

/// Where the events of a conversation are published. Only its two people can listen there.
[[nodiscard]] std::string topic_of(Id<Org> org, Id<Session> session);
/// Whose topic it is; nothing for topics that are no conversation's.
struct TopicOf {
  Id<Org> org;
  Id<Session> session;
};
[[nodiscard]] std::optional<TopicOf> parse_topic(std::string_view topic);
/// How a person is named as a member of a topic: the 13 characters of the id, then the name.
[[nodiscard]] std::string member_of(const people::PersonRef& person);

/// Publishes what happens in conversations on the hub, and knows from it who has a page open. The hub must outlive what is made.
[[nodiscard]] Seams live_over(http::EventHub& hub);

/// For EventHub::on_presence: tells both who is there. Topics of others are passed over.
void tell_presence(http::EventHub& hub, const std::string& topic, const std::vector<std::string>& members);

}  // namespace backbeat::session
