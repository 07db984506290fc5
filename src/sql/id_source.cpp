#include "sql/id_source.hpp"

#include <algorithm>

namespace backbeat::sql {
namespace {

constexpr std::int64_t epoch_2020_ms = 1'577'836'800'000;
constexpr int counter_bits = 21;
constexpr std::int64_t counter_mask = (std::int64_t{1} << counter_bits) - 1;

}  // namespace

IdSource::IdSource(const Clock& clock, Random& random)
    : m_clock(clock), m_last(0), m_start(static_cast<std::int64_t>(random.next()) & counter_mask) {}

std::int64_t IdSource::next() {
  const std::int64_t ms = std::max<std::int64_t>(m_clock.now().unix_ms() - epoch_2020_ms, 0);
  const std::int64_t earliest = (ms << counter_bits) | m_start;
  std::int64_t last = m_last.load();
  std::int64_t next = 0;
  do {
    // Within the millisecond (or while the clock is behind) the count goes on from the id before, carrying into the time where it must.
    next = std::max(earliest, last + 1);
  } while (!m_last.compare_exchange_weak(last, next));
  return next;
}

}  // namespace backbeat::sql
