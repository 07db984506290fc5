#include "season/places.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

std::int64_t cost_of(const circle::Ground& ground, const circle::Plan& plan) {
  std::int64_t cost = std::int64_t{ground.organisation().weights.waitlist} * std::ssize(plan.waitlist);
  for (const circle::Circle& circle : plan.circles)
    if (!circle.members.empty()) cost += ground.score(circle).cost.total();
  return cost;
}

bool has(const std::string& name, const std::string& sought) {
  return lower_ascii(name).find(sought) != std::string::npos;
}

}  // namespace

std::vector<Place> places_for(const circle::Ground& ground, const Pool& pool, const circle::Plan& plan, Id<Person> person) {
  const auto found = pool.at.find(person);
  if (found == pool.at.end()) return {};
  const auto is_in = [&](const circle::Circle& circle) { return std::ranges::find(circle.members, found->second) != circle.members.end(); };
  const auto home = std::ranges::find_if(plan.circles, is_in);
  std::vector<Place> out;
  for (std::size_t at = 0; at < plan.circles.size(); ++at) {
    const circle::Circle& there = plan.circles[at];
    if (there.members.empty() || is_in(there)) continue;
    // Nothing but these two circles changes; moved as by hand, so that it says what trying it says.
    circle::Plan few{.circles = {there}, .waitlist = {}};
    if (home != plan.circles.end())
      few.circles.push_back(*home);
    else
      few.waitlist.push_back(found->second);
    const auto moved = edit(ground, pool, few, {{.person = person, .to = 1}});
    if (!moved) continue;  // the person and the circle are there
    out.push_back({.at = at,
                   .change = cost_of(ground, moved->plan) - cost_of(ground, few),
                   .broken = broken_in(ground, pool, moved->plan.circles.front())});
  }
  std::ranges::stable_sort(out, {}, [](const Place& place) { return std::pair(!place.broken.empty(), place.change); });
  return out;
}

std::vector<std::size_t> circles_with(const Pool& pool, const circle::Plan& plan, const std::vector<std::string>& names,
                                      std::string_view sought) {
  const std::string word = lower_ascii(trimmed(sought));
  const auto is_called = [&](circle::RepIndex member) { return has(pool.candidate(member).name, word); };
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < plan.circles.size(); ++at)
    if (word.empty() || has(names[at], word) || std::ranges::any_of(plan.circles[at].members, is_called)) out.push_back(at);
  return out;
}

std::vector<circle::RepIndex> waiting_with(const Pool& pool, const circle::Plan& plan, std::string_view sought) {
  const std::string word = lower_ascii(trimmed(sought));
  std::vector<circle::RepIndex> out;
  for (const circle::RepIndex rep : plan.waitlist)
    if (word.empty() || has(pool.candidate(rep).name, word)) out.push_back(rep);
  return out;
}

}  // namespace backbeat::season
