#include "sql/scrub.hpp"

#include "sql/sql.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <memory>

namespace backbeat::sql {
namespace {

constexpr int patience_ms = 30'000;

struct CloseSqlite {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct ClosePostgres {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

void execute(sqlite3* handle, const char* statement) {
  if (sqlite3_exec(handle, statement, nullptr, nullptr, nullptr) == SQLITE_OK) return;
  const int code = sqlite3_errcode(handle) & 0xFF;
  const auto kind = code == SQLITE_FULL                            ? Failure::Kind::full
                    : code == SQLITE_BUSY || code == SQLITE_LOCKED ? Failure::Kind::busy
                                                                   : Failure::Kind::broken;
  throw Failure(kind, std::string(statement) + ": " + sqlite3_errmsg(handle));
}

}  // namespace

Cleared scrub_sqlite(const std::string& path) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  const std::unique_ptr<sqlite3, CloseSqlite> handle(opened);
  if (code != SQLITE_OK) throw Failure(Failure::Kind::broken, "cannot open " + path);
  sqlite3_busy_timeout(handle.get(), patience_ms);
  execute(handle.get(), "PRAGMA synchronous = FULL");
  execute(handle.get(), "PRAGMA secure_delete = ON");
  execute(handle.get(), "VACUUM");
  const int cut = sqlite3_wal_checkpoint_v2(handle.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (cut == SQLITE_BUSY) return Cleared::not_yet;
  if (cut != SQLITE_OK) throw Failure(Failure::Kind::broken, std::string("cutting the log: ") + sqlite3_errmsg(handle.get()));
  return Cleared::all;
}

Cleared scrub_postgres(const std::string& conninfo, std::span<const std::string_view> tables) {
  const std::unique_ptr<PGconn, ClosePostgres> connection(PQconnectdb(conninfo.c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) throw Failure(Failure::Kind::broken, PQerrorMessage(connection.get()));
  for (const std::string_view table : tables) {
    const std::string statement = "VACUUM (FULL) " + std::string(table);
    PGresult* result = PQexec(connection.get(), statement.c_str());
    const bool is_done = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (!is_done) throw Failure(Failure::Kind::broken, statement + ": " + PQerrorMessage(connection.get()));
  }
  return Cleared::all;
}

}  // namespace backbeat::sql
