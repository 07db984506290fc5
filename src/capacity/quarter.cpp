#include "capacity/quarter.hpp"

#include "cadence/derive.hpp"
#include "capacity/ride_alongs_ahead.hpp"
#include "capacity/working_days.hpp"

#include <cmath>
#include <set>

namespace backbeat::capacity {
namespace {

using std::chrono::days;

constexpr days longest_window{92};  // a fiscal quarter
constexpr Instant from_ever(INT64_MIN);

std::vector<Week> weeks_of(const Plan& plan, const FiscalQuarter& quarter) {
  std::vector<Week> weeks;
  for (LocalDate monday = monday_of(quarter.first_day()); monday <= quarter.last_day(); monday = monday + days(7)) {
    Week week{
        .monday = monday, .days = {std::max(monday, quarter.first_day()), std::min(monday + days(6), quarter.last_day())}, .weekdays = 0};
    week.weekdays = cadence::Weekend(plan.rules_on(week.days.first).weekend).weekdays_in(week.days);
    weeks.push_back(week);
  }
  return weeks;
}

cadence::Ledger ledger_of(const Plan& plan) {
  cadence::Facts facts;
  for (const auto& version : plan.playbooks) facts.playbooks.push_back({from_ever, version});
  for (const auto& member : plan.members) facts.members.push_back({from_ever, member});
  for (const auto& holiday : plan.holidays) facts.holidays.push_back({from_ever, holiday});
  facts.fiscal_first_month = plan.fiscal_first_month;
  return cadence::Ledger(std::move(facts));
}

/// Derives what is asked of everybody and spreads it.
class Asking {
 public:
  Asking(const Plan& plan, const FiscalQuarter& quarter)
      : m_plan(plan), m_weeks(weeks_of(plan, quarter)), m_quarter{quarter.first_day(), quarter.last_day()}, m_working(plan, m_quarter) {
    for (const auto& member : plan.members) m_members.emplace(member.id, &member);
  }

  std::vector<Asked> ask() {
    std::vector<Asked> out;
    const cadence::Ledger ledger = ledger_of(m_plan);
    cadence::Derivation derivation(
        ledger, {.range = {m_quarter.first, m_quarter.last + longest_window}, .as_of = to_instant(m_quarter.first, LocalTime(), Zone())});
    for (cadence::Index index = 0; index < derivation.people(); ++index) {
      const people::Member& rep = *m_members.at(ledger.id_of(index));
      for (const cadence::Owed& owed : derivation.owed_to(index))
        if (owed.window.first <= m_quarter.last) out.push_back(session(derivation, owed, rep));
      for (Asked& ride_along : ride_alongs_ahead(m_plan, rep, m_weeks)) out.push_back(std::move(ride_along));
    }
    share_conversations(out);
    return out;
  }

  [[nodiscard]] const std::vector<Week>& weeks() const { return m_weeks; }

  [[nodiscard]] Hours budget(Id<Person> manager, const Week& week) {
    if (!manager.is_set()) return {};
    const playbook::Capacity& capacity = m_plan.rules_on(week.days.first).capacity;
    const auto known = m_members.find(manager);
    const double share = m_working.in(week.days, known == m_members.end() ? nullptr : known->second) / 5.0;
    return {capacity.budget_low_hours * share, capacity.budget_high_hours * share};
  }

 private:
  Asked session(const cadence::Derivation& derivation, const cadence::Owed& owed, const people::Member& rep) {
    Asked out{.rep = rep.id,
              .manager = derivation.ledger().id_of(owed.manager),
              .kind = derivation.rules().kinds()[owed.kind],
              .window = owed.window,
              .is_excused = owed.is_excusable};
    if (const auto* type = m_plan.rules_on(owed.window.first).session_type(out.kind)) out.minutes = type->minutes;
    out.by_week = spread(owed.window, rep, out.manager);
    return out;
  }

  /// Evenly over the days on which both work; where there is none over the rep's, then over weekdays, then over all.
  std::vector<double> spread(cadence::Days window, const people::Member& rep, Id<Person> manager) {
    const auto coach = m_members.find(manager);
    const auto both = [&](LocalDate day) {
      return m_working.works(rep, day) && (coach == m_members.end() || m_working.works(*coach->second, day));
    };
    std::vector<LocalDate> chosen = days_of(window, both);
    if (chosen.empty()) chosen = days_of(window, [&](LocalDate day) { return m_working.works(rep, day); });
    if (chosen.empty()) chosen = days_of(window, [&](LocalDate day) { return m_working.is_weekday(day); });
    if (chosen.empty()) chosen = days_of(window, [](LocalDate) { return true; });
    std::vector<double> shares(m_weeks.size(), 0.0);
    for (const LocalDate day : chosen)
      if (m_quarter.holds(day))
        shares[static_cast<std::size_t>((day - m_weeks.front().monday).count() / 7)] += 1.0 / static_cast<double>(chosen.size());
    return shares;
  }

  template <class Wanted>
  static std::vector<LocalDate> days_of(cadence::Days window, const Wanted& wanted) {
    std::vector<LocalDate> out;
    for (LocalDate day = window.first; day <= window.last; day = day + days(1))
      if (wanted(day)) out.push_back(day);
    return out;
  }

  /// Reps of one manager who are owed the same kind in the same month sit together, as many as the plan says.
  void share_conversations(std::vector<Asked>& asked) const {
    if (m_plan.held_together.empty()) return;
    std::map<std::tuple<Id<Person>, std::string, std::chrono::year_month>, std::vector<Asked*>> groups;
    for (Asked& each : asked) {
      if (each.is_excused || !m_plan.held_together.contains(each.kind)) continue;
      const auto ymd = each.window.last.ymd();
      groups[{each.manager, each.kind, ymd.year() / ymd.month()}].push_back(&each);
    }
    for (auto& [key, members] : groups) {
      const auto most = static_cast<std::size_t>(m_plan.held_together.at(std::get<1>(key)));
      const std::size_t conversations = (members.size() + most - 1) / most;
      for (Asked* each : members) each->share = static_cast<double>(conversations) / static_cast<double>(members.size());
    }
  }

  const Plan& m_plan;
  std::vector<Week> m_weeks;
  cadence::Days m_quarter;
  WorkingDays m_working;
  std::unordered_map<Id<Person>, const people::Member*> m_members;
};

/// The kinds of a plan in the playbook's order, ride-alongs and preparation last.
struct Kind {
  std::string key;
  std::string name;
};

std::vector<Kind> kinds_of(const Plan& plan, const FiscalQuarter& quarter) {
  std::vector<Kind> kinds;
  const auto add = [&](const playbook::Playbook& rules) {
    for (const auto& type : rules.session_types)
      if (std::ranges::find(kinds, type.key, &Kind::key) == kinds.end()) kinds.push_back({type.key, type.name});
  };
  add(plan.rules_on(quarter.first_day()));
  add(plan.rules_on(quarter.last_day()));
  kinds.push_back({std::string(ride_along_kind), "Ride-alongs"});
  kinds.push_back({std::string(preparation_kind), "Preparation"});
  return kinds;
}

/// One manager's sums while they are made.
class Sum {
 public:
  Sum(const std::vector<Kind>& kinds, std::size_t weeks)
      : m_kinds(kinds), m_weeks(weeks), m_cells(kinds.size() * weeks), m_lines(kinds.size()) {}

  void add(const Plan& plan, const Asked& asked) {
    if (asked.is_excused) return;
    const playbook::Playbook& rules = plan.rules_on(asked.window.first);
    const bool is_ride_along = asked.minutes == 0;
    const playbook::SessionType* type = is_ride_along ? nullptr : rules.session_type(asked.kind);
    if (!is_ride_along && !type) return;
    const std::size_t kind = is_ride_along ? m_kinds.size() - 2 : place_of(asked.kind);
    const Hours each = is_ride_along ? Hours{rules.capacity.ride_along_low_hours, rules.capacity.ride_along_high_hours}
                                     : Hours{type->minutes / 60.0, type->minutes / 60.0};
    const double preparation = is_ride_along ? 0 : type->preparation_minutes / 60.0;
    for (std::size_t week = 0; week < m_weeks; ++week) {
      const double times = asked.by_week[week] * asked.count;
      cell(kind, week) = cell(kind, week) + each * (times * asked.share);
      const double prepared = preparation * times * asked.share;
      cell(m_kinds.size() - 1, week) = cell(m_kinds.size() - 1, week) + Hours{prepared, prepared};
      m_lines[kind].count += times;
      m_lines[kind].low += (each.low + preparation) * times * asked.share;
    }
  }

  void finish(ManagerQuarter& out) const {
    out.by_week.resize(m_weeks);
    for (std::size_t kind = 0; kind < m_kinds.size(); ++kind) {
      Hours sum;
      for (std::size_t week = 0; week < m_weeks; ++week) sum = sum + cell(kind, week);
      if (sum.high <= 0) continue;
      out.by_kind.push_back({m_kinds[kind].key, m_kinds[kind].name, sum});
      out.asked = out.asked + sum;
      for (std::size_t week = 0; week < m_weeks; ++week) {
        out.by_week[week].by_kind.push_back(cell(kind, week));
        out.by_week[week].asked = out.by_week[week].asked + cell(kind, week);
      }
    }
    double room = out.budget.high;
    for (std::size_t kind = 0; kind < m_kinds.size(); ++kind) {
      const Line& line = m_lines[kind];
      if (line.low <= room + 1e-9) {
        room -= std::min(room, line.low);
        continue;
      }
      const double hours = line.low - room;
      out.left_over.push_back({.kind = m_kinds[kind].key,
                               .name = m_kinds[kind].name,
                               .count = std::ceil(line.count * hours / line.low - 1e-9),
                               .of = line.count,
                               .hours = hours});
      room = 0;
    }
  }

 private:
  struct Line {
    double count = 0;
    double low = 0;  // hours with their preparation
  };
  [[nodiscard]] Hours& cell(std::size_t kind, std::size_t week) { return m_cells[kind * m_weeks + week]; }
  [[nodiscard]] const Hours& cell(std::size_t kind, std::size_t week) const { return m_cells[kind * m_weeks + week]; }
  [[nodiscard]] std::size_t place_of(std::string_view key) const {
    return static_cast<std::size_t>(std::ranges::find(m_kinds, key, &Kind::key) - m_kinds.begin());
  }

  const std::vector<Kind>& m_kinds;
  std::size_t m_weeks;
  std::vector<Hours> m_cells;
  std::vector<Line> m_lines;
};

/// Reps of each manager over the quarter: how many at most, who comes and who goes.
void count_reps(const Plan& plan, const FiscalQuarter& quarter, std::map<Id<Person>, ManagerQuarter>& managers) {
  std::map<Id<Person>, std::vector<int>> by_day;
  const auto length = static_cast<std::size_t>((quarter.last_day() - quarter.first_day()).count() + 1);
  for (const auto& member : plan.members) {
    Id<Person> before;
    for (std::size_t i = 0; i <= length; ++i) {
      const LocalDate day = quarter.first_day() + days(static_cast<int>(i));
      const people::Assignment* assignment = i < length && member.works_here_on(day) ? member.assignment_on(day) : nullptr;
      const playbook::JobRole* role = assignment ? plan.rules_on(day).job_role(assignment->job_role) : nullptr;
      const Id<Person> now = role && role->is_coached ? assignment->manager.value_or(Id<Person>()) : Id<Person>();
      if (now.is_set()) {
        auto& counts = by_day[now];
        counts.resize(length);
        ++counts[i];
      }
      if (now != before && i > 0 && i < length) {
        if (now.is_set() && managers.contains(now)) ++managers.at(now).joining;
        if (before.is_set() && managers.contains(before)) ++managers.at(before).leaving;
      }
      before = now;
    }
  }
  for (const auto& [manager, counts] : by_day)
    if (const auto found = managers.find(manager); found != managers.end()) found->second.reps = std::ranges::max(counts);
}

std::string whole(double number) {
  return std::to_string(std::lround(number));
}

}  // namespace

Plan narrowed_to(const Plan& plan, Id<Person> manager, const FiscalQuarter& quarter) {
  Plan out{.playbooks = plan.playbooks,
           .members = {},
           .holidays = plan.holidays,
           .fiscal_first_month = plan.fiscal_first_month,
           .held_together = plan.held_together};
  for (const auto& member : plan.members) {
    const bool is_led = std::ranges::any_of(member.assignments, [&](const people::Assignment& assignment) {
      // A window that begins in the quarter is owed by whoever leads the rep on its last day.
      return assignment.manager == manager && assignment.period.from <= quarter.last_day() + longest_window &&
             (!assignment.period.to || quarter.first_day() < *assignment.period.to);
    });
    if (is_led || member.id == manager) out.members.push_back(member);
  }
  return out;
}

const ManagerQuarter* Demand::of(Id<Person> manager) const {
  const auto found = std::ranges::lower_bound(managers, manager, {}, &ManagerQuarter::manager);
  return found == managers.end() || found->manager != manager ? nullptr : &*found;
}

int Demand::overflowing() const {
  return static_cast<int>(std::ranges::count_if(managers, &ManagerQuarter::overflows));
}

Demand ask(const Plan& plan, const FiscalQuarter& quarter) {
  Asking asking(plan, quarter);
  Demand demand{.quarter = quarter, .weeks = {}, .managers = {}, .asked = asking.ask()};
  demand.weeks = asking.weeks();
  const std::vector<Kind> kinds = kinds_of(plan, quarter);
  double weekdays = 0;
  for (const Week& week : demand.weeks) weekdays += week.weekdays;
  std::map<Id<Person>, Sum> sums;
  for (const Asked& asked : demand.asked) sums.try_emplace(asked.manager, kinds, demand.weeks.size()).first->second.add(plan, asked);
  std::map<Id<Person>, ManagerQuarter> managers;
  for (const auto& [manager, sum] : sums) {
    ManagerQuarter load{.manager = manager, .weeks = weekdays / 5};
    std::vector<Hours> budgets;
    for (const Week& week : demand.weeks) budgets.push_back(asking.budget(manager, week));
    for (const Hours& budget : budgets) load.budget = load.budget + budget;
    sum.finish(load);
    for (std::size_t week = 0; week < budgets.size(); ++week) load.by_week[week].budget = budgets[week];
    managers.emplace(manager, std::move(load));
  }
  count_reps(plan, quarter, managers);
  for (auto& [manager, load] : managers) demand.managers.push_back(std::move(load));
  return demand;
}

ManagerQuarter together(const Demand& demand, std::span<const Id<Person>> wanted) {
  ManagerQuarter out{.manager = {}, .by_week = std::vector<WeekHours>(demand.weeks.size())};
  std::vector<Id<Person>> sorted(wanted.begin(), wanted.end());
  std::ranges::sort(sorted);
  std::vector<const ManagerQuarter*> loads;
  for (const ManagerQuarter& load : demand.managers)
    if (std::ranges::binary_search(sorted, load.manager)) loads.push_back(&load);
  for (const ManagerQuarter* load : loads)
    for (const KindHours& kind : load->by_kind)
      if (std::ranges::find(out.by_kind, kind.kind, &KindHours::kind) == out.by_kind.end())
        out.by_kind.push_back({kind.kind, kind.name, {}});
  // As in each manager's: conversations, then ride-alongs, then preparation.
  std::ranges::stable_sort(out.by_kind, {},
                           [](const KindHours& kind) { return (kind.kind == ride_along_kind) + 2 * (kind.kind == preparation_kind); });
  const auto place = [&](const std::string& kind) {
    return static_cast<std::size_t>(std::ranges::find(out.by_kind, kind, &KindHours::kind) - out.by_kind.begin());
  };
  for (WeekHours& week : out.by_week) week.by_kind.resize(out.by_kind.size());
  for (const ManagerQuarter* load : loads) {
    out.reps += load->reps;
    out.joining += load->joining;
    out.leaving += load->leaving;
    out.asked = out.asked + load->asked;
    out.budget = out.budget + load->budget;
    out.weeks = load->weeks;
    for (std::size_t kind = 0; kind < load->by_kind.size(); ++kind) {
      const std::size_t at = place(load->by_kind[kind].kind);
      out.by_kind[at].hours = out.by_kind[at].hours + load->by_kind[kind].hours;
      for (std::size_t week = 0; week < out.by_week.size(); ++week)
        out.by_week[week].by_kind[at] = out.by_week[week].by_kind[at] + load->by_week[week].by_kind[kind];
    }
    for (std::size_t week = 0; week < out.by_week.size(); ++week) {
      out.by_week[week].asked = out.by_week[week].asked + load->by_week[week].asked;
      out.by_week[week].budget = out.by_week[week].budget + load->by_week[week].budget;
    }
    // One manager's spare hours help no other: what is left over adds up.
    for (const LeftOver& left : load->left_over) {
      const auto found = std::ranges::find(out.left_over, left.kind, &LeftOver::kind);
      LeftOver& sum = found == out.left_over.end() ? out.left_over.emplace_back(LeftOver{.kind = left.kind, .name = left.name}) : *found;
      sum.count += left.count;
      sum.of += left.of;
      sum.hours += left.hours;
    }
  }
  std::ranges::stable_sort(out.left_over, {}, [&](const LeftOver& left) { return place(left.kind); });
  return out;
}

std::string statement_of(const ManagerQuarter& load, const FiscalQuarter& quarter) {
  const std::string asked = text_of(load.asked) + " asked in " + quarter.text();
  if (load.left_over.empty()) return asked + " against " + text_of(load.budget) + ": it fits.";
  double hours = 0;
  std::string named;
  for (const LeftOver& left : load.left_over) {
    hours += left.hours;
    named += (named.empty() ? "" : ", ") + whole(left.count) + " of " + whole(std::max(left.of, left.count)) + " × " + left.name;
  }
  return asked + " against " + text_of(load.budget) + ": " + text_of({hours, hours}) +
         " do not fit. Kept in the playbook's order, what is left over is " + named + ".";
}

}  // namespace backbeat::capacity
