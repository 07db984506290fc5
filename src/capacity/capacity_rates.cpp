#include "capacity/capacity_rates.hpp"

#include <cmath>

namespace backbeat::capacity {
namespace {

using playbook::Every;

bool has_band(const std::vector<std::string>& bands, const playbook::TenureBand* band) {
  return bands.empty() || (band && std::ranges::find(bands, band->key) != bands.end());
}

/// How many times a week something is owed that is owed `count` times in each period.
double a_week(Every every, double count, double weeks_in_quarter) {
  switch (every) {
    case Every::week:
      return count;
    case Every::two_weeks:
      return count / 2;
    case Every::month:
      return count * 3 / weeks_in_quarter;
    case Every::quarter:
      return count / weeks_in_quarter;
  }
  return 0;
}

/// The taper's step of the day; after its last week the last step goes on for as long as the rule holds.
double taper_rate(const std::vector<std::pair<int, int>>& taper, int week_after_hire) {
  for (const auto& [through_week, every_weeks] : taper)
    if (week_after_hire <= through_week) return 1.0 / every_weeks;
  return 1.0 / taper.back().second;
}

double ride_along_rate(const playbook::RideAlongRule& rule, const playbook::Playbook& rules, const people::Member& member,
                       const people::Assignment& assignment, LocalDate day, double weeks) {
  if (!rule.taper.empty()) return taper_rate(rule.taper, static_cast<int>((day - member.hired).count() / 7) + 1);
  return a_week(rule.every, ride_alongs_owed(rule, assignment.is_top_performer, rules.top_performer_factor).total(), weeks);
}

}  // namespace

RideAlongs ride_alongs_owed(const playbook::RideAlongRule& rule, bool is_top_performer, double top_performer_factor) {
  RideAlongs owed{.observe = rule.observe, .co_sell = rule.co_sell, .reverse = rule.reverse};
  if (is_top_performer) owed.reverse += static_cast<int>(std::lround(owed.total() * top_performer_factor)) - owed.total();
  return owed;
}

double weeks_of(const FiscalQuarter& quarter) {
  const auto days = (quarter.last_day() - quarter.first_day()).count() + 1;
  return static_cast<double>(days) / 7;
}

std::vector<Rate> recurring_rates(const playbook::Playbook& rules, const people::Member& member, LocalDate day,
                                  const FiscalQuarter& quarter) {
  std::vector<Rate> out;
  const people::Assignment* assignment = member.works_here_on(day) ? member.assignment_on(day) : nullptr;
  if (!assignment || !assignment->manager) return out;
  const playbook::TenureBand* band = rules.band_for(people::months_of_tenure(member.hired, day));
  const double weeks = weeks_of(quarter);
  for (const auto& cadence : rules.cadences) {
    if (!cadence.days_after_hire.empty() || !has_band(cadence.tenure_bands, band)) continue;
    if (!playbook::applies_to(rules, cadence.job_roles, assignment->job_role)) continue;
    out.push_back({.type = rules.session_type(cadence.session_type), .a_week = a_week(cadence.every, cadence.count, weeks)});
  }
  for (const auto& rule : rules.ride_alongs)
    if (playbook::applies_to(rules, rule.job_roles, assignment->job_role) && has_band(rule.tenure_bands, band))
      out.push_back({.type = nullptr, .a_week = ride_along_rate(rule, rules, member, *assignment, day, weeks)});
  return out;
}

std::vector<OneOff> one_offs(const playbook::Playbook& rules, const people::Member& member, LocalDate from, LocalDate to) {
  std::vector<OneOff> out;
  for (const auto& cadence : rules.cadences)
    for (const int after_hire : cadence.days_after_hire) {
      const LocalDate day = member.hired + std::chrono::days(after_hire);
      if (day < from || to <= day) continue;
      const people::Assignment* assignment = member.works_here_on(day) ? member.assignment_on(day) : nullptr;
      if (!assignment || !assignment->manager || !playbook::applies_to(rules, cadence.job_roles, assignment->job_role)) continue;
      if (!has_band(cadence.tenure_bands, rules.band_for(people::months_of_tenure(member.hired, day)))) continue;
      out.push_back({.type = rules.session_type(cadence.session_type), .on = day});
    }
  return out;
}

}  // namespace backbeat::capacity
