#include "season/plans.hpp"

#include <algorithm>

namespace backbeat::season {

std::string_view name_of(circle::Kind::Form form) {
  return form == circle::Kind::Form::same ? "same" : "cross";
}

Placed placed(const Pool& pool, const NamedPlan& named) {
  Placed out;
  std::vector<bool> is_placed(pool.who.size(), false);
  for (const NamedCircle& one : named.circles) {
    circle::Circle circle;
    for (const Id<Person> person : one.members) {
      const auto found = pool.at.find(person);
      if (found == pool.at.end()) {
        out.outsiders.push_back(person);
        continue;
      }
      circle.members.push_back(found->second);
      is_placed[found->second] = true;
    }
    std::ranges::sort(circle.members);
    // A theme or a role that the season no longer has: what its members are now says what is wrong with it.
    const std::uint32_t role = circle.members.empty() ? 0 : pool.organisation.people[circle.members.front()].role;
    circle.kind = pool.kind_of(one.form, one.held_by).value_or(circle::Kind{.form = circle::Kind::Form::same, .index = role});
    out.plan.circles.push_back(std::move(circle));
  }
  for (circle::RepIndex rep = 0; rep < is_placed.size(); ++rep)
    if (!is_placed[rep]) out.plan.waitlist.push_back(rep);
  return out;
}

NamedPlan named(const Pool& pool, const circle::Plan& plan) {
  NamedPlan out;
  for (const circle::Circle& circle : plan.circles) {
    NamedCircle& one = out.circles.emplace_back();
    one.form = circle.kind.form;
    one.held_by = pool.held_by(circle.kind);
    for (const circle::RepIndex member : circle.members) one.members.push_back(pool.who[member]);
  }
  for (const circle::RepIndex rep : plan.waitlist) out.waitlist.push_back(pool.who[rep]);
  return out;
}

std::vector<std::string> names_of(const Pool& pool, const std::vector<circle::Circle>& circles) {
  std::map<circle::Kind, int> count;
  std::vector<std::string> out;
  for (const circle::Circle& circle : circles)
    out.push_back((pool.organisation.roles.empty() ? std::string("Circle") : pool.held_by_name(circle.kind)) + " " +
                  std::to_string(++count[circle.kind]));
  return out;
}

std::vector<LocalHours> hours_of(const Pool& pool, const std::vector<circle::RepIndex>& members) {
  std::vector<LocalHours> hours;
  for (const circle::RepIndex member : members) hours.push_back(pool.candidate(member).hours);
  return hours;
}

std::vector<std::optional<Slot>> slots_of(const Pool& pool, const std::vector<circle::Circle>& circles) {
  SeasonWeek week = pool.week;
  std::array<int, 5> load{};
  std::vector<std::optional<Slot>> out;
  for (const circle::Circle& circle : circles) {
    const std::vector<LocalHours> hours = hours_of(pool, circle.members);
    out.push_back(hours.empty() ? std::nullopt : week.choose(hours, pool.minutes_of(circle.kind), load));
    if (out.back()) ++load[static_cast<std::size_t>(out.back()->weekday - 1)];
  }
  return out;
}

}  // namespace backbeat::season
