// Proposals of the solver: started, looked at, changed by hand, published.
#include "season/season_api_routes.hpp"

namespace backbeat::season {
namespace {

struct StartRequest {
  Id<CircleSeason> id;
  std::optional<http::Int<1, most_seed>> seed;  // absent: the number of the proposal
  std::optional<http::Int<1, most_seconds>> seconds;
  std::optional<http::Int<1, most_epochs>> epochs;  // goes before seconds
};
BOOST_DESCRIBE_STRUCT(StartRequest, (), (id, seed, seconds, epochs))

struct ProposalPath {
  Id<CircleProposal> id;
};
BOOST_DESCRIBE_STRUCT(ProposalPath, (), (id))

struct ProposalQuery {
  Id<CircleProposal> id;
  std::optional<http::Int<1, 100000>> from;
  std::optional<http::Int<1, 500>> limit;
  std::optional<http::Str<0, 100>> search;
};
BOOST_DESCRIBE_STRUCT(ProposalQuery, (), (id, from, limit, search))

struct MoveRequest {
  Id<Person> person_id;
  http::Int<0, 100000> to;  // a circle's number; 0: the waitlist; one above the last: a new circle
};
BOOST_DESCRIBE_STRUCT(MoveRequest, (), (person_id, to))

struct TryRequest {
  Id<CircleProposal> id;
  std::vector<MoveRequest> moves;
};
BOOST_DESCRIBE_STRUCT(TryRequest, (), (id, moves))

struct PlacesRequest : TryRequest {
  Id<Person> person_id;
  std::optional<http::Str<0, 100>> search;
  std::optional<http::Int<1, 100>> limit;
};
BOOST_DESCRIBE_STRUCT(PlacesRequest, (TryRequest), (person_id, search, limit))

struct EditRequest : TryRequest {
  http::Int<1, INT64_MAX> version;
};
BOOST_DESCRIBE_STRUCT(EditRequest, (TryRequest), (version))

struct PublishRequest {
  Id<CircleProposal> id;
  http::Int<1, INT64_MAX> version;
};
BOOST_DESCRIBE_STRUCT(PublishRequest, (), (id, version))

constexpr std::size_t usual_limit = 100;

std::vector<Move> moves_of(const TryRequest& in) {
  std::vector<Move> moves;
  for (const MoveRequest& move : in.moves) moves.push_back({.person = move.person_id, .to = static_cast<std::size_t>(move.to.value())});
  return moves;
}

Result<wire::CircleProposal> proposal_now(const Proposals& proposals, const access::Actor& actor, Id<CircleProposal> id,
                                          std::size_t from = 0, std::size_t limit = usual_limit, std::string_view search = {}) {
  const ProposalView view = TRY(proposals.proposal(actor, id, from, limit, search));
  return wire::wire_of(view);
}

void solver_routes(http::Router& router, const access::Desk& desk, const Proposals& proposals) {
  router.post<StartRequest, http::Created<wire::CircleProposal>>(
      "/api/circle-seasons/{id}/proposals",
      {.id = "start_circle_proposal",
       .summary = "Let the solver form circles",
       .description = "Works in the background; few people are done with the answer. The same people, seed and epochs give the same "
                      "circles. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &season_is_over, &too_many_running}},
      [&desk, &proposals](const http::Call& call, const StartRequest& in) -> Result<http::Created<wire::CircleProposal>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        Effort effort{.seed = in.seed ? in.seed->value() : 0};
        if (in.seconds) effort.seconds = in.seconds->value();
        if (in.epochs) effort.epochs = in.epochs->value();
        const Id<CircleProposal> id = TRY(proposals.start(actor, in.id, effort));
        wire::CircleProposal made = TRY(proposal_now(proposals, actor, id));
        return http::Created<wire::CircleProposal>{.location = "/api/circle-proposals/" + id.text(), .value = std::move(made)};
      });
  router.post<ProposalPath, http::Created<wire::CircleProposal>>(
      "/api/circle-proposals/{id}/restart",
      {.id = "restart_circle_proposal",
       .summary = "Form the same again",
       .description = "A new proposal with the seed and effort of one that was cut off or failed. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &proposal_not_cut_off, &season_is_over, &too_many_running}},
      [&desk, &proposals](const http::Call& call, const ProposalPath& in) -> Result<http::Created<wire::CircleProposal>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Id<CircleProposal> id = TRY(proposals.restart(actor, in.id));
        wire::CircleProposal made = TRY(proposal_now(proposals, actor, id));
        return http::Created<wire::CircleProposal>{.location = "/api/circle-proposals/" + id.text(), .value = std::move(made)};
      });
  router.post<ProposalPath, wire::CircleProposal>(
      "/api/circle-proposals/{id}/cancel",
      {.id = "cancel_circle_proposal",
       .summary = "Stop the solver",
       .description = "What it has found so far is kept. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &proposal_not_running}},
      [&desk, &proposals](const http::Call& call, const ProposalPath& in) -> Result<wire::CircleProposal> {
        const access::Actor actor = TRY(actor_of(desk, call));
        TRY(proposals.cancel(actor, in.id));
        return proposal_now(proposals, actor, in.id);
      });
}

void hand_routes(http::Router& router, const access::Desk& desk, const Proposals& proposals) {
  router.post<TryRequest, wire::CircleTrial>(
      "/api/circle-proposals/{id}/try",
      {.id = "try_circle_moves",
       .summary = "What moving people would cost and break",
       .description = "Nothing is saved. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &proposal_not_done}},
      [&desk, &proposals](const http::Call& call, const TryRequest& in) -> Result<wire::CircleTrial> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Trial trial = TRY(proposals.attempt(actor, in.id, moves_of(in)));
        return wire::wire_of(trial);
      });
  router.post<PlacesRequest, wire::CirclePlaces>(
      "/api/circle-proposals/{id}/places",
      {.id = "list_circle_places",
       .summary = "Where somebody could go",
       .description = "After these moves: circles that would break no rule first, each by what the whole would cost more. `search` is of a "
                      "circle's name or of somebody's in it. Nothing is saved. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &proposal_not_done}},
      [&desk, &proposals](const http::Call& call, const PlacesRequest& in) -> Result<wire::CirclePlaces> {
        const access::Actor actor = TRY(actor_of(desk, call));
        PlacesQuery query{.person = in.person_id, .moves = moves_of(in)};
        if (in.search) query.search = in.search->value();
        if (in.limit) query.limit = static_cast<std::size_t>(in.limit->value());
        const PlacesView view = TRY(proposals.places(actor, in.id, query));
        return wire::wire_of(view);
      });
  router.post<EditRequest, wire::CircleProposal>(
      "/api/circle-proposals/{id}/edit",
      {.id = "edit_circle_proposal",
       .summary = "Move people by hand",
       .description = "Saved only where no circle that changes breaks a rule. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &errors::version_changed, &proposal_not_done,
                  &proposal_is_published, &circle_rules_broken}},
      [&desk, &proposals](const http::Call& call, const EditRequest& in) -> Result<wire::CircleProposal> {
        const access::Actor actor = TRY(actor_of(desk, call));
        TRY(proposals.edit(actor, in.id, moves_of(in), in.version.value()));
        return proposal_now(proposals, actor, in.id);
      });
}

}  // namespace

void proposal_routes(http::Router& router, const access::Desk& desk, const Seasons& seasons, const Proposals& proposals) {
  solver_routes(router, desk, proposals);
  router.get<ProposalQuery, wire::CircleProposal>(
      "/api/circle-proposals/{id}",
      {.id = "get_circle_proposal",
       .summary = "One proposal",
       .description =
           "How far the solver is, or who is where with the cost of each circle, and who waits and why. `from` is the place of "
           "the first circle of the answer among those found: all of them, or with `search` those of that name, or with somebody "
           "of that name. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found}},
      [&desk, &proposals](const http::Call& call, const ProposalQuery& in) -> Result<wire::CircleProposal> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const std::size_t from = in.from ? static_cast<std::size_t>(in.from->value() - 1) : 0;
        const std::size_t limit = in.limit ? static_cast<std::size_t>(in.limit->value()) : usual_limit;
        return proposal_now(proposals, actor, in.id, from, limit, in.search ? std::string_view(in.search->value()) : std::string_view());
      });
  hand_routes(router, desk, proposals);
  router.post<PublishRequest, wire::CircleSeason>(
      "/api/circle-proposals/{id}/publish",
      {.id = "publish_circle_proposal",
       .summary = "Publish a proposal",
       .description = "Its circles meet from the season's first day on, and those that there are end, all at once. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::version_changed, &proposal_not_done, &proposal_is_published,
                  &season_is_over, &season_too_early, &people_not_in, &nothing_to_publish, &circle_rules_broken}},
      [&desk, &seasons, &proposals](const http::Call& call, const PublishRequest& in) -> Result<wire::CircleSeason> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Id<CircleSeason> season = TRY(proposals.publish(actor, in.id, in.version.value()));
        return season_now(seasons, proposals, actor, season);
      });
}

}  // namespace backbeat::season
