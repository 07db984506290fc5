// The live side of an hour: that it changed, and who is there. Not a word of it: each page loads the hour anew, and is asked anew whether
// it may.
#include "meeting/meeting_api.hpp"
#include "meeting/meeting_api_dto.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace wire {

struct MeetingChangedEvent {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MeetingChangedEvent, (), (version))

struct MeetingPresence {
  std::vector<MeetingPerson> people;
};
BOOST_DESCRIBE_STRUCT(MeetingPresence, (), (people))

}  // namespace wire

namespace {

constexpr std::string_view topic_prefix = "circle-meeting/";
constexpr std::size_t id_length = 13;  // of an id's text, with which a member begins

}  // namespace

std::string topic_of(Id<Org> org, Id<Meeting> id) {
  return std::string(topic_prefix) + org.text() + "/" + id.text();
}

std::optional<TopicOf> parse_topic(std::string_view topic) {
  if (!topic.starts_with(topic_prefix) || topic.size() == topic_prefix.size()) return std::nullopt;
  topic.remove_prefix(topic_prefix.size());
  const auto slash = std::min(topic.find('/'), topic.size() - 1);
  const auto org = Id<Org>::parse(topic.substr(0, slash));
  const auto id = Id<Meeting>::parse(topic.substr(slash + 1));
  if (!org || !id) return std::nullopt;
  return TopicOf{.org = *org, .id = *id};
}

std::string member_of(const people::PersonRef& person) {
  return person.id.text() + person.name;
}

Seams live_over(http::EventHub& hub) {
  Seams seams;
  seams.publish = [&hub](Id<Org> org, Id<Meeting> id, const Changed& changed) {
    hub.publish(topic_of(org, id), "state", http::to_json(wire::MeetingChangedEvent{.version = changed.version}));
  };
  return seams;
}

void tell_presence(http::EventHub& hub, const std::string& topic, const std::vector<std::string>& members) {
  if (!topic.starts_with(topic_prefix)) return;
  wire::MeetingPresence event;
  for (const std::string& member : members) {
    const auto id = Id<Person>::parse(std::string_view(member).substr(0, id_length));
    if (id) event.people.push_back({.id = *id, .name = member.substr(id_length)});
  }
  hub.publish(topic, "presence", http::to_json(event));
}

}  // namespace backbeat::meeting
