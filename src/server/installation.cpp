#include "server/installation.hpp"

#include "access/account_actions.hpp"
#include "base/assert.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "server/file_clock.hpp"
#include "server/key_files.hpp"
#include "sql/migrations.hpp"

#include <algorithm>
#include <filesystem>

namespace backbeat::server {
namespace {

constexpr auto select_offset = "SELECT offset_ms FROM demo_clock ORDER BY org_id LIMIT 1";
constexpr auto upsert_offset =
    "INSERT INTO demo_clock (org_id, offset_ms) VALUES (?, ?) ON CONFLICT (org_id) DO UPDATE SET offset_ms = excluded.offset_ms";

std::unique_ptr<Clock> clock_of(const Settings& settings) {
  if (settings.clock_file.empty()) return std::make_unique<SystemClock>();
  return std::make_unique<FileClock>(settings.clock_file);
}

std::unique_ptr<sql::Db> open_database(const Settings& settings, sql::Options options) {
  if (settings.database.empty()) return sql::open_sqlite(database_file(settings), options);
  return sql::open_postgres(settings.database, options);
}

}  // namespace

std::string database_file(const Settings& settings) {
  return (std::filesystem::path(settings.data) / "backbeat.db").string();
}

std::string sealing_key_file(const Settings& settings) {
  return settings.key_file.empty() ? (std::filesystem::path(settings.data) / "vault.key").string() : settings.key_file;
}

Installation::Installation(const Settings& settings, std::unique_ptr<Clock> under)
    : m_settings(settings),
      m_under(std::move(under)),
      m_clock(*m_under),
      m_db(open_database(settings, {.clock = m_clock, .random = m_random, .readers = static_cast<std::size_t>(settings.readers)})),
      m_access(m_clock, m_random) {}

Result<std::unique_ptr<Installation>> Installation::open(const Settings& settings) {
  std::filesystem::create_directories(settings.data);
  std::filesystem::permissions(settings.data, std::filesystem::perms::owner_all);
  std::unique_ptr<Installation> installation(new Installation(settings, clock_of(settings)));
  TRY(sql::migrate(*installation->m_db, sql::embedded_migrations(), installation->m_clock));
  installation->read_clock_offset();
  return installation;
}

void Installation::read_clock_offset() {
  const auto offset =
      m_db->read([](sql::Reader& reader) { return reader.first(select_offset, [](const sql::Row& row) { return row.integer(0); }); });
  if (offset) m_clock.shift(Duration(*offset) - m_clock.offset());
}

void Installation::shift_clock(Id<Org> org, Duration by) {
  const Duration after = m_clock.offset() + by;
  static_cast<void>(m_db->write([&](sql::Transaction& tx) -> Result<Done> {
    tx.change(upsert_offset, org, after.count());
    access::move_sessions(tx, org, by);  // a week's jump is no week without use
    return Done{};
  }));
  m_clock.shift(by);
}

Result<access::Organisation> Installation::organisation() {
  const auto all = m_db->read([](sql::Reader& reader) { return access::organisations(reader); });
  if (all.empty()) return refuse(no_organisation);
  return all.front();
}

Result<access::Actor> Installation::operator_() {
  return m_access.operator_of(TRY(organisation()).id);
}

Result<std::array<std::byte, 32>> Installation::key() {
  const std::string file = m_settings.installation_key.empty() ? (std::filesystem::path(m_settings.data) / "installation.key").string()
                                                               : m_settings.installation_key;
  if (!std::filesystem::exists(file)) {
    std::array<std::byte, 32> made{};
    m_random.fill(made);
    make_key_file(file, made);
  }
  return read_key_file(file, "installation_key");
}

Result<crypto::SealingKey> Installation::sealing_key() {
  const std::scoped_lock lock(m_sealing_mutex);
  if (m_sealing) return *m_sealing;
  const std::string file = sealing_key_file(m_settings);
  const bool was_there = std::filesystem::exists(file);
  const auto sealed = m_db->read([](sql::Reader& reader) { return meeting::count_sealed_circles(reader); });
  const auto ids = m_db->read([](sql::Reader& reader) { return meeting::key_ids(reader); });
  const Params about{{"file", file}, {"circles", std::to_string(sealed)}};
  if (!was_there) {
    // On PostgreSQL another node may have made one already: two would be two halves of a vault.
    if (sealed > 0 || (m_db->engine() == sql::Engine::postgres && !ids.empty())) return refuse(sealing_key_missing, "key_file", about);
    std::array<std::byte, 32> made{};
    m_random.fill(made);
    try {
      make_key_file(file, made);
    } catch (const sql::Failure&) {
      return refuse(cannot_make_sealing_key, "key_file", about);
    }
  }
  const auto bytes = TRY(read_key_file(file, "key_file"));
  const auto key = crypto::SealingKey::from(bytes);
  ASSERT(key);
  const bool is_another = std::ranges::any_of(ids, [&](const std::string& id) { return id != key->id(); });
  if (is_another && (was_there || sealed > 0)) return refuse(sealing_key_differs, "key_file", about);
  m_sealing = *key;
  return *key;
}

Result<Done> Installation::open_vault() {
  const crypto::SealingKey key = TRY(sealing_key());
  const Instant now = m_clock.now();
  const auto is_noted = m_db->read([&](sql::Reader& reader) {
    const auto ids = meeting::key_ids(reader);
    return ids.size() == 1 && ids.front() == key.id();
  });
  // Nothing is sealed under another one: sealing_key() has looked.
  return m_db->write([&](sql::Transaction& tx) -> Result<Done> {
    meeting::note_key_id(tx, key.id(), is_noted ? meeting::Noting::where_none : meeting::Noting::everywhere, now);
    return Done{};
  });
}

}  // namespace backbeat::server
