// Ride-alongs over HTTP, and what the two see of each other's doing.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "http/events.hpp"
#include "ridealong/ridealong_actions.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace backbeat::ridealong {

void routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs);

/// Where the events of a ride-along are published. Only its two people can listen there.
[[nodiscard]] std::string topic_of(Id<Org> org, Id<Session> id);
struct TopicOf {
  Id<Org> org;
  Id<Session> id;
};
/// Nothing for topics that are no ride-along's.
[[nodiscard]] std::optional<TopicOf> parse_topic(std::string_view topic);
[[nodiscard]] std::string member_of(const people::PersonRef& person);

/// Publishes what happens in ride-alongs on the hub, which must outlive what is made.
[[nodiscard]] Seams live_over(http::EventHub& hub);

/// For EventHub::on_presence: tells both who is there. Topics of others are passed over.
void tell_presence(http::EventHub& hub, const std::string& topic, const std::vector<std::string>& members);

}  // namespace backbeat::ridealong
