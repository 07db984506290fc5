#include "season/edits.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::season {
namespace {

using circle::Circle;
using circle::Ground;
using circle::Kind;
using circle::RepIndex;
using circle::Rule;

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

/// What is wrong with the circle, rule by rule.
class Faults {
 public:
  Faults(const Ground& ground, const Pool& pool, const Circle& circle)
      : m_ground(ground), m_pool(pool), m_circle(circle), m_broken(ground.score(circle).broken) {}

  std::vector<Broken> all() {
    if (m_broken[Rule::kind] > 0) kind();
    if (m_broken[Rule::apart] > 0) apart();
    if (m_broken[Rule::same_manager] > 0) same_manager();
    if (m_broken[Rule::slots] > 0) add(Rule::slots, "There is no start that all of them have, on every week of the season", {});
    if (m_broken[Rule::facilitators] > 0) add(Rule::facilitators, "Nobody in it is certified to facilitate", {});
    if (m_broken[Rule::size] > 0) size();
    return std::move(m_out);
  }

 private:
  void add(Rule rule, std::string words, std::vector<Id<Person>> people) {
    m_out.push_back({.rule = rule, .count = m_broken[rule], .words = std::move(words), .people = std::move(people)});
  }
  [[nodiscard]] const std::string& name(RepIndex rep) const { return m_ground.rep(rep).id; }

  void kind() {
    std::vector<std::string> names;
    std::vector<Id<Person>> people;
    for (const RepIndex member : m_circle.members) {
      if (m_ground.is_eligible(member, m_circle.kind)) continue;
      names.push_back(name(member));
      people.push_back(m_pool.who[member]);
    }
    const std::string& what = m_pool.held_by_name(m_circle.kind);
    if (m_circle.kind.form == Kind::Form::same)
      return add(Rule::kind, listed(names) + (names.size() == 1 ? " is" : " are") + " of another role than " + what, people);
    if (!names.empty())
      return add(Rule::kind, listed(names) + (names.size() == 1 ? " has" : " have") + " not chosen the theme " + what, people);
    add(Rule::kind, "A circle across roles needs " + std::to_string(m_ground.organisation().rules.cross_min_per_role) + " of each role",
        {});
  }

  void apart() {
    std::string words;
    std::vector<Id<Person>> people;
    for (const RepIndex one : m_circle.members)
      for (const RepIndex other : m_circle.members) {
        if (other <= one || !m_ground.is_apart(one, other)) continue;
        const PersonPair pair = std::minmax(m_pool.who[one], m_pool.who[other]);
        const bool is_by_hand = m_pool.apart.contains(pair);
        words += (words.empty() ? "" : "; ") + name(one) + " and " + name(other) +
                 (is_by_hand ? " are kept apart" : " stand in one reporting line");
        people.insert(people.end(), {pair.first, pair.second});
      }
    add(Rule::apart, words, people);
  }

  void same_manager() {
    std::map<std::uint32_t, std::vector<RepIndex>> teams;
    for (const RepIndex member : m_circle.members) teams[m_ground.rep(member).manager].push_back(member);
    const int most = m_ground.organisation().rules.same_manager_max;
    std::string words;
    std::vector<Id<Person>> people;
    for (const auto& [manager, members] : teams) {
      if (std::ssize(members) <= most) continue;
      std::vector<std::string> names;
      for (const RepIndex member : members) {
        names.push_back(name(member));
        people.push_back(m_pool.who[member]);
      }
      words += (words.empty() ? "" : "; ") + listed(names) + " have the same manager";
    }
    add(Rule::same_manager, words + ", and at most " + std::to_string(most) + " may", people);
  }

  void size() {
    const circle::Rules& rules = m_ground.organisation().rules;
    add(Rule::size,
        "It has " + std::to_string(m_circle.members.size()) + " members, and may have " + std::to_string(rules.size_min) + " to " +
            std::to_string(rules.size_max),
        {});
  }

  const Ground& m_ground;
  const Pool& m_pool;
  const Circle& m_circle;
  circle::Violations m_broken;
  std::vector<Broken> m_out;
};

/// Its own kind if all members may be in it, else a role they share, else a theme they share, else what it was.
Kind kind_for(const Ground& ground, const Circle& circle) {
  if (circle.members.empty()) return circle.kind;
  const auto holds = [&](Kind kind) {
    return std::ranges::all_of(circle.members, [&](RepIndex member) { return ground.is_eligible(member, kind); });
  };
  const Kind same{.form = Kind::Form::same, .index = ground.rep(circle.members.front()).role};
  if (holds(same)) return same;
  if (circle.kind.form == Kind::Form::cross && holds(circle.kind)) return circle.kind;
  for (std::uint32_t theme = 0; theme < ground.organisation().themes.size(); ++theme)
    if (const Kind cross{.form = Kind::Form::cross, .index = theme}; holds(cross)) return cross;
  return circle.kind;
}

}  // namespace

std::vector<Broken> broken_in(const Ground& ground, const Pool& pool, const Circle& circle) {
  return Faults(ground, pool, circle).all();
}

std::string_view words_of(Rule rule) {
  switch (rule) {
    case Rule::kind:
      return "held together by no role or theme";
    case Rule::apart:
      return "people who are kept apart";
    case Rule::same_manager:
      return "too many of one manager";
    case Rule::slots:
      return "no common start";
    case Rule::facilitators:
      return "nobody certified to facilitate";
    case Rule::size:
      return "too few or too many members";
    case Rule::cross:
      return "fewer or more circles across roles than asked for";
    case Rule::cover:
      return "somebody left out or there twice";
  }
  ASSERT(false);
}

std::string_view words_of(circle::Term term) {
  switch (term) {
    case circle::Term::tenure:
      return "pairs of equal tenure";
    case circle::Term::segment:
      return "pairs of one segment";
    case circle::Term::manager:
      return "pairs of one manager";
    case circle::Term::perf:
      return "pairs of equal performance";
    case circle::Term::repeat:
      return "pairs who meet again";
    case circle::Term::prefer:
      return "wishes that are met";
    case circle::Term::size:
      return "away from the best size";
    case circle::Term::slots:
      return "few common starts";
    case circle::Term::facilitators:
      return "no second facilitator";
    case circle::Term::senior:
      return "nobody senior";
    case circle::Term::waitlist:
      return "people who wait";
  }
  ASSERT(false);
}

Result<Edited> edit(const Ground& ground, const Pool& pool, const circle::Plan& plan, const std::vector<Move>& moves) {
  Edited out{.plan = plan, .touched = {}};
  const auto touch = [&](std::size_t at) {
    if (std::ranges::find(out.touched, at) == out.touched.end()) out.touched.push_back(at);
  };
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const std::string field = "moves[" + std::to_string(i) + "]";
    const auto found = pool.at.find(moves[i].person);
    if (found == pool.at.end()) return expected_value(field + ".person_id", "somebody who is in this season", moves[i].person.text());
    const RepIndex who = found->second;
    if (moves[i].to > out.plan.circles.size() + 1)
      return expected_value(field + ".to",
                            "a circle from 1 to " + std::to_string(out.plan.circles.size()) + ", the next number for a new one, or 0",
                            std::to_string(moves[i].to));
    for (std::size_t at = 0; at < out.plan.circles.size(); ++at)
      if (std::erase(out.plan.circles[at].members, who) > 0) touch(at);
    std::erase(out.plan.waitlist, who);
    if (moves[i].to == 0) {
      out.plan.waitlist.push_back(who);
      continue;
    }
    if (moves[i].to == out.plan.circles.size() + 1)
      out.plan.circles.push_back({.kind = {.form = Kind::Form::same, .index = ground.rep(who).role}, .members = {}});
    out.plan.circles[moves[i].to - 1].members.push_back(who);
    touch(moves[i].to - 1);
  }
  std::ranges::sort(out.touched);
  std::ranges::sort(out.plan.waitlist);
  for (const std::size_t at : out.touched) {
    Circle& circle = out.plan.circles[at];
    std::ranges::sort(circle.members);
    circle.kind = kind_for(ground, circle);
  }
  // A circle that was touched and is again what it was has not changed.
  std::erase_if(out.touched, [&](std::size_t at) { return at < plan.circles.size() && out.plan.circles[at] == plan.circles[at]; });
  return out;
}

circle::Plan closed(circle::Plan plan) {
  std::erase_if(plan.circles, [](const Circle& circle) { return circle.members.empty(); });
  return plan;
}

bool is_lawful(const circle::Violations& broken) {
  return broken.total() == broken[Rule::cross];
}

}  // namespace backbeat::season
