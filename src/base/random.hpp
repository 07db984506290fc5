// Randomness is a parameter, so that tests and the simulator repeat to the byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>

namespace backbeat {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;
  [[nodiscard]] std::uint64_t next();
};

/// The operating system's source (getrandom). For every secret. Safe from several threads.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;
};

/// SplitMix64 (Steele, Lea, Flood 2014): repeatable, for tests and the simulator. Safe from several threads.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}
  void fill(std::span<std::byte> out) override;

 private:
  std::mutex m_mutex;
  std::uint64_t m_state;
};

}  // namespace backbeat
