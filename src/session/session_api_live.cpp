// The live side of a conversation: note, state and timer as server-sent events.
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

}  // namespace wire

namespace {

struct Publisher {
  http::EventHub& hub;
  std::string topic;

  void operator()(const NoteWritten& note) const {
    const wire::NoteEvent event{.stage = note.stage, .text = note.text, .version = note.version, .by = wire::wire_of(note.by)};
    hub.publish(topic, "note", http::to_json(event));
  }
  void operator()(const StateChanged& change) const { http::tell_state(hub, topic, change.version); }
  void operator()(const Timer& timer) const { hub.publish(topic, "timer", http::to_json(wire::wire_of(timer))); }
};

}  // namespace

Seams live_over(http::EventHub& hub) {
  Seams seams;
  seams.publish = [&hub](Id<Org> org, Id<Session> session, const Message& message) {
    std::visit(Publisher{hub, topics.of(org, session)}, message);
  };
  seams.is_listening = [&hub](Id<Org> org, Id<Session> session, Id<Person> person) {
    const auto members = hub.members(topics.of(org, session));
    return std::ranges::any_of(members, [&](const std::string& member) { return http::id_of_member(member) == person.text(); });
  };
  return seams;
}

}  // namespace backbeat::session
