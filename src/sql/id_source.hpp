// Makes ids that were never given before, without asking the database.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"

#include <atomic>
#include <cstdint>

namespace backbeat::sql {

/// 42 bits of milliseconds since 2020-01-01, then 21 bits of a counter with a random start. Ids of one source ascend and never repeat,
/// even when the clock stands still or is set back. Two nodes collide only if they make the same count in the same millisecond.
/// Thread-safe.
class IdSource {
 public:
  IdSource(const Clock& clock, Random& random);
  [[nodiscard]] std::int64_t next();

 private:
  const Clock& m_clock;
  std::atomic<std::int64_t> m_last;
  std::int64_t m_start;
};

}  // namespace backbeat::sql
