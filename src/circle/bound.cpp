#include "circle/bound.hpp"

#include <limits>

namespace backbeat::circle {
namespace {

std::int64_t pairs(std::int64_t count) {
  return count * (count - 1) / 2;
}

/// The fewest equal pairs when so many are spread over so many places.
std::int64_t spread(std::int64_t count, std::int64_t places) {
  const std::int64_t each = count / places;
  const std::int64_t more = count % places;
  return more * pairs(each + 1) + (places - more) * pairs(each);
}

/// How often each value of a trait occurs.
template <class Value>
std::vector<std::int64_t> counts(const Ground& ground, const Value& value) {
  std::map<std::int64_t, std::int64_t> found;
  for (RepIndex rep = 0; rep < ground.size(); ++rep) ++found[value(rep)];
  std::vector<std::int64_t> out;
  for (const auto& [key, count] : found) out.push_back(count);
  return out;
}

/// Wishes that some circle could meet, at most as many as a circle has mates.
std::int64_t wishes(const Ground& ground) {
  const Organisation& organisation = ground.organisation();
  std::int64_t out = 0;
  for (RepIndex rep = 0; rep < ground.size(); ++rep) {
    Members possible;
    for (const RepIndex wish : ground.rep(rep).prefers) {
      if (wish == rep || ground.is_apart(rep, wish) || std::ranges::find(possible, wish) != possible.end()) continue;
      const bool may_mix =
          std::ranges::any_of(ground.kinds(), [&](Kind kind) { return ground.is_eligible(rep, kind) && ground.is_eligible(wish, kind); });
      const WeeklyStarts both = ground.rep(rep).starts & ground.rep(wish).starts;
      if (may_mix && both.count() >= organisation.rules.slots_min) possible.push_back(wish);
    }
    out += std::min<std::int64_t>(static_cast<std::int64_t>(possible.size()), organisation.rules.size_max - 1);
  }
  return out;
}

}  // namespace

/// Each trait alone, its equal pairs spread as evenly as can be over a free number of circles; repeats and starts at nought; every wish met
/// that could be. Where waiting is dearer than any place can be, as many are placed as there is room for.
std::int64_t count_bound(const Ground& ground) {
  const Rules& rules = ground.organisation().rules;
  const Weights& weights = ground.organisation().weights;
  const std::int64_t people = static_cast<std::int64_t>(ground.size());
  const std::array traits{std::pair(weights.tenure, counts(ground, [&](RepIndex rep) { return ground.band(rep); })),
                          std::pair(weights.segment, counts(ground, [&](RepIndex rep) { return ground.rep(rep).segment; })),
                          std::pair(weights.manager, counts(ground, [&](RepIndex rep) { return ground.rep(rep).manager; })),
                          std::pair(weights.perf, counts(ground, [&](RepIndex rep) { return ground.rep(rep).tercile; }))};
  std::int64_t certified = 0;
  for (const Rep& rep : ground.organisation().people) certified += rep.is_certified ? 1 : 0;
  const int most_mates = rules.size_max - 1;
  const bool is_waiting_dear =
      weights.waitlist > most_mates * (weights.tenure + weights.segment + weights.manager + weights.perf) + 2 * weights.size;
  std::int64_t best = std::int64_t{weights.waitlist} * people;  // nobody has a circle
  for (std::int64_t circles = 1; circles * rules.size_min <= people; ++circles) {
    const std::int64_t most = std::min(people, rules.size_max * circles);
    for (std::int64_t placed = is_waiting_dear ? most : rules.size_min * circles; placed <= most; ++placed) {
      std::int64_t cost = weights.waitlist * (people - placed);
      for (const auto& [weight, found] : traits) {
        const std::int64_t values = static_cast<std::int64_t>(found.size());
        const std::int64_t more = placed % circles;
        std::int64_t least = more * spread(placed / circles + 1, values) + (circles - more) * spread(placed / circles, values);
        if (placed == people) {  // else those who wait may be the crowded ones
          std::int64_t by_value = 0;
          for (const std::int64_t count : found) by_value += spread(count, circles);
          least = std::max(least, by_value);
        }
        cost += weight * least;
      }
      cost += weights.size * std::abs(placed - rules.size_ideal * circles);
      cost += weights.facilitators * std::max<std::int64_t>(0, rules.facilitators_want * circles - certified);
      best = std::min(best, cost);
    }
  }
  return best - weights.prefer * wishes(ground);
}

}  // namespace backbeat::circle
