#include "circle/equipartition.hpp"

#include "circle/chance.hpp"

#include <cmath>

namespace backbeat::circle {
namespace {

constexpr std::size_t searches = 2;
constexpr std::int64_t moves_an_epoch = 100'000;
constexpr std::int64_t moves_of_a_look = 50'000;
constexpr std::int64_t epochs_of_looks = 10;  // what finding the heats takes, about
constexpr double hot = 0.06;                  // of all tries lose something where cooling begins: hotter, nothing lasts
constexpr double cold = 0.0001;               // and where it ends: colder, nothing happens
constexpr double coldest = 1e-4;              // of the typical change of a swap, where all are alike
constexpr double sizes_change_from = 0.6;     // of the run: hotter, all sizes would become alike, and pairs be lost

class Groups {
 public:
  Groups(const GroupingProblem& problem, Chance chance) : m_problem(problem), m_people(problem.people), m_chance(chance) {
    std::vector<std::uint32_t> order(m_people);
    for (std::uint32_t i = 0; i < m_people; ++i) order[i] = i;
    shuffle(order, m_chance);
    m_group.assign(m_people, 0);
    m_size.assign(problem.group_sizes.size(), 0);
    std::size_t next = 0;
    for (std::uint32_t g = 0; g < m_size.size(); ++g)
      for (; m_size[g] < problem.group_sizes[g].first; ++m_size[g]) m_group[order[next++]] = g;
    // Who is left goes to the groups that may be largest: pairs within groups grow with the square of their size.
    std::vector<std::uint32_t> largest(m_size.size());
    for (std::uint32_t g = 0; g < m_size.size(); ++g) largest[g] = g;
    std::ranges::stable_sort(largest, std::greater{}, [&](std::uint32_t g) { return problem.group_sizes[g].second; });
    for (const std::uint32_t g : largest)
      for (; next < m_people && m_size[g] < problem.group_sizes[g].second; ++m_size[g]) m_group[order[next++]] = g;
    m_sum.assign(m_size.size() * m_people, 0);
    for (std::size_t i = 0; i < m_people; ++i)
      for (std::size_t k = 0; k < m_people; ++k) m_sum[m_group[i] * m_people + k] += row(i)[k];
    m_value = difference_within(problem, m_group);
    keep();
  }

  /// `from` and `to`: how far the run has come, from 0 to 1.
  void anneal(double from, double to) {
    constexpr std::int64_t parts = 10;
    for (std::int64_t part = 0; part < parts; ++part) {
      const double done = from + (to - from) * static_cast<double>(part) / static_cast<double>(parts);
      cook(m_hot * std::pow(m_cold / m_hot, done), moves_an_epoch / parts, done >= sizes_change_from);
    }
  }

  /// Cools quickly from where losses are made all the time to where hardly one is. Problems differ in how far these are apart: distances on
  /// a map go on improving at a fifth of the heat at which random numbers have long been frozen.
  void find_heats() {
    m_hot = m_cold = typical_change();
    for (const double least = m_hot * coldest; m_cold > least; m_cold *= 0.8) {
      const double lost = cook(m_cold, moves_of_a_look, false);
      if (lost > hot) m_hot = m_cold;
      if (lost < cold) break;
    }
  }

  /// Swaps and moves until none gains.
  void climb() {
    for (bool has_gained = true; has_gained;) {
      has_gained = false;
      for (std::size_t i = 0; i < m_people; ++i) {
        for (std::uint32_t g = 0; g < m_size.size(); ++g) has_gained |= try_move(i, g, 1);
        for (std::size_t j = 0; j < i; ++j) has_gained |= try_swap(i, j, 1);
      }
    }
    keep();
  }

  [[nodiscard]] std::int64_t best() const { return m_best_value; }
  [[nodiscard]] const std::vector<std::uint32_t>& best_groups() const { return m_best; }

 private:
  [[nodiscard]] const std::int32_t* row(std::size_t person) const { return &m_problem.difference[person * m_people]; }
  [[nodiscard]] std::int64_t sum(std::size_t person, std::uint32_t group) const { return m_sum[group * m_people + person]; }
  void keep() {
    if (m_value <= m_best_value && !m_best.empty()) return;
    m_best_value = m_value;
    m_best = m_group;
  }

  /// Before a change for the worse.
  void lose() {
    ++m_losses;
    keep();
  }

  [[nodiscard]] double typical_change() {
    double changes = 0;
    constexpr int samples = 2000;
    for (int i = 0; i < samples; ++i)
      changes += static_cast<double>(std::abs(swap_change(m_chance.below(m_people), m_chance.below(m_people))));
    return changes / samples + 1;
  }

  /// So many tries at one heat; the share of them that lost something and were made.
  double cook(double heat, std::int64_t tries, bool may_change_sizes) {
    const std::int64_t before = m_losses;
    for (std::int64_t i = 0; i < tries; ++i) {
      const double draw = (static_cast<double>(m_chance.next() >> 40U) + 0.5) / 16777216.0;
      step(static_cast<std::int64_t>(heat * std::log(draw)), may_change_sizes);
    }
    return static_cast<double>(m_losses - before) / static_cast<double>(tries);
  }

  [[nodiscard]] std::int64_t swap_change(std::size_t i, std::size_t j) const {
    const std::uint32_t a = m_group[i];
    const std::uint32_t b = m_group[j];
    return a == b ? 0 : sum(i, b) - sum(i, a) + sum(j, a) - sum(j, b) - 2 * std::int64_t{row(i)[j]};
  }

  /// Makes it where the value changes by `least` or more.
  bool try_swap(std::size_t i, std::size_t j, std::int64_t least) {
    const std::uint32_t a = m_group[i];
    const std::uint32_t b = m_group[j];
    if (a == b) return false;
    const std::int64_t change = swap_change(i, j);
    if (change < least) return false;
    if (change < 0) lose();
    std::int64_t* of_a = &m_sum[a * m_people];
    std::int64_t* of_b = &m_sum[b * m_people];
    const std::int32_t* one = row(i);
    const std::int32_t* other = row(j);
    for (std::size_t k = 0; k < m_people; ++k) {
      const std::int64_t by = other[k] - one[k];
      of_a[k] += by;
      of_b[k] -= by;
    }
    std::swap(m_group[i], m_group[j]);
    m_value += change;
    return true;
  }

  bool try_move(std::size_t i, std::uint32_t to, std::int64_t least) {
    const std::uint32_t from = m_group[i];
    if (from == to || m_size[from] <= m_problem.group_sizes[from].first || m_size[to] >= m_problem.group_sizes[to].second) return false;
    const std::int64_t change = sum(i, to) - sum(i, from);
    if (change < least) return false;
    if (change < 0) lose();
    for (std::size_t k = 0; k < m_people; ++k) {
      m_sum[from * m_people + k] -= row(i)[k];
      m_sum[to * m_people + k] += row(i)[k];
    }
    m_group[i] = to;
    --m_size[from];
    ++m_size[to];
    m_value += change;
    return true;
  }

  void step(std::int64_t least, bool may_change_sizes) {
    const std::size_t i = m_chance.below(m_people);
    if (may_change_sizes && m_chance.below(8) == 0)
      try_move(i, m_chance.below(m_size.size()), least);
    else
      try_swap(i, m_chance.below(m_people), least);
  }

  const GroupingProblem& m_problem;
  std::size_t m_people;
  Chance m_chance;
  std::vector<std::uint32_t> m_group, m_best;
  std::vector<std::size_t> m_size;
  std::vector<std::int64_t> m_sum;  // by group and person: the person's differences to the group
  std::int64_t m_value = 0;
  std::int64_t m_best_value = 0;
  std::int64_t m_losses = 0;
  double m_hot = 1;  // heat to begin with, and to end with
  double m_cold = 1;
};

}  // namespace

std::int64_t difference_within(const GroupingProblem& problem, const std::vector<std::uint32_t>& group) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < problem.people; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (group[i] == group[j]) sum += problem.difference[i * problem.people + j];
  return sum;
}

GroupingAnswer divide(const GroupingProblem& problem, const Effort& effort) {
  if (problem.people == 0) return {};
  std::vector<Groups> all;
  for (std::size_t i = 0; i < searches; ++i) all.emplace_back(problem, Chance(effort.seed, 0, i));
  const auto each = [&](const std::function<void(Groups&)>& work) { effort.run(all.size(), [&](std::size_t i) { work(all[i]); }); };
  const auto elapsed = [&] { return effort.elapsed ? effort.elapsed() : 0.0; };
  const double began = elapsed();
  each([](Groups& groups) { groups.find_heats(); });  // a first answer too
  const std::int64_t first = effort.epochs ? std::min(epochs_of_looks, *effort.epochs) : epochs_of_looks;
  double epoch_takes = (elapsed() - began) / static_cast<double>(epochs_of_looks);
  const double cools_from = elapsed();
  const std::int64_t epochs = effort.epochs ? *effort.epochs - first : 0;
  std::int64_t made = first;
  for (double done = 0; done < 1 && !effort.is_cancelled() && (!effort.epochs || made < first + epochs); ++made) {
    const double from = done;
    const double begun = elapsed();
    // By the work to do, or else by the time there is: how far the next epoch will come if it takes as long as the one before.
    done = effort.epochs ? static_cast<double>(made + 1 - first) / static_cast<double>(epochs)
                         : std::max(from + 1e-5, (begun + epoch_takes - cools_from) / std::max(1e-6, effort.seconds * 0.97 - cools_from));
    each([&](Groups& groups) { groups.anneal(from, std::min(1.0, done)); });
    epoch_takes = elapsed() - begun;
  }
  each([](Groups& groups) { groups.climb(); });
  const Groups& best = *std::ranges::max_element(all, {}, &Groups::best);
  return {.group = best.best_groups(), .difference = best.best(), .epochs = made};
}

}  // namespace backbeat::circle
