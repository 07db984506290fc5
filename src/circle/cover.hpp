// An exact cover at least cost by depth-first search over priced columns: the last step of a proof.
#pragma once

#include "circle/columns.hpp"

#include <optional>

namespace backbeat::circle {

struct Priced {
  Column column;
  std::int64_t reduced = 0;
};

struct CoverLimits {
  std::int64_t cost = 0;   // covers must cost less than this
  std::int64_t bound = 0;  // what the prices are worth, times fine: a cover costs at least this and its reduced costs
  int cross_min = 0;       // each missing cross-functional circle costs `shortage`
  int cross_max = 0;
  std::int64_t shortage = 0;
  std::int64_t nodes = 0;  // that many are tried
};

struct Cover {
  std::vector<Column> columns;  // empty: none costs less
  bool is_complete = true;      // the whole tree was searched
};

/// The cheapest cover of `everybody`, if one costs less than `limits.cost`.
[[nodiscard]] Cover cheapest_cover(std::vector<Priced> columns, std::uint64_t everybody, const CoverLimits& limits,
                                   const std::function<bool()>& is_over);

}  // namespace backbeat::circle
