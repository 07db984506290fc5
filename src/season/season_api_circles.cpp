// Circles that were published, who is kept apart, and who may facilitate.
#include "season/season_api_routes.hpp"

namespace backbeat::season {
namespace {

enum class CircleListState { running, ended };
BOOST_DESCRIBE_ENUM(CircleListState, running, ended)

struct CirclesRequest {
  std::optional<Id<CircleSeason>> season;
  std::optional<CircleListState> state;
  std::optional<http::Int<1, 100000>> from;
  std::optional<http::Int<1, 500>> limit;
};
BOOST_DESCRIBE_STRUCT(CirclesRequest, (), (season, state, from, limit))

struct DisbandRequest {
  Id<PeerCircle> id;
  wire::CircleDisbandReason reason{};
};
BOOST_DESCRIBE_STRUCT(DisbandRequest, (), (id, reason))

struct CertificateRequest {
  Id<Person> id;
  LocalDate from;
};
BOOST_DESCRIBE_STRUCT(CertificateRequest, (), (id, from))

struct CertificatePath {
  Id<Person> id;
};
BOOST_DESCRIBE_STRUCT(CertificatePath, (), (id))

struct PairRequest {
  Id<Person> one;
  Id<Person> other;
};
BOOST_DESCRIBE_STRUCT(PairRequest, (), (one, other))

std::vector<wire::KeptApart> wire_of(const std::vector<std::pair<people::PersonRef, people::PersonRef>>& pairs) {
  std::vector<wire::KeptApart> out;
  for (const auto& [one, other] : pairs)
    out.push_back({.one = {.id = one.id, .name = one.name}, .other = {.id = other.id, .name = other.name}});
  return out;
}

void apart_routes(http::Router& router, const access::Desk& desk, const Seasons& seasons) {
  router.get<http::Nothing, http::List<wire::KeptApart>>(
      "/api/circle-pairs-apart",
      {.id = "list_circle_pairs_apart",
       .summary = "Who is never put together",
       .description = "Beside those who stand in one reporting line, who never are. No reason is kept. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden}},
      [&desk, &seasons](const http::Call& call, const http::Nothing&) -> Result<http::List<wire::KeptApart>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const auto pairs = TRY(seasons.apart(actor));
        return http::List<wire::KeptApart>{.items = wire_of(pairs)};
      });
  router.post<PairRequest, http::Created<wire::KeptApart>>(
      "/api/circle-pairs-apart",
      {.id = "keep_circle_pair_apart",
       .summary = "Keep two people apart",
       .description = "From the next proposal on; a circle that has both is said to be mended. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::invalid_value, &apart_already}},
      [&desk, &seasons](const http::Call& call, const PairRequest& in) -> Result<http::Created<wire::KeptApart>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        TRY(seasons.keep_apart(actor, in.one, in.other));
        http::Created<wire::KeptApart> out{.location = "/api/circle-pairs-apart/" + in.one.text() + "/" + in.other.text(), .value = {}};
        const auto pairs = TRY(seasons.apart(actor));
        for (wire::KeptApart& pair : wire_of(pairs)) {
          const bool is_it = (pair.one.id == in.one && pair.other.id == in.other) || (pair.one.id == in.other && pair.other.id == in.one);
          if (is_it) out.value = std::move(pair);
        }
        return out;
      });
  router.del<PairRequest, Done>("/api/circle-pairs-apart/{one}/{other}",
                                {.id = "let_circle_pair_together",
                                 .summary = "No longer keep two people apart",
                                 .description = "For enablement.",
                                 .tag = "circles",
                                 .errors = {&errors::forbidden, &errors::not_found}},
                                [&desk, &seasons](const http::Call& call, const PairRequest& in) -> Result<Done> {
                                  const access::Actor actor = TRY(actor_of(desk, call));
                                  return seasons.let_together(actor, in.one, in.other);
                                });
}

void certificate_routes(http::Router& router, const access::Desk& desk, const Seasons& seasons) {
  router.put<CertificateRequest, wire::CircleCertificate>(
      "/api/people/{id}/facilitator-certificate",
      {.id = "certify_facilitator",
       .summary = "Certify somebody to facilitate",
       .description = "From that day for as long as the playbook says. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value}},
      [&desk, &seasons](const http::Call& call, const CertificateRequest& in) -> Result<wire::CircleCertificate> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Certificate given = TRY(seasons.certify(actor, in.id, in.from));
        return wire::wire_of(given);
      });
  router.del<CertificatePath, Done>("/api/people/{id}/facilitator-certificate",
                                    {.id = "end_facilitator_certificate",
                                     .summary = "End a facilitator's certificate today",
                                     .description = "For enablement.",
                                     .tag = "circles",
                                     .errors = {&errors::forbidden, &errors::not_found}},
                                    [&desk, &seasons](const http::Call& call, const CertificatePath& in) -> Result<Done> {
                                      const access::Actor actor = TRY(actor_of(desk, call));
                                      return seasons.end_certificate(actor, in.id);
                                    });
}

}  // namespace

void circle_routes(http::Router& router, const access::Desk& desk, const Seasons& seasons) {
  router.get<CirclesRequest, wire::PublishedCircles>(
      "/api/circles",
      {.id = "list_circles",
       .summary = "Circles and who is in them",
       .description = "By name, those that meet and those that have ended. `from` is the place of the first in the answer. What is said "
                      "in them is not here. For enablement.",
       .tag = "circles",
       .errors = {&errors::forbidden}},
      [&desk, &seasons](const http::Call& call, const CirclesRequest& in) -> Result<wire::PublishedCircles> {
        const access::Actor actor = TRY(actor_of(desk, call));
        CircleQuery query{.season = in.season, .is_running = {}};
        if (in.state) query.is_running = *in.state == CircleListState::running;
        if (in.from) query.from = static_cast<std::size_t>(in.from->value() - 1);
        if (in.limit) query.limit = static_cast<std::size_t>(in.limit->value());
        const CirclePage page = TRY(seasons.circles(actor, query));
        return wire::wire_of(page);
      });
  router.post<DisbandRequest, wire::PublishedCircleRow>(
      "/api/circles/{id}/disband",
      {.id = "disband_circle",
       .summary = "End a circle",
       .description = "Its people are free for another one. For enablement, who decides.",
       .tag = "circles",
       .errors = {&errors::forbidden, &errors::not_found, &circle_has_ended}},
      [&desk, &seasons](const http::Call& call, const DisbandRequest& in) -> Result<wire::PublishedCircleRow> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const CirclePage page = TRY(seasons.disband(actor, in.id, static_cast<DisbandReason>(in.reason)));
        return wire::wire_of(page).items.front();
      });
  apart_routes(router, desk, seasons);
  certificate_routes(router, desk, seasons);
}

}  // namespace backbeat::season
