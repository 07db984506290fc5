#include "scorecard/scorecard_api.hpp"

#include "scorecard/scorecard_api_routes.hpp"

namespace backbeat::scorecard {
namespace {

using MonthText = http::Str<7, 7>;

struct CardsQuery {
  std::optional<MonthText> month;
  std::optional<http::Int<1, 100000>> version;
};
BOOST_DESCRIBE_STRUCT(CardsQuery, (), (month, version))

struct RowsQuery : CardsQuery {
  Id<Person> person_id;
  wire::ScorecardWho who{};
  wire::Measure measure{};
};
BOOST_DESCRIBE_STRUCT(RowsQuery, (CardsQuery), (person_id, who, measure))

struct MonthQuery {
  MonthText month;
};
BOOST_DESCRIBE_STRUCT(MonthQuery, (), (month))

struct Correction {
  Id<Publication> id;
  http::Str<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(Correction, (), (id, reason))

Result<Asked> asked_of(const CardsQuery& in) {
  Asked asked;
  if (in.month) {
    const Month month = TRY(month_of(in.month->value()));
    asked.month = month;
  }
  if (in.version) asked.version = static_cast<int>(in.version->value());
  return asked;
}

std::string file_name(const CardsQuery& in, std::string_view what, std::string_view kind) {
  return std::string(what) + (in.month ? "-" + in.month->value() : std::string()) + "." + std::string(kind);
}

void download_routes(http::Router& router, const access::Desk& desk, const Scorecards& scorecards) {
  router.get<CardsQuery, http::File>(
      "/api/scorecards.csv",
      {.id = "export_scorecards",
       .summary = "Scorecards, as CSV",
       .description = "The cards of the same query, a record for each number, to the last digit.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value},
       .produces = "text/csv"},
      [&desk, &scorecards](const http::Call& call, const CardsQuery& in) -> Result<http::File> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Asked asked = TRY(asked_of(in));
        std::string bytes = TRY(scorecards.cards_csv(actor, asked));
        return http::File{.content_type = "text/csv", .file_name = file_name(in, "scorecards", "csv"), .bytes = std::move(bytes)};
      });
  router.get<CardsQuery, http::File>(
      "/api/scorecards/rows.csv",
      {.id = "export_scorecard_rows",
       .summary = "The rows behind the scorecards, as CSV",
       .description =
           "Everything that the month's numbers are counted from but what reps answered, so that anybody can work them out again. For "
           "RevOps and executives. No word that anybody said is in it.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value},
       .produces = "text/csv"},
      [&desk, &scorecards](const http::Call& call, const CardsQuery& in) -> Result<http::File> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Asked asked = TRY(asked_of(in));
        std::string bytes = TRY(scorecards.rows_csv(actor, asked));
        return http::File{.content_type = "text/csv", .file_name = file_name(in, "scorecard-rows", "csv"), .bytes = std::move(bytes)};
      });
  router.get<CardsQuery, http::File>(
      "/api/scorecards.xlsx",
      {.id = "export_scorecards_workbook",
       .summary = "Scorecards, as a workbook",
       .description = "The cards of the same query, the ride-alongs and debts behind them, and how each measure is worked out.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value},
       .produces = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      [&desk, &scorecards](const http::Call& call, const CardsQuery& in) -> Result<http::File> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Asked asked = TRY(asked_of(in));
        std::string bytes = TRY(scorecards.xlsx(actor, asked));
        return http::File{.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                          .file_name = file_name(in, "scorecards", "xlsx"),
                          .bytes = std::move(bytes)};
      });
}

void publishing_routes(http::Router& router, const access::Desk& desk, const Scorecards& scorecards) {
  router.get<MonthQuery, wire::ScorecardPreview>(
      "/api/scorecards/preview",
      {.id = "preview_scorecards",
       .summary = "What publishing a month would do",
       .description =
           "How many cards, which debriefs can still be on time, which calibrations it would open, and what a correction would change. "
           "For RevOps.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::invalid_value}},
      [&desk, &scorecards](const http::Call& call, const MonthQuery& in) -> Result<wire::ScorecardPreview> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Month month = TRY(month_of(in.month.value()));
        return wire::wire_of(TRY(scorecards.preview(actor, month)));
      });
  router.post<MonthQuery, http::Created<wire::ScorecardPublication>>(
      "/api/scorecards/publish",
      {.id = "publish_scorecards",
       .summary = "Publish a month that is over",
       .description =
           "Keeps the cards and the rows behind them as they are known now, for good, and opens the calibrations that they call for. For "
           "RevOps.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::invalid_value, &month_not_over, &published_already}},
      [&desk, &scorecards](const http::Call& call, const MonthQuery& in) -> Result<http::Created<wire::ScorecardPublication>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Month month = TRY(month_of(in.month.value()));
        const PublicationRef made = TRY(scorecards.publish(actor, month));
        return http::Created<wire::ScorecardPublication>{.location = "/api/scorecards?month=" + month.text() + "&version=1",
                                                         .value = wire::wire_of(made)};
      });
  router.post<Correction, http::Created<wire::ScorecardPublication>>(
      "/api/scorecards/{id}/corrections",
      {.id = "correct_scorecards",
       .summary = "Correct a published month",
       .description =
           "A new version from the facts known now, with the reason; the old one stays readable. What reps answered stays as it was "
           "published first. For RevOps.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value, &not_the_latest, &nothing_to_correct}},
      [&desk, &scorecards](const http::Call& call, const Correction& in) -> Result<http::Created<wire::ScorecardPublication>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const PublicationRef made = TRY(scorecards.correct(actor, in.id, in.reason.value()));
        return http::Created<wire::ScorecardPublication>{
            .location = "/api/scorecards?month=" + made.month.text() + "&version=" + std::to_string(made.version),
            .value = wire::wire_of(made)};
      });
}

}  // namespace

Result<Month> month_of(const std::string& text) {
  const auto month = Month::parse(text);
  if (!month) return expected_value("month", "a month like 2027-03", text);
  return *month;
}

void routes(http::Router& router, const access::Desk& desk, const Scorecards& scorecards, const Calibrations& calibrations) {
  router.tag("scorecards", "A manager's month: what was owed and held, and how well it was run. And the conversations that follow.");
  router.get<CardsQuery, wire::Scorecards>(
      "/api/scorecards",
      {.id = "get_scorecards",
       .summary = "The cards of a month",
       .description = "As published last, or in the version asked for; where nothing is published, as the month stands now. RevOps and "
                      "executives see all, managers and leaders their own and those of managers below them.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value}},
      [&desk, &scorecards](const http::Call& call, const CardsQuery& in) -> Result<wire::Scorecards> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Asked asked = TRY(asked_of(in));
        return wire::wire_of(TRY(scorecards.view(actor, asked)));
      });
  router.get<http::Nothing, http::List<wire::ScorecardMonth>>(
      "/api/scorecards/months",
      {.id = "list_scorecard_months",
       .summary = "Months that there are cards of",
       .description = "The running month and the year before it, newest first, and earlier ones that are published.",
       .tag = "scorecards",
       .errors = {&errors::forbidden}},
      [&desk, &scorecards](const http::Call& call, const http::Nothing&) -> Result<http::List<wire::ScorecardMonth>> {
        const access::Actor actor = TRY(actor_of(desk, call));
        http::List<wire::ScorecardMonth> out;
        for (const MonthRow& row : TRY(scorecards.months(actor))) out.items.push_back(wire::wire_of(row));
        return out;
      });
  router.get<RowsQuery, wire::ScorecardRows>(
      "/api/scorecards/rows",
      {.id = "get_scorecard_rows",
       .summary = "The rows behind a number",
       .description = "Ids, days, formats and states; never a word that anybody said. Nothing stands behind what reps answered.",
       .tag = "scorecards",
       .errors = {&errors::forbidden, &errors::not_found, &errors::invalid_value}},
      [&desk, &scorecards](const http::Call& call, const RowsQuery& in) -> Result<wire::ScorecardRows> {
        const access::Actor actor = TRY(actor_of(desk, call));
        const Asked asked = TRY(asked_of(in));
        const auto measure = wire::same<Measure>(in.measure);
        return wire::wire_of(TRY(scorecards.rows(actor, asked, in.person_id, in.who == wire::ScorecardWho::leader, measure)), measure);
      });
  download_routes(router, desk, scorecards);
  publishing_routes(router, desk, scorecards);
  calibration_routes(router, desk, calibrations);
}

}  // namespace backbeat::scorecard
