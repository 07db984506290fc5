#include "capacity/ride_along_cuts.hpp"

#include "ridealong/ridealong_clock.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace backbeat::capacity {
namespace {

using cadence::RideAlongFormat;

constexpr std::chrono::days longest_period{92};  // a fiscal quarter

/// As the newest playbook that knows the kind has it.
std::string name_of(const Plan& plan, std::string_view kind) {
  for (auto version = plan.playbooks.rbegin(); version != plan.playbooks.rend(); ++version)
    if (const auto* type = version->rules.session_type(kind)) return type->name;
  return std::string(kind);
}

std::string debrief_name(const playbook::Playbook& rules) {
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(ridealong::debrief_within(rules)).count();
  return "Debrief within " + std::to_string(hours) + " hours";
}

void add_doing(const ridealong::RideAlongFact& ride, LocalDate day, const std::string& debrief, int fiscal_first_month, Tally& to) {
  Decided each{.kind = std::string(pre_brief_cut), .name = "Pre-brief before the call", .window_last = day, .is_kept = ride.has_pre_brief};
  if (ride.format != RideAlongFormat::reverse) add(each, fiscal_first_month, to);
  if (!ride.is_debrief_on_time) return;
  each.kind = debrief_cut;
  each.name = debrief;
  each.is_kept = *ride.is_debrief_on_time;
  add(each, fiscal_first_month, to);
}

}  // namespace

OwedSoFar ride_alongs_owed(const Plan& plan, const people::Member& rep, std::span<const ridealong::RideAlongFact> rides, cadence::Days over,
                           Instant now) {
  const cadence::RideAlongRules rules{
      .playbooks = plan.playbooks, .holidays = plan.holidays, .fiscal_first_month = plan.fiscal_first_month};
  std::vector<cadence::RideAlongSeen> seen;
  for (const ridealong::RideAlongFact& ride : rides)
    if (ride.is_counted) seen.push_back({.id = ride.id, .format = ride.format, .starts_at = ride.call_from, .is_held = ride.is_held});
  std::ranges::sort(seen, {}, [](const cadence::RideAlongSeen& one) { return std::pair(one.starts_at, one.id); });
  // What runs still is looked at, too, for when it ends.
  const cadence::Days looked_at{over.first, over.last + longest_period};
  OwedSoFar out{.owed = {}, .good_until = start_of_day(looked_at.last, rep.zone)};
  for (const auto& debt : cadence::ride_along_debts(rep, rules, seen, looked_at, now)) {
    if (!debt.is_over) out.good_until = std::min(out.good_until, start_of_day(debt.window.last + std::chrono::days(1), rep.zone));
    if (!debt.is_over || !debt.manager.is_set() || !over.holds(debt.window.last)) continue;
    for (const RideAlongFormat format : cadence::all_ride_along_formats) {
      const cadence::FormatDebt& of = debt.of(format);
      if (of.held + of.open() + of.excused == 0) continue;
      out.owed.push_back({.manager = debt.manager,
                          .window_last = debt.window.last,
                          .format = format,
                          .held = of.held,
                          .left = of.open(),
                          .excused = of.excused});
    }
  }
  return out;
}

std::unordered_map<Id<Person>, RideAlongCuts> ride_along_cuts(const Plan& plan, std::span<const ridealong::RideAlongFact> rides,
                                                              cadence::Days over, const Zone& zone, const OwedTo& owed_to) {
  std::unordered_map<Id<Person>, RideAlongCuts> out;
  const auto began = [&](Id<Person> manager, LocalDate day) {
    auto& first = out[manager].first;
    first = std::min(first.value_or(day), day);
  };
  const std::string debrief = debrief_name(plan.rules_on(over.last));
  std::vector<LocalDate> days;  // of the calls, by the organisation's calendar
  days.reserve(rides.size());
  for (const ridealong::RideAlongFact& ride : rides) {
    const LocalDate day = days.emplace_back(to_local(ride.call_from, zone).date);
    began(ride.manager, day);
    if (ride.is_held && over.holds(day)) add_doing(ride, day, debrief, plan.fiscal_first_month, out[ride.manager].doing);
  }
  for (const people::Member& rep : plan.members) {
    const auto own = std::ranges::equal_range(rides, rep.id, {}, &ridealong::RideAlongFact::rep);
    if (!own.empty()) {
      const LocalDate* const from = days.data() + (own.begin() - rides.begin());
      const LocalDate first = std::ranges::min(std::span(from, own.size()));
      for (const people::Assignment& assignment : rep.assignments)
        if (assignment.manager) began(*assignment.manager, first);
    }
    if (rep.assignments.empty()) continue;
    for (const RideAlongsOwed& owed : owed_to(rep, {own.begin(), own.end()})) out[owed.manager].owed.push_back(owed);
  }
  return out;
}

Tally tally_of(const Plan& plan, const std::unordered_map<Id<Person>, RideAlongCuts>& cuts, std::span<const Id<Person>> managers) {
  std::optional<LocalDate> first;
  std::vector<const RideAlongCuts*> theirs;
  for (const Id<Person> manager : managers) {
    const auto found = cuts.find(manager);
    if (found == cuts.end()) continue;
    theirs.push_back(&found->second);
    if (found->second.first) first = std::min(first.value_or(*found->second.first), *found->second.first);
  }
  Tally out;
  if (!first) return out;
  cadence::ByFormat<Count> owed;
  std::map<LocalDate, bool> ends;
  for (const RideAlongCuts* cut : theirs) {
    add(cut->doing, out);
    for (const RideAlongsOwed& each : cut->owed) {
      if (each.window_last < *first) continue;
      const auto [at_end, is_new] = ends.try_emplace(each.window_last);
      if (is_new) at_end->second = is_at_the_end(each.window_last, plan.fiscal_first_month);
      Count& of = owed[static_cast<std::size_t>(each.format)];
      of += {.name = {},
             .kept = each.held,
             .left = each.left,
             .excused = each.excused,
             .kept_at_end = at_end->second ? each.held : 0,
             .left_at_end = at_end->second ? each.left : 0,
             .first = each.window_last};
    }
  }
  for (const RideAlongFormat format : cadence::all_ride_along_formats) {
    Count& of = owed[static_cast<std::size_t>(format)];
    if (!of.first) continue;
    const std::string kind(ridealong::kind_of(format));
    of.name = name_of(plan, kind);
    out.emplace(kind, std::move(of));
  }
  return out;
}

}  // namespace backbeat::capacity
