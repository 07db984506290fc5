#include "circle/schedule.hpp"

#include <algorithm>
#include <cmath>

namespace backbeat::circle {
namespace {

/// The elements of the field of `order` elements are 0 .. order - 1, digits to the base of its prime; nothing where there is no such field.
class Field {
 public:
  explicit Field(std::size_t order) : m_order(order) {
    for (m_prime = 2; m_prime * m_prime <= order && order % m_prime != 0; ++m_prime) {
    }
    if (order % m_prime != 0) m_prime = order;
    std::size_t rest = order;
    for (m_degree = 0; rest % m_prime == 0 && rest > 1; rest /= m_prime) ++m_degree;
    m_exists = order >= 2 && rest == 1 && (m_degree == 1 || find_polynomial());
  }
  [[nodiscard]] bool exists() const { return m_exists; }
  [[nodiscard]] std::size_t plus(std::size_t a, std::size_t b) const {
    std::size_t out = 0;
    for (std::size_t place = 1; place < m_order; place *= m_prime) out += (a / place + b / place) % m_prime * place;
    return out;
  }
  [[nodiscard]] std::size_t times(std::size_t a, std::size_t b) const {
    if (m_degree == 1) return a * b % m_order;
    std::size_t out = 0;
    for (; b > 0; b /= m_prime) {
      for (std::size_t i = 0; i < b % m_prime; ++i) out = plus(out, a);
      a = shifted(a);
    }
    return out;
  }

 private:
  /// Times x, modulo the polynomial x^degree = m_tail.
  [[nodiscard]] std::size_t shifted(std::size_t a) const {
    const std::size_t top = a / (m_order / m_prime);
    std::size_t out = a % (m_order / m_prime) * m_prime;
    for (std::size_t i = 0; i < top; ++i) out = plus(out, m_tail);
    return out;
  }
  /// A tail for which x runs through every element but 0: a primitive polynomial.
  bool find_polynomial() {
    for (m_tail = 1; m_tail < m_order; ++m_tail) {
      std::size_t power = 1;
      std::size_t steps = 0;
      do {
        power = shifted(power);
        ++steps;
      } while (power != 1 && power != 0 && steps < m_order);
      if (power == 1 && steps == m_order - 1) return true;
    }
    return false;
  }

  std::size_t m_order;
  std::size_t m_prime = 2;
  std::size_t m_degree = 0;
  std::size_t m_tail = 0;
  bool m_exists = false;
};

/// Further periods inside the columns, who have not met: `column` of them, each of `groups` people.
void add_columns(std::vector<Grouping>& periods, Format format) {
  if (periods.empty() || format.groups % format.size != 0) return;
  const std::size_t more = format.periods - periods.size();
  Format inside{format.groups / format.size, format.size, more};
  for (; inside.periods > 0; --inside.periods) {
    Chance chance(1);
    std::vector<Grouping> found = inside.groups == 1 && inside.periods == 1 ? std::vector<Grouping>{Grouping{{}}} : by_field(inside);
    if (inside.groups == 1 && inside.periods == 1)
      for (std::uint32_t i = 0; i < format.size; ++i) found[0][0].push_back(i);
    if (found.empty() && inside.periods == 1 && inside.groups > 1) {
      Grouping plain(inside.groups);
      for (std::uint32_t i = 0; i < inside.groups * inside.size; ++i) plain[i / inside.size].push_back(i);
      found.push_back(plain);
    }
    if (found.size() < inside.periods) continue;
    for (std::size_t period = 0; period < inside.periods; ++period) {
      Grouping grouping;
      for (std::size_t column = 0; column < format.size; ++column)
        for (std::vector<std::uint32_t> group : found[period]) {
          for (std::uint32_t& person : group) person += static_cast<std::uint32_t>(column * format.groups);
          grouping.push_back(group);
        }
      periods.push_back(std::move(grouping));
    }
    return;
  }
}

}  // namespace

std::uint64_t repeats_of(const std::vector<Grouping>& periods, std::size_t people) {
  std::vector<std::vector<std::uint32_t>> mates(people);
  for (const Grouping& grouping : periods)
    for (const auto& group : grouping)
      for (const std::uint32_t one : group)
        for (const std::uint32_t other : group)
          if (one < other) mates[one].push_back(other);
  std::uint64_t repeats = 0;
  for (auto& of_one : mates) {
    std::ranges::sort(of_one);
    for (std::size_t i = 1; i < of_one.size(); ++i) repeats += of_one[i] == of_one[i - 1] ? 1 : 0;
  }
  return repeats;
}

/// Person x of column c is in group x - a_c t of period t. Two of different columns meet where x - x' = (a_c - a_c') t: once.
/// (Transversal design from a field: Colbourn, Dinitz, Handbook of Combinatorial Designs, 2nd ed., III.3.)
std::vector<Grouping> by_field(Format format) {
  const Field field(format.groups);
  if (!field.exists() || format.size > format.groups) return {};
  std::vector<Grouping> periods;
  for (std::size_t t = 0; t < std::min(format.periods, format.groups); ++t) {
    Grouping grouping(format.groups);
    for (std::size_t group = 0; group < format.groups; ++group)
      for (std::size_t column = 0; column < format.size; ++column)
        grouping[group].push_back(static_cast<std::uint32_t>(column * format.groups + field.plus(group, field.times(column, t))));
    periods.push_back(std::move(grouping));
  }
  if (periods.size() < format.periods) add_columns(periods, format);
  return periods.size() == format.periods ? periods : std::vector<Grouping>{};
}

Schedule make_schedule(Format format, std::uint64_t seed, std::uint64_t nodes) {
  Schedule out;
  Chance chance(seed);
  if (format.groups == 0 || format.size == 0 || format.periods == 0) return out;
  out.periods = by_field(format);
  if (out.periods.empty()) out.periods = by_differences(format, chance, nodes / 4);
  const std::size_t mates = format.groups * format.size - 1;
  if (out.periods.empty() && format.periods * (format.size - 1) <= mates) out.periods = by_turning(format, chance, nodes);
  if (out.periods.empty()) out.periods = by_search(format, chance, nodes / 4);
  out.repeats = repeats_of(out.periods, format.groups * format.size);
  return out;
}

}  // namespace backbeat::circle
