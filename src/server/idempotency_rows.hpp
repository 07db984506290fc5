// Answers to requests with an Idempotency-Key, kept in the database: a repetition is answered the same by any node and after a restart.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "http/idempotency.hpp"
#include "sql/sql.hpp"

namespace backbeat::server {

class IdempotencyRows final : public http::IdempotencyStore {
 public:
  IdempotencyRows(sql::Db& db, const Clock& clock, Random& random);

  /// A key begun by an earlier run of the program that never recorded an outcome stays Running: nobody can say whether it was carried
  /// out, so it is not carried out again.
  [[nodiscard]] Found find_or_begin(const std::string& scope, const std::string& key, const std::string& fingerprint) override;
  void finish(const std::string& scope, const std::string& key, const http::StoredReply& reply) override;
  void abandon(const std::string& scope, const std::string& key) override;

  /// Forgets what is older than a day.
  void forget_old();

 private:
  sql::Db& m_db;
  const Clock& m_clock;
  std::string m_run;
};

}  // namespace backbeat::server
