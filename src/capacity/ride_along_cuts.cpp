#include "capacity/ride_along_cuts.hpp"

#include "ridealong/ridealong_clock.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace backbeat::capacity {
namespace {

using cadence::RideAlongFormat;
using ridealong::RideAlongState;

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

/// Those that count: on the calendar or under way, held, or held once the rep says so too.
std::optional<cadence::RideAlongSeen> seen(const RideAlongState& ride) {
  using ridealong::State;
  const bool is_past_the_call = ride.state == State::ended || ride.state == State::debriefing || ride.state == State::done;
  if (!ride.is_open() && !is_past_the_call) return std::nullopt;
  return cadence::RideAlongSeen{.id = ride.id, .format = ride.format, .starts_at = ride.plan.call.from, .is_held = ride.is_held()};
}

void add_doing(const RideAlongState& ride, LocalDate day, Instant now, const std::string& debrief, std::vector<Decided>& out) {
  if (ride.format != RideAlongFormat::reverse)
    out.push_back({.kind = std::string(pre_brief_cut),
                   .name = "Pre-brief before the call",
                   .window_last = day,
                   .is_kept = ride.has_pre_brief(),
                   .is_excused = false});
  if (const auto is_on_time = ride.is_debrief_on_time(now))
    out.push_back({.kind = std::string(debrief_cut), .name = debrief, .window_last = day, .is_kept = *is_on_time, .is_excused = false});
}

void add_owed(const Plan& plan, const cadence::RideAlongDebt& debt, std::vector<Decided>& out) {
  for (const RideAlongFormat format : cadence::all_ride_along_formats) {
    const cadence::FormatDebt& of = debt.of(format);
    if (of.owed == 0) continue;
    Decided each{.kind = std::string(ridealong::kind_of(format)),
                 .name = name_of(plan, ridealong::kind_of(format)),
                 .window_last = debt.window.last,
                 .is_kept = true,
                 .is_excused = false};
    out.insert(out.end(), static_cast<std::size_t>(of.held), each);
    each.is_kept = false;
    out.insert(out.end(), static_cast<std::size_t>(of.open()), each);
    each.is_excused = true;
    out.insert(out.end(), static_cast<std::size_t>(of.excused), each);
  }
}

}  // namespace

std::vector<const people::Member*> led_by(const Plan& plan, std::span<const Id<Person>> managers) {
  std::vector<const people::Member*> out;
  for (const people::Member& member : plan.members)
    if (std::ranges::any_of(member.assignments, [&](const people::Assignment& assignment) {
          return assignment.manager && std::ranges::binary_search(managers, *assignment.manager);
        }))
      out.push_back(&member);
  return out;
}

std::vector<Decided> decided_of(const Plan& plan, std::span<const RideAlongState> rides, std::span<const Id<Person>> managers,
                                cadence::Days over, const Zone& zone, Instant now) {
  std::vector<Decided> out;
  std::map<Id<Person>, std::vector<cadence::RideAlongSeen>> seen_of;
  std::optional<LocalDate> first;
  const std::string debrief = debrief_name(plan.rules_on(over.last));
  for (const RideAlongState& ride : rides) {
    const LocalDate day = to_local(ride.plan.call.from, zone).date;
    first = std::min(first.value_or(day), day);
    if (const auto counted = seen(ride)) seen_of[ride.rep].push_back(*counted);
    if (ride.is_held() && over.holds(day) && std::ranges::binary_search(managers, ride.manager)) add_doing(ride, day, now, debrief, out);
  }
  if (!first) return out;
  const cadence::RideAlongRules rules{
      .playbooks = plan.playbooks, .holidays = plan.holidays, .fiscal_first_month = plan.fiscal_first_month};
  for (const people::Member* rep : led_by(plan, managers))
    for (const auto& debt : cadence::ride_along_debts(*rep, rules, seen_of[rep->id], over, now))
      if (debt.is_over && debt.window.last >= *first && std::ranges::binary_search(managers, debt.manager)) add_owed(plan, debt, out);
  return out;
}

}  // namespace backbeat::capacity
