// The promises of guard.hpp over made-up quarters, looked at from outside: by enumerating what everybody's answers could have been, where
// that is possible, and by subtracting rows from each other where it is not.
#include "pulse/pulse_world_test.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <functional>
#include <map>
#include <set>

namespace backbeat::pulse {
namespace {

std::vector<CircleFacts> any_quarter(int most_circles) {
  std::vector<CircleFacts> circles;
  const int count = *rc::gen::inRange(1, most_circles + 1);
  std::int64_t person = 1;
  for (int i = 0; i < count; ++i) {
    // Answers near each other, as they are: all alike, all alike but one, all over the place.
    const auto answer = *rc::gen::element(rc::gen::just(10), rc::gen::element(9, 10, 10, 7), rc::gen::inRange(0, 11));
    const auto answers = *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(*rc::gen::inRange(0, 7)), answer);
    circles.push_back(circle_of(i + 1, *rc::gen::element<std::string>("ae", "ae", "sdr", "renewal"), person, answers));
    person += 10;
  }
  return circles;
}

int class_of(int score) {
  return score >= 9 ? 1 : score <= 6 ? -1 : 0;
}

/// Sum of classes of a group of circles.
int sum_of(const std::vector<CircleFacts>& circles, const std::string& group) {
  int sum = 0;
  for (const CircleFacts& circle : circles)
    if (group == "all" || group_of(circle.form, circle.held_by) == group)
      for (int score = 0; score <= 10; ++score) sum += class_of(score) * circle.answers.counts[static_cast<std::size_t>(score)];
  return sum;
}

int people_of(const std::vector<CircleFacts>& circles, const std::string& group) {
  int people = 0;
  for (const CircleFacts& circle : circles)
    if (group == "all" || group_of(circle.form, circle.held_by) == group) people += static_cast<int>(circle.answered.size());
  return people;
}

/// Does a made-up sum of so many people agree with what was shown?
bool agrees(const std::optional<Figure>& figure, int sum, int n) {
  if (!figure) return true;
  const int ceiling = n - 3;
  switch (figure->bound) {
    case Bound::exact:
      return std::abs(100.0 * sum / n - figure->value) <= 2.5 + 1e-9;
    case Bound::at_least:
      return sum >= ceiling;
    case Bound::at_most:
      return sum <= -ceiling;
  }
  return false;
}

TEST_CASE("nothing shown is of fewer people than its minimum, and nothing shown is all alike") {
  CHECK(rc::check([] {
    const auto circles = any_quarter(12);
    const Snapshot made = snapshot(circles);
    for (const CircleRow& row : made.circles) {
      if (!row.figures.enps) continue;
      const auto& facts = *std::ranges::find(circles, row.id, &CircleFacts::id);
      const Tally tally = facts.answers.tally();
      RC_ASSERT(row.figures.enps->people == tally.people);
      RC_ASSERT(tally.people >= 5);
      RC_ASSERT(tally.plus != tally.people);
      RC_ASSERT(tally.minus != tally.people);
      RC_ASSERT(tally.plus + tally.minus != 0);
    }
    for (const ProgrammeRow& row : made.programme)
      if (row.figures.enps) RC_ASSERT(row.figures.enps->people >= 8 && *row.circles >= 2);
  }));
}

TEST_CASE("rows less the rows below them are of nobody or of at least the minimum") {
  CHECK(rc::check([] {
    const auto circles = any_quarter(12);
    const Snapshot made = snapshot(circles);
    for (const ProgrammeRow& row : made.programme) {
      if (!row.figures.enps) continue;
      int rest = 0, hidden = 0;
      for (const CircleFacts& circle : circles) {
        const std::string group = group_of(circle.form, circle.held_by);
        if (row.group != "all" && row.group != group) continue;
        const auto& shown_circle = *std::ranges::find(made.circles, circle.id, &CircleRow::id);
        const bool is_in_group = row.group == "all" && row_of(made, group).figures.enps.has_value();
        if (shown_circle.figures.enps || is_in_group) continue;
        rest += static_cast<int>(circle.answered.size());
        ++hidden;
      }
      RC_ASSERT(hidden == 0 || rest >= 5);
    }
    if (!made.programme[0].figures.enps) return;
    int rest = 0, hidden = 0;
    for (std::size_t i = 1; i < made.programme.size(); ++i)
      if (!made.programme[i].figures.enps) {
        rest += people_of(circles, made.programme[i].group);
        ++hidden;
      }
    RC_ASSERT(hidden == 0 || rest >= 8);
  }));
}

/// Every way in which the classes of at most three small circles could be, given as how many promoters and detractors each has.
void each_world(const std::vector<CircleFacts>& circles, std::vector<std::pair<int, int>>& chosen,
                const std::function<void(const std::vector<std::pair<int, int>>&)>& visit) {
  if (chosen.size() == circles.size()) {
    visit(chosen);
    return;
  }
  const int n = static_cast<int>(circles[chosen.size()].answered.size());
  for (int plus = 0; plus <= n; ++plus)
    for (int minus = 0; plus + minus <= n; ++minus) {
      chosen.emplace_back(plus, minus);
      each_world(circles, chosen, visit);
      chosen.pop_back();
    }
}

TEST_CASE("with all that is shown, nobody's answer is forced, whoever of them looks") {
  CHECK(rc::check([] {
    const auto circles = any_quarter(3);
    const Snapshot made = snapshot(circles);
    // For each circle: which classes somebody in it can be of, given an insider of each circle and class.
    struct Room {
      std::set<int> classes;
    };
    std::map<std::tuple<std::size_t, int, std::size_t>, Room> rooms;  // insider's circle, their class, circle
    std::map<std::size_t, Room> outside;
    std::vector<std::pair<int, int>> chosen;
    each_world(circles, chosen, [&](const std::vector<std::pair<int, int>>& world) {
      std::map<std::string, std::pair<int, int>> groups;  // sum, people
      for (std::size_t i = 0; i < circles.size(); ++i) {
        const int sum = world[i].first - world[i].second, n = static_cast<int>(circles[i].answered.size());
        if (!agrees(row_of(made, circles[i].id.value()).figures.enps, sum, n)) return;
        for (const std::string& group : {std::string("all"), group_of(circles[i].form, circles[i].held_by)}) {
          groups[group].first += sum;
          groups[group].second += n;
        }
      }
      for (const auto& [group, of] : groups)
        if (!agrees(row_of(made, group).figures.enps, of.first, of.second)) return;
      const auto classes_of = [&](std::size_t i) {
        const int n = static_cast<int>(circles[i].answered.size());
        return std::map<int, int>{{1, world[i].first}, {-1, world[i].second}, {0, n - world[i].first - world[i].second}};
      };
      for (std::size_t i = 0; i < circles.size(); ++i) {
        for (const auto& [kind, count] : classes_of(i))
          if (count > 0) outside[i].classes.insert(kind);
        for (std::size_t insider = 0; insider < circles.size(); ++insider)
          for (const auto& [own, count] : classes_of(insider)) {
            if (count == 0) continue;
            for (auto [kind, others] : classes_of(i)) {
              if (insider == i && kind == own) --others;
              if (others > 0) rooms[{insider, own, i}].classes.insert(kind);
            }
          }
      }
    });
    for (std::size_t i = 0; i < circles.size(); ++i) {
      if (circles[i].answered.empty()) continue;
      RC_ASSERT(outside[i].classes.size() > 1);
      for (std::size_t insider = 0; insider < circles.size(); ++insider) {
        if (insider == i && circles[i].answered.size() < 2) continue;
        for (int score = 0; score <= 10; ++score) {
          if (circles[insider].answers.counts[static_cast<std::size_t>(score)] == 0) continue;
          RC_ASSERT(rooms[std::tuple(insider, class_of(score), i)].classes.size() > 1);
        }
      }
    }
  }));
}

TEST_CASE("what is shown is true: the value is that of the answers, or on the right side of it") {
  CHECK(rc::check([] {
    const auto circles = any_quarter(12);
    const Snapshot made = snapshot(circles);
    for (const ProgrammeRow& row : made.programme) {
      if (!row.figures.enps) continue;
      const double truth = 100.0 * sum_of(circles, row.group) / people_of(circles, row.group);
      if (row.figures.enps->bound == Bound::exact) RC_ASSERT(std::abs(truth - row.figures.enps->value) <= 2.5 + 1e-9);
      if (row.figures.enps->bound == Bound::at_least) RC_ASSERT(truth >= row.figures.enps->value);
      if (row.figures.enps->bound == Bound::at_most) RC_ASSERT(truth <= row.figures.enps->value);
    }
  }));
}

}  // namespace
}  // namespace backbeat::pulse
