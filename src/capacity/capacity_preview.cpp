// What a change of playbook changes: for whom, in words, and in each manager's hours.
#include "capacity/capacity.hpp"
#include "capacity/capacity_rates.hpp"
#include "capacity/relief.hpp"

#include <map>
#include <set>

namespace backbeat::capacity {
namespace {

bool is_for(const std::vector<std::string>& bands, const playbook::TenureBand* band) {
  return bands.empty() || (band && std::ranges::find(bands, band->key) != bands.end());
}

std::string without_audience(std::string summary) {
  return summary.substr(0, summary.find(", for "));
}

std::string ride_along_words(const playbook::RideAlongRule& rule, const playbook::Playbook& rules, bool is_top_performer) {
  playbook::RideAlongRule own = rule;
  if (rule.taper.empty()) {
    const RideAlongs owed = ride_alongs_owed(rule, is_top_performer, rules.top_performer_factor);
    own.observe = owed.observe;
    own.co_sell = owed.co_sell;
    own.reverse = owed.reverse;
  }
  return "Ride-alongs: " + without_audience(playbook::summary_of(own, rules));
}

/// The entries of one list that the other does not have, in one text.
std::string only_in(const std::vector<std::string>& these, const std::vector<std::string>& others) {
  std::string out;
  for (const auto& entry : these)
    if (std::ranges::find(others, entry) == others.end()) out += (out.empty() ? "" : "; ") + entry;
  return out.empty() ? "nothing" : out;
}

Load empty_load(Id<Person> manager, const playbook::Playbook& rules) {
  return {.manager = manager,
          .reps = 0,
          .what_reps = "reps",
          .by_kind = {},
          .total = {},
          .budget_low = rules.capacity.budget_low_hours,
          .budget_high = rules.capacity.budget_high_hours,
          .span_flag = rules.capacity.span_flag};
}

std::string people_of(std::size_t count) {
  return count == 1 ? "1 person" : std::to_string(count) + " people";
}

std::string statement_of(const Preview& preview) {
  const auto count = [&](auto of) { return std::ranges::count_if(preview.managers, of); };
  const auto over_before = count([](const LoadChange& change) { return change.before.overflows(); });
  const auto over_after = count([](const LoadChange& change) { return change.after.overflows(); });
  std::string out = "What is owed changes for " + people_of(preview.affected.size()) + ". ";
  const auto managers = preview.managers.size();
  if (over_after == 0) {
    out += managers == 0 ? "No manager coaches anybody on that day." : "Every manager's hours fit.";
    if (over_before > 0) out += " Before, they did not for " + std::to_string(over_before) + ".";
    return out;
  }
  out += std::to_string(over_after) + " of " + std::to_string(managers) + (managers == 1 ? " manager is" : " managers are") +
         " asked for more than the hours there are (before: " + std::to_string(over_before) + "). ";
  const auto worst = std::ranges::max_element(preview.managers, {}, [](const LoadChange& change) { return change.after.total.high; });
  return out + "Most: " + statement_of(worst->after);
}

/// More teams than these are better looked at one by one.
constexpr std::size_t most_teams_with_options = 40;
constexpr double least_worth_saying = 0.25;  // hours a week

/// What could give for those whom the rules overflow, derived with each lever for the quarter of the day.
void add_options(const playbook::Playbook& rules, std::span<const people::Member> members, LocalDate day, int fiscal_first_month,
                 std::map<Id<Person>, LoadChange>& managers) {
  const FiscalQuarter quarter = FiscalQuarter::of(day, fiscal_first_month);
  std::vector<Id<Person>> over;
  for (const auto& [manager, change] : managers)
    if (change.after.overflows() && over.size() < most_teams_with_options) over.push_back(manager);
  if (over.empty()) return;
  const auto is_over = [&](Id<Person> manager) { return std::ranges::binary_search(over, manager); };
  Plan plan{.playbooks = {{.id = {}, .effective_from = quarter.first_day() - std::chrono::days(366), .rules = rules}},
            .members = {},
            .fiscal_first_month = fiscal_first_month};
  for (const auto& member : members)
    if (is_over(member.id) || std::ranges::any_of(member.assignments, [&](const people::Assignment& assignment) {
          return assignment.manager && is_over(*assignment.manager);
        }))
      plan.members.push_back(member);
  const Relief relief(std::move(plan), quarter);
  for (const Lever& lever : relief.levers()) {
    const auto pulled = relief.pull({lever.key});
    if (!pulled) continue;
    for (const Id<Person> manager : over) {
      const ManagerQuarter* before = relief.demand().of(manager);
      const ManagerQuarter* after = pulled->demand.of(manager);
      if (!before) continue;
      const Hours was = before->a_week(), is = after ? after->a_week() : Hours{};
      Option option{.what = lever.what, .saves = {was.low - is.low, was.high - is.high}};
      if (option.saves.low < least_worth_saying) continue;
      std::set<Id<Person>> reps;
      for (const Shift& shift : pulled->effect.shifts) {
        if (shift.manager_before != manager) continue;
        option.lost += shift.lost();
        reps.insert(shift.rep);
      }
      option.reps = static_cast<int>(reps.size());
      managers.at(manager).options.push_back(std::move(option));
    }
  }
  for (auto& [manager, change] : managers)
    std::ranges::stable_sort(change.options, std::ranges::greater(), [](const Option& option) { return option.saves.low; });
}

}  // namespace

std::vector<std::string> owed_to(const playbook::Playbook& rules, const people::Member& member, LocalDate day) {
  std::vector<std::string> out;
  const people::Assignment* assignment = member.works_here_on(day) ? member.assignment_on(day) : nullptr;
  if (!assignment || !assignment->manager) return out;
  const playbook::TenureBand* band = rules.band_for(people::months_of_tenure(member.hired, day));
  for (const auto& cadence : rules.cadences) {
    if (!playbook::applies_to(rules, cadence.job_roles, assignment->job_role) || !is_for(cadence.tenure_bands, band)) continue;
    const playbook::SessionType* type = rules.session_type(cadence.session_type);
    out.push_back((type ? type->name + " (" + std::to_string(type->minutes) + " min)" : cadence.session_type) + ": " +
                  playbook::rhythm_of(cadence));
  }
  for (const auto& rule : rules.ride_alongs)
    if (playbook::applies_to(rules, rule.job_roles, assignment->job_role) && is_for(rule.tenure_bands, band))
      out.push_back(ride_along_words(rule, rules, assignment->is_top_performer));
  return out;
}

Preview preview(const playbook::Playbook& before, const playbook::Playbook& after, std::span<const people::Member> members, LocalDate day,
                int fiscal_first_month) {
  Preview out;
  for (const auto& member : members) {
    const auto was = owed_to(before, member, day);
    const auto is = owed_to(after, member, day);
    Affected affected{.person = member.id, .before = only_in(was, is), .after = only_in(is, was)};
    if (affected.before != affected.after) out.affected.push_back(std::move(affected));
  }
  std::map<Id<Person>, LoadChange> by_manager;
  const auto change_of = [&](Id<Person> manager) -> LoadChange& {
    return by_manager.try_emplace(manager, LoadChange{empty_load(manager, before), empty_load(manager, after)}).first->second;
  };
  for (auto& load : loads_on(before, members, day, fiscal_first_month)) change_of(load.manager).before = load;
  for (auto& load : loads_on(after, members, day, fiscal_first_month)) change_of(load.manager).after = load;
  add_options(after, members, day, fiscal_first_month, by_manager);
  for (auto& [manager, change] : by_manager) out.managers.push_back(std::move(change));
  out.statement = statement_of(out);
  return out;
}

}  // namespace backbeat::capacity
