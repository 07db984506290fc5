// backbeat capacity: what the playbook will ask of managers in a quarter, against the hours there are.
#include "cli/command.hpp"

#include "capacity/capacity_actions_quarter.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <ostream>

namespace backbeat::cli {
namespace {

using Kind = Argument::Kind;

boost::json::object as_json(const capacity::ManagerQuarter& load, const std::string& manager) {
  boost::json::array kinds;
  for (const auto& kind : load.by_kind)
    kinds.push_back(boost::json::object{{"kind", kind.kind}, {"low", kind.hours.low}, {"high", kind.hours.high}});
  boost::json::array left;
  for (const auto& each : load.left_over)
    left.push_back(boost::json::object{{"kind", each.kind}, {"count", each.count}, {"hours", each.hours}});
  return {{"manager", manager},
          {"reps", load.reps},
          {"hours_low", load.asked.low},
          {"hours_high", load.asked.high},
          {"budget_low", load.budget.low},
          {"budget_high", load.budget.high},
          {"by_kind", std::move(kinds)},
          {"left_over", std::move(left)}};
}

Result<Exit> capacity_of_quarter(Run& run, server::Installation& installation) {
  const access::Actor actor = TRY(installation.operator_());
  cadence::Ledgers ledgers(installation.access());
  const capacity::Quarters quarters(installation.db(), installation.access(), ledgers);
  const capacity::QuarterView view = TRY(quarters.quarter(actor, run.given.text("quarter")));
  const auto name = [&](Id<Person> manager) {
    const auto known = view.names.find(manager);
    return known == view.names.end() ? std::string("nobody") : known->second;
  };
  if (run.json) {
    boost::json::array managers;
    for (const auto& load : view.demand.managers) managers.push_back(as_json(load, name(load.manager)));
    run.out << boost::json::serialize(boost::json::object{
                   {"quarter", view.demand.quarter.text()}, {"together", as_json(view.together, "")}, {"managers", std::move(managers)}})
            << "\n";
    return Exit::ok;
  }
  run.out << fmt::format("{} of {} managers are asked for more than the hours there are.\n{}\n", view.demand.overflowing(),
                         view.demand.managers.size(), capacity::statement_of(view.together, view.demand.quarter));
  for (const auto& load : view.demand.managers)
    run.out << fmt::format("{} {} ({} reps): {}\n", load.overflows() ? "OVER" : "    ", name(load.manager), load.reps,
                           capacity::statement_of(load, view.demand.quarter));
  return Exit::ok;
}

}  // namespace

std::vector<Command> capacity_commands() {
  return {{.words = {"capacity"},
           .summary = "say what the playbook will ask of each manager in a quarter, and what does not fit",
           .arguments =
               {{.kind = Kind::option, .name = "quarter", .meaning = "as in 2027-Q2; the next one where not given", .value = "QUARTER"}},
           .run = [](Run& run) { return on_installation(run, capacity_of_quarter); }}};
}

}  // namespace backbeat::cli
