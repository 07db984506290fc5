// Opens a database: SQLite in a file of its own, or a PostgreSQL server.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "sql/sql.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace backbeat::sql {

struct Options {
  const Clock& clock;       // ids carry its time
  Random& random;           // where the ids' counter starts
  std::size_t readers = 4;  // reads (PostgreSQL: reads and writes) at the same time; more wait for their turn
  /// Told on the writing thread after each commit how many writes it made durable.
  std::function<void(std::size_t writes)> on_commit = {};
};

/// Opens the file, making it when it is not there. WAL, synchronous=FULL, one writing thread that commits in groups.
/// `clock` and `random` must outlive it. Throws Failure when the file cannot be opened or is no SQLite database.
[[nodiscard]] std::unique_ptr<Db> open_sqlite(const std::string& path, Options options);

/// `conninfo` as libpq has it: "host=/run/postgresql dbname=backbeat". Writes are SERIALIZABLE and retried when they conflict.
/// Throws Failure when the server cannot be reached.
[[nodiscard]] std::unique_ptr<Db> open_postgres(const std::string& conninfo, Options options);

}  // namespace backbeat::sql
