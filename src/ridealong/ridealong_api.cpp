#include "ridealong/ridealong_api.hpp"

#include "ridealong/ridealong_api_routes.hpp"

namespace backbeat::ridealong {
namespace wire {

struct BookRequest {
  Id<Person> rep_id;
  std::optional<Id<Person>> manager_id;
  RideAlongFormat format{};
  std::optional<Id<Session>> call_id;
  std::optional<http::Str<1, longest_account>> account;
  std::optional<Instant> starts_at;
  std::optional<Instant> ends_at;
  std::optional<Instant> pre_brief_at;
  std::optional<Instant> debrief_at;
};
BOOST_DESCRIBE_STRUCT(BookRequest, (), (rep_id, manager_id, format, call_id, account, starts_at, ends_at, pre_brief_at, debrief_at))

struct BookedRideAlong {
  Id<Session> id;
};
BOOST_DESCRIBE_STRUCT(BookedRideAlong, (), (id))

struct TimesQuery {
  Id<Person> rep_id;
  std::optional<Id<Person>> manager_id;
  RideAlongFormat format{};
  std::optional<Id<Session>> call_id;
  std::optional<Instant> starts_at;
  std::optional<Instant> ends_at;
};
BOOST_DESCRIBE_STRUCT(TimesQuery, (), (rep_id, manager_id, format, call_id, starts_at, ends_at))

struct RideAlongTimes {
  TimeSpan call;
  Instant due_at;
  std::vector<TimeSpan> pre_briefs = {};
  std::vector<TimeSpan> debriefs = {};
};
BOOST_DESCRIBE_STRUCT(RideAlongTimes, (), (call, due_at, pre_briefs, debriefs))

struct DeskQuery {
  std::optional<Id<Person>> manager;
};
BOOST_DESCRIBE_STRUCT(DeskQuery, (), (manager))

struct RideAlongsQuery {
  std::optional<Id<Person>> person_id;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::optional<RideAlongPhase> state;
};
BOOST_DESCRIBE_STRUCT(RideAlongsQuery, (), (person_id, from, to, state))

struct RideAlongList {
  std::vector<RideAlongRow> items;
};
BOOST_DESCRIBE_STRUCT(RideAlongList, (), (items))

}  // namespace wire

namespace {

Result<NewRideAlong> wanted_of(const wire::BookRequest& in) {
  NewRideAlong wanted{.rep = in.rep_id,
                      .manager = in.manager_id,
                      .format = static_cast<Format>(in.format),
                      .call = in.call_id ? in.call_id->value() : 0,
                      .when = {},
                      .account = in.account ? in.account->value() : "",
                      .pre_brief_at = in.pre_brief_at,
                      .debrief_at = in.debrief_at};
  if (in.call_id) return wanted;
  if (!in.starts_at) return expected_value("starts_at", "a call, or when it is", "nothing");
  if (!in.ends_at) return expected_value("ends_at", "a call, or until when it is", "nothing");
  if (!in.account) return expected_value("account", "a call, or with whom it is", "nothing");
  wanted.when = {.from = *in.starts_at, .to = *in.ends_at};
  return wanted;
}

Result<NewRideAlong> wanted_of(const wire::TimesQuery& in) {
  NewRideAlong wanted{.rep = in.rep_id,
                      .manager = in.manager_id,
                      .format = static_cast<Format>(in.format),
                      .call = in.call_id ? in.call_id->value() : 0,
                      .when = {}};
  if (in.call_id) return wanted;
  if (!in.starts_at) return expected_value("starts_at", "a call, or when it is", "nothing");
  if (!in.ends_at) return expected_value("ends_at", "a call, or until when it is", "nothing");
  wanted.when = {.from = *in.starts_at, .to = *in.ends_at};
  return wanted;
}

wire::RideAlongTimes times_of(const Times& times) {
  wire::RideAlongTimes out{.call = {.starts_at = times.call.from, .ends_at = times.call.to}, .due_at = times.due};
  for (const Span& span : times.pre_briefs) out.pre_briefs.push_back({.starts_at = span.from, .ends_at = span.to});
  for (const Span& span : times.debriefs) out.debriefs.push_back({.starts_at = span.from, .ends_at = span.to});
  return out;
}

wire::RideAlongDesk desk_of(const Desk& desk) {
  wire::RideAlongDesk out{.manager = {.id = desk.manager.id, .name = desk.manager.name},
                          .now = desk.now,
                          .time_zone = desk.zone,
                          .calls_known = desk.are_calls_known};
  for (const DeskRep& each : desk.reps) out.reps.push_back(wire::wire_of(each));
  for (const Row& row : desk.coming) out.coming.push_back(wire::wire_of(row, desk.now));
  for (const Row& row : desk.debriefs_due) out.debriefs_due.push_back(wire::wire_of(row, desk.now));
  for (const Row& row : desk.recent) out.recent.push_back(wire::wire_of(row, desk.now));
  return out;
}

void planning_routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs) {
  router.get<wire::DeskQuery, wire::RideAlongDesk>(
      "/api/ride-alongs/desk",
      {.id = "get_ride_along_desk",
       .summary = "What a manager owes, and what stands on their calendar",
       .description = "Counts and metadata, for the manager and those above them. Candidates are named to the manager and those above.",
       .tag = "ride-alongs",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const wire::DeskQuery& in) -> Result<wire::RideAlongDesk> {
        const auto actor = TRY(actor_of(desk, call));
        return desk_of(TRY(ride_alongs.desk(actor, in.manager)));
      });

  router.get<wire::RideAlongsQuery, wire::RideAlongList>(
      "/api/ride-alongs",
      {.id = "list_ride_alongs",
       .summary = "The ride-alongs of a person, by time",
       .description = "Who, when, which format, which state; never what was said. Yours, or those of people below you. 90 days to either "
                      "side where no time is given.",
       .tag = "ride-alongs",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const wire::RideAlongsQuery& in) -> Result<wire::RideAlongList> {
        const auto actor = TRY(actor_of(desk, call));
        Query query{.person = in.person_id, .from = in.from, .to = in.to, .state = {}};
        if (in.state) query.state = static_cast<State>(*in.state);
        wire::RideAlongList out;
        for (const Row& row : TRY(ride_alongs.list(actor, query))) out.items.push_back(wire::wire_of(row, ride_alongs.now()));
        return out;
      });

  router.get<wire::TimesQuery, wire::RideAlongTimes>(
      "/api/ride-alongs/times",
      {.id = "get_ride_along_times",
       .summary = "When the two could meet before and after a call",
       .description =
           "Times at which both work and are free, the nearest to the call first; the debrief begins by `due_at`. For a call that is "
           "known, or from when until when one is. For everybody above the rep.",
       .tag = "ride-alongs",
       .errors = {&errors::not_found, &errors::forbidden, &in_the_past, &too_far_ahead, &call_length, &not_here_then, &with_oneself,
                  &unknown_call, &call_is_taken}},
      [&](const http::Call& call, const wire::TimesQuery& in) -> Result<wire::RideAlongTimes> {
        const auto actor = TRY(actor_of(desk, call));
        const NewRideAlong wanted = TRY(wanted_of(in));
        return times_of(TRY(ride_alongs.times(actor, wanted)));
      });

  router.post<wire::BookRequest, http::Created<wire::BookedRideAlong>>(
      "/api/ride-alongs",
      {.id = "book_ride_along",
       .summary = "Book a ride-along with its pre-brief and debrief",
       .description = "On a call that is known, or on one that is typed: with whom, from when, until when. Both get holds on their "
                      "calendars. For everybody above the rep; by somebody else than the line manager, it is delegated.",
       .tag = "ride-alongs",
       .errors = {&errors::not_found, &errors::forbidden, &access::needs_a_browser, &something_needed, &in_the_past, &too_far_ahead,
                  &call_length, &not_here_then, &with_oneself, &unknown_call, &call_is_taken, &busy_then, &no_pre_brief_slot,
                  &no_debrief_slot, &pre_brief_after_call, &debrief_outside}},
      [&](const http::Call& call, const wire::BookRequest& in) -> Result<http::Created<wire::BookedRideAlong>> {
        const auto actor = TRY(actor_of(desk, call));
        const NewRideAlong wanted = TRY(wanted_of(in));
        const auto id = TRY(ride_alongs.book(actor, wanted));
        return http::Created<wire::BookedRideAlong>{.location = "/api/ride-alongs/" + id.text(), .value = {.id = id}};
      });
}

void reading_routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs) {
  router.get<RideAlongPath, Answered>(
      "/api/ride-alongs/{id}",
      {.id = "get_ride_along", .summary = "A ride-along, for one of its two people", .tag = "ride-alongs", .errors = {&errors::not_found}},
      [&](const http::Call& call, const RideAlongPath& in) -> Result<Answered> {
        const auto actor = TRY(actor_of(desk, call));
        return answer(ride_alongs, actor, in.id);
      });

  router.events<RideAlongPath>(
      "/api/ride-alongs/{id}/events",
      {.id = "follow_ride_along",
       .summary = "What happens in a ride-along, as it happens",
       .description = "Events: `note` {id, at, tag, text, by}, `state` {version}: load it anew, `presence` {people}. For the two.",
       .tag = "ride-alongs",
       .errors = {&errors::not_found}},
      [&](const http::Call& call, const RideAlongPath& in) -> Result<http::Subscription> {
        const auto actor = TRY(actor_of(desk, call));
        TRY(ride_alongs.be_present(actor, in.id));  // also checks that it is one of the two
        const auto who = ride_alongs.ref_of(actor);
        return http::Subscription{.topic = topics.of(actor.org(), in.id), .member = http::member_of(who.id, who.name)};
      });
}

}  // namespace

Result<Answered> answer(const RideAlongs& ride_alongs, const access::Actor& actor, Id<Session> id) {
  const RideAlongView view = TRY(ride_alongs.ride_along(actor, id));
  return Answered{.value = wire::wire_of(view), .version = view.state.version};
}

void routes(http::Router& router, const access::Desk& desk, const RideAlongs& ride_alongs) {
  router.tag("ride-alongs",
             "Customer calls that a manager joins: owed, booked, prepared, ridden and debriefed. What is written is the two people's own.");
  planning_routes(router, desk, ride_alongs);
  reading_routes(router, desk, ride_alongs);
  verb_routes(router, desk, ride_alongs);
}

}  // namespace backbeat::ridealong
