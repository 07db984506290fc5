// Answers to requests with an Idempotency-Key, kept in the database: a repetition is answered the same by any node and after a restart.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "crypto/sealing.hpp"
#include "http/idempotency.hpp"
#include "sql/companion.hpp"
#include "sql/sql.hpp"

#include <array>
#include <map>
#include <memory>
#include <mutex>

namespace backbeat::server {

/// The key is used up in the transaction that does what was asked (sql::Companion), so a stop at any instant leaves both or neither: with
/// neither, a repetition is carried out; with both and no answer yet, it is told so and never carried out twice. What was answered is
/// sealed: an answer can hold the text of a conversation, and who has the database without the installation's key reads nothing of it.
class IdempotencyRows final : public http::IdempotencyStore {
 public:
  IdempotencyRows(sql::Db& db, const Clock& clock, Random& random, const std::array<std::byte, 32>& installation_key);

  [[nodiscard]] Found find_or_begin(const std::string& scope, const std::string& key, const std::string& fingerprint) override;
  void finish(const std::string& scope, const std::string& key, const http::StoredReply& reply) override;
  void abandon(const std::string& scope, const std::string& key) override;

  /// Forgets what is older than a day.
  void forget_old();

 private:
  using Key = std::pair<std::string, std::string>;  // scope, key
  struct Request {
    std::string fingerprint;
    std::unique_ptr<sql::Companion> along = {};
  };
  [[nodiscard]] std::optional<Found> find(const std::string& scope, const std::string& key, const std::string& fingerprint);
  void leave(const Key& key);

  sql::Db& m_db;
  const Clock& m_clock;
  Random& m_random;
  crypto::SealingKey m_seal;
  std::string m_run;
  std::mutex m_mutex;
  std::map<Key, Request> m_running;  // on this node
};

}  // namespace backbeat::server
