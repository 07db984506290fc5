// The live side of a conversation: note, state, timer and presence as server-sent events.
#include "session/session_api.hpp"
#include "session/session_api_dto.hpp"

#include <algorithm>

namespace backbeat::session {
namespace wire {

struct NoteEvent {
  std::string stage;
  std::string text;
  std::int64_t version = 0;
  PersonRef by;
};
BOOST_DESCRIBE_STRUCT(NoteEvent, (), (stage, text, version, by))

struct StateEvent {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(StateEvent, (), (version))

struct PresenceEvent {
  std::vector<PersonRef> people;
};
BOOST_DESCRIBE_STRUCT(PresenceEvent, (), (people))

}  // namespace wire

namespace {

constexpr std::string_view topic_prefix = "session/";
constexpr std::size_t id_length = 13;  // of an id's text, with which a member begins

struct Publisher {
  http::EventHub& hub;
  std::string topic;

  void operator()(const NoteWritten& note) const {
    const wire::NoteEvent event{.stage = note.stage, .text = note.text, .version = note.version, .by = wire::wire_of(note.by)};
    hub.publish(topic, "note", http::to_json(event));
  }
  void operator()(const StateChanged& change) const {
    hub.publish(topic, "state", http::to_json(wire::StateEvent{.version = change.version}));
  }
  void operator()(const Timer& timer) const { hub.publish(topic, "timer", http::to_json(wire::wire_of(timer))); }
};

}  // namespace

std::string topic_of(Id<Org> org, Id<Session> session) {
  return std::string(topic_prefix) + org.text() + "/" + session.text();
}

std::optional<TopicOf> parse_topic(std::string_view topic) {
  if (!topic.starts_with(topic_prefix) || topic.size() == topic_prefix.size()) return std::nullopt;
  topic.remove_prefix(topic_prefix.size());
  const auto slash = std::min(topic.find('/'), topic.size() - 1);
  const auto org = Id<Org>::parse(topic.substr(0, slash));
  const auto session = Id<Session>::parse(topic.substr(slash + 1));
  if (!org || !session) return std::nullopt;
  return TopicOf{.org = *org, .session = *session};
}

std::string member_of(const people::PersonRef& person) {
  return person.id.text() + person.name;
}

Seams live_over(http::EventHub& hub) {
  Seams seams;
  seams.publish = [&hub](Id<Org> org, Id<Session> session, const Message& message) {
    std::visit(Publisher{hub, topic_of(org, session)}, message);
  };
  seams.is_listening = [&hub](Id<Org> org, Id<Session> session, Id<Person> person) {
    const auto members = hub.members(topic_of(org, session));
    return std::ranges::any_of(members, [&](const std::string& member) { return member.starts_with(person.text()); });
  };
  return seams;
}

void tell_presence(http::EventHub& hub, const std::string& topic, const std::vector<std::string>& members) {
  if (!topic.starts_with(topic_prefix)) return;
  wire::PresenceEvent event;
  for (const std::string& member : members) {
    const auto id = Id<Person>::parse(std::string_view(member).substr(0, id_length));
    if (id) event.people.push_back({.id = *id, .name = member.substr(id_length)});
  }
  hub.publish(topic, "presence", http::to_json(event));
}

}  // namespace backbeat::session
