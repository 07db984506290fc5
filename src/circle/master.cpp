#include "circle/master.hpp"

#include <cmath>

namespace backbeat::circle {
namespace {

constexpr double too_small = 1e-9;
constexpr double worth_it = -1e-7;
constexpr double broken_cut = 1e4;
constexpr std::size_t block = 4096;
constexpr std::size_t most_pivots = 40'000;

}  // namespace

Master::Master(const Organisation& organisation, std::int64_t shortage)
    : m_organisation(&organisation), m_people(organisation.people.size()), m_shortage(shortage) {
  for (std::size_t i = 0; i < m_people; ++i) {
    m_right.push_back(1.0 + 1e-5 * static_cast<double>((i * 37 + 11) % 101) / 101.0);
    Column waiting;
    waiting.set = std::uint64_t{1} << i;
    waiting.cost = organisation.weights.waitlist;
    waiting.size = 1;
    waiting.members[0] = static_cast<std::uint8_t>(i);
    m_basis.push_back({waiting});
  }
  m_right.push_back(organisation.cross_max);
  m_right.push_back(organisation.cross_min);
  m_singles.push_back({m_people, 1, 0});
  m_singles.push_back({m_people + 1, 1, static_cast<double>(shortage)});
  m_singles.push_back({m_people + 1, -1, 0});
  m_basis.push_back({.column = {}, .single = 0});
  m_basis.push_back({.column = {}, .single = 1});
  m_inverse.assign(rows() * rows(), 0);
  for (std::size_t i = 0; i < rows(); ++i) m_inverse[i * rows() + i] = 1;
  m_value = m_right;
  m_dual.assign(rows(), 0);
}

double Master::cost(const Basic& basic) const {
  return basic.single < 0 ? basic.column.cost : m_singles[static_cast<std::size_t>(basic.single)].cost;
}

template <class Visit>
void Master::entries(const Basic& basic, const Visit& visit) const {
  if (basic.single >= 0) {
    const Single& single = m_singles[static_cast<std::size_t>(basic.single)];
    return visit(single.row, single.sign);
  }
  for (std::size_t i = 0; i < basic.column.size; ++i) visit(std::size_t{basic.column.members[i]}, 1.0);
  if (basic.column.is_cross) {
    visit(m_people, 1.0);
    visit(m_people + 1, 1.0);
  }
  for (std::size_t i = 0; i < m_cuts.size(); ++i)
    if (is_cut(basic.column.set, m_cuts[i])) visit(m_people + 2 + i, 1.0);
}

void Master::add_cut(std::uint64_t three) {
  const std::size_t before = rows();
  std::vector<double> row(before + 1, 0);
  double value = 0;
  for (std::size_t i = 0; i < before; ++i) {
    if (m_basis[i].single >= 0 || !is_cut(m_basis[i].column.set, three)) continue;
    value += m_value[i];
    for (std::size_t j = 0; j < before; ++j) row[j] += m_inverse[i * before + j];
  }
  m_cuts.push_back(three);
  m_right.push_back(1.0 + 1e-6 * static_cast<double>(m_cuts.size() % 17));
  m_singles.push_back({before, 1, 0});
  m_singles.push_back({before, -1, broken_cut});
  const bool is_broken = value > m_right.back();
  if (!is_broken)
    for (double& entry : row) entry = -entry;
  row[before] = is_broken ? -1 : 1;
  std::vector<double> inverse(rows() * rows(), 0);
  for (std::size_t i = 0; i < before; ++i)
    for (std::size_t j = 0; j < before; ++j) inverse[i * rows() + j] = m_inverse[i * before + j];
  for (std::size_t j = 0; j <= before; ++j) inverse[before * rows() + j] = row[j];
  m_inverse = std::move(inverse);
  m_basis.push_back({.column = {}, .single = static_cast<std::int64_t>(m_singles.size()) - (is_broken ? 1 : 2)});
  m_value.push_back(std::abs(value - m_right.back()));
  m_dual.push_back(0);
}

void Master::price() {
  std::ranges::fill(m_dual, 0.0);
  for (std::size_t i = 0; i < rows(); ++i) {
    const double weight = cost(m_basis[i]);
    if (weight == 0) continue;
    const double* row = &m_inverse[i * rows()];
    for (std::size_t j = 0; j < rows(); ++j) m_dual[j] += weight * row[j];
  }
}

/// The inverse anew from the basis, by Gauss and Jordan with partial pivoting.
void Master::refactor() {
  const std::size_t n = rows();
  std::vector<double> matrix(n * n, 0);
  std::vector<double> inverse(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    entries(m_basis[i], [&](std::size_t row, double value) { matrix[row * n + i] = value; });
    inverse[i * n + i] = 1;
  }
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t best = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::abs(matrix[i * n + k]) > std::abs(matrix[best * n + k])) best = i;
    if (std::abs(matrix[best * n + k]) < too_small) return;  // stays with the inverse it has
    for (std::size_t j = 0; j < n && best != k; ++j) {
      std::swap(matrix[best * n + j], matrix[k * n + j]);
      std::swap(inverse[best * n + j], inverse[k * n + j]);
    }
    const double pivot = 1.0 / matrix[k * n + k];
    for (std::size_t j = 0; j < n; ++j) {
      matrix[k * n + j] *= pivot;
      inverse[k * n + j] *= pivot;
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double factor = matrix[i * n + k];
      if (i == k || factor == 0) continue;
      for (std::size_t j = 0; j < n; ++j) {
        matrix[i * n + j] -= factor * matrix[k * n + j];
        inverse[i * n + j] -= factor * inverse[k * n + j];
      }
    }
  }
  m_inverse = std::move(inverse);
  for (std::size_t i = 0; i < n; ++i) {
    m_value[i] = 0;
    for (std::size_t j = 0; j < n; ++j) m_value[i] += m_inverse[i * n + j] * m_right[j];
  }
}

void Master::enter(const Basic& basic) {
  const std::size_t n = rows();
  std::vector<double> change(n, 0);
  entries(basic, [&](std::size_t row, double value) {
    for (std::size_t i = 0; i < n; ++i) change[i] += value * m_inverse[i * n + row];
  });
  std::size_t leaves = n;
  double least = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (change[i] <= 1e-7) continue;
    const double ratio = std::max(0.0, m_value[i]) / change[i];
    if (leaves < n && (ratio > least + 1e-12 || (ratio > least - 1e-12 && change[i] <= change[leaves]))) continue;
    least = ratio;
    leaves = i;
  }
  if (leaves == n) return;  // cannot be: everything is bounded by the people's rows
  const double pivot = 1.0 / change[leaves];
  double* row = &m_inverse[leaves * n];
  for (std::size_t j = 0; j < n; ++j) row[j] *= pivot;
  m_value[leaves] = least;
  for (std::size_t i = 0; i < n; ++i) {
    if (i == leaves || change[i] == 0) continue;
    double* other = &m_inverse[i * n];
    for (std::size_t j = 0; j < n; ++j) other[j] -= change[i] * row[j];
    m_value[i] -= change[i] * least;
  }
  m_basis[leaves] = basic;
  if (++m_pivots % 300 == 0) refactor();
}

bool Master::solve(std::span<const Column> columns, const std::function<bool()>& is_over) {
  const std::size_t n = rows();
  for (std::size_t steps = 0; steps < most_pivots; ++steps) {
    if (steps % 64 == 63 && is_over()) return false;
    price();
    Basic best;
    double least = worth_it;
    for (std::size_t i = 0; i < m_singles.size(); ++i) {
      const double reduced = m_singles[i].cost - m_singles[i].sign * m_dual[m_singles[i].row];
      if (reduced >= least) continue;
      least = reduced;
      best.single = static_cast<std::int64_t>(i);
    }
    const double cross = m_dual[m_people] + m_dual[m_people + 1];
    const Column* column = nullptr;
    for (std::size_t seen = 0; seen < columns.size();) {
      const std::size_t from = m_next % columns.size();
      const std::size_t to = std::min({columns.size(), from + block, from + columns.size() - seen});
      for (std::size_t c = from; c < to; ++c) {
        const Column& one = columns[c];
        double reduced = one.cost - (one.is_cross ? cross : 0);
        for (std::size_t i = 0; i < one.size; ++i) reduced -= m_dual[one.members[i]];
        if (reduced >= least) continue;  // cuts only add to it
        for (std::size_t i = 0; i < m_cuts.size(); ++i)
          if (is_cut(one.set, m_cuts[i])) reduced -= m_dual[m_people + 2 + i];
        if (reduced >= least) continue;
        least = reduced;
        column = &one;
      }
      seen += to - from;
      m_next = to;
      if (column != nullptr) break;
    }
    if (column != nullptr)
      best = {.column = *column, .single = -1};
    else if (best.single < 0)
      return true;
    enter(best);
    (void)n;
  }
  return false;
}

Duals Master::duals() const {
  Duals out;
  const auto whole = [](double value) { return static_cast<std::int64_t>(std::floor(value * static_cast<double>(fine))); };
  const std::int64_t waiting = std::int64_t{m_organisation->weights.waitlist} * fine;
  for (std::size_t i = 0; i < m_people; ++i) out.prices.person.push_back(std::min(whole(m_dual[i]), waiting));
  out.most = std::min<std::int64_t>(0, whole(m_dual[m_people]));
  out.least = std::clamp<std::int64_t>(whole(m_dual[m_people + 1]), 0, m_shortage * fine);
  out.prices.cross = out.most + out.least;
  for (std::size_t i = 0; i < m_cuts.size(); ++i) out.cuts.push_back(std::min<std::int64_t>(0, whole(m_dual[m_people + 2 + i])));
  return out;
}

std::vector<std::pair<Column, double>> Master::used() const {
  std::vector<std::pair<Column, double>> out;
  for (std::size_t i = 0; i < rows(); ++i)
    if (m_basis[i].single < 0 && m_value[i] > 1e-4) out.emplace_back(m_basis[i].column, m_value[i]);
  return out;
}

std::int64_t Master::reduced(const Column& column, const Duals& duals) const {
  std::int64_t out = reduced_cost(column, duals.prices);
  for (std::size_t i = 0; i < duals.cuts.size(); ++i)
    if (is_cut(column.set, m_cuts[i])) out -= duals.cuts[i];
  return out;
}

std::int64_t Master::bound(const Duals& duals, std::int64_t least_reduced) const {
  std::int64_t out = duals.most * m_organisation->cross_max + duals.least * m_organisation->cross_min;
  for (const std::int64_t price : duals.prices.person) out += price;
  for (const std::int64_t cut : duals.cuts) out += cut;
  const std::int64_t most_circles = static_cast<std::int64_t>(m_people) / m_organisation->rules.size_min;
  return out + most_circles * std::min<std::int64_t>(0, least_reduced);
}

}  // namespace backbeat::circle
