// Idempotency-Key: a POST that is sent again gets the first answer again (draft-ietf-httpapi-idempotency-key-header).
#pragma once

#include "base/clock.hpp"

#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace backbeat::http {

/// An answer as it is replayed.
struct StoredReply {
  int status = 200;
  std::string content_type = {};
  std::string body = {};
  std::string location = {};
  std::optional<std::int64_t> version = {};
  friend bool operator==(const StoredReply&, const StoredReply&) = default;
};

/// Where answers are kept. `scope` says who sent it (a hash, no secret), `fingerprint` what was asked (a hash under the installation's
/// key). Called from several threads.
class IdempotencyStore {
 public:
  struct Begun {};         // it is ours to run: finish() or abandon() follows
  struct Running {};       // another one runs it
  struct OtherRequest {};  // the key came with another fingerprint
  struct AnswerLost {};    // it was carried out, and the program stopped before its answer was kept
  using Found = std::variant<Begun, Running, OtherRequest, AnswerLost, StoredReply>;
  /// Thrown by what the request does: another node carried the same request out meanwhile, and this one was undone.
  struct TakenMeanwhile : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "another request with this Idempotency-Key was quicker"; }
  };

  virtual ~IdempotencyStore() = default;
  /// After Begun, finish() or abandon() is called on the same thread once the request was run.
  [[nodiscard]] virtual Found find_or_begin(const std::string& scope, const std::string& key, const std::string& fingerprint) = 0;
  virtual void finish(const std::string& scope, const std::string& key, const StoredReply& reply) = 0;
  /// Nothing came of it; the key may be used again.
  virtual void abandon(const std::string& scope, const std::string& key) = 0;
};

/// Keeps the answers of the last day in memory, at most so many. For one node; a restart forgets.
class MemoryIdempotencyStore final : public IdempotencyStore {
 public:
  explicit MemoryIdempotencyStore(const Clock& clock, std::size_t most = 10'000) : m_clock(clock), m_most(most) {}
  [[nodiscard]] Found find_or_begin(const std::string& scope, const std::string& key, const std::string& fingerprint) override;
  void finish(const std::string& scope, const std::string& key, const StoredReply& reply) override;
  void abandon(const std::string& scope, const std::string& key) override;

 private:
  using Key = std::pair<std::string, std::string>;
  struct Entry {
    std::string fingerprint;
    std::optional<StoredReply> reply;
  };
  void forget_old();

  const Clock& m_clock;
  const std::size_t m_most;
  std::mutex m_mutex;
  std::map<Key, Entry> m_entries;
  std::deque<std::pair<Instant, Key>> m_finished;  // oldest first
};

}  // namespace backbeat::http
