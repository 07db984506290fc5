#include "http/topics.hpp"

#include "http/described.hpp"

namespace backbeat::http {
namespace {

constexpr std::size_t id_length = 13;

struct PresentPerson {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PresentPerson, (), (id, name))

struct Presence {
  std::vector<PresentPerson> people;
};
BOOST_DESCRIBE_STRUCT(Presence, (), (people))

struct StateEvent {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(StateEvent, (), (version))

}  // namespace

std::string detail::topic_text(std::string_view word, Id<Org> org, const std::string& id) {
  return std::string(word) + "/" + org.text() + "/" + id;
}

std::optional<detail::TopicParts> detail::parse_topic(std::string_view topic) {
  const auto first = topic.find('/');
  const auto second = first == std::string_view::npos ? first : topic.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto org = Id<Org>::parse(topic.substr(first + 1, second - first - 1));
  if (!org) return std::nullopt;
  return TopicParts{.word = topic.substr(0, first), .org = *org, .id = topic.substr(second + 1)};
}

std::optional<Id<Org>> org_of_topic(std::string_view topic) {
  const auto parts = detail::parse_topic(topic);
  return parts ? std::optional(parts->org) : std::nullopt;
}

std::string member_of(Id<Person> person, std::string_view name) {
  return person.text() + std::string(name);
}

std::string_view id_of_member(std::string_view member) {
  return member.substr(0, id_length);
}

void tell_state(EventHub& hub, const std::string& topic, std::int64_t version) {
  hub.publish(topic, "state", to_json(StateEvent{.version = version}));
}

void tell_presence(EventHub& hub, const std::string& topic, const std::vector<std::string>& members) {
  Presence event;
  for (const std::string& member : members) {
    const auto id = Id<Person>::parse(id_of_member(member));
    if (id) event.people.push_back({.id = *id, .name = member.substr(id_length)});
  }
  hub.publish(topic, "presence", to_json(event));
}

}  // namespace backbeat::http
