#include "circle/repair.hpp"

#include <limits>

namespace backbeat::circle {
namespace {

constexpr std::int64_t impossible = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::size_t circles_tried_in_depth = 12;

/// A handful of members on the stack, one more or one less than a circle has.
class Group {
 public:
  explicit Group(const Members& members) {
    for (const RepIndex member : members)
      if (m_size < m_members.size()) m_members[m_size++] = member;
  }
  Group with(RepIndex one) const {
    Group out = *this;
    if (out.m_size < out.m_members.size()) out.m_members[out.m_size++] = one;
    return out;
  }
  Group without(RepIndex one) const {
    Group out = *this;
    const auto end = out.m_members.begin() + static_cast<std::ptrdiff_t>(m_size);
    const auto found = std::find(out.m_members.begin(), end, one);
    if (found != end) {
      std::iter_swap(found, end - 1);
      --out.m_size;
    }
    return out;
  }
  [[nodiscard]] std::span<const RepIndex> members() const { return std::span(m_members).first(m_size); }

 private:
  std::array<RepIndex, most_members + 2> m_members{};
  std::size_t m_size = 0;
};

/// One way to mend: what one or two circles become, who stops waiting and who begins to.
struct Way {
  std::int64_t change = impossible;
  std::vector<std::pair<std::size_t, Members>> become = {};  // no members: the circle is dissolved
  Members opens = {};
  Members placed = {};
  Members waits = {};
};

class Mender {
 public:
  Mender(const Ground& ground, const Plan& plan) : m_ground(ground), m_plan(plan), m_waitlist(ground.organisation().weights.waitlist) {}

  /// The cost of circle `at` with these members; impossible where it breaks a rule or changes its form.
  [[nodiscard]] std::int64_t cost(std::size_t at, const Group& group) const {
    const Kind kind = m_plan.circles[at].kind;
    const auto found = m_ground.lawful(group.members());
    return found && found->kind.form == kind.form ? found->cost : impossible;
  }
  [[nodiscard]] std::int64_t cost(std::size_t at) const { return m_ground.score(m_plan.circles[at]).cost.total(); }
  [[nodiscard]] bool has_room(std::size_t at) const {
    return std::ssize(m_plan.circles[at].members) < m_ground.organisation().rules.size_max;
  }
  /// Whether the rep could be in that circle but for its members: spares the full reckoning.
  [[nodiscard]] bool may_enter(std::size_t at, RepIndex who) const {
    const Circle& circle = m_plan.circles[at];
    return circle.kind.form == Kind::Form::cross || m_ground.rep(who).role == circle.kind.index;
  }

  void offer(Way way) {
    if (way.change < m_best.change) m_best = std::move(way);
  }

  /// The circle with room that takes `who` most cheaply, and what that costs; `not_in` is left alone.
  [[nodiscard]] std::pair<std::size_t, std::int64_t> best_room(RepIndex who, std::size_t not_in) const {
    std::pair<std::size_t, std::int64_t> best{m_plan.circles.size(), impossible};
    for (std::size_t at = 0; at < m_plan.circles.size(); ++at) {
      if (at == not_in || !has_room(at) || !may_enter(at, who)) continue;
      const std::int64_t with = cost(at, Group(m_plan.circles[at].members).with(who));
      if (with >= impossible) continue;
      const std::int64_t change = with - quick_cost(at);
      if (change < best.second) best = {at, change};
    }
    return best;
  }
  /// As it is, if it is lawful; else the slow way.
  [[nodiscard]] std::int64_t quick_cost(std::size_t at) const {
    const std::int64_t found = cost(at, Group(m_plan.circles[at].members));
    return found < impossible ? found : cost(at);
  }

  void try_room(RepIndex who) {
    const auto [at, change] = best_room(who, m_plan.circles.size());
    if (at == m_plan.circles.size()) return;
    offer({.change = change, .become = {{at, with(at, who)}}, .placed = {who}});
  }

  /// `who` takes the place of a member, who goes to another circle with room.
  void try_displacing(RepIndex who) {
    std::vector<std::tuple<std::int64_t, std::size_t, RepIndex>> places;
    for (std::size_t at = 0; at < m_plan.circles.size(); ++at) {
      if (!may_enter(at, who)) continue;
      const Group joined = Group(m_plan.circles[at].members).with(who);
      const std::int64_t before = quick_cost(at);
      for (const RepIndex member : m_plan.circles[at].members) {
        const std::int64_t now = cost(at, joined.without(member));
        if (now < impossible) places.emplace_back(now - before, at, member);
      }
    }
    const std::size_t depth = std::min(places.size(), circles_tried_in_depth);
    std::ranges::partial_sort(places, places.begin() + static_cast<std::ptrdiff_t>(depth));
    for (std::size_t i = 0; i < depth; ++i) {
      const auto [change, at, member] = places[i];
      const auto [to, more] = best_room(member, at);
      if (to == m_plan.circles.size()) continue;
      Members changed = with(at, who);
      std::erase(changed, member);
      offer({.change = change + more, .become = {{at, changed}, {to, with(to, member)}}, .placed = {who}});
    }
  }

  /// A new circle of those who wait, with `who`.
  void try_opening(RepIndex who) {
    const Rules& rules = m_ground.organisation().rules;
    Members chosen{who};
    Members others = m_plan.waitlist;
    std::erase(others, who);
    std::ranges::stable_sort(others, {}, [&](RepIndex one) { return m_ground.rep(one).is_certified ? 0 : 1; });
    while (std::ssize(chosen) < rules.size_ideal && !others.empty()) {
      RepIndex best = others.front();
      std::int64_t least = impossible;
      for (const RepIndex one : others) {
        if (m_ground.rep(one).role != m_ground.rep(who).role) continue;
        Members together = chosen;
        together.push_back(one);
        if (common_starts(m_ground.organisation(), together).count_up_to(rules.slots_min) < rules.slots_min) continue;
        std::int64_t pairs = m_ground.rep(one).is_certified && chosen.size() == 1 ? -100 : 0;
        for (const RepIndex member : chosen) pairs += m_ground.is_apart(one, member) ? impossible / 100 : m_ground.pair_cost(one, member);
        if (pairs >= least) continue;
        least = pairs;
        best = one;
      }
      if (least >= impossible / 100) break;
      chosen.push_back(best);
      std::erase(others, best);
    }
    const auto found = m_ground.lawful(chosen);
    if (found) offer({.change = found->cost - m_waitlist * (std::ssize(chosen) - 1), .opens = chosen, .placed = chosen});
  }

  /// Circle `at` (as `left`) becomes lawful by one more member: somebody who waits, or whom another circle can spare.
  void try_adding(std::size_t at, const Members& left, std::int64_t before) {
    const Group group(left);
    for (const RepIndex waiting : m_plan.waitlist) {
      const std::int64_t now = cost(at, group.with(waiting));
      if (now < impossible) offer({.change = now - before - m_waitlist, .become = {{at, added(left, waiting)}}, .placed = {waiting}});
    }
    for (std::size_t from = 0; from < m_plan.circles.size(); ++from) {
      const Members& there = m_plan.circles[from].members;
      if (from == at || std::ssize(there) <= m_ground.organisation().rules.size_min) continue;
      for (const RepIndex one : there) {
        if (!may_enter(at, one)) continue;
        const std::int64_t now = cost(at, group.with(one));
        if (now >= impossible || now - before >= m_best.change) continue;
        const std::int64_t rest = cost(from, Group(there).without(one));
        if (rest >= impossible) continue;
        Members remaining = there;
        std::erase(remaining, one);
        offer({.change = now - before + rest - quick_cost(from), .become = {{at, added(left, one)}, {from, remaining}}});
      }
    }
  }

  /// One member goes: to a circle with room, or to the waitlist.
  void try_sending(std::size_t at, const Members& left, std::int64_t before) {
    for (const RepIndex one : left) {
      const std::int64_t now = cost(at, Group(left).without(one));
      if (now >= impossible) continue;
      Members remaining = left;
      std::erase(remaining, one);
      offer({.change = now - before + m_waitlist, .become = {{at, remaining}}, .waits = {one}});
      const auto [to, more] = best_room(one, at);
      if (to < m_plan.circles.size()) offer({.change = now - before + more, .become = {{at, remaining}, {to, with(to, one)}}});
      for (const RepIndex waiting : m_plan.waitlist) {
        const std::int64_t filled = cost(at, Group(remaining).with(waiting));
        if (filled < impossible)
          offer({.change = filled - before, .become = {{at, added(remaining, waiting)}}, .placed = {waiting}, .waits = {one}});
      }
    }
  }

  void try_exchanging(std::size_t at, const Members& left, std::int64_t before) {
    for (std::size_t other = 0; other < m_plan.circles.size(); ++other) {
      if (other == at) continue;
      const Members& there = m_plan.circles[other].members;
      for (const RepIndex in : there) {
        if (!may_enter(at, in)) continue;
        for (const RepIndex out : left) {
          if (!may_enter(other, out)) continue;
          const std::int64_t now = cost(at, Group(left).without(out).with(in));
          if (now >= impossible || now - before >= m_best.change) continue;
          const std::int64_t rest = cost(other, Group(there).without(in).with(out));
          if (rest >= impossible) continue;
          Members here = added(left, in);
          std::erase(here, out);
          Members changed = with(other, out);
          std::erase(changed, in);
          offer({.change = now - before + rest - quick_cost(other), .become = {{at, here}, {other, changed}}});
        }
      }
    }
  }

  /// Nothing else helps: the circle ends, one other takes whom it can, the others wait.
  void try_dissolving(std::size_t at, const Members& left, std::int64_t before) {
    offer({.change = m_waitlist * std::ssize(left) - before, .become = {{at, {}}}, .waits = left});
    for (std::size_t to = 0; to < m_plan.circles.size(); ++to) {
      if (to == at || !has_room(to)) continue;
      Members taking = m_plan.circles[to].members;
      Members waits;
      std::int64_t now = 0;
      for (const RepIndex one : left) {
        const std::int64_t with_one = may_enter(to, one) ? cost(to, Group(taking).with(one)) : impossible;
        if (with_one >= impossible) {
          waits.push_back(one);
          continue;
        }
        now = with_one;
        taking.push_back(one);
      }
      if (waits.size() == left.size()) continue;
      offer({.change = now - quick_cost(to) + m_waitlist * std::ssize(waits) - before, .become = {{at, {}}, {to, taking}}, .waits = waits});
    }
  }

  /// Makes circle `at`, of which `left` is what there is, lawful.
  void make_lawful(std::size_t at, const Members& left) {
    const std::int64_t before = cost(at);
    const std::int64_t as_is = cost(at, Group(left));
    if (as_is < impossible) offer({.change = as_is - before, .become = {{at, left}}});
    if (as_is >= impossible || !m_plan.waitlist.empty()) try_adding(at, left, before);
    if (as_is >= impossible) try_sending(at, left, before);
    const bool is_costly = m_best.change >= m_waitlist / 2;
    if (as_is >= impossible && is_costly) try_exchanging(at, left, before);
    if (m_best.change >= impossible) try_dissolving(at, left, before);
  }

  [[nodiscard]] Way& best() { return m_best; }

  Repair carry_out(RepIndex gone) {
    Repair out{.plan = m_plan, .change = m_best.change};
    for (auto& [at, members] : m_best.become) {
      Circle& circle = out.plan.circles[at];
      out.touched.push_back(at);
      circle.members = members;
      std::ranges::sort(circle.members);
      if (members.empty()) continue;
      const bool is_cross = circle.kind.form == Kind::Form::cross;
      if (const auto found = m_ground.lawful(circle.members, is_cross ? std::optional(circle.kind.index) : std::nullopt))
        circle.kind = found->kind;
    }
    if (!m_best.opens.empty()) {
      Circle circle{.kind = m_ground.lawful(m_best.opens)->kind, .members = m_best.opens};
      std::ranges::sort(circle.members);
      out.plan.circles.push_back(circle);
      out.has_opened = true;
    }
    for (const RepIndex placed : m_best.placed) std::erase(out.plan.waitlist, placed);
    out.plan.waitlist.insert(out.plan.waitlist.end(), m_best.waits.begin(), m_best.waits.end());
    std::erase(out.plan.waitlist, gone);
    std::ranges::sort(out.plan.waitlist);
    std::erase_if(out.plan.circles, [](const Circle& circle) { return circle.members.empty(); });
    std::ranges::sort(out.touched);
    return out;
  }

 private:
  static Members added(Members members, RepIndex one) {
    members.push_back(one);
    return members;
  }
  [[nodiscard]] Members with(std::size_t at, RepIndex one) const { return added(m_plan.circles[at].members, one); }

  const Ground& m_ground;
  const Plan& m_plan;
  std::int64_t m_waitlist;
  Way m_best;
};

constexpr RepIndex nobody = std::numeric_limits<RepIndex>::max();

}  // namespace

Repair join(const Ground& ground, const Plan& plan, RepIndex who) {
  Mender mender(ground, plan);
  const std::int64_t waitlist = ground.organisation().weights.waitlist;
  mender.try_room(who);
  if (mender.best().change >= waitlist) {
    mender.try_displacing(who);
    mender.try_opening(who);
  }
  const bool has_waited = std::ranges::find(plan.waitlist, who) != plan.waitlist.end();
  if (mender.best().change >= waitlist) mender.best() = {.change = waitlist, .placed = {who}, .waits = {who}};
  Repair out = mender.carry_out(nobody);
  if (has_waited) out.change -= waitlist;
  return out;
}

Repair leave(const Ground& ground, const Plan& plan, RepIndex who) {
  Mender mender(ground, plan);
  for (std::size_t at = 0; at < plan.circles.size(); ++at) {
    if (std::ranges::find(plan.circles[at].members, who) == plan.circles[at].members.end()) continue;
    Members left = plan.circles[at].members;
    std::erase(left, who);
    mender.make_lawful(at, left);
    return mender.carry_out(who);
  }
  const bool has_waited = std::ranges::find(plan.waitlist, who) != plan.waitlist.end();
  mender.best() = {.change = has_waited ? -std::int64_t{ground.organisation().weights.waitlist} : 0};
  return mender.carry_out(who);
}

Repair mend(const Ground& ground, const Plan& plan, std::size_t circle) {
  Mender mender(ground, plan);
  mender.make_lawful(circle, plan.circles[circle].members);
  return mender.carry_out(nobody);
}

}  // namespace backbeat::circle
