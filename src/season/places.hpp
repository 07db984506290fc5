// Where somebody of a proposal could go: every circle, with what it would cost and which rules it would break, the best first.
#pragma once

#include "season/edits.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::season {

struct Place {
  std::size_t at = 0;          // of the circle
  std::int64_t change = 0;     // of what the whole plan costs
  std::vector<Broken> broken;  // by that circle with them in it
};
/// The circles that somebody is not in: first those that would break no rule, each by what the whole would cost more. Empty circles are no
/// place; whoever is not in the pool has none.
[[nodiscard]] std::vector<Place> places_for(const circle::Ground& ground, const Pool& pool, const circle::Plan& plan, Id<Person> person);

/// Which circles are called that or have somebody in them who is, in their order; all of them where nothing is sought. Capitals do not
/// matter.
[[nodiscard]] std::vector<std::size_t> circles_with(const Pool& pool, const circle::Plan& plan, const std::vector<std::string>& names,
                                                    std::string_view sought);
/// Who waits and is called that.
[[nodiscard]] std::vector<circle::RepIndex> waiting_with(const Pool& pool, const circle::Plan& plan, std::string_view sought);

}  // namespace backbeat::season
