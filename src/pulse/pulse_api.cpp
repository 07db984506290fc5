#include "pulse/pulse_api.hpp"

#include "pulse/pulse_api_dto.hpp"

namespace backbeat::pulse {
namespace {

struct MeetingPath {
  Id<meeting::Meeting> id;
};
BOOST_DESCRIBE_STRUCT(MeetingPath, (), (id))

struct EnpsAnswer {
  Id<meeting::Meeting> id;
  http::Int<0, 10> score;
};
BOOST_DESCRIBE_STRUCT(EnpsAnswer, (), (id, score))

struct QuarterQuery {
  std::optional<http::Str<7, 7>> quarter = {};
};
BOOST_DESCRIBE_STRUCT(QuarterQuery, (), (quarter))

std::optional<std::string> quarter_of(const QuarterQuery& in) {
  return in.quarter ? std::optional(in.quarter->value()) : std::nullopt;
}

Result<access::Actor> actor_of(const access::Desk& desk, const http::Call& call) {
  return desk.actor(call.credentials.session_token, call.credentials.bearer_token);
}

void question_routes(http::Router& router, const access::Desk& desk, const Pulses& pulses) {
  router.get<MeetingPath, wire::CircleEnps>(
      "/api/circle-meetings/{id}/enps",
      {.id = "get_circle_enps",
       .summary = "The one question of the quarter",
       .description = "Whether it is asked now and whether you have answered it; never what anybody answered. For members of the circle.",
       .tag = "circle-pulse",
       .errors = {&errors::not_found}},
      [&desk, &pulses](const http::Call& call, const MeetingPath& in) -> Result<wire::CircleEnps> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(pulses.question(actor, in.id)));
      });
  router.post<EnpsAnswer, wire::CircleEnps>(
      "/api/circle-meetings/{id}/enps",
      {.id = "answer_circle_enps",
       .summary = "Answer it, once a quarter",
       .description = "Anonymous by construction: the answer is added to the circle's sealed counts, and beside it stands only that you "
                      "have answered. "
                      "It cannot be changed.",
       .tag = "circle-pulse",
       .errors = {&errors::not_found, &access::needs_a_browser, &enps_answered_already, &meeting::vault_is_locked}},
      [&desk, &pulses](const http::Call& call, const EnpsAnswer& in) -> Result<wire::CircleEnps> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(pulses.answer(actor, in.id, static_cast<int>(in.score.value()))));
      });
}

void enablement_routes(http::Router& router, const access::Desk& desk, const Pulses& pulses) {
  router.get<QuarterQuery, wire::CirclePulse>(
      "/api/circle-pulse",
      {.id = "get_circle_pulse",
       .summary = "A quarter's circles",
       .description =
           "Seats, hours and facilitators of each circle, and what may be said of its eNPS and follow-through, as published; and "
           "circles to be disbanded, which enablement decides. For enablement.",
       .tag = "circle-pulse",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value}},
      [&desk, &pulses](const http::Call& call, const QuarterQuery& in) -> Result<wire::CirclePulse> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(pulses.pulse(actor, quarter_of(in))));
      });
  router.get<QuarterQuery, http::File>("/api/circle-pulse.csv",
                                       {.id = "export_circle_pulse",
                                        .summary = "A quarter's circles, as CSV",
                                        .description = "The same numbers as get_circle_pulse, rounded and withheld alike. For enablement.",
                                        .tag = "circle-pulse",
                                        .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value},
                                        .produces = "text/csv"},
                                       [&desk, &pulses](const http::Call& call, const QuarterQuery& in) -> Result<http::File> {
                                         const access::Actor actor = TRY(actor_of(desk, call));
                                         std::string bytes = TRY(pulses.pulse_csv(actor, quarter_of(in)));
                                         return http::File{
                                             .content_type = "text/csv",
                                             .file_name = "circles" + (in.quarter ? "-" + in.quarter->value() : std::string()) + ".csv",
                                             .bytes = std::move(bytes)};
                                       });
  router.get<http::Nothing, wire::FacilitationList>(
      "/api/circle-facilitation",
      {.id = "list_circle_facilitation",
       .summary = "Who led circles in the last 12 months",
       .description = "Sessions that were held, by who led them at their end; eligible as the playbook defines it. For enablement.",
       .tag = "circle-pulse",
       .errors = {&errors::forbidden}},
      [&desk, &pulses](const http::Call& call, const http::Nothing&) -> Result<wire::FacilitationList> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(pulses.facilitation(actor)));
      });
  router.get<http::Nothing, http::File>("/api/circle-facilitation.csv",
                                        {.id = "export_circle_facilitation",
                                         .summary = "Who led circles in the last 12 months, as CSV",
                                         .description = "For rewards and for promotions. For enablement.",
                                         .tag = "circle-pulse",
                                         .errors = {&errors::forbidden},
                                         .produces = "text/csv"},
                                        [&desk, &pulses](const http::Call& call, const http::Nothing&) -> Result<http::File> {
                                          const access::Actor actor = TRY(actor_of(desk, call));
                                          std::string bytes = TRY(pulses.facilitation_csv(actor));
                                          return http::File{
                                              .content_type = "text/csv", .file_name = "facilitation.csv", .bytes = std::move(bytes)};
                                        });
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Pulses& pulses) {
  router.tag("circle-pulse", "What others may know of peer circles: numbers published once a quarter that tell nobody's answer.");
  question_routes(router, desk, pulses);
  enablement_routes(router, desk, pulses);
  router.get<QuarterQuery, wire::CircleProgramme>(
      "/api/circle-programme",
      {.id = "get_circle_programme",
       .summary = "A quarter of the programme",
       .description = "Rows over at least two circles and eight people in fixed groupings, as published. Whoever asks gets the same. For "
                      "managers, leaders, executives, enablement and RevOps.",
       .tag = "circle-pulse",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value}},
      [&desk, &pulses](const http::Call& call, const QuarterQuery& in) -> Result<wire::CircleProgramme> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(pulses.programme(actor, quarter_of(in))));
      });
  router.get<QuarterQuery, wire::CircleProgramme>(
      "/api/circle-pulse/what-my-manager-sees",
      {.id = "get_what_my_manager_sees",
       .summary = "What my manager can see of my circle",
       .description = "Byte for byte what get_circle_programme answers a manager. For who is, or was, in a circle.",
       .tag = "circle-pulse",
       .errors = {&errors::not_found, &errors::invalid_value}},
      [&desk, &pulses](const http::Call& call, const QuarterQuery& in) -> Result<wire::CircleProgramme> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(pulses.what_my_manager_sees(actor, quarter_of(in))));
      });
}

}  // namespace backbeat::pulse
