#include "capacity/capacity.hpp"

#include "capacity/capacity_rates.hpp"

#include <cmath>
#include <set>

namespace backbeat::capacity {
namespace {

/// Adds sessions to the loads of managers; the parts of a load stand in the order of the playbook's session types.
class Ledger {
 public:
  explicit Ledger(const playbook::Playbook& rules) : m_rules(rules) {}

  void see(Id<Person> manager, Id<Person> rep, std::string_view job_role) {
    Entry& entry = m_entries[manager];
    entry.reps.insert(rep);
    entry.job_roles.insert(std::string(job_role));
  }

  void add(Id<Person> manager, const playbook::SessionType* type, double sessions_a_week) {
    Entry& entry = m_entries[manager];
    if (!type) {
      const Hours one{m_rules.capacity.ride_along_low_hours, m_rules.capacity.ride_along_high_hours};
      entry.ride_alongs = entry.ride_alongs + one * sessions_a_week;
      return;
    }
    entry.sessions[type->key] += type->minutes / 60.0 * sessions_a_week;
    entry.preparation += type->preparation_minutes / 60.0 * sessions_a_week;
  }

  [[nodiscard]] std::vector<Load> loads() const {
    std::vector<Load> out;
    for (const auto& [manager, entry] : m_entries) out.push_back(load_of(manager, entry));
    return out;
  }

 private:
  struct Entry {
    std::set<Id<Person>> reps;
    std::set<std::string> job_roles;
    std::map<std::string, double> sessions;  // by session type
    Hours ride_alongs;
    double preparation = 0;
  };

  [[nodiscard]] Load load_of(Id<Person> manager, const Entry& entry) const {
    Load load{.manager = manager,
              .reps = static_cast<int>(entry.reps.size()),
              .what_reps = what_reps(entry),
              .by_kind = {},
              .total = {},
              .budget_low = m_rules.capacity.budget_low_hours,
              .budget_high = m_rules.capacity.budget_high_hours,
              .span_flag = m_rules.capacity.span_flag};
    for (const auto& type : m_rules.session_types)
      if (const auto found = entry.sessions.find(type.key); found != entry.sessions.end())
        load.by_kind.push_back({type.key, type.name, {found->second, found->second}});
    if (entry.ride_alongs.high > 0) load.by_kind.push_back({std::string(ride_along_kind), "Ride-alongs", entry.ride_alongs});
    if (entry.preparation > 0)
      load.by_kind.push_back({std::string(preparation_kind), "Preparation", {entry.preparation, entry.preparation}});
    for (const auto& kind : load.by_kind) load.total = load.total + kind.hours;
    return load;
  }

  [[nodiscard]] std::string what_reps(const Entry& entry) const {
    const playbook::JobRole* role = entry.job_roles.size() == 1 ? m_rules.job_role(*entry.job_roles.begin()) : nullptr;
    std::string name = role ? role->name : "rep";
    const bool is_abbreviation = name.size() > 1 && name[1] >= 'A' && name[1] <= 'Z';
    if (!is_abbreviation && name[0] >= 'A' && name[0] <= 'Z') name[0] = static_cast<char>(name[0] - 'A' + 'a');
    return entry.reps.size() == 1 ? name : name + "s";
  }

  const playbook::Playbook& m_rules;
  std::map<Id<Person>, Entry> m_entries;
};

/// The assignment of a day if somebody coaches this person on it.
const people::Assignment* coached_on(const playbook::Playbook& rules, const people::Member& member, LocalDate day) {
  const people::Assignment* assignment = member.works_here_on(day) ? member.assignment_on(day) : nullptr;
  if (!assignment || !assignment->manager) return nullptr;
  const playbook::JobRole* role = rules.job_role(assignment->job_role);
  return role && role->is_coached ? assignment : nullptr;
}

std::string one_decimal(double hours) {
  const auto tenths = std::lround(hours * 10);
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

std::string range_of(double low, double high) {
  const std::string from = one_decimal(low), to = one_decimal(high);
  return from == to ? from : from + "–" + to;
}

}  // namespace

std::string text_of(Hours hours) {
  return range_of(hours.low, hours.high) + " h";
}

std::vector<Load> loads_on(const playbook::Playbook& rules, std::span<const people::Member> members, LocalDate day,
                           int fiscal_first_month) {
  const FiscalQuarter quarter = FiscalQuarter::of(day, fiscal_first_month);
  Ledger ledger(rules);
  for (const auto& member : members) {
    const people::Assignment* assignment = coached_on(rules, member, day);
    if (!assignment) continue;
    ledger.see(*assignment->manager, member.id, assignment->job_role);
    for (const auto& rate : recurring_rates(rules, member, day, quarter)) ledger.add(*assignment->manager, rate.type, rate.a_week);
    for (const auto& once : one_offs(rules, member, quarter.first_day(), quarter.next().first_day()))
      ledger.add(*assignment->manager, once.type, 1 / weeks_of(quarter));
  }
  return ledger.loads();
}

std::string statement_of(const Load& load) {
  std::string out = std::to_string(load.reps) + " " + load.what_reps + (load.reps == 1 ? " needs " : " need ") + text_of(load.total) +
                    " a week against " + range_of(load.budget_low, load.budget_high) + " h";
  if (load.total.high <= load.budget_high)
    out += ", which fits";
  else if (!load.overflows())
    out += ", which fits only at the low end";
  std::string parts;
  for (const auto& kind : load.by_kind) parts += (parts.empty() ? ": " : ", ") + kind.name + " " + text_of(kind.hours);
  out += parts + ".";
  if (load.is_over_span())
    out += " " + std::to_string(load.reps) + " reports are more than the " + std::to_string(load.span_flag) +
           " that one manager can coach without circles, group sessions or call review.";
  return out;
}

}  // namespace backbeat::capacity
