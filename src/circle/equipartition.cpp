#include "circle/equipartition.hpp"

#include "circle/chance.hpp"

#include <cmath>

namespace backbeat::circle {
namespace {

constexpr std::size_t searches = 2;
constexpr std::int64_t moves_an_epoch = 100'000;
constexpr std::int64_t epochs_to_time = 4;
constexpr double sizes_change_from = 0.6;  // of the run: hotter, all sizes would become alike, and pairs be lost

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
    measure();
  }

  /// `from` and `to`: how far the run has come, from 0 to 1.
  void anneal(double from, double to) {
    constexpr std::int64_t parts = 10;
    for (std::int64_t part = 0; part < parts; ++part) {
      const double done = from + (to - from) * static_cast<double>(part) / static_cast<double>(parts);
      const double heat = m_scale * std::pow(0.03, done);
      for (std::int64_t i = 0; i < moves_an_epoch / parts; ++i) {
        const double draw = (static_cast<double>(m_chance.next() >> 40U) + 0.5) / 16777216.0;
        step(static_cast<std::int64_t>(heat * std::log(draw)), done >= sizes_change_from);
      }
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

  /// The typical change of a swap sets the heat to begin with.
  void measure() {
    double changes = 0;
    constexpr int samples = 2000;
    for (int i = 0; i < samples; ++i)
      changes += static_cast<double>(std::abs(swap_change(m_chance.below(m_people), m_chance.below(m_people))));
    m_scale = changes / samples + 1;
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
    if (change < 0) keep();
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
    if (change < 0) keep();
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
  double m_scale = 1;
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
  // A few epochs at the end of the schedule take the time of one; they are the first answer too.
  const double began = elapsed();
  const std::int64_t first = effort.epochs ? std::min(epochs_to_time, *effort.epochs) : epochs_to_time;
  for (std::int64_t i = 0; i < first; ++i) each([](Groups& groups) { groups.anneal(0.9, 1.0); });
  const double one = std::max(1e-6, (elapsed() - began) / static_cast<double>(std::max<std::int64_t>(1, first)));
  const std::int64_t epochs = effort.epochs
                                  ? *effort.epochs - first
                                  : std::max<std::int64_t>(1, static_cast<std::int64_t>((effort.seconds * 0.93 - elapsed()) / one));
  double done = 0;
  std::int64_t made = first;
  for (std::int64_t i = 0; i < epochs && done < 1 && !effort.is_cancelled(); ++i) {
    double from = static_cast<double>(i) / static_cast<double>(epochs);
    if (!effort.epochs) from = std::max({from, done, std::min(1.0, (elapsed() - began) / (effort.seconds * 0.96)) - 0.02});
    done = from + 1.0 / static_cast<double>(epochs);
    each([&](Groups& groups) { groups.anneal(from, std::min(1.0, done)); });
    ++made;
  }
  each([](Groups& groups) { groups.climb(); });
  const Groups& best = *std::ranges::max_element(all, {}, &Groups::best);
  return {.group = best.best_groups(), .difference = best.best(), .epochs = made};
}

}  // namespace backbeat::circle
