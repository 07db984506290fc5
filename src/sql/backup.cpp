#include "sql/backup.hpp"

#include "base/fields.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"
#include "sql/sqlite_connection.hpp"
#include "sql/wal_check.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace backbeat::sql {
namespace {

constexpr std::string_view format = "backbeat-backup-1";

constexpr std::string_view select_newest_migration = "SELECT coalesce(max(number), 0) FROM schema_migration";
constexpr std::string_view count_migration_tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'";

using Handle = std::unique_ptr<sqlite3, decltype([](sqlite3* handle) { sqlite3_close(handle); })>;

Handle open_plain(const std::string& path, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) throw Failure(Failure::Kind::broken, "opening " + path + ": " + sqlite3_errmsg(raw));
  return handle;
}

/// The first value of the first row as text; empty when there is none. Throws Failure.
std::string ask(sqlite3* handle, std::string_view statement) {
  std::string answer;
  char* message = nullptr;
  const int code = sqlite3_exec(
      handle, std::string(statement).c_str(),
      [](void* out, int, char** values, char**) {
        auto& text = *static_cast<std::string*>(out);
        if (text.empty() && values[0] != nullptr) text = values[0];
        return 0;
      },
      &answer, &message);
  std::string what = message == nullptr ? "" : message;
  sqlite3_free(message);
  if (code != SQLITE_OK) throw Failure(Failure::Kind::broken, what);
  return answer;
}

std::string digest_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  crypto::Sha256 digest;
  std::array<char, 65536> block{};
  while (in.read(block.data(), block.size()) || in.gcount() > 0)
    digest.add(std::string_view(block.data(), static_cast<std::size_t>(in.gcount())));
  if (in.bad() || !in.eof()) throw Failure(Failure::Kind::broken, "reading " + path);
  return hex(digest.finish());
}

void copy(const std::string& from, const std::string& to) {
  const Handle source = open_plain(from, SQLITE_OPEN_READWRITE);
  sqlite3_busy_timeout(source.get(), 10'000);
  const Handle target = open_plain(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3_backup* backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (backup == nullptr) throw Failure(Failure::Kind::broken, "backup to " + to + ": " + sqlite3_errmsg(target.get()));
  // All pages in one step are one snapshot: in WAL mode writers go on meanwhile, and the copy never starts over.
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) {
    const auto kind = (code & 0xFF) == SQLITE_FULL ? Failure::Kind::full : Failure::Kind::broken;
    throw Failure(kind, "backup to " + to + ": " + sqlite3_errmsg(target.get()));
  }
  // The copy says of itself that it is in WAL mode; a backup is to be one file.
  ask(target.get(), "PRAGMA journal_mode = DELETE");
  const std::string verdict = ask(target.get(), "PRAGMA integrity_check");
  if (verdict != "ok") throw Failure(Failure::Kind::broken, "the database is damaged: " + verdict);
}

std::int64_t newest_migration(const std::string& path) {
  const Handle handle = open_plain(path, SQLITE_OPEN_READONLY);
  if (ask(handle.get(), count_migration_tables) != "1") return 0;
  return whole_number(ask(handle.get(), select_newest_migration)).value_or(0);
}

void sync(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  const bool is_done = file >= 0 && fsync(file) == 0;
  if (file >= 0) close(file);
  if (!is_done) throw Failure(Failure::Kind::broken, "could not make " + path + " durable");
}

void sync_folder_of(const std::string& path) {
  sync(std::filesystem::absolute(path).parent_path().string(), O_RDONLY | O_DIRECTORY);
}

/// An empty file that only its owner can read.
void make_private(const std::string& path) {
  const int made = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (made < 0) throw Failure(Failure::Kind::broken, "cannot write " + path);
  close(made);
}

void write_file(const std::string& path, const std::string& content) {
  std::ofstream out(path, std::ios::binary);
  out << content << std::flush;
  if (!out) throw Failure(Failure::Kind::full, "writing " + path);
}

std::string manifest_path(const std::string& path) {
  return path + ".manifest";
}

Result<BackupManifest> read_manifest(const std::string& path) {
  const auto refused = [&](std::string reason) {
    return refuse(errors::backup_unreadable, "", {{"file", path}, {"reason", std::move(reason)}});
  };
  std::ifstream in(manifest_path(path), std::ios::binary);
  if (!in) return refused("its manifest " + manifest_path(path) + " cannot be read");
  std::stringstream content;
  content << in.rdbuf();
  const auto fields = Fields::decode(content.str());
  if (!fields || fields->find("format") != format) return refused("its manifest is not of the format " + std::string(format));
  const auto bytes = whole_number(fields->find("bytes").value_or(""));
  const auto migration = whole_number(fields->find("migration").value_or(""));
  const auto created_at = Instant::parse(fields->find("created_at").value_or(""));
  const auto sha256 = fields->find("sha256");
  if (!bytes || !migration || !created_at || !sha256) return refused("its manifest is not complete");
  return BackupManifest{.sha256 = std::string(*sha256), .bytes = *bytes, .migration = *migration, .created_at = *created_at};
}

}  // namespace

void write_backup(const std::string& from, const std::string& to, Instant now) {
  namespace fs = std::filesystem;
  // A manifest of ours without its backup is what a stop in the middle left.
  if (fs::exists(to) || (fs::exists(manifest_path(to)) && !read_manifest(to)))
    throw Failure(Failure::Kind::constraint, to + " is there already; a backup replaces nothing");
  const std::string part = to + ".part";
  make_private(part);
  try {
    copy(from, part);
    Fields manifest;
    manifest.add("format", format).add("sha256", digest_of_file(part)).add("bytes", static_cast<std::int64_t>(fs::file_size(part)));
    manifest.add("migration", newest_migration(part)).add("created_at", now.text());
    write_file(manifest_path(to), manifest.encode());
    sync(part, O_RDONLY);
    sync(manifest_path(to), O_RDONLY);
    fs::rename(part, to);
    sync_folder_of(to);
  } catch (...) {
    std::error_code ignored;
    fs::remove(part, ignored);
    fs::remove(manifest_path(to), ignored);
    throw;
  }
}

Result<BackupManifest> verify_backup(const std::string& path) {
  const auto damaged = [&](std::string reason) {
    return refuse(errors::backup_damaged, "", {{"file", path}, {"reason", std::move(reason)}});
  };
  const BackupManifest manifest = TRY(read_manifest(path));
  std::error_code missing;
  const auto bytes = std::filesystem::file_size(path, missing);
  if (missing) return refuse(errors::backup_unreadable, "", {{"file", path}, {"reason", missing.message()}});
  if (static_cast<std::int64_t>(bytes) != manifest.bytes) {
    return damaged("expected " + std::to_string(manifest.bytes) + " bytes, found " + std::to_string(bytes));
  }
  if (digest_of_file(path) != manifest.sha256) return damaged("its SHA-256 is not the one in the manifest");
  try {
    const Handle handle = open_plain(path, SQLITE_OPEN_READONLY);
    const std::string verdict = ask(handle.get(), "PRAGMA integrity_check");
    if (verdict != "ok") return damaged(verdict);
  } catch (const Failure& failure) {
    return damaged(failure.what());
  }
  return manifest;
}

Result<BackupManifest> restore_backup(const std::string& backup, const std::string& database) {
  namespace fs = std::filesystem;
  const BackupManifest manifest = TRY(verify_backup(backup));
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    // A log left behind by another database would be played into this one.
    if (fs::exists(database + suffix)) return refuse(errors::database_in_the_way, "", {{"file", database + suffix}});
  }
  const std::string part = database + ".part";
  try {
    make_private(part);
    fs::copy_file(backup, part, fs::copy_options::overwrite_existing);
    fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write);
    if (digest_of_file(part) != manifest.sha256) throw Failure(Failure::Kind::broken, part + " differs from the backup after copying");
    sync(part, O_RDONLY);
    fs::rename(part, database);
    sync_folder_of(database);
  } catch (const fs::filesystem_error& failed) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw Failure(failed.code() == std::errc::no_space_on_device ? Failure::Kind::full : Failure::Kind::broken, failed.what());
  } catch (const Failure&) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw;
  }
  return manifest;
}

namespace {

Result<Done> check_with(std::string_view pragma, const std::string& path) {
  const auto damaged = [&](std::string reason) {
    return refuse(errors::database_damaged, "", {{"file", path}, {"reason", std::move(reason)}});
  };
  if (const auto damage = wal_damage(path + "-wal")) return damaged(*damage);
  try {
    const Handle handle = open_plain(path, SQLITE_OPEN_READWRITE);
    // Whatever is found, the files are left as they are.
    sqlite3_db_config(handle.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_busy_timeout(handle.get(), 10'000);
    const std::string verdict = ask(handle.get(), pragma);
    if (verdict != "ok") return damaged(verdict);
  } catch (const Failure& failure) {
    return damaged(failure.what());
  }
  return Done{};
}

}  // namespace

Result<Done> check_sqlite_file(const std::string& path) {
  return check_with("PRAGMA integrity_check(1)", path);
}

Result<Done> check_before_serving(const std::string& path) {
  constexpr std::uintmax_t most_with_indexes = std::uintmax_t{64} << 20U;
  constexpr std::uintmax_t most_at_every_start = std::uintmax_t{256} << 20U;
  std::error_code missing;
  const auto bytes = std::filesystem::file_size(path, missing);
  if (missing) return Done{};
  const auto log = std::filesystem::file_size(path + "-wal", missing);
  const bool was_closed = missing || log == 0;
  if (bytes > most_at_every_start && was_closed) return Done{};
  return check_with(bytes > most_with_indexes ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)", path);
}

}  // namespace backbeat::sql
