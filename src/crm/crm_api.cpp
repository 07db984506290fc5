#include "crm/crm_api.hpp"

namespace backbeat::crm {
namespace wire {

enum class TotalsBy { agent, manager, quarter };
BOOST_DESCRIBE_ENUM(TotalsBy, agent, manager, quarter)

struct TotalsQuery {
  TotalsBy by{};
  std::optional<LocalDate> as_of;
};
BOOST_DESCRIBE_STRUCT(TotalsQuery, (), (by, as_of))

struct OpenByAge {
  std::string days;
  int open = 0;
};
BOOST_DESCRIBE_STRUCT(OpenByAge, (), (days, open))

/// `won_value` in the organisation's currency; `win_rate` is won of closed, from 0 to 1; `mean_cycle_days` is of won ones.
struct CrmTotalsRow {
  std::string label;
  std::optional<Id<Person>> person_id;
  int won = 0;
  int lost = 0;
  int open = 0;
  double won_value = 0;
  std::optional<double> win_rate;
  std::optional<double> mean_cycle_days;
  std::vector<OpenByAge> open_by_age;
};
BOOST_DESCRIBE_STRUCT(CrmTotalsRow, (), (label, person_id, won, lost, open, won_value, win_rate, mean_cycle_days, open_by_age))

struct CrmTotals {
  TotalsBy by{};
  LocalDate as_of;
  std::vector<CrmTotalsRow> rows;
  CrmTotalsRow total;
};
BOOST_DESCRIBE_STRUCT(CrmTotals, (), (by, as_of, rows, total))

}  // namespace wire

namespace {

wire::CrmTotalsRow wire_of(const TotalsRow& row) {
  wire::CrmTotalsRow out{.label = row.label,
                         .person_id = row.person,
                         .won = row.won,
                         .lost = row.lost,
                         .open = row.open,
                         .won_value = static_cast<double>(row.won_amount) / 100,
                         .win_rate = row.win_rate(),
                         .mean_cycle_days = row.mean_cycle_days(),
                         .open_by_age = {}};
  for (std::size_t band = 0; band < age_bands; ++band)
    out.open_by_age.push_back({.days = name_of_age_band(band), .open = row.open_by_age[band]});
  return out;
}

}  // namespace

void routes(http::Router& router, const access::Desk& desk, const Crm& crm) {
  router.tag("crm", "What was imported from the CRM, added up.");
  router.get<wire::TotalsQuery, wire::CrmTotals>(
      "/api/crm/totals",
      {.id = "get_crm_totals",
       .summary = "Opportunities by agent, manager or quarter",
       .description = "Won and lost counts, won value, win rate, mean cycle days of won ones and open ones by age. Agents without an "
                      "opportunity appear with zero; opportunities that nobody answers to appear under what the CRM calls their owner.",
       .tag = "crm",
       .errors = {&errors::forbidden}},
      [&desk, &crm](const http::Call& call, const wire::TotalsQuery& in) -> Result<wire::CrmTotals> {
        const access::Actor actor = TRY(desk.actor(call.credentials.session_token, call.credentials.bearer_token));
        const Totals found = TRY(crm.totals(actor, static_cast<By>(in.by), in.as_of));
        wire::CrmTotals out{.by = in.by, .as_of = found.as_of, .rows = {}, .total = wire_of(found.total)};
        for (const auto& row : found.rows) out.rows.push_back(wire_of(row));
        return out;
      });
}

}  // namespace backbeat::crm
