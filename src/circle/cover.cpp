#include "circle/cover.hpp"

namespace backbeat::circle {
namespace {

class Tree {
 public:
  Tree(std::vector<Priced> columns, const CoverLimits& limits, const std::function<bool()>& is_over)
      : m_columns(std::move(columns)), m_limits(limits), m_is_over(is_over) {
    pay(limits.cost);
    std::ranges::stable_sort(m_columns, {}, &Priced::reduced);
  }

  Cover search(std::uint64_t everybody) {
    std::vector<std::uint32_t> all(m_columns.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    grow(everybody, all, 0, 0);
    return std::move(m_best);
  }

 private:
  void pay(std::int64_t cost) {
    m_cost = cost;
    m_budget = (cost - 1) * fine - m_limits.bound;
  }

  /// `open` are the columns that fit what is chosen so far.
  void grow(std::uint64_t left, const std::vector<std::uint32_t>& open, std::int64_t spent, int cross) {
    if (left == 0) {
      std::int64_t cost = m_limits.shortage * std::max(0, m_limits.cross_min - cross);
      for (const Column& column : m_chosen) cost += column.cost;
      if (cost >= m_cost) return;  // the reduced costs leave out what cuts are not used to the full
      m_best.columns = m_chosen;
      return pay(cost);
    }
    if (++m_nodes > m_limits.nodes || (m_nodes % 1024 == 0 && m_is_over())) m_best.is_complete = false;
    if (!m_best.is_complete) return;
    // The person with the fewest ways; each person's cheapest way must be affordable.
    std::array<std::uint32_t, 64> ways{};
    std::array<std::int64_t, 64> least{};
    for (const std::uint32_t i : open) {
      const Priced& one = m_columns[i];
      for (std::size_t k = 0; k < one.column.size; ++k) {
        const std::size_t person = one.column.members[k];
        const std::int64_t share = one.reduced / one.column.size;
        if (ways[person]++ == 0 || share < least[person]) least[person] = share;
      }
    }
    std::size_t next = 64;
    std::int64_t must = 0;
    for (std::uint64_t rest = left; rest != 0; rest &= rest - 1) {
      const auto person = static_cast<std::size_t>(std::countr_zero(rest));
      if (ways[person] == 0) return;
      must += least[person];
      if (next == 64 || ways[person] < ways[next]) next = person;
    }
    if (spent + must > m_budget) return;
    std::vector<std::uint32_t> fitting;
    for (const std::uint32_t i : open) {
      const Priced& one = m_columns[i];
      if (((one.column.set >> next) & 1U) == 0) continue;
      const std::int64_t now = spent + one.reduced;
      const int with_cross = cross + (one.column.is_cross ? 1 : 0);
      if (now > m_budget || with_cross > m_limits.cross_max) continue;
      fitting.clear();
      for (const std::uint32_t other : open)
        if ((m_columns[other].column.set & one.column.set) == 0 && now + m_columns[other].reduced <= m_budget) fitting.push_back(other);
      m_chosen.push_back(one.column);
      grow(left & ~one.column.set, fitting, now, with_cross);
      m_chosen.pop_back();
      if (!m_best.is_complete) return;
    }
  }

  std::vector<Priced> m_columns;
  CoverLimits m_limits;
  std::int64_t m_cost = 0;
  std::int64_t m_budget = 0;  // what the reduced costs of a cheaper cover may come to
  const std::function<bool()>& m_is_over;
  std::int64_t m_nodes = 0;
  std::vector<Column> m_chosen;
  Cover m_best;
};

}  // namespace

Cover cheapest_cover(std::vector<Priced> columns, std::uint64_t everybody, const CoverLimits& limits,
                     const std::function<bool()>& is_over) {
  return Tree(std::move(columns), limits, is_over).search(everybody);
}

}  // namespace backbeat::circle
