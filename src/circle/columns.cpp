#include "circle/columns.hpp"

#include "base/assert.hpp"

namespace backbeat::circle {

struct Columns::Node {
  std::array<std::uint8_t, most_members> members{};
  int size = 0;
  int certified = 0;
  int seniors = 0;
  bool is_mixed = false;
  std::int64_t base = 0;         // pairs less prices, times fine
  std::uint64_t candidates = 0;  // later ones who go with all members
  std::uint64_t themes = ~std::uint64_t{0};
  std::int32_t pairs = 0;
  WeeklyStarts starts;
};

struct Columns::Search {
  const Prices& prices;
  const std::function<std::int64_t()>& limit;
  const std::function<bool(const Column&, std::int64_t)>& visit;
  // For each depth, what adding a person would change: pairs with the members less the person's price, times fine.
  std::array<std::array<std::int64_t, 64>, most_members + 1> change;
};

Columns::Columns(const Ground& ground) : m_ground(&ground), m_count(ground.size()) {
  ASSERT(m_count <= 64);
  const Organisation& organisation = ground.organisation();
  const Rules& rules = organisation.rules;
  m_pair.assign(m_count * m_count, 0);
  m_may_join.assign(m_count, 0);
  m_themes.assign(m_count, 0);
  m_same_team.assign(m_count, 0);
  for (RepIndex i = 0; i < m_count; ++i) {
    for (const std::uint32_t theme : ground.rep(i).themes)
      if (organisation.cross_max > 0 && ground.is_eligible(i, {Kind::Form::cross, theme})) m_themes[i] |= std::uint64_t{1} << theme;
  }
  for (RepIndex i = 0; i < m_count; ++i) {
    std::vector<std::int64_t> gains;
    for (RepIndex j = 0; j < m_count; ++j) {
      if (i == j) continue;
      m_pair[i * m_count + j] = ground.pair_cost(i, j);
      const Rep& one = ground.rep(i);
      const Rep& other = ground.rep(j);
      if (one.manager == other.manager) m_same_team[i] |= std::uint64_t{1} << j;
      const bool may = !ground.is_apart(i, j) && (one.role == other.role || (m_themes[i] & m_themes[j]) != 0) &&
                       (one.starts & other.starts).count_up_to(rules.slots_min) >= rules.slots_min;
      if (!may) continue;
      m_may_join[i] |= std::uint64_t{1} << j;
      if (m_pair[i * m_count + j] < 0) gains.push_back(m_pair[i * m_count + j]);
    }
    std::ranges::sort(gains);
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < gains.size() && k + 1 < static_cast<std::size_t>(rules.size_max); ++k) sum += gains[k];
    m_discount.push_back(sum * fine / 2 - 1);  // half: the other of the pair has the other half; rounded down
  }
}

Column Columns::waiting(std::size_t person) const {
  Column column;
  column.set = std::uint64_t{1} << person;
  column.cost = m_ground->organisation().weights.waitlist;
  column.size = 1;
  column.members[0] = static_cast<std::uint8_t>(person);
  return column;
}

Column Columns::column_of(const Circle& circle) const {
  Column column;
  column.cost = static_cast<std::int32_t>(m_ground->score(circle).cost.total());
  column.is_cross = circle.kind.form == Kind::Form::cross;
  for (const RepIndex member : circle.members) {
    column.set |= std::uint64_t{1} << member;
    column.members[column.size++] = static_cast<std::uint8_t>(member);
  }
  return column;
}

Circle Columns::circle_of(const Column& column) const {
  Circle circle;
  std::uint64_t themes = ~std::uint64_t{0};
  for (std::size_t i = 0; i < column.size; ++i) {
    circle.members.push_back(column.members[i]);
    themes &= m_themes[column.members[i]];
  }
  circle.kind = column.is_cross ? Kind{Kind::Form::cross, static_cast<std::uint32_t>(std::countr_zero(themes))}
                                : Kind{Kind::Form::same, m_ground->rep(circle.members[0]).role};
  return circle;
}

bool Columns::is_lawful(const Node& node) const {
  const Rules& rules = m_ground->organisation().rules;
  if (node.certified < rules.facilitators_min) return false;
  if (!node.is_mixed) return true;
  for (int i = 0; i < node.size; ++i) {
    int same = 0;
    for (int j = 0; j < node.size; ++j)
      same += m_ground->rep(node.members[static_cast<std::size_t>(i)]).role == m_ground->rep(node.members[static_cast<std::size_t>(j)]).role
                  ? 1
                  : 0;
    if (same < rules.cross_min_per_role) return false;
  }
  return true;
}

bool Columns::grow(Search& search, const Node& node) const {
  const Organisation& organisation = m_ground->organisation();
  const Rules& rules = organisation.rules;
  const Weights& weights = organisation.weights;
  const std::int64_t limit = search.limit();
  const int common = node.starts.count_up_to(std::max(rules.slots_want, rules.slots_min));
  const std::int64_t slots = std::int64_t{weights.slots} * std::max(0, rules.slots_want - common);
  const std::int64_t worth = organisation.cross_max > 0 ? std::max<std::int64_t>(0, search.prices.cross) : 0;
  if (node.size >= rules.size_min && is_lawful(node)) {
    const std::int64_t cost = node.pairs + slots + weights.facilitators * std::max(0, rules.facilitators_want - node.certified) +
                              (node.seniors == 0 ? weights.senior : 0) + weights.size * std::abs(node.size - rules.size_ideal);
    const std::int64_t reduced = node.base + (cost - node.pairs) * fine - (node.is_mixed ? search.prices.cross : 0);
    if (reduced < limit) {
      Column column;
      column.cost = static_cast<std::int32_t>(cost);
      column.is_cross = node.is_mixed;
      column.size = static_cast<std::uint8_t>(node.size);
      column.members = node.members;
      for (int i = 0; i < node.size; ++i) column.set |= std::uint64_t{1} << node.members[static_cast<std::size_t>(i)];
      if (!search.visit(column, reduced)) return false;
    }
  }
  if (node.size >= rules.size_max) return true;
  // The cheapest additions there are, to see whether any size can still be reached below the limit.
  const auto& change = search.change[static_cast<std::size_t>(node.size)];
  const std::size_t most = static_cast<std::size_t>(rules.size_max - node.size);
  std::array<std::int64_t, most_members> cheapest;
  std::size_t found = 0;
  for (std::uint64_t rest = node.candidates; rest != 0; rest &= rest - 1) {
    const std::size_t j = static_cast<std::size_t>(std::countr_zero(rest));
    std::int64_t value = change[j] + (most > 1 ? m_discount[j] : 0);
    for (std::size_t k = 0; k < found; ++k)
      if (value < cheapest[k]) std::swap(value, cheapest[k]);
    if (found < most) cheapest[found++] = value;
  }
  std::int64_t sum = 0;
  bool can_be = false;
  for (std::size_t more = 1; more <= found; ++more) {
    sum += cheapest[more - 1];
    const int size = node.size + static_cast<int>(more);
    can_be |= size >= rules.size_min && node.base + sum + (slots + weights.size * std::abs(size - rules.size_ideal)) * fine - worth < limit;
  }
  if (!can_be) return true;
  auto& next = search.change[static_cast<std::size_t>(node.size) + 1];
  for (std::uint64_t rest = node.candidates; rest != 0; rest &= rest - 1) {
    const std::size_t j = static_cast<std::size_t>(std::countr_zero(rest));
    Node child = node;
    child.starts &= m_ground->rep(static_cast<RepIndex>(j)).starts;
    if (child.starts.count_up_to(rules.slots_min) < rules.slots_min) continue;
    child.themes &= m_themes[j];
    child.is_mixed |= node.size > 0 && m_ground->rep(static_cast<RepIndex>(j)).role != m_ground->rep(node.members[0]).role;
    if (child.is_mixed && child.themes == 0) continue;
    child.candidates = rest & (rest - 1) & m_may_join[j];
    int mates = 0;
    for (int i = 0; i < node.size; ++i) {
      const std::size_t member = node.members[static_cast<std::size_t>(i)];
      child.pairs += m_pair[j * m_count + member];
      mates += static_cast<int>((m_same_team[j] >> member) & 1U);
    }
    if (mates >= rules.same_manager_max) continue;
    child.base += change[j];
    child.certified += m_ground->rep(static_cast<RepIndex>(j)).is_certified ? 1 : 0;
    child.seniors += m_ground->is_senior(static_cast<RepIndex>(j)) ? 1 : 0;
    child.members[static_cast<std::size_t>(child.size++)] = static_cast<std::uint8_t>(j);
    const std::int32_t* row = &m_pair[j * m_count];
    for (std::uint64_t later = child.candidates; later != 0; later &= later - 1) {
      const std::size_t k = static_cast<std::size_t>(std::countr_zero(later));
      next[k] = change[k] + row[k] * fine;
    }
    if (!grow(search, child)) return false;
  }
  return true;
}

bool Columns::find(const Prices& prices, const std::function<std::int64_t()>& limit,
                   const std::function<bool(const Column&, std::int64_t)>& visit) const {
  Search search{prices, limit, visit, {}};
  for (std::size_t i = 0; i < m_count; ++i) search.change[0][i] = -prices.person[i];
  Node root;
  root.starts = WeeklyStarts::all();
  root.candidates = m_count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << m_count) - 1;
  return grow(search, root);
}

}  // namespace backbeat::circle
