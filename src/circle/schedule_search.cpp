#include "circle/schedule.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace backbeat::circle {
namespace {

/// A commutative group of `order` elements: the cycle, or two cycles side by side.
struct Sum {
  std::size_t order;
  std::size_t first;  // length of the first cycle; `order` for one cycle alone

  [[nodiscard]] std::size_t minus(std::size_t a, std::size_t b) const {
    const std::size_t second = order / first;
    return (a / second + first - b / second) % first * second + (a % second + second - b % second) % second;
  }
  [[nodiscard]] std::size_t plus(std::size_t a, std::size_t b) const { return minus(a, minus(0, b)); }
};

/// Rows are columns of people, entries shifts of each period: no difference of two rows comes twice.
class Differences {
 public:
  Differences(Sum sum, Format format, Chance& chance, std::uint64_t nodes)
      : m_sum(sum), m_format(format), m_chance(chance), m_left(nodes), m_entry(format.periods, std::vector<std::size_t>(format.size, 0)) {
    m_used.assign(format.size * format.size * format.groups, false);
  }
  bool find() { return grow(0, 0); }
  [[nodiscard]] std::size_t entry(std::size_t period, std::size_t row) const { return m_entry[period][row]; }

 private:
  std::vector<bool>::reference used(std::size_t one, std::size_t other, std::size_t difference) {
    return m_used[(one * m_format.size + other) * m_format.groups + difference];
  }
  bool grow(std::size_t period, std::size_t row) {
    if (period == m_format.periods) return true;
    if (row == m_format.size) return grow(period + 1, 0);
    if (m_left == 0) return false;
    --m_left;
    const bool is_fixed = row == 0 || period == 0;  // the first row and the first period may be noughts
    const std::size_t begin = is_fixed || row == 1 ? 0 : m_chance.below(m_format.groups);
    for (std::size_t step = 0; step < (is_fixed ? 1 : m_format.groups); ++step) {
      const std::size_t value = (begin + step) % m_format.groups;
      std::size_t fits = 0;
      while (fits < row && !used(fits, row, m_sum.minus(value, m_entry[period][fits]))) ++fits;
      if (fits < row) continue;
      for (std::size_t other = 0; other < row; ++other) used(other, row, m_sum.minus(value, m_entry[period][other])) = true;
      m_entry[period][row] = value;
      if (grow(period, row + 1)) return true;
      for (std::size_t other = 0; other < row; ++other) used(other, row, m_sum.minus(value, m_entry[period][other])) = false;
      if (m_left == 0) return false;
    }
    return false;
  }

  Sum m_sum;
  Format m_format;
  Chance& m_chance;
  std::uint64_t m_left;
  std::vector<std::vector<std::size_t>> m_entry;
  std::vector<bool> m_used;
};

/// One period of which the turns by 0, 1, 2 ... around a cycle are the others. Points are `orbits` times the cycle and some fixed ones.
class Turning {
 public:
  Turning(Format format, std::size_t cycle, Chance& chance, std::uint64_t nodes)
      : m_format(format),
        m_cycle(cycle),
        m_orbits(format.groups * format.size / cycle),
        m_moving(m_orbits * cycle),
        m_chance(chance),
        m_left(nodes) {
    m_people = format.groups * format.size;
    m_kinds = m_orbits + (m_people - m_moving);
    m_used.assign(m_kinds * m_kinds * m_cycle, false);
    m_is_placed.assign(m_people, false);
    m_order.resize(m_people);
    for (std::uint32_t i = 0; i < m_people; ++i) m_order[i] = i;
    shuffle(m_order, chance);
  }
  bool find() { return grow(0); }
  [[nodiscard]] Grouping turned(std::size_t by) const {
    Grouping out;
    for (std::size_t i = 0; i < m_chosen.size(); ++i) {
      if (i % m_format.size == 0) out.emplace_back();
      const std::uint32_t point = m_chosen[i];
      out.back().push_back(point >= m_moving ? point
                                             : static_cast<std::uint32_t>(point / m_cycle * m_cycle + (point % m_cycle + by) % m_cycle));
    }
    return out;
  }

 private:
  [[nodiscard]] std::size_t kind(std::uint32_t point) const { return point >= m_moving ? m_orbits + (point - m_moving) : point / m_cycle; }
  /// The places of a pair's difference in the table, both ways round; nothing where the pair may not be.
  bool places(std::uint32_t a, std::uint32_t b, std::array<std::size_t, 2>& out) const {
    if (a >= m_moving && b >= m_moving) return false;
    const bool turns = a < m_moving && b < m_moving;
    const std::size_t difference = turns ? (a % m_cycle + m_cycle - b % m_cycle) % m_cycle : 0;
    const std::size_t back = turns ? (m_cycle - difference) % m_cycle : 0;
    if (kind(a) == kind(b) && difference == back) return false;  // half a turn: they would meet twice
    out = {(kind(a) * m_kinds + kind(b)) * m_cycle + difference, (kind(b) * m_kinds + kind(a)) * m_cycle + back};
    return true;
  }
  bool grow(std::size_t first) {
    if (m_chosen.size() == m_people) return true;
    if (m_left == 0) return false;
    --m_left;
    const std::size_t begin = m_chosen.size() / m_format.size * m_format.size;
    while (m_chosen.size() == begin && m_is_placed[m_order[first]]) ++first;
    for (std::size_t i = first; i < m_people; ++i) {
      const std::uint32_t point = m_order[i];
      if (m_is_placed[point]) continue;
      std::array<std::size_t, 2> at{};
      std::size_t fits = begin;
      while (fits < m_chosen.size() && places(point, m_chosen[fits], at) && !m_used[at[0]]) {
        // marked at once: two mates of this point may need the same difference
        m_used[at[0]] = m_used[at[1]] = true;
        ++fits;
      }
      if (fits == m_chosen.size()) {
        m_is_placed[point] = true;
        m_chosen.push_back(point);
        const bool is_full = m_chosen.size() % m_format.size == 0;
        if (grow(is_full ? 0 : i + 1)) return true;
        m_chosen.pop_back();
        m_is_placed[point] = false;
      }
      while (fits-- > begin) {
        places(point, m_chosen[fits], at);
        m_used[at[0]] = m_used[at[1]] = false;
      }
      if (m_left == 0 || m_chosen.size() == begin) return false;  // the first point left has to be in some group: in this one
    }
    return false;
  }

  Format m_format;
  std::size_t m_cycle, m_orbits, m_moving;
  Chance& m_chance;
  std::uint64_t m_left;
  std::size_t m_people = 0;
  std::size_t m_kinds = 0;
  std::vector<bool> m_used, m_is_placed;
  std::vector<std::uint32_t> m_order, m_chosen;
};

}  // namespace

std::vector<Grouping> by_differences(Format format, Chance& chance, std::uint64_t nodes) {
  if (format.periods > format.groups || format.size > format.groups) return {};
  std::vector<Sum> sums{{format.groups, format.groups}};
  if (format.groups % 4 == 0) sums.push_back({format.groups, 2});
  constexpr std::uint64_t tries = 16;
  for (std::uint64_t i = 0; i < tries; ++i)
    for (const Sum sum : sums) {
      Differences found(sum, format, chance, nodes / tries / sums.size());
      if (!found.find()) continue;
      std::vector<Grouping> periods;
      for (std::size_t t = 0; t < format.periods; ++t) {
        Grouping grouping(format.groups);
        for (std::size_t group = 0; group < format.groups; ++group)
          for (std::size_t row = 0; row < format.size; ++row)
            grouping[group].push_back(static_cast<std::uint32_t>(row * format.groups + sum.plus(group, found.entry(t, row))));
        periods.push_back(std::move(grouping));
      }
      return periods;
    }
  return {};
}

std::vector<Grouping> by_turning(Format format, Chance& chance, std::uint64_t nodes) {
  const std::size_t people = format.groups * format.size;
  std::vector<std::size_t> cycles;
  for (std::size_t cycle = format.periods; cycle <= people && cycle <= format.periods + 4; ++cycle)
    if (people % cycle <= format.groups) cycles.push_back(cycle);
  constexpr std::uint64_t nodes_a_try = 100'000;
  for (std::uint64_t done = 0; done < nodes; done += nodes_a_try * std::max<std::size_t>(1, cycles.size()))
    for (const std::size_t cycle : cycles) {
      Turning found(format, cycle, chance, nodes_a_try);
      if (!found.find()) continue;
      std::vector<Grouping> periods;
      for (std::size_t t = 0; t < format.periods; ++t) periods.push_back(found.turned(t));
      return periods;
    }
  return {};
}

std::vector<Grouping> by_search(Format format, Chance& chance, std::uint64_t moves) {
  const std::size_t people = format.groups * format.size;
  std::vector<std::vector<std::uint32_t>> seat(format.periods, std::vector<std::uint32_t>(people));  // group by seat / size
  for (auto& period : seat) {
    for (std::uint32_t i = 0; i < people; ++i) period[i] = i;
    shuffle(period, chance);
  }
  std::vector<std::uint8_t> met(people * people, 0);
  const auto count = [&](const std::vector<std::uint32_t>& period, std::size_t at, int by) {
    int change = 0;
    for (std::size_t other = at / format.size * format.size; other < (at / format.size + 1) * format.size; ++other) {
      if (other == at) continue;
      std::uint8_t& times = met[std::min(period[at], period[other]) * people + std::max(period[at], period[other])];
      if (by > 0) change += times >= 1 ? 1 : 0;
      if (by < 0) change -= times >= 2 ? 1 : 0;
      times = static_cast<std::uint8_t>(times + by);
    }
    return change;
  };
  for (const auto& period : seat)
    for (std::size_t a = 0; a < people; ++a)
      for (std::size_t b = a + 1; b < people && b / format.size == a / format.size; ++b)
        ++met[std::min(period[a], period[b]) * people + std::max(period[a], period[b])];
  for (std::uint64_t i = 0; i < moves; ++i) {
    const double heat = 0.6 * std::pow(0.2, static_cast<double>(i) / static_cast<double>(moves));
    auto& period = seat[chance.below(format.periods)];
    const std::size_t a = chance.below(people);
    const std::size_t b = chance.below(people);
    if (a / format.size == b / format.size) continue;
    int change = count(period, a, -1) + count(period, b, -1);
    std::swap(period[a], period[b]);
    change += count(period, a, 1) + count(period, b, 1);
    const double draw = (static_cast<double>(chance.next() >> 11U) + 0.5) / 9007199254740992.0;
    if (change <= 0 || std::exp(-change / heat) > draw) continue;
    count(period, a, -1);
    count(period, b, -1);
    std::swap(period[a], period[b]);
    count(period, a, 1);
    count(period, b, 1);
  }
  std::vector<Grouping> out;
  for (const auto& period : seat) {
    Grouping grouping(format.groups);
    for (std::size_t i = 0; i < people; ++i) grouping[i / format.size].push_back(period[i]);
    out.push_back(std::move(grouping));
  }
  return out;
}

}  // namespace backbeat::circle
