#include "season/season_api.hpp"

#include "season/season_api_routes.hpp"

namespace backbeat::season {
namespace {

struct SeasonRequest {
  std::optional<http::Str<1, 100>> name;
  std::optional<LocalDate> first_day;
  std::optional<LocalDate> last_day;
};
BOOST_DESCRIBE_STRUCT(SeasonRequest, (), (name, first_day, last_day))

struct ThemeRequest {
  std::optional<http::Str<1, 100>> key;  // absent: made of the name
  http::Str<1, 40> name;
};
BOOST_DESCRIBE_STRUCT(ThemeRequest, (), (key, name))

struct RulesRequest {
  Id<CircleSeason> id;
  http::Int<2, 12> size_low;
  http::Int<2, 12> size_best;
  http::Int<2, 12> size_high;
  std::optional<http::Int<0, 10000>> cross_least;  // both absent: from the playbook's share
  std::optional<http::Int<0, 10000>> cross_most;
  http::Int<0, 3> fresh_seasons;
  std::vector<ThemeRequest> themes;
  http::Int<1, INT64_MAX> version;
};
BOOST_DESCRIBE_STRUCT(RulesRequest, (), (id, size_low, size_best, size_high, cross_least, cross_most, fresh_seasons, themes, version))

struct PeopleRequest {
  Id<CircleSeason> id;
  std::optional<wire::CirclePeopleFilter> state;
  std::optional<http::Str<0, 100>> search;
  std::optional<std::string> cursor;
  std::optional<http::Int<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(PeopleRequest, (), (id, state, search, cursor, limit))

struct MendRequest {
  Id<CircleSeason> id;
  http::Str<1, 40> key;
  http::Str<13, 13> fingerprint;
};
BOOST_DESCRIBE_STRUCT(MendRequest, (), (id, key, fingerprint))

SeasonRules rules_of(const RulesRequest& in) {
  SeasonRules rules{.size_low = static_cast<int>(in.size_low.value()),
                    .size_best = static_cast<int>(in.size_best.value()),
                    .size_high = static_cast<int>(in.size_high.value()),
                    .fresh_seasons = static_cast<int>(in.fresh_seasons.value()),
                    .themes = {}};
  if (in.cross_least) rules.cross_least = static_cast<int>(in.cross_least->value());
  if (in.cross_most) rules.cross_most = static_cast<int>(in.cross_most->value());
  for (const ThemeRequest& theme : in.themes)
    rules.themes.push_back({.key = key_of(theme.key ? theme.key->value() : theme.name.value()), .name = theme.name.value()});
  return rules;
}

Result<PeopleQuery> query_of(const http::Call& call, const PeopleRequest& in) {
  PeopleQuery query;
  if (in.state) query.filter = static_cast<PeopleFilter>(static_cast<int>(*in.state) + 1);
  if (in.search) query.search = in.search->value();
  if (in.limit) query.limit = static_cast<std::size_t>(in.limit->value());
  if (in.cursor) {
    const Fields fields = TRY(call.decode_cursor(*in.cursor));
    query.after.emplace(std::string(fields.text("name")), Id<Person>(fields.number("id")));
  }
  return query;
}

void people_route(http::Router& router, const access::Desk& desk, const Seasons& seasons) {
  router.get<PeopleRequest, http::Page<wire::CirclePersonRow>>(
      "/api/circle-seasons/{id}/people",
      {.id = "list_circle_people",
       .summary = "Who is in a season, and what keeps others out",
       .description = "Everybody who works here, by name, and where they stand: in, not in, or kept out and why. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value}},
      [&desk, &seasons](const http::Call& call, const PeopleRequest& in) -> Result<http::Page<wire::CirclePersonRow>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const PeopleQuery query = TRY(query_of(call, in));
        const PeoplePage page = TRY(seasons.people(actor, in.id, query));
        http::Page<wire::CirclePersonRow> out;
        for (const std::size_t candidate : page.rows) out.items.push_back(wire::wire_of(page, candidate));
        if (page.next) out.next_cursor = call.encode_cursor(Fields().add("name", page.next->first).add("id", page.next->second.value()));
        return out;
      });
}

void change_routes(http::Router& router, const access::Desk& desk, const Seasons& seasons, const Proposals& proposals) {
  router.put<RulesRequest, wire::CircleSeason>(
      "/api/circle-seasons/{id}/rules",
      {.id = "set_circle_rules",
       .summary = "Change the rules of a season",
       .description = "Sizes, how many circles across roles, how long new faces are wanted, and themes. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &errors::version_changed, &season_is_over}},
      [&desk, &seasons, &proposals](const http::Call& call, const RulesRequest& in) -> Result<wire::CircleSeason> {
        const access::Actor actor = TRY(actor_of(desk, call));
        TRY(seasons.set_rules(actor, in.id, rules_of(in), in.version.value()));
        return season_now(seasons, proposals, actor, in.id);
      });
  router.post<SeasonPath, wire::CircleSeason>(
      "/api/circle-seasons/{id}/undo-publish",
      {.id = "undo_circle_publication",
       .summary = "Take a publication back",
       .description = "Until the first of its circles has met: they end, and those that it ended meet again. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &nothing_published, &already_met}},
      [&desk, &seasons, &proposals](const http::Call& call, const SeasonPath& in) -> Result<wire::CircleSeason> {
        const access::Actor actor = TRY(actor_of(desk, call));
        TRY(seasons.undo_publish(actor, in.id));
        return season_now(seasons, proposals, actor, in.id);
      });
  router.post<MendRequest, wire::CircleSeason>(
      "/api/circle-seasons/{id}/repairs",
      {.id = "repair_circles",
       .summary = "Mend circles after somebody joined, left or changed",
       .description = "Carries out one of the season's repairs as it was seen. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &nothing_published, &repair_outdated}},
      [&desk, &seasons, &proposals](const http::Call& call, const MendRequest& in) -> Result<wire::CircleSeason> {
        const access::Actor actor = TRY(actor_of(desk, call));
        // What is no fingerprint is that of no repair.
        TRY(seasons.mend(actor, in.id, in.key.value(), id_from_text(in.fingerprint.value()).value_or(0)));
        return season_now(seasons, proposals, actor, in.id);
      });
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Profiles& profiles, const Seasons& seasons, const Proposals& proposals) {
  router.tag("circles", "Peer circles: who is in, how they are formed and mixed anew, and who is in which.");
  profile_routes(router, desk, profiles);
  router.get<http::Nothing, wire::CircleSeasons>(
      "/api/circle-seasons",
      {.id = "list_circle_seasons",
       .summary = "Seasons of circles",
       .description = "Newest first, with the calendar of what comes: seasons, when to mix anew, certificates that end. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden}},
      [&desk, &seasons](const http::Call& call, const http::Nothing&) -> Result<wire::CircleSeasons> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const SeasonList list = TRY(seasons.seasons(actor));
        return wire::wire_of(list);
      });
  router.post<SeasonRequest, http::Created<wire::CircleSeason>>(
      "/api/circle-seasons",
      {.id = "add_circle_season",
       .summary = "Begin to form a season",
       .description =
           "Its days, where none are given, are the quarters after the last season, as many as the playbook says. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::invalid_value}},
      [&desk, &seasons, &proposals](const http::Call& call, const SeasonRequest& in) -> Result<http::Created<wire::CircleSeason>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        NewSeason wanted{.name = {}, .first = in.first_day, .last = in.last_day};
        if (in.name) wanted.name = in.name->value();
        const Id<CircleSeason> id = TRY(seasons.create(actor, wanted));
        wire::CircleSeason made = TRY(season_now(seasons, proposals, actor, id));
        return http::Created<wire::CircleSeason>{.location = "/api/circle-seasons/" + id.text(), .value = std::move(made)};
      });
  router.get<SeasonPath, wire::CircleSeason>(
      "/api/circle-seasons/{id}",
      {.id = "get_circle_season",
       .summary = "One season",
       .description = "How many are in and what keeps others out, its rules, proposals, what is published, and what is to be mended. "
                      "For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found}},
      [&desk, &seasons, &proposals](const http::Call& call, const SeasonPath& in) -> Result<wire::CircleSeason> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return season_now(seasons, proposals, actor, in.id);
      });
  people_route(router, desk, seasons);
  change_routes(router, desk, seasons, proposals);
  proposal_routes(router, desk, seasons, proposals);
  circle_routes(router, desk, seasons);
}

}  // namespace backbeat::season
