// The live side of a ride-along: notes, state and presence as server-sent events.
#include "ridealong/ridealong_api.hpp"
#include "ridealong/ridealong_api_dto.hpp"

#include <algorithm>

namespace backbeat::ridealong {
namespace wire {

struct RideAlongChanged {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(RideAlongChanged, (), (version))

struct RideAlongPresence {
  std::vector<RideAlongPerson> people;
};
BOOST_DESCRIBE_STRUCT(RideAlongPresence, (), (people))

}  // namespace wire

namespace {

constexpr std::string_view topic_prefix = "ride_along/";
constexpr std::size_t id_length = 13;  // of an id's text, with which a member begins

}  // namespace

std::string topic_of(Id<Org> org, Id<Session> id) {
  return std::string(topic_prefix) + org.text() + "/" + id.text();
}

std::optional<TopicOf> parse_topic(std::string_view topic) {
  if (!topic.starts_with(topic_prefix) || topic.size() == topic_prefix.size()) return std::nullopt;
  topic.remove_prefix(topic_prefix.size());
  const auto slash = std::min(topic.find('/'), topic.size() - 1);
  const auto org = Id<Org>::parse(topic.substr(0, slash));
  const auto id = Id<Session>::parse(topic.substr(slash + 1));
  if (!org || !id) return std::nullopt;
  return TopicOf{.org = *org, .id = *id};
}

std::string member_of(const people::PersonRef& person) {
  return person.id.text() + person.name;
}

Seams live_over(http::EventHub& hub) {
  Seams seams;
  seams.publish = [&hub](Id<Org> org, Id<Session> id, const Message& message) {
    const std::string topic = topic_of(org, id);
    if (const auto* note = std::get_if<Note>(&message)) hub.publish(topic, "note", http::to_json(wire::wire_of(*note)));
    if (const auto* change = std::get_if<StateChanged>(&message))
      hub.publish(topic, "state", http::to_json(wire::RideAlongChanged{.version = change->version}));
  };
  return seams;
}

void tell_presence(http::EventHub& hub, const std::string& topic, const std::vector<std::string>& members) {
  if (!topic.starts_with(topic_prefix)) return;
  wire::RideAlongPresence event;
  for (const std::string& member : members) {
    const auto id = Id<Person>::parse(std::string_view(member).substr(0, id_length));
    if (id) event.people.push_back({.id = *id, .name = member.substr(id_length)});
  }
  hub.publish(topic, "presence", http::to_json(event));
}

}  // namespace backbeat::ridealong
