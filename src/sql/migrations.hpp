// Brings a database to the schema this program needs: numbered SQL files, applied in order, each in a transaction, never changed
// afterwards.
#pragma once

#include "base/clock.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace backbeat::sql {

namespace errors {
inline constexpr ErrorSpec migration_changed{"migration_changed", ErrorKind::conflict,
                                             "{file} was applied to this database with other content than this program has. Start the "
                                             "program that wrote the database, or restore a backup."};
inline constexpr ErrorSpec migration_missed{
    "migration_missed", ErrorKind::conflict,
    "{file} was never applied to this database, but {newer} was. The database was written by another program; restore a backup."};
inline constexpr ErrorSpec database_newer{"database_newer", ErrorKind::conflict,
                                          "The database is at migration {found}, this program knows only up to {expected}. Install the "
                                          "newer program, or restore a backup from before it."};
inline constexpr ErrorSpec database_locale{
    "database_locale", ErrorKind::conflict,
    "The PostgreSQL database compares texts by {found}; the program needs them compared by their bytes. Make one with: CREATE DATABASE "
    "backbeat LOCALE \"C\" ENCODING UTF8 TEMPLATE template0"};
inline constexpr ErrorSpec migration_failed{"migration_failed", ErrorKind::conflict, "{file}, statement {statement}: {reason}"};
}  // namespace errors

/// One file of db/migrations: NNNN_what.sql, or NNNN_what.sqlite.sql and NNNN_what.postgres.sql where the engines differ.
struct Migration {
  int number;
  std::string_view file;
  std::optional<Engine> engine;  // nothing: the same on both
  std::string_view text;
};

/// The files of db/migrations, in order, as they were when the program was built.
[[nodiscard]] std::span<const Migration> embedded_migrations();

struct MigrationReport {
  int before = 0;  // number of the newest one applied when we came; 0 for an empty database
  int after = 0;
  int applied = 0;
};

/// Applies what is missing. Refuses, changing nothing further: a PostgreSQL database of another locale than "C" or another encoding than
/// UTF-8, where names would sort and be found otherwise than the program expects; a file that changed since it was applied, one that was
/// passed over, a database newer than the program, a statement that fails (its file's transaction is rolled back). Numbers ascend; they may
/// leave gaps.
[[nodiscard]] Result<MigrationReport> migrate(Db& db, std::span<const Migration> migrations, const Clock& clock);

/// The statements of an SQL script. A statement ends with `;` at the end of a line, outside quotes, comments and dollar quotes;
/// a trigger ends with the line `END;`.
[[nodiscard]] std::vector<std::string_view> statements_of(std::string_view script);

}  // namespace backbeat::sql
