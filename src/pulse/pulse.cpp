#include "pulse/pulse.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace backbeat::pulse {
namespace {

constexpr double programme_grain = 0.05;
constexpr double circle_grain = 0.01;
constexpr double follow_through_grain = 0.05;

Tally tally_of(Measure measure, const CircleFacts& circle) {
  switch (measure) {
    case Measure::attendance:
      return circle.attendance;
    case Measure::enps:
      return circle.answers.tally();
    case Measure::follow_through:
      return circle.follow_through;
  }
  return {};
}

std::optional<Figure>& slot_of(Measure measure, Figures& figures) {
  switch (measure) {
    case Measure::attendance:
      return figures.attendance;
    case Measure::enps:
      return figures.enps;
    case Measure::follow_through:
      break;
  }
  return figures.follow_through;
}

/// The fixed groupings as a tree: node 0 the whole, then a node a group, then the circles.
struct Tree {
  std::vector<Node> nodes;
  std::vector<std::string> groups;     // of nodes 1...
  std::vector<std::size_t> circle_of;  // of the nodes after those
  [[nodiscard]] std::size_t first_circle() const { return 1 + groups.size(); }
};

Tree tree_of(Measure measure, const std::vector<CircleFacts>& circles) {
  Tree tree;
  std::map<std::string, std::vector<std::size_t>> by_group;
  for (std::size_t i = 0; i < circles.size(); ++i) by_group[group_of(circles[i].form, circles[i].held_by)].push_back(i);
  tree.nodes.push_back({.parent = -1, .level = Level::programme, .tally = {}, .circles = 0});
  for (const auto& [group, members] : by_group) {
    tree.groups.push_back(group);
    Node node{.parent = 0, .level = Level::group, .tally = {}, .circles = static_cast<int>(members.size())};
    for (const std::size_t i : members) {
      node.tally += tally_of(measure, circles[i]);
      node.members += circles[i].members;
    }
    tree.nodes[0].tally += node.tally;
    tree.nodes[0].circles += node.circles;
    tree.nodes[0].members += node.members;
    tree.nodes.push_back(node);
  }
  // Enablement has the seats of each circle in any case: of attendance only programme rows are guarded, for everybody else.
  if (measure == Measure::attendance) return tree;
  int group = 1;
  for (const auto& [key, members] : by_group) {
    for (const std::size_t i : members) {
      tree.nodes.push_back(
          {.parent = group, .level = Level::circle, .tally = tally_of(measure, circles[i]), .members = circles[i].members});
      tree.circle_of.push_back(i);
    }
    ++group;
  }
  return tree;
}

Support support_of(const std::string& group, const std::vector<CircleFacts>& circles) {
  Support out;
  for (const CircleFacts& circle : circles)
    if (group == whole_programme || group_of(circle.form, circle.held_by) == group)
      out.insert(out.end(), circle.answered.begin(), circle.answered.end());
  std::ranges::sort(out);
  return out;
}

/// Withholds programme rows that, with all that was published before, tell something of too few. The whole first, then the largest.
void forbid_by_periods(Tree& tree, const std::vector<CircleFacts>& circles, int least, const std::vector<Support>& before) {
  Periods periods(least);
  for (const Support& support : before) periods.add(support);
  std::vector<std::size_t> order(tree.first_circle());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(
      order, [&](std::size_t one, std::size_t other) { return tree.nodes[one].tally.people > tree.nodes[other].tally.people; });
  for (const std::size_t i : order) {
    const Support support = support_of(i == 0 ? std::string(whole_programme) : tree.groups[i - 1], circles);
    tree.nodes[i].may_be_shown = !periods.would_tell(support);
    if (tree.nodes[i].may_be_shown) periods.add(support);
  }
}

}  // namespace

Tally Histogram::tally() const {
  Tally tally;
  for (std::size_t score = 0; score < counts.size(); ++score) {
    tally.people += counts[score];
    if (score >= 9) tally.plus += counts[score];
    if (score <= 6) tally.minus += counts[score];
  }
  tally.pieces = tally.people;
  tally.most = tally.people > 0 ? 1 : 0;
  return tally;
}

std::optional<int> CircleRow::attendance_percent() const {
  if (seats.expected == 0) return std::nullopt;
  return static_cast<int>(std::lround(100.0 * seats.present / seats.expected));
}

Rules rules_of(const playbook::Playbook& playbook) {
  Rules rules;
  rules.minimums.people = playbook.privacy.minimum_group;
  rules.minimums.programme_people = std::max(rules.minimums.programme_people, playbook.privacy.minimum_group);
  rules.scale = playbook.threshold("enps_scale").value_or(rules.scale);
  if (rules.scale <= 0) rules.scale = Rules{}.scale;
  rules.disband_attendance = playbook.threshold("disband_attendance_percent").value_or(rules.disband_attendance);
  rules.disband_enps = playbook.threshold("disband_enps").value_or(rules.disband_enps);
  for (const playbook::Threshold& threshold : playbook.thresholds) {
    if (threshold.key != "promotion_facilitated_sessions") continue;
    rules.promotion_sessions = static_cast<int>(std::lround(threshold.value));
    rules.promotion_unit = threshold.unit;
  }
  return rules;
}

std::string group_of(const std::string& form, const std::string& held_by) {
  return form == "same" ? "same:" + held_by : "cross";
}

std::string name_of_group(const std::string& group) {
  if (group == whole_programme) return "All circles";
  if (group == "cross") return "Cross-functional circles";
  std::string role = group.substr(group.find(':') + 1);
  for (char& letter : role)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return role + " circles";
}

Snapshot snapshot_of(const FiscalQuarter& quarter, Instant published_at, std::vector<CircleFacts> circles, const Rules& rules,
                     const std::vector<Support>& before) {
  std::ranges::sort(circles, {}, [](const CircleFacts& circle) { return std::tuple(circle.name, circle.id); });
  Snapshot out{
      .quarter = quarter, .published_at = published_at, .minimums = rules.minimums, .scale = rules.scale, .programme = {}, .circles = {}};
  for (const CircleFacts& circle : circles)
    out.circles.push_back({.id = circle.id,
                           .name = circle.name,
                           .form = circle.form,
                           .held_by = circle.held_by,
                           .is_running = circle.is_running,
                           .members = circle.members,
                           .meetings = circle.meetings,
                           .seats = circle.seats,
                           .led = circle.led,
                           .figures = {}});
  for (const Measure measure : {Measure::attendance, Measure::enps, Measure::follow_through}) {
    Tree tree = tree_of(measure, circles);
    if (out.programme.empty()) {
      out.programme.push_back({.group = std::string(whole_programme), .circles = {}, .figures = {}});
      for (const std::string& group : tree.groups) out.programme.push_back({.group = group, .circles = {}, .figures = {}});
    }
    // Answers are of people who may answer the same again; seats and commitments are new ones each quarter.
    if (measure == Measure::enps) forbid_by_periods(tree, circles, rules.minimums.people, before);
    const auto shown = guarded(measure, tree.nodes, rules.minimums);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      if (!shown[i]) continue;
      const bool is_row = i < tree.first_circle();
      const double grain = is_row ? programme_grain : measure == Measure::enps ? circle_grain : follow_through_grain;
      Figures& figures = is_row ? out.programme[i].figures : out.circles[tree.circle_of[i - tree.first_circle()]].figures;
      slot_of(measure, figures) = figure_of(measure, tree.nodes[i].tally, *shown[i], rules.scale, grain);
      if (is_row) out.programme[i].circles = tree.nodes[i].circles;
    }
  }
  return out;
}

std::vector<std::pair<std::string, Support>> supports_of(const Snapshot& snapshot, const std::vector<CircleFacts>& circles) {
  std::vector<std::pair<std::string, Support>> out;
  for (const ProgrammeRow& row : snapshot.programme)
    if (row.figures.enps) out.emplace_back(row.group, support_of(row.group, circles));
  return out;
}

}  // namespace backbeat::pulse
