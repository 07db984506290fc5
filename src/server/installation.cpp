#include "server/installation.hpp"

#include "access/account_actions.hpp"

#include "server/file_clock.hpp"
#include "sql/migrations.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

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

/// All of it or nothing, wherever it is stopped: written beside, synced, and given its name; what another one made meanwhile stands.
void make_key_file(const std::string& file, std::span<const std::byte> key) {
  const std::string part = file + "." + std::to_string(::getpid());
  const int made = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const bool is_written = made >= 0 && ::write(made, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(made) == 0;
  if (made >= 0) ::close(made);
  const bool is_named = is_written && (::link(part.c_str(), file.c_str()) == 0 || errno == EEXIST);
  ::unlink(part.c_str());
  if (!is_named) throw sql::Failure(sql::Failure::Kind::full, "cannot write " + file);
}

}  // namespace

std::string database_file(const Settings& settings) {
  return (std::filesystem::path(settings.data) / "backbeat.db").string();
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
  std::array<std::byte, 32> key{};
  if (!std::filesystem::exists(file)) {
    m_random.fill(key);
    make_key_file(file, key);
  }
  std::ifstream in(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.size() != key.size())
    return refuse(bad_key_file, "installation_key", {{"file", file}, {"found", fmt::format("{} bytes", bytes.size())}});
  std::memcpy(key.data(), bytes.data(), key.size());
  return key;
}

}  // namespace backbeat::server
