// Tells a write-ahead log that a power cut ended from one that was damaged afterwards. SQLite itself takes the first bad frame for the end
// of the log, and would lose in silence what comes after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace backbeat::sql {

/// Why the log cannot be trusted, or nothing: it is whole, ends in a torn transaction, or is not there. With synchronous=FULL the frames of
/// a transaction are written only after the one before was synced, so a bad frame that a later transaction follows was good once. Format:
/// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
[[nodiscard]] std::optional<std::string> wal_damage(const std::string& log);

}  // namespace backbeat::sql
