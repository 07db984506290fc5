// Token buckets: who asks too often waits.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace backbeat::http {

struct RateLimit {
  double burst = 100;      // requests that may come at once
  double per_second = 20;  // and how many come back each second
};

class Limiter {
 public:
  /// Remembers at most `most_keys`; beyond, buckets that are full again are forgotten, and if none is, all are.
  Limiter(const Clock& clock, RateLimit limit, std::size_t most_keys = 100'000) : m_clock(clock), m_limit(limit), m_most_keys(most_keys) {}

  /// Takes one token of the key. Without one: whole seconds until there is one again. Safe from several threads.
  [[nodiscard]] std::optional<std::int64_t> take(const std::string& key);
  [[nodiscard]] std::size_t keys() const;

 private:
  struct Bucket {
    double tokens;
    Instant at;
  };
  [[nodiscard]] double tokens_at(const Bucket& bucket, Instant now) const;
  void make_room(Instant now);

  const Clock& m_clock;
  const RateLimit m_limit;
  const std::size_t m_most_keys;
  mutable std::mutex m_mutex;
  std::unordered_map<std::string, Bucket> m_buckets;
};

}  // namespace backbeat::http
