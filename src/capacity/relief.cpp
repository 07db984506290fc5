#include "capacity/relief.hpp"

#include <cmath>
#include <set>
#include <tuple>

namespace backbeat::capacity {
namespace {

constexpr double least_worth_saying = 0.5;  // hours in the quarter

struct Held {
  int count = 0;
  int minutes = 0;
  double share = 1;
  Id<Person> manager;
};
using Book = std::map<std::pair<Id<Person>, std::string>, Held>;

/// What each rep has of each kind, of conversations whose window ends in the quarter.
Book book_of(const Demand& demand) {
  Book book;
  for (const Asked& asked : demand.asked) {
    if (asked.is_excused || asked.window.last > demand.quarter.last_day()) continue;
    Held& held = book[{asked.rep, asked.kind}];
    held.count += asked.count;
    held.minutes = std::max(held.minutes, asked.minutes);
    held.share = std::min(held.share, asked.share);
    held.manager = asked.manager;
  }
  return book;
}

std::string name_of(const Plan& plan, const Demand& demand, const std::string& kind) {
  for (const LocalDate day : {demand.quarter.first_day(), demand.quarter.last_day()})
    if (const auto* type = plan.rules_on(day).session_type(kind)) return type->name;
  if (kind == call_review_kind) return "Call review";
  return kind;
}

int coaches_to_come(const Demand& demand) {
  return static_cast<int>(std::ranges::count_if(demand.managers, [](const ManagerQuarter& load) { return is_to_come(load.manager); }));
}

/// Hours of those who are there.
Hours asked_of_present(const Demand& demand) {
  Hours sum;
  for (const ManagerQuarter& load : demand.managers)
    if (!is_to_come(load.manager)) sum = sum + load.asked;
  return sum;
}

int lost_in(const std::vector<Shift>& shifts) {
  int sum = 0;
  for (const Shift& shift : shifts) sum += shift.lost();
  return sum;
}

/// The least hours that each overflowing manager must get rid of.
std::map<Id<Person>, double> excess_of(const Demand& demand) {
  std::map<Id<Person>, double> out;
  for (const ManagerQuarter& load : demand.managers)
    if (load.overflows()) out.emplace(load.manager, load.asked.low - load.budget.high);
  return out;
}

double saved_for(const Demand& before, const Demand& after, Id<Person> manager) {
  const ManagerQuarter* now = after.of(manager);
  return before.of(manager)->asked.low - (now ? now->asked.low : 0);
}

void set_shifts(Effect& effect, std::vector<Shift> shifts) {
  std::set<Id<Person>> reps, uncovered;
  for (const Shift& shift : shifts) {
    reps.insert(shift.rep);
    if (shift.is_uncovered()) uncovered.insert(shift.rep);
  }
  effect.reps = static_cast<int>(reps.size());
  effect.uncovered = static_cast<int>(uncovered.size());
  effect.shifts = std::move(shifts);
}

}  // namespace

std::vector<Shift> shifts(const Plan& plan, const Demand& before, const Demand& after) {
  Book was = book_of(before);
  const Book is = book_of(after);
  for (const auto& [key, held] : is) was.try_emplace(key, Held{.count = 0, .minutes = held.minutes, .share = 1, .manager = held.manager});
  std::vector<Shift> out;
  for (const auto& [key, held] : was) {
    const auto found = is.find(key);
    const Held now =
        found == is.end() ? Held{.count = 0, .minutes = held.minutes, .share = held.share, .manager = held.manager} : found->second;
    const bool is_shared = now.share < held.share - 1e-9;
    if (now.count == held.count && now.minutes == held.minutes && now.manager == held.manager && !is_shared) continue;
    out.push_back({.rep = key.first,
                   .kind = key.second,
                   .name = name_of(plan, before, key.second),
                   .manager_before = held.manager,
                   .manager_after = now.manager,
                   .count_before = held.count,
                   .count_after = now.count,
                   .minutes_before = held.minutes,
                   .minutes_after = now.minutes,
                   .is_shared = is_shared});
  }
  return out;
}

Relief::Relief(Plan plan, const FiscalQuarter& quarter, std::optional<Id<Person>> only)
    : m_plan(std::move(plan)), m_quarter(quarter), m_only(only), m_demand(ask_of(m_plan)), m_levers(levers_for(m_plan, m_demand)) {}

Demand Relief::ask_of(const Plan& plan) const {
  Demand demand = ask(plan, m_quarter);
  if (!m_only) return demand;
  const auto is_of_others = [&](Id<Person> manager) { return manager != *m_only && !is_to_come(manager); };
  std::erase_if(demand.managers, [&](const ManagerQuarter& load) { return is_of_others(load.manager); });
  std::erase_if(demand.asked, [&](const Asked& asked) { return is_of_others(asked.manager); });
  return demand;
}

Pulled Relief::pull(const std::vector<const Lever*>& levers) const {
  Pulled out{.plan = m_plan, .demand = {}, .effect = {}};
  for (const Lever* lever : levers) out.plan = pulled(out.plan, *lever, m_quarter);
  out.demand = ask_of(out.plan);
  const Hours before = asked_of_present(m_demand), after = asked_of_present(out.demand);
  out.effect.saves = {before.low - after.low, before.high - after.high};
  out.effect.overflowing = out.demand.overflowing();
  out.effect.coaches_to_come = coaches_to_come(out.demand);
  set_shifts(out.effect, shifts(m_plan, m_demand, out.demand));
  if (levers.size() == 1) {
    Saved& saved = m_saved[levers.front()->key];
    for (const auto& [manager, hours] : excess_of(m_demand)) saved[manager] = saved_for(m_demand, out.demand, manager);
  }
  return out;
}

const Relief::Saved& Relief::saved_alone(std::size_t lever) const {
  const std::string& key = m_levers[lever].key;
  if (!m_saved.contains(key)) static_cast<void>(pull(std::vector<const Lever*>{&m_levers[lever]}));
  return m_saved.at(key);
}

std::optional<Pulled> Relief::pull(const std::vector<std::string>& keys) const {
  std::vector<const Lever*> levers;
  for (const Lever& lever : m_levers)
    if (std::ranges::find(keys, lever.key) != keys.end()) levers.push_back(&lever);
  if (levers.size() != std::set(keys.begin(), keys.end()).size()) return std::nullopt;
  return pull(levers);
}

std::vector<Choice> Relief::choices(const std::vector<std::string>& keys) const {
  const auto base = pull(keys);
  if (!base) return {};
  std::vector<Choice> out;
  for (const Lever& lever : m_levers) {
    if (std::ranges::find(keys, lever.key) != keys.end()) continue;
    std::vector<std::string> more = keys;
    more.push_back(lever.key);
    Pulled with = *pull(more);
    Choice choice{.lever = lever, .effect = std::move(with.effect)};
    choice.effect.saves = {choice.effect.saves.low - base->effect.saves.low, choice.effect.saves.high - base->effect.saves.high};
    set_shifts(choice.effect, shifts(m_plan, base->demand, with.demand));
    const bool helps = choice.effect.saves.low > least_worth_saying || choice.effect.overflowing < base->effect.overflowing;
    if (helps && !choice.effect.shifts.empty()) out.push_back(std::move(choice));
  }
  std::ranges::stable_sort(out, std::ranges::greater(), [](const Choice& choice) { return choice.effect.saves.low; });
  return out;
}

std::optional<Fit> Relief::smallest_fit(std::size_t most) const {
  if (m_demand.overflowing() == 0) return Fit{.levers = {}, .pulled = pull(std::vector<const Lever*>{})};
  const std::map<Id<Person>, double> excess = excess_of(m_demand);
  if (excess.contains(Id<Person>())) return std::nullopt;  // nobody leads these reps: no lever gives them hours
  // What each lever saves each of those managers alone. Two together save at most the sum, so a set whose sum is too little is not derived.
  std::vector<const Saved*> alone;
  for (std::size_t lever = 0; lever < m_levers.size(); ++lever) alone.push_back(&saved_alone(lever));
  std::optional<Fit> best;
  const auto rank = [](const Pulled& pulled) {
    return std::tuple(lost_in(pulled.effect.shifts), pulled.effect.coaches_to_come, pulled.effect.saves.low);
  };
  const auto try_set = [&](const std::vector<std::size_t>& set) {
    for (const auto& [manager, hours] : excess) {
      double sum = 0;
      for (const std::size_t lever : set) sum += std::max(0.0, alone[lever]->at(manager));
      if (sum < hours - 1e-6) return;
    }
    std::vector<const Lever*> levers;
    for (const std::size_t lever : set) levers.push_back(&m_levers[lever]);
    Pulled pulled = pull(levers);
    if (pulled.effect.overflowing > 0 || (best && rank(pulled) >= rank(best->pulled))) return;
    best = Fit{.levers = {}, .pulled = std::move(pulled)};
    for (const Lever* lever : levers) best->levers.push_back(*lever);
  };
  for (std::size_t size = 1; size <= std::min(most, m_levers.size()) && !best; ++size) {
    std::vector<std::size_t> set(size);
    for (std::size_t i = 0; i < size; ++i) set[i] = i;
    for (bool is_more = true; is_more;) {
      try_set(set);
      // The next set in lexical order.
      std::size_t at = size;
      while (at > 0 && set[at - 1] == m_levers.size() - size + at - 1) --at;
      is_more = at > 0;
      if (!is_more) break;
      ++set[at - 1];
      for (std::size_t i = at; i < size; ++i) set[i] = set[i - 1] + 1;
    }
  }
  return best;
}

}  // namespace backbeat::capacity
