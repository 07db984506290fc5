#include "circle/cost.hpp"

#include "base/assert.hpp"

namespace backbeat::circle {
namespace {

struct Half {
  RepIndex one;
  Special special;
};

/// One entry for each ordered pair that has anything special, sorted.
std::vector<Half> halves_of(const Organisation& organisation) {
  std::vector<Half> out;
  const auto both = [&](RepIndex one, RepIndex other, Special special) {
    special.other = other;
    out.push_back({one, special});
    special.other = one;
    out.push_back({other, special});
  };
  for (RepIndex rep = 0; rep < organisation.people.size(); ++rep) {
    Members wishes = organisation.people[rep].prefers;
    std::ranges::sort(wishes);
    wishes.erase(std::ranges::unique(wishes).begin(), wishes.end());
    for (const RepIndex wish : wishes)
      if (wish != rep) both(rep, wish, {.other = 0, .wishes = 1});
  }
  for (const auto& [one, other] : organisation.apart)
    if (one != other) both(one, other, {.other = 0, .is_apart = true});
  for (std::size_t period = 0; period < organisation.history.size(); ++period) {
    const std::size_t age = organisation.history.size() - period;
    const int cost = repeat_cost(organisation.weights.repeat, age);
    for (const Members& circle : organisation.history[period])
      for (std::size_t a = 0; a < circle.size(); ++a)
        for (std::size_t b = a + 1; b < circle.size(); ++b)
          if (circle[a] != circle[b]) both(circle[a], circle[b], {.other = 0, .repeat = cost, .last_met = age});
  }
  std::ranges::stable_sort(out, {}, [](const Half& half) { return std::pair(half.one, half.special.other); });
  return out;
}

}  // namespace

int repeat_cost(int weight, std::size_t age) {
  return age > 31 ? 1 : std::max(1, weight >> (age - 1));
}

Ground::Ground(const Organisation& organisation, Fresh fresh) : m_organisation(&organisation) {
  const std::size_t count = organisation.people.size();
  m_traits.reserve(count);
  for (const Rep& rep : organisation.people) {
    Traits traits{.known = 0,
                  .themes = 0,
                  .band = organisation.band_of(rep),
                  .segment = rep.segment,
                  .manager = rep.manager,
                  .tercile = rep.tercile,
                  .may_cross = organisation.roles[rep.role] != role_without_cross};
    for (const std::uint32_t theme : rep.themes) {
      ASSERT(theme < 64);
      traits.themes |= std::uint64_t{1} << theme;
    }
    m_traits.push_back(traits);
  }
  m_begins.assign(count + 1, 0);
  RepIndex last_one = 0;
  for (const Half& half : halves_of(organisation)) {
    if (!m_specials.empty() && last_one == half.one && m_specials.back().other == half.special.other && m_begins[half.one + 1] > 0) {
      Special& known = m_specials.back();
      known.repeat += half.special.repeat;
      known.wishes += half.special.wishes;
      known.is_apart |= half.special.is_apart;
      if (half.special.last_met > 0)
        known.last_met = known.last_met == 0 ? half.special.last_met : std::min(known.last_met, half.special.last_met);
    } else {
      m_specials.push_back(half.special);
      ++m_begins[half.one + 1];
      m_traits[half.one].known |= std::uint64_t{1} << (half.special.other % 64);
    }
    last_one = half.one;
  }
  for (std::size_t i = 0; i < count; ++i) m_begins[i + 1] += m_begins[i];
  for (Special& special : m_specials)
    if (special.last_met > 0 && special.last_met <= static_cast<std::size_t>(std::max(0, fresh.periods))) special.repeat += fresh.cost;
  for (std::uint32_t role = 0; role < organisation.roles.size(); ++role) m_kinds.push_back({Kind::Form::same, role});
  if (organisation.cross_max > 0)
    for (std::uint32_t theme = 0; theme < organisation.themes.size(); ++theme) m_kinds.push_back({Kind::Form::cross, theme});
}

std::span<const Special> Ground::specials(RepIndex index) const {
  return std::span(m_specials).subspan(m_begins[index], m_begins[index + 1] - m_begins[index]);
}

const Special* Ground::special(RepIndex one, RepIndex other) const {
  if (((m_traits[one].known >> (other % 64)) & 1U) == 0) return nullptr;
  for (const Special& special : specials(one))
    if (special.other == other) return &special;
  return nullptr;
}

int Ground::pair_cost(RepIndex one, RepIndex other) const {
  const Weights& weights = m_organisation->weights;
  const Traits& a = m_traits[one];
  const Traits& b = m_traits[other];
  int cost = (a.band == b.band ? weights.tenure : 0) + (a.segment == b.segment ? weights.segment : 0) +
             (a.manager == b.manager ? weights.manager : 0) + (a.tercile == b.tercile ? weights.perf : 0);
  if (const Special* found = special(one, other)) cost += found->repeat - weights.prefer * found->wishes;
  return cost;
}

bool Ground::is_apart(RepIndex one, RepIndex other) const {
  const Special* found = special(one, other);
  return found != nullptr && found->is_apart;
}

bool Ground::is_eligible(RepIndex index, Kind kind) const {
  if (kind.form == Kind::Form::same) return rep(index).role == kind.index;
  return m_traits[index].may_cross && ((m_traits[index].themes >> kind.index) & 1U) != 0;
}

WeeklyStarts common_starts(const Organisation& organisation, std::span<const RepIndex> members) {
  WeeklyStarts starts = WeeklyStarts::all();
  for (const RepIndex member : members) starts &= organisation.people[member].starts;
  return starts;
}

std::optional<Ground::Lawful> Ground::lawful(std::span<const RepIndex> members, std::optional<std::uint32_t> theme) const {
  const Rules& rules = m_organisation->rules;
  const Weights& weights = m_organisation->weights;
  const int size = static_cast<int>(members.size());
  if (size < rules.size_min || size > rules.size_max) return std::nullopt;
  std::uint64_t themes = ~std::uint64_t{0};
  bool is_mixed = false;
  int certified = 0;
  bool has_senior = false;
  std::int64_t cost = std::int64_t{weights.size} * std::abs(size - rules.size_ideal);
  WeeklyStarts starts = WeeklyStarts::all();
  for (std::size_t a = 0; a < members.size(); ++a) {
    const Rep& one = rep(members[a]);
    starts &= one.starts;
    themes &= m_traits[members[a]].may_cross ? m_traits[members[a]].themes : 0;
    is_mixed |= one.role != rep(members[0]).role;
    certified += one.is_certified ? 1 : 0;
    has_senior |= is_senior(members[a]);
    int team = 1;
    int of_role = 0;
    for (std::size_t b = 0; b < members.size(); ++b) {
      of_role += rep(members[b]).role == one.role ? 1 : 0;
      if (b >= a) continue;
      team += rep(members[b]).manager == one.manager ? 1 : 0;
      if (is_apart(members[a], members[b])) return std::nullopt;
      cost += pair_cost(members[a], members[b]);
    }
    if (team > rules.same_manager_max) return std::nullopt;
    if (of_role < size && of_role < rules.cross_min_per_role) return std::nullopt;
  }
  const int common = starts.count_up_to(std::max(rules.slots_want, rules.slots_min));
  if (common < rules.slots_min || certified < rules.facilitators_min) return std::nullopt;
  if (is_mixed && (themes == 0 || m_organisation->cross_max == 0)) return std::nullopt;
  cost += std::int64_t{weights.slots} * std::max(0, rules.slots_want - common) +
          std::int64_t{weights.facilitators} * std::max(0, rules.facilitators_want - certified) + (has_senior ? 0 : weights.senior);
  if (!is_mixed) return Lawful{{Kind::Form::same, rep(members[0]).role}, cost};
  const bool keeps = theme && ((themes >> *theme) & 1U) != 0;
  return Lawful{{Kind::Form::cross, keeps ? *theme : static_cast<std::uint32_t>(std::countr_zero(themes))}, cost};
}

Score Ground::score(const Circle& circle) const {
  const Rules& rules = m_organisation->rules;
  const Weights& weights = m_organisation->weights;
  const Members& members = circle.members;
  const int size = static_cast<int>(members.size());
  Score out;
  Costs& cost = out.cost;
  Violations& broken = out.broken;
  broken[Rule::size] = std::max(0, rules.size_min - size) + std::max(0, size - rules.size_max);
  cost[Term::size] = weights.size * std::abs(size - rules.size_ideal);
  broken[Rule::kind] = std::ranges::count_if(members, [&](RepIndex member) { return !is_eligible(member, circle.kind); });
  std::map<std::uint32_t, int> of_role, of_manager;
  int certified = 0;
  bool has_senior = false;
  for (std::size_t a = 0; a < members.size(); ++a) {
    ++of_role[rep(members[a]).role];
    ++of_manager[rep(members[a]).manager];
    certified += rep(members[a]).is_certified ? 1 : 0;
    has_senior |= is_senior(members[a]);
    for (std::size_t b = a + 1; b < members.size(); ++b) {
      const Traits& one = m_traits[members[a]];
      const Traits& other = m_traits[members[b]];
      if (one.band == other.band) cost[Term::tenure] += weights.tenure;
      if (one.segment == other.segment) cost[Term::segment] += weights.segment;
      if (one.manager == other.manager) cost[Term::manager] += weights.manager;
      if (one.tercile == other.tercile) cost[Term::perf] += weights.perf;
      if (const Special* found = special(members[a], members[b])) {
        cost[Term::repeat] += found->repeat;
        cost[Term::prefer] -= weights.prefer * found->wishes;
        broken[Rule::apart] += found->is_apart ? 1 : 0;
      }
    }
  }
  if (circle.kind.form == Kind::Form::cross) {
    const bool too_few = std::ranges::any_of(of_role, [&](const auto& role) { return role.second < rules.cross_min_per_role; });
    if (of_role.size() < 2 || too_few) ++broken[Rule::kind];
  }
  const int common = common_starts(*m_organisation, members).count();
  broken[Rule::slots] = std::max(0, rules.slots_min - common);
  cost[Term::slots] = weights.slots * std::max(0, rules.slots_want - common);
  broken[Rule::facilitators] = std::max(0, rules.facilitators_min - certified);
  cost[Term::facilitators] = weights.facilitators * std::max(0, rules.facilitators_want - certified);
  if (!has_senior) cost[Term::senior] = weights.senior;
  for (const auto& [manager, count] : of_manager) broken[Rule::same_manager] += std::max(0, count - rules.same_manager_max);
  return out;
}

Score Ground::score(const Plan& plan) const {
  Score out;
  std::vector<int> seen(size(), 0);
  int cross = 0;
  for (const Circle& circle : plan.circles) {
    out += score(circle);
    for (const RepIndex member : circle.members) ++seen[member];
    cross += circle.kind.form == Kind::Form::cross ? 1 : 0;
  }
  for (const RepIndex waiting : plan.waitlist) ++seen[waiting];
  out.cost[Term::waitlist] += std::int64_t{m_organisation->weights.waitlist} * static_cast<std::int64_t>(plan.waitlist.size());
  for (const int times : seen) out.broken[Rule::cover] += std::abs(times - 1);
  out.broken[Rule::cross] += std::max(0, m_organisation->cross_min - cross) + std::max(0, cross - m_organisation->cross_max);
  return out;
}

}  // namespace backbeat::circle
