#include "http/limiter.hpp"

#include <algorithm>
#include <cmath>

namespace backbeat::http {

double Limiter::tokens_at(const Bucket& bucket, Instant now) const {
  // A clock that was set back must not take tokens away.
  const double seconds = std::max(0.0, static_cast<double>((now - bucket.at).count()) / 1000.0);
  return std::min(m_limit.burst, bucket.tokens + seconds * m_limit.per_second);
}

void Limiter::make_room(Instant now) {
  std::erase_if(m_buckets, [&](const auto& entry) { return tokens_at(entry.second, now) >= m_limit.burst; });
  if (m_buckets.size() >= m_most_keys) m_buckets.clear();
}

std::optional<std::int64_t> Limiter::take(const std::string& key) {
  const Instant now = m_clock.now();
  const std::scoped_lock lock(m_mutex);
  if (m_buckets.size() >= m_most_keys && !m_buckets.contains(key)) make_room(now);
  Bucket& bucket = m_buckets.try_emplace(key, Bucket{m_limit.burst, now}).first->second;
  bucket.tokens = tokens_at(bucket, now);
  bucket.at = now;
  if (bucket.tokens < 1) return static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / m_limit.per_second));
  bucket.tokens -= 1;
  return std::nullopt;
}

std::size_t Limiter::keys() const {
  const std::scoped_lock lock(m_mutex);
  return m_buckets.size();
}

}  // namespace backbeat::http
