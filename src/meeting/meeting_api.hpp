// Circles and their hours over HTTP, and what their members see of each other's doing.
#pragma once

#include "access/access_actions.hpp"
#include "http/api.hpp"
#include "http/events.hpp"
#include "meeting/meeting_actions.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::meeting {

void routes(http::Router& router, const access::Desk& desk, const Meetings& meetings);

/// Where it is told that an hour changed. Only members of its circle can listen there.
[[nodiscard]] std::string topic_of(Id<Org> org, Id<Meeting> id);
struct TopicOf {
  Id<Org> org;
  Id<Meeting> id;
};
/// Nothing for topics that are no hour's.
[[nodiscard]] std::optional<TopicOf> parse_topic(std::string_view topic);
[[nodiscard]] std::string member_of(const people::PersonRef& person);

/// Publishes on the hub, which must outlive what is made.
[[nodiscard]] Seams live_over(http::EventHub& hub);

/// For EventHub::on_presence: tells the members who is there. Topics of others are passed over.
void tell_presence(http::EventHub& hub, const std::string& topic, const std::vector<std::string>& members);

}  // namespace backbeat::meeting
