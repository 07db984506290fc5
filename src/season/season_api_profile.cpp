// One's own: in or out of circles, and when.
#include "season/season_api_routes.hpp"

namespace backbeat::season {
namespace {

struct ProfileRequest {
  std::vector<http::Str<1, 100>> themes;
  std::vector<Id<Person>> wishes;
  Zone time_zone;
  std::vector<wire::FreeSpan> free;
};
BOOST_DESCRIBE_STRUCT(ProfileRequest, (), (themes, wishes, time_zone, free))

constexpr std::size_t most_spans = 240;

Result<ProfileChange> change_of(const ProfileRequest& in) {
  ProfileChange change{.themes = {}, .wishes = in.wishes, .hours = {.zone = in.time_zone, .free = {}}};
  for (const auto& theme : in.themes) change.themes.push_back(theme.value());
  if (in.free.size() > most_spans) return expected_value("free", "at most 240 spans", std::to_string(in.free.size()));
  std::vector<FreeSpan> spans;
  for (const wire::FreeSpan& span : in.free)
    spans.push_back({.weekday = static_cast<int>(span.weekday.value()),
                     .from_minutes = static_cast<int>(span.from_minutes.value()),
                     .to_minutes = static_cast<int>(span.to_minutes.value())});
  change.hours.free = TRY(half_hours_of(spans));
  return change;
}

}  // namespace

void profile_routes(http::Router& router, const access::Desk& desk, const Profiles& profiles) {
  router.get<http::Nothing, wire::CircleProfile>(
      "/api/circle-profile",
      {.id = "get_circle_profile",
       .summary = "Whether and when one is in circles",
       .description = "One's own: in or out, themes, wishes, usual free hours in local time, certificate, and the circle there is.",
       .tag = "circles",
       .errors = {&errors::not_found}},
      [&desk, &profiles](const http::Call& call, const http::Nothing&) -> Result<wire::CircleProfile> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const OwnProfile own = TRY(profiles.own(actor));
        return wire::wire_of(own);
      });
  router.put<ProfileRequest, wire::CircleProfile>(
      "/api/circle-profile",
      {.id = "join_circles",
       .summary = "Opt in, or change what one said",
       .description = "Opts in, for the first time or again. A circle comes with the next season, or before it where a place is free.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &no_circles_for_role}},
      [&desk, &profiles](const http::Call& call, const ProfileRequest& in) -> Result<wire::CircleProfile> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const ProfileChange change = TRY(change_of(in));
        const OwnProfile own = TRY(profiles.save(actor, change));
        return wire::wire_of(own);
      });
  router.post<http::Nothing, wire::CircleProfile>(
      "/api/circle-profile/opt-out",
      {.id = "leave_circles",
       .summary = "Opt out",
       .description = "From the next session on, and no reason is asked. What one said stays for when one opts in again.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found}},
      [&desk, &profiles](const http::Call& call, const http::Nothing&) -> Result<wire::CircleProfile> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const OwnProfile own = TRY(profiles.opt_out(actor));
        return wire::wire_of(own);
      });
}

}  // namespace backbeat::season
