#include "server/idempotency_rows.hpp"

#include "base/assert.hpp"
#include "crypto/token.hpp"

namespace backbeat::server {
namespace {

constexpr auto begin_key =
    "INSERT INTO idempotency_key (scope, key, fingerprint, run, begun_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (scope, key) DO NOTHING";
constexpr auto select_key =
    "SELECT fingerprint, run, begun_at, status, content_type, reply, location, version FROM idempotency_key WHERE scope = ? AND key = ?";
// A refusal was no write, so there is no row yet.
constexpr auto finish_key =
    "INSERT INTO idempotency_key (scope, key, fingerprint, run, begun_at, status, content_type, reply, location, version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (scope, key) DO UPDATE SET status = excluded.status, "
    "content_type = excluded.content_type, reply = excluded.reply, location = excluded.location, version = excluded.version "
    "WHERE idempotency_key.run = excluded.run AND idempotency_key.status IS NULL";
constexpr auto delete_old = "DELETE FROM idempotency_key WHERE begun_at < ?";

// How long another node may take from its commit to keeping the answer.
constexpr std::chrono::seconds answer_follows_within{20};

using Found = http::IdempotencyStore::Found;

/// Where a sealed answer belongs.
std::string place_of(const std::string& scope, const std::string& key) {
  return "idempotency_key:" + scope + ":" + key;
}

crypto::SealingKey seal_of(const std::array<std::byte, 32>& installation_key) {
  const auto key = crypto::SealingKey::from(installation_key);
  ASSERT(key);
  return key->derived("answers to requests with an Idempotency-Key");
}

}  // namespace

IdempotencyRows::IdempotencyRows(sql::Db& db, const Clock& clock, Random& random, const std::array<std::byte, 32>& installation_key)
    : m_db(db), m_clock(clock), m_random(random), m_seal(seal_of(installation_key)), m_run(crypto::random_token(random)) {}

std::optional<Found> IdempotencyRows::find(const std::string& scope, const std::string& key, const std::string& fingerprint) {
  const auto read = [&](const sql::Row& row) -> Found {
    if (row.text(0) != fingerprint) return OtherRequest{};
    if (row.is_null(3)) {
      const bool may_be_under_way =
          m_db.engine() == sql::Engine::postgres && row.text(1) != m_run && m_clock.now() < row.get<Instant>(2) + answer_follows_within;
      if (may_be_under_way) return Running{};
      return AnswerLost{};
    }
    const std::string_view sealed = row.text(5);
    auto body = sealed.empty() ? std::optional<std::string>("") : m_seal.open(sealed, place_of(scope, key));
    if (!body) return AnswerLost{};  // kept by a release that did not seal, or under another key file
    return http::StoredReply{.status = static_cast<int>(row.integer(3)),
                             .content_type = std::string(row.text(4)),
                             .body = *std::move(body),
                             .location = std::string(row.text(6)),
                             .version = row.get<std::optional<std::int64_t>>(7)};
  };
  return m_db.read([&](sql::Reader& reader) { return reader.first(select_key, read, scope, key); });
}

Found IdempotencyRows::find_or_begin(const std::string& scope, const std::string& key, const std::string& fingerprint) {
  const Key at{scope, key};
  {
    const std::scoped_lock lock(m_mutex);
    const auto [known, is_new] = m_running.try_emplace(at, Request{.fingerprint = fingerprint});
    if (!is_new) return known->second.fingerprint == fingerprint ? Found(Running{}) : Found(OtherRequest{});
  }
  try {
    if (auto known = find(scope, key, fingerprint)) {
      leave(at);
      return *std::move(known);
    }
  } catch (...) {
    leave(at);
    throw;
  }
  auto along = std::make_unique<sql::Companion>([this, scope, key, fingerprint, now = m_clock.now()](sql::Transaction& tx) {
    if (tx.change(begin_key, scope, key, fingerprint, m_run, now) != 1) throw TakenMeanwhile();
  });
  const std::scoped_lock lock(m_mutex);
  m_running[at].along = std::move(along);
  return Begun{};
}

void IdempotencyRows::finish(const std::string& scope, const std::string& key, const http::StoredReply& reply) {
  const Key at{scope, key};
  std::string fingerprint;
  std::unique_ptr<sql::Companion> along;
  {
    const std::scoped_lock lock(m_mutex);
    fingerprint = m_running[at].fingerprint;
    along = std::move(m_running[at].along);
  }
  along.reset();  // keeping the answer is a write like any other
  struct Leave {  // only when the answer is there: until then a repetition is told to wait
    IdempotencyRows& rows;
    const Key& at;
    ~Leave() { rows.leave(at); }
  } const leaves{*this, at};
  const std::string sealed = reply.body.empty() ? "" : m_seal.seal(reply.body, place_of(scope, key), m_random);
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(finish_key, scope, key, fingerprint, m_run, m_clock.now(), reply.status, reply.content_type, sealed, reply.location,
              reply.version);
    return Done{};
  }));
}

void IdempotencyRows::abandon(const std::string& scope, const std::string& key) {
  // Where the write was committed all the same, its row stays and a repetition is not carried out.
  leave({scope, key});
}

void IdempotencyRows::leave(const Key& key) {
  std::unique_ptr<sql::Companion> along;  // ends after the lock
  const std::scoped_lock lock(m_mutex);
  const auto found = m_running.find(key);
  if (found == m_running.end()) return;
  along = std::move(found->second.along);
  m_running.erase(found);
}

void IdempotencyRows::forget_old() {
  static_cast<void>(m_db.write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(delete_old, m_clock.now() - std::chrono::hours(24));
    return Done{};
  }));
}

}  // namespace backbeat::server
