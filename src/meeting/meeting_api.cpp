#include "meeting/meeting_api.hpp"

#include "meeting/meeting_api_routes.hpp"

namespace backbeat::meeting {
namespace wire {

struct RoomPath {
  Id<Circle> id;
};
BOOST_DESCRIBE_STRUCT(RoomPath, (), (id))

}  // namespace wire

void routes(http::Router& router, const access::Desk& desk, const Meetings& meetings) {
  router.tag("circles", "Peer circles and their hours. What is said in one is its members' own: nobody else finds anything here.");

  router.get<http::Nothing, wire::MyCircles>("/api/my-circles",
                                             {.id = "get_my_circles",
                                              .summary = "The circles you are in, and those you left",
                                              .tag = "circles",
                                              .errors = {&access::needs_a_browser}},
                                             [&](const http::Call& call, const http::Nothing&) -> Result<wire::MyCircles> {
                                               const auto actor = TRY(actor_of(desk, call));
                                               wire::MyCircles out{.now = desk.now()};
                                               for (const MyCircle& circle : TRY(meetings.my_circles(actor)))
                                                 out.circles.push_back(wire::wire_of(circle));
                                               return out;
                                             });

  router.get<wire::RoomPath, wire::CircleRoom>(
      "/api/circles/{id}/room",
      {.id = "get_circle_room",
       .summary = "A circle, for its members: its hours and what is still to be done",
       .description = "Who left it, and who has become the manager of somebody in it, reads what they wrote themselves.",
       .tag = "circles",
       .errors = {&errors::not_found, &vault_is_locked}},
      [&](const http::Call& call, const wire::RoomPath& in) -> Result<wire::CircleRoom> {
        const auto actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(meetings.room(actor, in.id)), actor.person());
      });

  router.get<MeetingPath, http::Versioned<wire::CircleMeeting>>(
      "/api/circle-meetings/{id}",
      {.id = "get_circle_meeting",
       .summary = "An hour of a circle, for its members",
       .tag = "circles",
       .errors = {&errors::not_found, &vault_is_locked}},
      [&](const http::Call& call, const MeetingPath& in) -> Result<http::Versioned<wire::CircleMeeting>> {
        const auto actor = TRY(actor_of(desk, call));
        const HourView view = TRY(meetings.hour(actor, in.id));
        return http::Versioned<wire::CircleMeeting>{.value = wire::wire_of(view), .version = view.hour.version};
      });

  router.events<MeetingPath>(
      "/api/circle-meetings/{id}/events",
      {.id = "follow_circle_meeting",
       .summary = "That an hour changes, and who is there, as it happens",
       .description = "Events: `state` {version}: load it anew; `presence` {people}. For members. To listen while the "
                      "hour runs is to be there.",
       .tag = "circles",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const MeetingPath& in) -> Result<http::Subscription> {
        const auto actor = TRY(actor_of(desk, call));
        const auto who = TRY(meetings.follow(actor, in.id));  // also checks that they may
        return http::Subscription{.topic = topics.of(actor.org(), in.id), .member = http::member_of(who.id, who.name)};
      });
  verb_routes(router, desk, meetings);
}

}  // namespace backbeat::meeting
