#include "pulse/guard.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace backbeat::pulse {
namespace {

using Shown = std::vector<std::optional<Bound>>;

/// What somebody can know of a node's sum.
struct Interval {
  int low = 0;
  int high = 0;
};
constexpr Interval nothing_known{.low = -(1 << 29), .high = 1 << 29};

Interval both(Interval one, Interval other) {
  return {std::max(one.low, other.low), std::min(one.high, other.high)};
}

/// The tree as one audience sees it: down to its leaves.
class View {
 public:
  View(Measure measure, const std::vector<Node>& nodes, Level leaves) : m_nodes(nodes), m_leaves(leaves) {
    for (const Node& node : nodes) {
      m_sums.push_back(sum_of(measure, node.tally));
      if (node.level == leaves) m_widest = std::max(m_widest, m_sums.back().widest);
    }
  }

  /// A node to withhold because of `shown` as it is; nothing where all is well. `least_people`, `least_circles`: behind what is left of a
  /// row when the rows below it are taken away; `least_count`: a number of people that may be told.
  [[nodiscard]] std::optional<std::size_t> to_withhold(const Shown& shown, int least_people, int least_circles, int least_count) const {
    if (const auto node = thin_rest(shown, least_people, least_circles, least_count)) return node;
    return forced(shown);
  }

 private:
  [[nodiscard]] bool is_seen(std::size_t i) const { return m_nodes[i].level <= m_leaves; }
  [[nodiscard]] bool is_leaf(std::size_t i) const { return m_nodes[i].level == m_leaves; }
  [[nodiscard]] int members_of(std::size_t i) const { return std::max(m_nodes[i].members, m_nodes[i].tally.people); }
  [[nodiscard]] std::size_t parent_of(std::size_t i) const { return static_cast<std::size_t>(m_nodes[i].parent); }

  /// The nearest row above that is shown.
  [[nodiscard]] std::optional<std::size_t> shown_above(const Shown& shown, std::size_t i) const {
    for (int up = m_nodes[i].parent; up >= 0; up = m_nodes[static_cast<std::size_t>(up)].parent)
      if (shown[static_cast<std::size_t>(up)]) return static_cast<std::size_t>(up);
    return std::nullopt;
  }

  /// The smallest row right below `above` that is shown, but not `except`; where there is none, `above`.
  [[nodiscard]] std::size_t smallest_below(const Shown& shown, std::size_t above, std::size_t except) const {
    std::optional<std::size_t> smallest;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
      if (!is_seen(i) || i == except || !shown[i] || shown_above(shown, i) != above) continue;
      if (!smallest || m_nodes[i].tally.people < m_nodes[*smallest].tally.people) smallest = i;
    }
    return smallest.value_or(above);
  }

  /// A row less the rows below it is a number too: of nobody, or of enough.
  [[nodiscard]] std::optional<std::size_t> thin_rest(const Shown& shown, int least_people, int least_circles, int least_count) const {
    struct Rest {
      int people = 0;
      int circles = 0;
      int members = 0;
      std::vector<std::size_t> leaves;
    };
    std::vector<Rest> rests(m_nodes.size());
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
      if (!is_leaf(i) || shown[i]) continue;
      const auto above = shown_above(shown, i);
      if (!above) continue;
      Rest& rest = rests[*above];
      rest.people += m_nodes[i].tally.people;
      rest.circles += m_nodes[i].circles;
      rest.members += members_of(i);
      rest.leaves.push_back(i);
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
      const Rest& rest = rests[i];
      if (rest.leaves.empty()) continue;
      if (rest.people < least_people || rest.circles < least_circles) return smallest_below(shown, i, m_nodes.size());
      // Where everybody answered, each count is the number of members.
      const auto is_told = [&](std::size_t leaf) {
        const int at_least = std::max(0, rest.people - (rest.members - members_of(leaf)));
        const int at_most = std::min(members_of(leaf), rest.people);
        return at_least == at_most && at_most < least_count;
      };
      if (std::ranges::any_of(rest.leaves, is_told)) return smallest_below(shown, i, m_nodes.size());
    }
    return std::nullopt;
  }

  [[nodiscard]] Interval said_of(const Shown& shown, std::size_t i) const {
    const Sum& sum = m_sums[i];
    if (!shown[i]) return nothing_known;
    switch (*shown[i]) {
      case Bound::exact:
        return {sum.value, sum.value};
      case Bound::at_least:
        return {std::min(sum.ceiling(), sum.value), sum.highest};
      case Bound::at_most:
        return {sum.lowest, std::max(sum.floor(), sum.value)};
    }
    return nothing_known;
  }

  /// What the rows below and a node's own say of it, and the sums of that over what is right below it.
  struct FromBelow {
    std::vector<Interval> own;
    std::vector<Interval> below;
  };
  [[nodiscard]] FromBelow from_below(const Shown& shown) const {
    const std::size_t count = m_nodes.size();
    FromBelow out{.own = std::vector<Interval>(count), .below = std::vector<Interval>(count)};
    std::vector<bool> has_below(count, false);
    for (std::size_t i = count; i-- > 0;) {
      if (!is_seen(i)) continue;
      out.own[i] = both(said_of(shown, i), {m_sums[i].lowest, m_sums[i].highest});
      if (has_below[i]) out.own[i] = both(out.own[i], out.below[i]);
      if (i == 0) break;
      const std::size_t parent = parent_of(i);
      has_below[parent] = true;
      out.below[parent].low += out.own[i].low;
      out.below[parent].high += out.own[i].high;
    }
    return out;
  }

  /// A leaf of which the rows together say too much. What comes from above is a row above less the most, or the least, that the others in
  /// it can be; `insider` is the same for somebody among those others, who knows their own part.
  [[nodiscard]] std::optional<std::size_t> forced(const Shown& shown) const {
    const FromBelow from = from_below(shown);
    std::vector<Interval> above(m_nodes.size(), nothing_known), insider(m_nodes.size(), nothing_known);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
      if (!is_seen(i)) continue;
      if (i > 0) {
        const std::size_t parent = parent_of(i);
        const Interval said = said_of(shown, parent);
        const Interval rest{from.below[parent].low - from.own[i].low, from.below[parent].high - from.own[i].high};
        const Interval of_parent = both(said, above[parent]), by_insider = both(said, insider[parent]);
        above[i] = {of_parent.low - rest.high, of_parent.high - rest.low};
        const Interval among_the_rest{of_parent.low - std::max(rest.high - m_widest, rest.low),
                                      of_parent.high - std::min(rest.low + m_widest, rest.high)};
        insider[i] = both(among_the_rest, {by_insider.low - rest.high, by_insider.high - rest.low});
      }
      if (is_leaf(i) && tells(shown, i, both(from.own[i], above[i]), both(from.own[i], insider[i]))) return culprit(shown, i);
    }
    return std::nullopt;
  }

  [[nodiscard]] bool tells(const Shown& shown, std::size_t i, Interval known, Interval by_insider) const {
    const Tally& tally = m_nodes[i].tally;
    const Sum& sum = m_sums[i];
    if (tally.people == 0) return false;
    if (!shown[i] && known.low == known.high) return true;
    // Everybody is at the end of what they can be. An interval that an insider never has may be past the truth, and tells nothing then.
    if (std::min(sum.value, by_insider.low) >= sum.highest || std::max(sum.value, by_insider.high) <= sum.lowest) return true;
    // The insider is of this circle.
    return tally.people > 1 && (known.low > sum.ceiling() || known.high < sum.floor());
  }

  [[nodiscard]] std::size_t culprit(const Shown& shown, std::size_t i) const {
    const auto above = shown_above(shown, i);
    // Nothing above says anything: the leaf's own row does not tell by itself, so that cannot be.
    ASSERT(above.has_value());
    return smallest_below(shown, *above, i);
  }

  const std::vector<Node>& m_nodes;
  Level m_leaves;
  std::vector<Sum> m_sums;
  int m_widest = 0;
};

}  // namespace

std::vector<std::optional<Bound>> guarded(Measure measure, const std::vector<Node>& nodes, const Minimums& minimums) {
  Shown shown(nodes.size());
  bool has_circles = false;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    ASSERT(node.parent < static_cast<int>(i) && (node.parent < 0) == (i == 0));
    has_circles = has_circles || node.level == Level::circle;
    if (!node.may_be_shown) continue;
    if (node.level != Level::circle && node.circles < minimums.programme_circles) continue;
    shown[i] = sayable(measure, node.tally, node.level == Level::circle ? minimums.people : minimums.programme_people);
  }
  const View programme(measure, nodes, Level::group);
  const View all(measure, nodes, Level::circle);
  const auto to_withhold = [&](const Shown& what) {
    auto next = programme.to_withhold(what, minimums.programme_people, minimums.programme_circles, minimums.people);
    return next || !has_circles ? next : all.to_withhold(what, minimums.people, 1, minimums.people);
  };
  const Shown by_themselves = shown;
  // Each turn withholds one row more, so that it ends.
  while (const auto next = to_withhold(shown)) shown[*next].reset();
  // What was withheld for a row that went itself later need not be: the largest comes back first.
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (by_themselves[i] && !shown[i]) order.push_back(i);
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return nodes[i].tally.people; });
  for (const std::size_t i : order) {
    shown[i] = by_themselves[i];
    if (to_withhold(shown)) shown[i].reset();
  }
  return shown;
}

}  // namespace backbeat::pulse
