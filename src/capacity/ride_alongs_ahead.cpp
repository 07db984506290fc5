#include "capacity/ride_alongs_ahead.hpp"

#include "cadence/ride_along_debt.hpp"

#include <numeric>

namespace backbeat::capacity {
namespace {

constexpr std::chrono::days longest_period{92};  // a fiscal quarter

double value_of(const cadence::Share& share) {
  return static_cast<double>(share.over()) / static_cast<double>(share.under());
}

double weight_of(const cadence::Accrued& accrued) {
  double sum = value_of(accrued.taper);
  for (const auto& count : accrued.counts) sum += value_of(count);
  return sum;
}

/// What share of a debt falls into each week.
std::vector<double> spread(const Plan& plan, const people::Member& rep, const cadence::RideAlongDebt& debt, std::span<const Week> weeks) {
  const playbook::Playbook& rules = plan.rules_on(debt.period.first);
  const auto weight = [&](cadence::Days days, cadence::CountedDays counted) {
    return weight_of(cadence::accrued(rep, rules, debt.every, debt.period, days, counted, plan.holidays));
  };
  auto counted = cadence::CountedDays::working;
  if (weight(debt.period, counted) <= 0) counted = cadence::CountedDays::all;
  const double whole = weight(debt.period, counted);
  std::vector<double> shares(weeks.size(), 0.0);
  if (whole <= 0) return shares;
  for (std::size_t week = 0; week < weeks.size(); ++week)
    if (weeks[week].days.first <= debt.period.last && debt.period.first <= weeks[week].days.last)
      shares[week] = weight(weeks[week].days, counted) / whole;
  return shares;
}

}  // namespace

std::vector<Asked> ride_alongs_ahead(const Plan& plan, const people::Member& rep, std::span<const Week> weeks) {
  std::vector<Asked> out;
  const cadence::Days quarter{weeks.front().days.first, weeks.back().days.last};
  const cadence::RideAlongRules rules{
      .playbooks = plan.playbooks, .holidays = plan.holidays, .fiscal_first_month = plan.fiscal_first_month};
  const Instant before = to_instant(quarter.first, LocalTime(), rep.zone);
  for (const auto& debt : cadence::ride_along_debts(rep, rules, {}, {quarter.first, quarter.last + longest_period}, before)) {
    if (debt.window.first > quarter.last) continue;
    const std::vector<double> shares = spread(plan, rep, debt, weeks);
    for (const auto format : cadence::all_ride_along_formats) {
      const cadence::FormatDebt& owed = debt.of(format);
      Asked asked{.rep = rep.id,
                  .manager = debt.manager,
                  .kind = "ride_along_" + std::string(cadence::name_of(format)),
                  .window = debt.window,
                  .by_week = shares};
      asked.count = owed.owed - owed.excused;
      if (asked.count > 0) out.push_back(asked);
      asked.count = owed.excused;
      asked.is_excused = true;
      if (asked.count > 0) out.push_back(asked);
    }
  }
  return out;
}

}  // namespace backbeat::capacity
