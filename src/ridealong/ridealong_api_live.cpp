// The live side of a ride-along: notes and state as server-sent events.
#include "ridealong/ridealong_api.hpp"
#include "ridealong/ridealong_api_dto.hpp"

namespace backbeat::ridealong {

Seams live_over(http::EventHub& hub) {
  Seams seams;
  seams.publish = [&hub](Id<Org> org, Id<Session> id, const Message& message) {
    const std::string topic = topics.of(org, id);
    if (const auto* note = std::get_if<Note>(&message)) hub.publish(topic, "note", http::to_json(wire::wire_of(*note)));
    if (const auto* change = std::get_if<StateChanged>(&message)) http::tell_state(hub, topic, change->version);
  };
  return seams;
}

}  // namespace backbeat::ridealong
