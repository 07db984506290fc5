// Problems of the library MDGPLIB (Gallego, Laguna, Marti, Duarte) as text.
#pragma once

#include "base/result.hpp"
#include "circle/equipartition.hpp"

#include <string_view>

namespace backbeat::circle {

/// First line: people, groups, "ss" or "ds", then least and most size of each group; then lines "i j difference", up to three decimals.
/// Refuses, naming the line: what is no number, a person out of range, sizes that cannot be met, above 5000 people.
[[nodiscard]] Result<GroupingProblem> read_grouping_problem(std::string_view text);

}  // namespace backbeat::circle
