#include "scorecard/scorecard_api_routes.hpp"

namespace backbeat::scorecard {
namespace {

struct CalibrationPath {
  Id<Calibration> id;
};
BOOST_DESCRIBE_STRUCT(CalibrationPath, (), (id))

struct NewCalibration {
  Id<Person> manager_id;
  http::Str<7, 7> month;
  wire::Measure measure{};
};
BOOST_DESCRIBE_STRUCT(NewCalibration, (), (manager_id, month, measure))

struct HoldCalibration {
  Id<Calibration> id;
  std::vector<wire::Obstacle> obstacles;
  http::Str<1, 2000> in_the_way;
  http::Str<1, 2000> help;
  wire::CalibrationOwner owner{};
  LocalDate review_on;
};
BOOST_DESCRIBE_STRUCT(HoldCalibration, (), (id, obstacles, in_the_way, help, owner, review_on))

struct ReviewCalibration {
  Id<Calibration> id;
  wire::CalibrationOutcome outcome{};
  http::Str<1, 2000> text;
  std::optional<LocalDate> review_on;
};
BOOST_DESCRIBE_STRUCT(ReviewCalibration, (), (id, outcome, text, review_on))

Held held_of(const HoldCalibration& in) {
  Held held{.obstacles = {},
            .in_the_way = in.in_the_way.value(),
            .help = in.help.value(),
            .owner = wire::same<Owner>(in.owner),
            .review_on = in.review_on};
  for (const wire::Obstacle obstacle : in.obstacles) held.obstacles.push_back(wire::same<Obstacle>(obstacle));
  return held;
}

}  // namespace

void calibration_routes(http::Router& router, const access::Desk& desk, const Calibrations& calibrations) {
  router.get<http::Nothing, http::List<wire::Calibration>>(
      "/api/calibrations",
      {.id = "list_calibrations",
       .summary = "Calibrations",
       .description =
           "Newest first: about yourself, about managers below you; all for RevOps and executives. What was said is not in the list.",
       .tag = "scorecards",
       .errors = {&errors::forbidden}},
      [&desk, &calibrations](const http::Call& call, const http::Nothing&) -> Result<http::List<wire::Calibration>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        http::List<wire::Calibration> out;
        for (const CalibrationRow& row : TRY(calibrations.list(actor))) out.items.push_back(wire::wire_of(row));
        return out;
      });
  router.get<CalibrationPath, wire::CalibrationDetail>(
      "/api/calibrations/{id}",
      {.id = "get_calibration",
       .summary = "One calibration",
       .description =
           "What is in the way, what helps and what became of it, for the two alone; for those above them, RevOps and executives about "
           "what it is and how far.",
       .tag = "scorecards",
       .errors = {&errors::not_found}},
      [&desk, &calibrations](const http::Call& call, const CalibrationPath& in) -> Result<wire::CalibrationDetail> {
        const access::Actor actor = TRY(actor_of(desk, call));
        return wire::wire_of(TRY(calibrations.one(actor, in.id)));
      });
  router.post<NewCalibration, http::Created<wire::CalibrationDetail>>(
      "/api/calibrations",
      {.id = "open_calibration",
       .summary = "Open a calibration by hand",
       .description = "About a measure of a month, by whom the manager reports to.",
       .tag = "scorecards",
       .errors = {&errors::not_found, &errors::invalid_value, &calibration_there_already}},
      [&desk, &calibrations](const http::Call& call, const NewCalibration& in) -> Result<http::Created<wire::CalibrationDetail>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Month month = TRY(month_of(in.month.value()));
        const Id<Calibration> id = TRY(calibrations.open(actor, in.manager_id, month, wire::same<Measure>(in.measure)));
        const CalibrationView made = TRY(calibrations.one(actor, id));
        return http::Created<wire::CalibrationDetail>{.location = "/api/calibrations/" + id.text(), .value = wire::wire_of(made)};
      });
  router.post<HoldCalibration, wire::CalibrationDetail>(
      "/api/calibrations/{id}/hold",
      {.id = "hold_calibration",
       .summary = "Write down the conversation",
       .description = "What is in the way, what helps, who does it, when both look again. By the leader; both read it, and nobody else.",
       .tag = "scorecards",
       .errors = {&errors::not_found, &errors::invalid_value, &calibration_is_the_leaders, &calibration_held_already, &calibration_closed}},
      [&desk, &calibrations](const http::Call& call, const HoldCalibration& in) -> Result<wire::CalibrationDetail> {
        const access::Actor actor = TRY(actor_of(desk, call));
        TRY(calibrations.hold(actor, in.id, held_of(in)));
        return wire::wire_of(TRY(calibrations.one(actor, in.id)));
      });
  router.post<ReviewCalibration, wire::CalibrationDetail>(
      "/api/calibrations/{id}/review",
      {.id = "review_calibration",
       .summary = "Look back at what was agreed",
       .description = "By either of the two. What continues names its next day; any other outcome closes it.",
       .tag = "scorecards",
       .errors = {&errors::not_found, &errors::invalid_value, &calibration_not_held, &calibration_closed}},
      [&desk, &calibrations](const http::Call& call, const ReviewCalibration& in) -> Result<wire::CalibrationDetail> {
        const access::Actor actor = TRY(actor_of(desk, call));
        TRY(calibrations.review(actor, in.id,
                                {.outcome = wire::same<Outcome>(in.outcome), .text = in.text.value(), .review_on = in.review_on}));
        return wire::wire_of(TRY(calibrations.one(actor, in.id)));
      });
}

}  // namespace backbeat::scorecard
