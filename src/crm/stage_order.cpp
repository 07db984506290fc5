#include "crm/stage_order.hpp"

#include <algorithm>
#include <map>

namespace backbeat::crm {

std::vector<std::string> stage_order(const std::vector<StageChange>& changes, const std::set<std::string>& closing) {
  std::map<std::string, std::vector<StageChange>> of_opportunity;
  for (const StageChange& change : changes) of_opportunity[change.opportunity].push_back(change);
  struct Places {
    std::int64_t sum = 0;
    std::int64_t count = 0;
  };
  std::map<std::string, Places> places;
  for (const auto& [key, own] : of_opportunity) {
    std::set<std::string> seen;
    for (const Stay& stay : stays_of(own)) {
      if (closing.contains(stay.stage) || !seen.insert(stay.stage).second) continue;  // the first time counts
      Places& place = places[stay.stage];
      place.sum += std::ssize(seen);
      ++place.count;
    }
  }
  std::vector<std::string> out;
  for (const auto& [stage, place] : places) out.push_back(stage);  // by name
  // Compared as fractions: sums are far from the limits.
  std::ranges::stable_sort(
      out, [&](const std::string& a, const std::string& b) { return places[a].sum * places[b].count < places[b].sum * places[a].count; });
  return out;
}

}  // namespace backbeat::crm
