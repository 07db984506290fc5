// Repeatable chance for the search: a value, so that each lane of work has its own and the order in which lanes run cannot matter.
// SplitMix64 (Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014).
#pragma once

#include <cstdint>
#include <utility>

namespace backbeat::circle {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : m_state(seed) {}
  /// A stream of its own for each pair of numbers.
  Chance(std::uint64_t seed, std::uint64_t epoch, std::uint64_t lane) : m_state(seed) {
    m_state = next() + epoch * 0x9E6C63D0876A3F35U;
    m_state = next() + lane * 0xD1B54A32D192ED03U;
  }

  std::uint64_t next() {
    std::uint64_t z = (m_state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// From 0 to count - 1; 0 where count is 0. The bias is below count / 2^32.
  std::uint32_t below(std::size_t count) { return static_cast<std::uint32_t>(((next() >> 32U) * count) >> 32U); }

 private:
  std::uint64_t m_state;
};

template <class Items>
void shuffle(Items& items, Chance& chance) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[chance.below(i)]);
}

}  // namespace backbeat::circle
