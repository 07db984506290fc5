#include "capacity/levers.hpp"

#include "capacity/levers_rules.hpp"

#include <set>

namespace backbeat::capacity {
namespace {

using playbook::Every;

constexpr int reps_together = 4;
constexpr int least_minutes = 20;

/// The parts of "fewer:weekly_one_on_one:ae".
std::vector<std::string> parts_of(const std::string& key) {
  std::vector<std::string> parts(1);
  for (const char each : key) {
    if (each == ':')
      parts.emplace_back();
    else
      parts.back() += each;
  }
  return parts;
}

/// Job roles of those who are asked for something, in the playbook's order.
std::vector<std::string> roles_in(const Plan& plan, const Demand& demand) {
  std::set<Id<Person>> reps;
  for (const Asked& asked : demand.asked) reps.insert(asked.rep);
  std::set<std::string> found;
  const LocalDate first = demand.quarter.first_day(), last = demand.quarter.last_day();
  for (const auto& member : plan.members)
    if (reps.contains(member.id))
      for (const auto& assignment : member.assignments)
        if (assignment.period.from <= last && (!assignment.period.to || first < *assignment.period.to)) found.insert(assignment.job_role);
  std::vector<std::string> out;
  for (const auto& role : plan.rules_on(first).job_roles)
    if (role.is_coached && found.contains(role.key)) out.push_back(role.key);
  return out;
}

bool is_asked(const Demand& demand, std::string_view kind) {
  return std::ranges::any_of(demand.asked, [&](const Asked& asked) { return !asked.is_excused && asked.kind == kind; });
}

std::string role_name(const playbook::Playbook& rules, const std::string& key) {
  const auto* role = rules.job_role(key);
  return role ? role->name : key;
}

class Finding {
 public:
  Finding(const Plan& plan, const Demand& demand)
      : m_demand(demand), m_rules(plan.rules_on(demand.quarter.first_day())), m_roles(roles_in(plan, demand)) {}

  std::vector<Lever> all() {
    fewer_sessions();
    fewer_ride_alongs();
    shorter();
    for_groups();
    call_reviews();
    spans();
    return std::move(m_levers);
  }

 private:
  void add(Lever lever) {
    // Only what changes something, and only rules that could be published.
    if (lever.is_of_rules()) {
      const playbook::Playbook changed = pulled(m_rules, lever);
      if (changed == m_rules || !playbook::faults(changed).empty()) return;
    }
    m_levers.push_back(std::move(lever));
  }

  void fewer_sessions() {
    for (const auto& type : m_rules.session_types) {
      if (!is_asked(m_demand, type.key)) continue;
      for (const auto& role : m_roles) {
        const auto cadence = std::ranges::find_if(
            m_rules.cadences, [&](const playbook::Cadence& each) { return is_recurring(each, type.key) && names(m_rules, each, role); });
        if (cadence == m_rules.cadences.end()) continue;
        playbook::Cadence rarer = *cadence;
        if (!make_rarer(rarer)) continue;
        add({.key = "fewer:" + type.key + ":" + role,
             .kind = LeverKind::fewer,
             .what = type.name + " " + playbook::rhythm_of(rarer) + " for " + role_name(m_rules, role) + ", not " +
                     playbook::rhythm_of(*cadence),
             .price = "Commitments wait that much longer to be inspected."});
      }
    }
  }

  void fewer_ride_alongs() {
    if (!has_ride_alongs()) return;
    for (const auto& role : m_roles)
      add({.key = "fewer:ride_along:" + role,
           .kind = LeverKind::fewer,
           .what = "One ride-along fewer for " + role_name(m_rules, role) + ": of the format owed most; new hires keep theirs",
           .price = "What happens on calls is seen less often."});
  }

  void shorter() {
    for (const auto& type : m_rules.session_types) {
      if (!is_asked(m_demand, type.key)) continue;
      const int minutes = type.minutes * 3 / 4 / 5 * 5;
      if (minutes < least_minutes) continue;
      add({.key = "shorter:" + type.key + ":" + std::to_string(minutes),
           .kind = LeverKind::shorter,
           .what = type.name + " in " + std::to_string(minutes) + " minutes, not " + std::to_string(type.minutes),
           .price = "Every stage of its agenda has less time."});
    }
  }

  void for_groups() {
    for (const LeverKind kind : {LeverKind::together, LeverKind::circle})
      for (const auto& cadence : m_rules.cadences) {
        if (cadence.every != Every::month || !cadence.days_after_hire.empty() || !is_asked(m_demand, cadence.session_type)) continue;
        const std::string& key = cadence.session_type;
        const auto* type = m_rules.session_type(key);
        if (kind == LeverKind::together)
          add({.key = "together:" + key + ":" + std::to_string(reps_together),
               .kind = kind,
               .what = type->name + " held for up to " + std::to_string(reps_together) + " reps at once",
               .price = "Each still has it, with colleagues in the room and a quarter of the attention."});
        else
          add({.key = "circle:" + key,
               .kind = kind,
               .what = type->name + " once a quarter; peer circles carry the practice in between",
               .price = "Needs circles of 4 to 6 reps with a facilitator; managers do not take part and do not read along."});
      }
  }

  void call_reviews() {
    if (!has_ride_alongs()) return;
    for (const auto& role : m_roles)
      add({.key = "review:" + role,
           .kind = LeverKind::call_review,
           .what = "One recorded call reviewed together instead of one observe ride-along for " + role_name(m_rules, role),
           .price = "Needs recorded calls; the manager is not there when it happens."});
  }

  void spans() {
    int most = 0;
    for (const ManagerQuarter& load : m_demand.managers)
      if (load.manager.is_set()) most = std::max(most, load.reps);
    std::set<int, std::greater<>> spans{m_rules.capacity.span_high, m_rules.capacity.span_low, most - 1, most - 2};
    for (const int span : spans)
      if (span >= 1 && span < most)
        add({.key = "span:" + std::to_string(span),
             .kind = LeverKind::span,
             .what = "At most " + std::to_string(span) + (span == 1 ? " rep" : " reps") + " for each manager",
             .price = "Somebody else has to lead the others."});
  }

  [[nodiscard]] bool has_ride_alongs() const {
    return is_asked(m_demand, observe_kind) || is_asked(m_demand, co_sell_kind) || is_asked(m_demand, reverse_kind);
  }

  const Demand& m_demand;
  const playbook::Playbook& m_rules;
  std::vector<std::string> m_roles;
  std::vector<Lever> m_levers;
};

/// Who leads whom in the quarter, while reps are given away.
class Spans {
 public:
  Spans(Plan& plan, const FiscalQuarter& quarter, int most)
      : m_plan(plan), m_first(quarter.first_day()), m_last(quarter.last_day()), m_most(most) {
    for (auto& member : plan.members)
      if (const auto manager = manager_of(member)) m_teams[*manager].push_back(&member);
  }

  void level() {
    std::vector<people::Member*> too_many;
    for (auto& [manager, reps] : m_teams) {
      // Those who came last go first: they have the least to hand over.
      std::ranges::stable_sort(reps, {}, [](const people::Member* rep) { return std::pair(rep->hired, rep->id); });
      while (reps.size() > static_cast<std::size_t>(m_most)) {
        too_many.push_back(reps.back());
        reps.pop_back();
      }
    }
    std::vector<Id<Person>> leading;
    for (const auto& [manager, reps] : m_teams) leading.push_back(manager);
    for (people::Member* rep : too_many) give(*rep, leading);
  }

 private:
  [[nodiscard]] bool is_of_quarter(const people::Assignment& assignment) const {
    return assignment.period.from <= m_last && (!assignment.period.to || m_first < *assignment.period.to);
  }
  /// Whoever leads a coached rep last in the quarter.
  [[nodiscard]] std::optional<Id<Person>> manager_of(const people::Member& member) const {
    if (member.left && *member.left <= m_first) return std::nullopt;
    std::optional<Id<Person>> manager;
    for (const auto& assignment : member.assignments) {
      const auto* role = m_plan.rules_on(m_first).job_role(assignment.job_role);
      if (is_of_quarter(assignment) && role && role->is_coached && assignment.manager) manager = assignment.manager;
    }
    return manager;
  }
  void give(people::Member& rep, const std::vector<Id<Person>>& leading) {
    Id<Person> to;
    for (const Id<Person> manager : leading)
      if (m_teams[manager].size() < static_cast<std::size_t>(m_most) && (!to.is_set() || m_teams[manager].size() < m_teams[to].size()))
        to = manager;
    if (!to.is_set()) {
      if (m_to_come == 0 || m_teams[coach_to_come(m_to_come)].size() >= static_cast<std::size_t>(m_most)) ++m_to_come;
      to = coach_to_come(m_to_come);
    }
    m_teams[to].push_back(&rep);
    for (auto& assignment : rep.assignments)
      if (is_of_quarter(assignment)) assignment.manager = to;
  }

  Plan& m_plan;
  LocalDate m_first, m_last;
  int m_most;
  int m_to_come = 0;
  std::map<Id<Person>, std::vector<people::Member*>> m_teams;
};

}  // namespace

std::string_view name_of(LeverKind kind) {
  switch (kind) {
    case LeverKind::fewer:
      return "fewer";
    case LeverKind::shorter:
      return "shorter";
    case LeverKind::together:
      return "together";
    case LeverKind::circle:
      return "circle";
    case LeverKind::call_review:
      return "call_review";
    case LeverKind::span:
      return "span";
  }
  return "";
}

std::vector<Lever> levers_for(const Plan& plan, const Demand& demand) {
  return Finding(plan, demand).all();
}

std::optional<Lever> lever_from(const std::string& key) {
  const std::vector<std::string> parts = parts_of(key);
  const auto is_number = [](const std::string& text) {
    return !text.empty() && text.size() < 4 && text.find_first_not_of("0123456789") == std::string::npos;
  };
  Lever lever{.key = key, .kind = LeverKind::fewer, .what = {}, .price = {}};
  const auto is = [&](LeverKind kind, std::string_view name, std::size_t count, bool ends_in_number) {
    if (parts[0] != name || parts.size() != count || (ends_in_number && !is_number(parts.back()))) return false;
    lever.kind = kind;
    return true;
  };
  if (is(LeverKind::fewer, "fewer", 3, false) || is(LeverKind::shorter, "shorter", 3, true) ||
      is(LeverKind::together, "together", 3, true) || is(LeverKind::circle, "circle", 2, false) ||
      is(LeverKind::call_review, "review", 2, false) || is(LeverKind::span, "span", 2, true))
    return lever;
  return std::nullopt;
}

playbook::Playbook pulled(const playbook::Playbook& rules, const Lever& lever) {
  playbook::Playbook out = rules;
  const std::vector<std::string> parts = parts_of(lever.key);
  switch (lever.kind) {
    case LeverKind::fewer:
      if (parts[1] == ride_along_kind)
        owe_one_ride_along_less(out, parts[2]);
      else
        owe_rarer(out, parts[1], parts[2]);
      break;
    case LeverKind::shorter:
      shorten(out, parts[1], std::stoi(parts[2]));
      break;
    case LeverKind::circle:
      owe_quarterly(out, parts[1]);
      break;
    case LeverKind::call_review:
      review_calls(out, parts[1]);
      break;
    case LeverKind::together:
    case LeverKind::span:
      break;
  }
  return out;
}

Plan pulled(const Plan& plan, const Lever& lever, const FiscalQuarter& quarter) {
  Plan out = plan;
  const std::vector<std::string> parts = parts_of(lever.key);
  if (lever.kind == LeverKind::together) out.held_together[parts[1]] = std::stoi(parts[2]);
  if (lever.kind == LeverKind::span) Spans(out, quarter, std::stoi(parts[1])).level();
  if (lever.is_of_rules())
    for (auto& version : out.playbooks) version.rules = pulled(version.rules, lever);
  return out;
}

}  // namespace backbeat::capacity
