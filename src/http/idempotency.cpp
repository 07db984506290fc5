#include "http/idempotency.hpp"

namespace backbeat::http {

void MemoryIdempotencyStore::forget_old() {
  const Instant oldest = m_clock.now() - std::chrono::hours(24);
  while (!m_finished.empty() && (m_finished.front().first < oldest || m_finished.size() > m_most)) {
    m_entries.erase(m_finished.front().second);
    m_finished.pop_front();
  }
}

IdempotencyStore::Found MemoryIdempotencyStore::find_or_begin(const std::string& scope, const std::string& key,
                                                              const std::string& fingerprint) {
  const std::scoped_lock lock(m_mutex);
  forget_old();
  const auto [entry, is_new] = m_entries.try_emplace({scope, key}, Entry{fingerprint, {}});
  if (is_new) return Begun{};
  if (entry->second.fingerprint != fingerprint) return OtherRequest{};
  if (!entry->second.reply) return Running{};
  return *entry->second.reply;
}

void MemoryIdempotencyStore::finish(const std::string& scope, const std::string& key, const StoredReply& reply) {
  const std::scoped_lock lock(m_mutex);
  m_entries[{scope, key}].reply = reply;
  m_finished.emplace_back(m_clock.now(), Key{scope, key});
  forget_old();
}

void MemoryIdempotencyStore::abandon(const std::string& scope, const std::string& key) {
  const std::scoped_lock lock(m_mutex);
  m_entries.erase({scope, key});
}

}  // namespace backbeat::http
