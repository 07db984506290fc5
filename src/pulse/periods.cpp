#include "pulse/periods.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>

namespace backbeat::pulse {
namespace {

constexpr std::uint64_t modulus = (std::uint64_t{1} << 61) - 1;
__extension__ using Wide = unsigned __int128;
constexpr std::size_t most_orders = 16;
/// Multiplications one question may cost in all, but for the first order.
constexpr std::size_t most_work = 50'000'000;

std::uint64_t times(std::uint64_t one, std::uint64_t other) {
  return static_cast<std::uint64_t>(static_cast<Wide>(one) * other % modulus);
}

std::uint64_t less(std::uint64_t one, std::uint64_t other) {
  return one >= other ? one - other : one + modulus - other;
}

/// Fermat: x^(p-2).
std::uint64_t inverse(std::uint64_t value) {
  std::uint64_t out = 1;
  for (std::uint64_t power = modulus - 2; power > 0; power >>= 1) {
    if ((power & 1) != 0) out = times(out, value);
    value = times(value, value);
  }
  return out;
}

using Row = std::vector<std::uint64_t>;

/// Rows over kinds of people: those who are in the same rows are one column.
struct Matrix {
  std::vector<Row> rows;
  std::vector<std::size_t> weights;  // how many people each column is
};

Matrix matrix_of(const std::vector<const Support*>& supports) {
  std::map<Id<Person>, std::vector<std::size_t>> rows_of;
  for (std::size_t i = 0; i < supports.size(); ++i)
    for (const Id<Person> person : *supports[i]) rows_of[person].push_back(i);
  std::map<std::vector<std::size_t>, std::size_t> kinds;
  for (const auto& [person, rows] : rows_of) ++kinds[rows];
  Matrix out{.rows = std::vector<Row>(supports.size(), Row(kinds.size(), 0)), .weights = {}};
  for (const auto& [rows, weight] : kinds) {
    for (const std::size_t row : rows) out.rows[row][out.weights.size()] = 1;
    out.weights.push_back(weight);
  }
  return out;
}

/// Reduced row echelon form, pivots looked for in the columns as they are ordered.
std::vector<Row> reduced(std::vector<Row> rows, const std::vector<std::size_t>& order) {
  std::size_t done = 0;
  for (const std::size_t column : order) {
    const auto pivot =
        std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(done), rows.end(), [&](const Row& row) { return row[column] != 0; });
    if (pivot == rows.end()) continue;
    std::iter_swap(rows.begin() + static_cast<std::ptrdiff_t>(done), pivot);
    const std::uint64_t scale = inverse(rows[done][column]);
    for (std::uint64_t& value : rows[done]) value = times(value, scale);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::uint64_t factor = rows[i][column];
      if (i == done || factor == 0) continue;
      for (std::size_t j = 0; j < rows[i].size(); ++j)
        if (rows[done][j] != 0) rows[i][j] = less(rows[i][j], times(rows[done][j], factor));
    }
    if (++done == rows.size()) break;
  }
  return rows;
}

bool has_thin_row(const std::vector<Row>& rows, const std::vector<std::size_t>& weights, std::size_t least) {
  return std::ranges::any_of(rows, [&](const Row& row) {
    std::size_t people = 0;
    for (std::size_t j = 0; j < row.size() && people < least; ++j)
      if (row[j] != 0) people += weights[j];
    return people > 0 && people < least;
  });
}

}  // namespace

bool Periods::would_tell(const Support& support) const {
  const auto least = static_cast<std::size_t>(m_least);
  if (support.empty() || std::ranges::find(m_supports, support) != m_supports.end()) return false;
  if (support.size() < least) return true;
  std::vector<const Support*> all{&support};
  for (const Support& other : m_supports) {
    all.push_back(&other);
    Support difference;
    std::ranges::set_symmetric_difference(support, other, std::back_inserter(difference));
    if (!difference.empty() && difference.size() < least) return true;
  }
  const Matrix matrix = matrix_of(all);
  const std::size_t work = matrix.rows.size() * matrix.rows.size() * matrix.weights.size();
  // Kinds of many people are eliminated first: what is left is of few. Then the same with kinds of one size in other orders, and any order.
  std::vector<std::size_t> order(matrix.weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::uint64_t state = 1;
  for (std::size_t turn = 0; turn < most_orders && (turn == 0 || turn * work < most_work); ++turn) {
    if (turn > 0)
      for (std::size_t i = order.size(); i > 1; --i) {
        // Knuth's MMIX constants: the same orders every time.
        state = state * 6364136223846793005U + 1442695040888963407U;
        std::swap(order[i - 1], order[(state >> 33) % i]);
      }
    if (turn < most_orders / 2)
      std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t column) { return matrix.weights[column]; });
    if (has_thin_row(reduced(matrix.rows, order), matrix.weights, least)) return true;
  }
  return false;
}

void Periods::add(const Support& support) {
  if (std::ranges::find(m_supports, support) == m_supports.end()) m_supports.push_back(support);
}

}  // namespace backbeat::pulse
