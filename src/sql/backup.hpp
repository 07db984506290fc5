// Backups of an SQLite database: one file that is a database, and beside it `<file>.manifest`, which says what the file must be.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <string>

namespace backbeat::sql {

namespace errors {
inline constexpr ErrorSpec backup_unreadable{"backup_unreadable", ErrorKind::invalid, "{file} is not a backup: {reason}."};
inline constexpr ErrorSpec backup_damaged{"backup_damaged", ErrorKind::invalid, "The backup {file} is damaged: {reason}. Use another one."};
inline constexpr ErrorSpec database_in_the_way{
    "database_in_the_way", ErrorKind::conflict,
    "{file} is there already; restoring replaces nothing. Move it away, with the files beside it, first."};
inline constexpr ErrorSpec database_damaged{"database_damaged", ErrorKind::conflict,
                                            "The database {file} is damaged: {reason}. Move it away and restore the last backup."};
}  // namespace errors

struct BackupManifest {
  std::string sha256;      // of the whole file, in hex
  std::int64_t bytes = 0;  // its length
  std::int64_t migration = 0;
  Instant created_at;
  friend bool operator==(const BackupManifest&, const BackupManifest&) = default;
};

/// Copies the database in one consistent snapshot while others use it, checks the copy, and writes its manifest.
/// Throws Failure (also when there is something at `to` already), and then leaves nothing behind.
void write_backup(const std::string& from, const std::string& to, Instant now);

/// Reads the manifest and checks the whole file against it: length, SHA-256, and SQLite's own integrity check.
[[nodiscard]] Result<BackupManifest> verify_backup(const std::string& path);

/// Verifies the backup and puts a copy of it where a database is to be. Refuses when there is one (or the log of one) already.
/// Throws Failure when the copy cannot be written, and then leaves nothing behind.
[[nodiscard]] Result<BackupManifest> restore_backup(const std::string& backup, const std::string& database);

/// Reads the whole database file and its log, and refuses them when a page, an index or a frame is damaged. Takes some 10 ms for each MiB.
/// Others may be using the database.
[[nodiscard]] Result<Done> check_sqlite_file(const std::string& path);

/// What is checked before serving: all of it up to 64 MiB; beyond, every page but not whether indexes hold what their tables do; beyond
/// 256 MiB that only after a stop that left its log behind. A file that is not there yet is fine.
[[nodiscard]] Result<Done> check_before_serving(const std::string& path);

}  // namespace backbeat::sql
