// The clock is a parameter. Nothing outside base reads the system's.
#pragma once

#include "base/time.hpp"

#include <atomic>

namespace backbeat {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// Stands where it was put. Safe to read from several threads.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant at) : m_ms(at.unix_ms()) {}
  [[nodiscard]] Instant now() const override { return Instant(m_ms.load()); }
  void set(Instant at) { m_ms.store(at.unix_ms()); }
  void advance(Duration by) { m_ms.fetch_add(by.count()); }

 private:
  std::atomic<std::int64_t> m_ms;
};

/// Runs with another clock, moved by an offset: the demo's clock, which can be jumped a week.
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(const Clock& under, Duration offset = Duration(0)) : m_under(under), m_offset_ms(offset.count()) {}
  [[nodiscard]] Instant now() const override { return m_under.now() + Duration(m_offset_ms.load()); }
  void shift(Duration by) { m_offset_ms.fetch_add(by.count()); }
  [[nodiscard]] Duration offset() const { return Duration(m_offset_ms.load()); }

 private:
  const Clock& m_under;
  std::atomic<std::int64_t> m_offset_ms;
};

}  // namespace backbeat
