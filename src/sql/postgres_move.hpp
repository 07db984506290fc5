// Moves a whole database from SQLite to PostgreSQL: every table and every row, or nothing.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "sql/sql.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace backbeat::sql {

namespace errors {
inline constexpr ErrorSpec target_in_use{"target_in_use", ErrorKind::conflict,
                                         "The target has {rows} rows in {table} already. Move into an empty database."};
inline constexpr ErrorSpec target_differs{"target_differs", ErrorKind::conflict,
                                          "What arrived in {table} is not what was sent ({problem}). Nothing was kept in the target."};
inline constexpr ErrorSpec not_movable{"not_movable", ErrorKind::conflict,
                                       "{table} cannot be moved: {problem}. Nothing was kept in the target."};
}  // namespace errors

struct MovedTable {
  std::string name;
  std::int64_t rows = 0;
  std::string digest;  // SHA-256 of all its values in the order of its key
};

/// Told while a table is read; `rows` of it are done.
using MoveProgress = std::function<void(const std::string& table, std::int64_t rows)>;

/// `from` is at the program's schema; it is held against writers meanwhile, read once, in bounded memory, and not changed. The target is
/// brought to the same schema first, then all rows arrive in one transaction and are read back and compared before it commits. Throws
/// Failure when the world fails; then, too, the target holds no row.
[[nodiscard]] Result<std::vector<MovedTable>> move_to_postgres(Db& from, const std::string& conninfo, const Clock& clock,
                                                               const MoveProgress& progress);

}  // namespace backbeat::sql
