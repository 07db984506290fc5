#include "circle/proof.hpp"

#include "circle/cover.hpp"
#include "circle/lane.hpp"
#include "circle/master.hpp"

#include <limits>

namespace backbeat::circle {
namespace {

constexpr std::size_t columns_a_round = 6'000;
constexpr int most_rounds = 80;
constexpr std::size_t most_columns = 600'000;  // that may be of use; more, and no proof is tried
constexpr int most_cut_rounds = 40;
constexpr std::size_t cuts_a_round = 25;
constexpr std::size_t few_enough = 400;  // columns: the tree is searched at once
constexpr std::int64_t most_nodes = 2'000'000;

/// Sets of three of which the used columns hold two or more, together more than once; the worst first.
std::vector<std::uint64_t> broken_cuts(const std::vector<std::pair<Column, double>>& used, std::size_t people) {
  std::vector<std::pair<double, std::uint64_t>> found;
  for (std::size_t a = 0; a < people; ++a)
    for (std::size_t b = a + 1; b < people; ++b) {
      double two = 0;
      for (const auto& [column, value] : used) two += ((column.set >> a) & (column.set >> b) & 1U) != 0 ? value : 0;
      for (std::size_t c = b + 1; c < people; ++c) {
        const std::uint64_t three = (std::uint64_t{1} << a) | (std::uint64_t{1} << b) | (std::uint64_t{1} << c);
        double sum = 0;
        for (const auto& [column, value] : used) sum += is_cut(column.set, three) ? value : 0;
        if (sum > 1.02) found.emplace_back(-sum, three);
      }
    }
  std::ranges::sort(found);
  std::vector<std::uint64_t> out;
  std::array<int, 64> times{};
  for (const auto& [sum, three] : found) {
    bool is_crowded = false;
    for (std::uint64_t rest = three; rest != 0; rest &= rest - 1)
      is_crowded |= times[static_cast<std::size_t>(std::countr_zero(rest))] >= 5;
    if (is_crowded) continue;
    for (std::uint64_t rest = three; rest != 0; rest &= rest - 1) ++times[static_cast<std::size_t>(std::countr_zero(rest))];
    out.push_back(three);
    if (out.size() == cuts_a_round) break;
  }
  return out;
}

class Prover {
 public:
  Prover(const Ground& ground, const Plan& plan, std::int64_t known, const std::function<bool()>& is_over)
      : m_ground(ground),
        m_organisation(ground.organisation()),
        m_shortage(Lane::shortage(m_organisation)),
        m_columns(ground),
        m_master(m_organisation, m_shortage),
        m_is_over(is_over) {
    m_out.plan = plan;
    m_out.bound = known;
    m_cost = cost_of(plan);
  }

  Proof run() {
    if (m_ground.size() == 0 || is_closed()) return m_out;
    begin();
    if (!price_out()) return stopped();
    if (!is_closed() && gather()) {
      cut();
      if (!is_closed() && !m_is_over()) search();
    }
    return stopped();
  }

 private:
  [[nodiscard]] std::int64_t cost_of(const Plan& plan) const {
    const Score score = m_ground.score(plan);
    return score.cost.total() + score.broken[Rule::cross] * m_shortage;
  }
  [[nodiscard]] bool is_closed() const { return m_out.bound >= m_cost; }
  /// What the reduced costs of a better plan may come to.
  [[nodiscard]] std::int64_t room(std::int64_t bound) const { return (m_cost - 1) * fine - bound; }
  Proof stopped() {
    m_out.bound = std::min(m_out.bound, m_cost);
    m_out.is_stopped = m_is_over();
    return m_out;
  }
  void raise(std::int64_t bound) {
    const std::int64_t whole = bound >= 0 ? (bound + fine - 1) / fine : -(-bound / fine);
    m_out.bound = std::max(m_out.bound, whole);
  }

  /// The first prices are each person's share of the plan at hand.
  void begin() {
    m_duals.prices.person.assign(m_ground.size(), std::int64_t{m_organisation.weights.waitlist} * fine);
    for (const Circle& circle : m_out.plan.circles) {
      const Column column = m_columns.column_of(circle);
      m_pool.push_back(column);
      for (std::size_t i = 0; i < column.size; ++i)
        m_duals.prices.person[column.members[i]] =
            std::min<std::int64_t>(column.cost * fine / column.size, m_duals.prices.person[column.members[i]]);
    }
    for (std::size_t i = 0; i < m_ground.size(); ++i) m_pool.push_back(m_columns.waiting(i));
  }

  /// Column generation until no circle at all has a negative reduced cost.
  bool price_out() {
    for (int round = 0; round < most_rounds; ++round) {
      std::vector<Priced> found;
      std::int64_t limit = 0;
      std::int64_t least = 0;
      std::int64_t visits = 0;
      m_columns.find(
          m_duals.prices, [&] { return limit; },
          [&](const Column& column, std::int64_t reduced) {
            least = std::min(least, reduced);
            found.push_back({column, reduced});
            if (found.size() >= 2 * columns_a_round) {
              std::ranges::nth_element(found, found.begin() + columns_a_round, {}, &Priced::reduced);
              limit = std::min(limit, found[columns_a_round].reduced);
              found.resize(columns_a_round);
            }
            return (++visits % 4096) != 0 || !m_is_over();
          });
      if (m_is_over()) return false;
      const std::int64_t bound = m_master.bound(m_duals, least);
      if (bound > m_bound || round == 0) {
        m_bound = bound;
        m_best_duals = m_duals;
      }
      raise(bound);
      if (is_closed() || least > -fine / 512) return true;
      for (const Priced& one : found) m_pool.push_back(one.column);
      if (!m_master.solve(m_pool, m_is_over)) return false;
      m_duals = m_master.duals();
    }
    return true;
  }

  /// Every column a better plan could be made of.
  bool gather() {
    const Duals& duals = m_best_duals;
    const std::int64_t limit = room(m_bound) + 1;
    m_pool.clear();
    for (std::size_t i = 0; i < m_ground.size(); ++i) m_pool.push_back(m_columns.waiting(i));
    m_columns.find(
        duals.prices, [&] { return limit; },
        [&](const Column& column, std::int64_t) {
          m_pool.push_back(column);
          return m_pool.size() <= most_columns && (m_pool.size() % 4096 != 0 || !m_is_over());
        });
    std::erase_if(m_pool, [&](const Column& column) { return reduced_cost(column, duals.prices) >= limit; });
    return m_pool.size() <= most_columns && !m_is_over();
  }

  /// Cuts raise the bound, a higher bound leaves fewer columns.
  void cut() {
    for (int round = 0; round < most_cut_rounds && m_pool.size() > few_enough; ++round) {
      if (!m_master.solve(m_pool, m_is_over)) return;
      const Duals duals = m_master.duals();
      std::int64_t least = 0;
      for (const Column& column : m_pool) least = std::min(least, m_master.reduced(column, duals));
      const std::int64_t bound = m_master.bound(duals, least);
      if (bound > m_bound) {
        m_bound = bound;
        m_best_duals = duals;
        raise(bound);
      }
      if (is_closed()) return;
      const std::int64_t limit = room(m_bound) + 1;
      std::erase_if(m_pool, [&](const Column& column) { return m_master.reduced(column, m_best_duals) >= limit; });
      const std::vector<std::uint64_t> cuts = broken_cuts(m_master.used(), m_ground.size());
      if (cuts.empty()) return;
      for (const std::uint64_t three : cuts) m_master.add_cut(three);
    }
  }

  void search() {
    std::vector<Priced> priced;
    // A rounding may leave a reduced cost a hair below nought; what that could add up to is in the bound already.
    for (const Column& column : m_pool) priced.push_back({column, std::max<std::int64_t>(0, m_master.reduced(column, m_best_duals))});
    const std::uint64_t everybody = m_ground.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << m_ground.size()) - 1;
    const CoverLimits limits{.cost = m_cost,
                             .bound = m_bound,
                             .cross_min = m_organisation.cross_min,
                             .cross_max = m_organisation.cross_max,
                             .shortage = m_shortage,
                             .nodes = most_nodes};
    Cover cover = cheapest_cover(std::move(priced), everybody, limits, m_is_over);
    if (!cover.columns.empty()) take(cover.columns);
    if (cover.is_complete) m_out.bound = m_cost;
  }

  void take(const std::vector<Column>& columns) {
    Plan plan;
    for (const Column& column : columns) {
      if (column.size == 1 && m_organisation.rules.size_min > 1)
        plan.waitlist.push_back(column.members[0]);
      else
        plan.circles.push_back(m_columns.circle_of(column));
    }
    const std::int64_t cost = cost_of(plan);
    if (cost >= m_cost) return;
    m_cost = cost;
    m_out.plan = std::move(plan);
  }

  const Ground& m_ground;
  const Organisation& m_organisation;
  std::int64_t m_shortage;
  Columns m_columns;
  Master m_master;
  const std::function<bool()>& m_is_over;
  Proof m_out;
  std::int64_t m_cost = 0;
  std::int64_t m_bound = std::numeric_limits<std::int64_t>::min() / 4;  // times fine
  Duals m_duals, m_best_duals;
  std::vector<Column> m_pool;
};

}  // namespace

Proof prove(const Ground& ground, const Plan& plan, std::int64_t known, const std::function<bool()>& is_over) {
  return Prover(ground, plan, known, is_over).run();
}

}  // namespace backbeat::circle
