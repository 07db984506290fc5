#include "server/idempotency_rows.hpp"

#include "crypto/token.hpp"

namespace backbeat::server {
namespace {

constexpr auto begin_key =
    "INSERT INTO idempotency_key (scope, key, fingerprint, run, begun_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (scope, key) DO NOTHING";
constexpr auto select_key =
    "SELECT fingerprint, run, status, content_type, reply, location, version FROM idempotency_key WHERE scope = ? AND key = ?";
constexpr auto finish_key =
    "UPDATE idempotency_key SET status = ?, content_type = ?, reply = ?, location = ?, version = ? WHERE scope = ? AND key = ?";
constexpr auto delete_key = "DELETE FROM idempotency_key WHERE scope = ? AND key = ? AND status IS NULL";
constexpr auto delete_old = "DELETE FROM idempotency_key WHERE begun_at < ?";

using Found = http::IdempotencyStore::Found;

Found found_in(const sql::Row& row, const std::string& fingerprint) {
  if (row.text(0) != fingerprint) return http::IdempotencyStore::OtherRequest{};
  if (row.is_null(2)) return http::IdempotencyStore::Running{};
  return http::StoredReply{.status = static_cast<int>(row.integer(2)),
                           .content_type = std::string(row.text(3)),
                           .body = std::string(row.text(4)),
                           .location = std::string(row.text(5)),
                           .version = row.get<std::optional<std::int64_t>>(6)};
}

}  // namespace

IdempotencyRows::IdempotencyRows(sql::Db& db, const Clock& clock, Random& random)
    : m_db(db), m_clock(clock), m_run(crypto::random_token(random)) {}

Found IdempotencyRows::find_or_begin(const std::string& scope, const std::string& key, const std::string& fingerprint) {
  const auto known = m_db.read([&](sql::Reader& reader) {
    return reader.first(select_key, [&](const sql::Row& row) { return found_in(row, fingerprint); }, scope, key);
  });
  if (known) return *known;
  const auto found = m_db.write([&](sql::Transaction& tx) -> Result<Found> {
    if (tx.change(begin_key, scope, key, fingerprint, m_run, m_clock.now()) == 1) return Found(Begun{});
    return *tx.first(select_key, [&](const sql::Row& row) { return found_in(row, fingerprint); }, scope, key);
  });
  return *found;
}

void IdempotencyRows::finish(const std::string& scope, const std::string& key, const http::StoredReply& reply) {
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(finish_key, reply.status, reply.content_type, reply.body, reply.location, reply.version, scope, key);
    return Done{};
  }));
}

void IdempotencyRows::abandon(const std::string& scope, const std::string& key) {
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(delete_key, scope, key);
    return Done{};
  }));
}

void IdempotencyRows::forget_old() {
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(delete_old, m_clock.now() - std::chrono::hours(24));
    return Done{};
  }));
}

}  // namespace backbeat::server
