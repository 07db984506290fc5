// Every circle that could be of use at given prices: the columns of the set partitioning problem that few people's circles are.
#pragma once

#include "circle/cost.hpp"

#include <functional>

namespace backbeat::circle {

/// Prices and reduced costs are whole numbers of this part of a cost, so that a proof rests on no rounding.
inline constexpr std::int64_t fine = 4096;

/// A lawful circle, or one person on the waitlist (a single bit). Bits are places in the list of people.
struct Column {
  std::uint64_t set = 0;
  std::int32_t cost = 0;
  bool is_cross = false;
  std::uint8_t size = 0;  // members; a person who waits has size 1 and the cost of waiting
  std::array<std::uint8_t, most_members> members{};
};

struct Prices {
  std::vector<std::int64_t> person;  // what covering the person is worth, times `fine`
  std::int64_t cross = 0;            // what a cross-functional circle is worth, besides
};

[[nodiscard]] inline std::int64_t reduced_cost(const Column& column, const Prices& prices) {
  std::int64_t out = column.cost * fine - (column.is_cross ? prices.cross : 0);
  for (std::size_t i = 0; i < column.size; ++i) out -= prices.person[column.members[i]];
  return out;
}

/// All circles of up to 64 people, found by adding people in order and giving up where no completion can be cheap enough.
class Columns {
 public:
  explicit Columns(const Ground& ground);

  /// Calls `visit` with every lawful circle whose reduced cost is below `limit()` (which may fall meanwhile); false when `visit` stopped
  /// it.
  bool find(const Prices& prices, const std::function<std::int64_t()>& limit,
            const std::function<bool(const Column&, std::int64_t)>& visit) const;
  [[nodiscard]] Column waiting(std::size_t person) const;
  /// The column of a circle of a plan.
  [[nodiscard]] Column column_of(const Circle& circle) const;
  [[nodiscard]] Circle circle_of(const Column& column) const;
  [[nodiscard]] std::size_t people() const { return m_count; }

 private:
  struct Node;
  struct Search;
  bool grow(Search& search, const Node& node) const;
  [[nodiscard]] bool is_lawful(const Node& node) const;

  const Ground* m_ground;
  std::size_t m_count;
  std::vector<std::int32_t> m_pair;       // cost of each pair
  std::vector<std::int64_t> m_discount;   // what future pairs may bring each person at best: at most 0, times fine
  std::vector<std::uint64_t> m_may_join;  // by person: who could ever be in a circle with them
  std::vector<std::uint64_t> m_themes, m_same_team;
};

}  // namespace backbeat::circle
