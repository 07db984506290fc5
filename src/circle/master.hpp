// The linear programme of set partitioning: cover everybody once by columns at least cost, cross-functional ones within a range, under
// cuts on three people each (at most one circle holds two or more of three: Jepsen, Petersen, Spoorendonk, Pisinger, Operations Research
// 56, 2008). Revised simplex with a dense inverse; its prices are a guess in floating point that whole numbers then check.
#pragma once

#include "circle/columns.hpp"

namespace backbeat::circle {

/// Prices of every row, as whole numbers of `fine`, with the signs that make a bound of them.
struct Duals {
  Prices prices;                   // of people; and `cross`: most + least
  std::int64_t most = 0;           // of the most cross-functional circles: at most 0
  std::int64_t least = 0;          // of the least: at least 0
  std::vector<std::int64_t> cuts;  // at most 0 each
};

class Master {
 public:
  /// Begins with everybody waiting.
  Master(const Organisation& organisation, std::int64_t shortage);

  void add_cut(std::uint64_t three);
  [[nodiscard]] const std::vector<std::uint64_t>& cuts() const { return m_cuts; }
  /// The best over these columns and those already in the basis; false where it gave up.
  bool solve(std::span<const Column> columns, const std::function<bool()>& is_over);
  [[nodiscard]] Duals duals() const;
  /// The columns in use and how much of each.
  [[nodiscard]] std::vector<std::pair<Column, double>> used() const;
  /// What the duals are worth if no reduced cost is below `least_reduced`: no plan costs less, times fine.
  [[nodiscard]] std::int64_t bound(const Duals& duals, std::int64_t least_reduced) const;
  [[nodiscard]] std::int64_t reduced(const Column& column, const Duals& duals) const;

 private:
  /// A variable of one row: a slack, somebody missing.
  struct Single {
    std::size_t row;
    double sign;
    double cost;
  };
  struct Basic {
    Column column;
    std::int64_t single = -1;  // in m_singles; -1: a column
  };

  [[nodiscard]] std::size_t rows() const { return m_right.size(); }
  [[nodiscard]] double cost(const Basic& basic) const;
  template <class Visit>
  void entries(const Basic& basic, const Visit& visit) const;
  void enter(const Basic& basic);
  void price();
  void refactor();

  const Organisation* m_organisation;
  std::size_t m_people;
  std::int64_t m_shortage;
  std::vector<double> m_right;  // right-hand sides, a little apart from each other against stalling
  std::vector<std::uint64_t> m_cuts;
  std::vector<Single> m_singles;
  std::vector<Basic> m_basis;
  std::vector<double> m_inverse;  // rows() * rows()
  std::vector<double> m_value;
  std::vector<double> m_dual;
  std::size_t m_pivots = 0;
  std::size_t m_next = 0;  // where pricing goes on
};

[[nodiscard]] inline bool is_cut(std::uint64_t set, std::uint64_t three) {
  const std::uint64_t both = set & three;
  return (both & (both - 1)) != 0;
}

}  // namespace backbeat::circle
