#include "circle/deal.hpp"

#include "base/assert.hpp"

namespace backbeat::circle {
namespace {

constexpr std::size_t too_few_to_tear = 40;  // of one role

std::vector<std::size_t> along_wishes(const Ground& ground, const Plan& plan, const std::vector<std::size_t>& order) {
  std::vector<std::size_t> circle_of(ground.size(), plan.circles.size());
  for (std::size_t i = 0; i < plan.circles.size(); ++i)
    for (const RepIndex member : plan.circles[i].members) circle_of[member] = i;
  std::vector<bool> is_seen(plan.circles.size() + 1, false);
  is_seen.back() = true;  // the waitlist is no circle
  std::vector<std::size_t> out;
  for (const std::size_t first : order) {
    if (is_seen[first]) continue;
    is_seen[first] = true;
    std::size_t next = out.size();
    out.push_back(first);
    for (; next < out.size(); ++next)
      for (const RepIndex member : plan.circles[out[next]].members)
        for (const Special& special : ground.specials(member)) {
          const std::size_t circle = circle_of[special.other];
          if (special.wishes == 0 || is_seen[circle]) continue;
          is_seen[circle] = true;
          out.push_back(circle);
        }
  }
  return out;
}

void share_cross(const Organisation& organisation, std::vector<Dealt>& parts, Chance& chance) {
  int all = 0;
  for (Dealt& part : parts) {
    for (const Circle& circle : part.plan.circles) part.cross.least += circle.kind.form == Kind::Form::cross ? 1 : 0;
    part.cross.most = part.cross.least;
    all += part.cross.least;
  }
  const auto any = [&]() -> CrossRange& { return parts[chance.below(parts.size())].cross; };
  for (int missing = all; missing < organisation.cross_min; ++missing) {
    CrossRange& lucky = any();
    ++lucky.least;
    lucky.most = std::max(lucky.most, lucky.least);
  }
  for (int spare = organisation.cross_min; spare < all; ++spare)
    if (CrossRange& lucky = any(); lucky.least > 0) --lucky.least;
  for (int room = std::max(all, organisation.cross_min); room < organisation.cross_max; ++room) ++any().most;
}

}  // namespace

std::vector<Dealt> deal(const Ground& ground, const Plan& plan, std::size_t lanes, std::int64_t epoch, Chance& chance) {
  std::vector<std::size_t> order(plan.circles.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  shuffle(order, chance);
  if (epoch % 3 == 1) std::ranges::stable_sort(order, {}, [&](std::size_t i) { return plan.circles[i].kind; });
  if (epoch % 3 == 2) order = along_wishes(ground, plan, order);
  std::size_t placed = 0;
  for (const Circle& circle : plan.circles) placed += circle.members.size();
  std::vector<Dealt> parts(lanes);
  std::size_t done = 0;
  for (const std::size_t i : order) {
    parts[std::min(lanes - 1, done * lanes / std::max<std::size_t>(1, placed))].plan.circles.push_back(plan.circles[i]);
    done += plan.circles[i].members.size();
  }
  for (const RepIndex waiting : plan.waitlist) parts[chance.below(lanes)].plan.waitlist.push_back(waiting);
  share_cross(ground.organisation(), parts, chance);
  return parts;
}

std::vector<Dealt> deal_people(const Ground& ground, std::size_t lanes, Chance& chance) {
  const Organisation& organisation = ground.organisation();
  std::vector<Members> of_role(organisation.roles.size());
  for (RepIndex rep = 0; rep < ground.size(); ++rep) of_role[ground.rep(rep).role].push_back(rep);
  std::vector<Dealt> parts(lanes);
  std::size_t first = 0;
  for (Members& people : of_role) {
    shuffle(people, chance);
    const std::size_t torn = std::clamp<std::size_t>(people.size() / too_few_to_tear, 1, lanes);
    for (std::size_t i = 0; i < people.size(); ++i) parts[(first + i % torn) % lanes].plan.waitlist.push_back(people[i]);
    first += torn;
  }
  share_cross(organisation, parts, chance);
  return parts;
}

Plan together(std::vector<Plan> parts) {
  Plan plan;
  for (Plan& part : parts) {
    plan.circles.insert(plan.circles.end(), std::make_move_iterator(part.circles.begin()), std::make_move_iterator(part.circles.end()));
    plan.waitlist.insert(plan.waitlist.end(), part.waitlist.begin(), part.waitlist.end());
  }
  return plan;
}

}  // namespace backbeat::circle
