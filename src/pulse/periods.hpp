// What published numbers say together where people do not change: the worst that differencing across quarters and re-mixes can do. If
// everybody answered in every quarter as they did in the last, a number of twelve people and one of eleven of them would tell the twelfth.
#pragma once

#include "base/id.hpp"

#include <vector>

namespace backbeat::pulse {

/// The people behind one published number, ascending.
using Support = std::vector<Id<Person>>;

/// All that was published so far, as rows over people: 1 where somebody's answer is in the number.
class Periods {
 public:
  /// `least`: people behind anything that may follow.
  explicit Periods(int least) : m_least(least) {}

  /// Would a number about these people, with what is published, give one about fewer than the least? One person is found whatever way leads
  /// there: a number that depends on one person alone is a row of the reduced form, in any order of columns. Groups of two and more are
  /// looked for among the differences of two numbers and in the reduced forms of several orders.
  ///
  /// Arithmetic is modulo 2^61 - 1: exact while no minor of the rows reaches it (Hadamard: up to 36 rows whatever they are), beyond that
  /// but for a chance of about 2^-61.
  [[nodiscard]] bool would_tell(const Support& support) const;
  void add(const Support& support);

 private:
  int m_least;
  std::vector<Support> m_supports;  // each once
};

}  // namespace backbeat::pulse
