#include "sql/sqlite_connection.hpp"

#include "base/assert.hpp"

#include <sqlite3.h>

namespace backbeat::sql {
namespace {

constexpr std::size_t most_cached_statements = 1000;
constexpr int busy_timeout_ms = 10'000;  // another process: a backup or a command of the operator

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : m_statement(statement), m_columns(sqlite3_column_count(statement)) {}

  [[nodiscard]] bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
  [[nodiscard]] std::int64_t integer(int column) const override {
    expect(column, type(column) == SQLITE_INTEGER, "an integer");
    return sqlite3_column_int64(m_statement, column);
  }
  [[nodiscard]] double real(int column) const override {
    expect(column, type(column) == SQLITE_FLOAT || type(column) == SQLITE_INTEGER, "a number");
    return sqlite3_column_double(m_statement, column);
  }
  [[nodiscard]] std::string_view text(int column) const override {
    expect(column, type(column) == SQLITE_TEXT, "a text");
    const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
  }
  [[nodiscard]] std::span<const std::byte> bytes(int column) const override {
    expect(column, type(column) == SQLITE_BLOB, "bytes");
    const auto* start = static_cast<const std::byte*>(sqlite3_column_blob(m_statement, column));
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
  }

 private:
  [[nodiscard]] int type(int column) const {
    ASSERT(column >= 0 && column < m_columns);
    return sqlite3_column_type(m_statement, column);
  }
  /// A page that went bad under the running program can hold anything where a number stood: a failure of the world, not a bug.
  void expect(int column, bool is_so, std::string_view what) const {
    if (is_so) return;
    throw Failure(Failure::Kind::broken, std::string("column ") + sqlite3_column_name(m_statement, column) + " does not hold " +
                                             std::string(what) +
                                             ": the database is damaged, or the statement reads it as another kind than it is");
  }

  sqlite3_stmt* m_statement;
  int m_columns;
};

int bind(sqlite3_stmt* statement, int at, const Parameter& parameter) {
  // The texts and bytes outlive the run, so SQLite need not copy them. An empty one still needs an address, or it would be NULL.
  struct Bind {
    sqlite3_stmt* statement;
    int at;
    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, at); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, at, value); }
    int operator()(double value) const { return sqlite3_bind_double(statement, at, value); }
    int operator()(std::string_view text) const {
      return sqlite3_bind_text64(statement, at, text.empty() ? "" : text.data(), text.size(), nullptr, SQLITE_UTF8);
    }
    int operator()(std::span<const std::byte> bytes) const {
      if (bytes.empty()) return sqlite3_bind_zeroblob(statement, at, 0);
      return sqlite3_bind_blob64(statement, at, bytes.data(), bytes.size(), nullptr);
    }
  };
  return std::visit(Bind{statement, at}, parameter.held());
}

/// What an SQLite result code (extended) means to us.
Failure::Kind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Failure::Kind::busy;
    case SQLITE_CONSTRAINT:
      return Failure::Kind::constraint;
    case SQLITE_FULL:
      return Failure::Kind::full;
    case SQLITE_IOERR:
      // The WAL's shared memory could not grow for want of space; it can when there is some again.
      return code == SQLITE_IOERR_SHMSIZE ? Failure::Kind::full : Failure::Kind::broken;
    default:
      return Failure::Kind::broken;
  }
}

bool is_damage(int code) {
  const int primary = code & 0xFF;
  return (primary == SQLITE_IOERR && code != SQLITE_IOERR_SHMSIZE) || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

}  // namespace

/// Resets and unbinds its statement however the run ends, and gives it back to the cache.
class SqliteConnection::Use {
 public:
  Use(SqliteConnection& connection, std::string_view text, std::span<const Parameter> parameters) : m_connection(connection), m_text(text) {
    auto& cache = connection.m_statements;
    auto known = cache.find(std::string(text));
    if (known == cache.end() && cache.size() < most_cached_statements) {
      Statement prepared = connection.prepare(text);
      known = cache.emplace(std::string(text), Cached{std::move(prepared)}).first;
    }
    if (known != cache.end() && !known->second.is_running) {
      m_cached = &known->second;
      m_cached->is_running = true;
      m_statement = m_cached->statement.get();
    } else {
      // The same statement is being visited further up, or the cache is full.
      m_own = connection.prepare(text);
      m_statement = m_own.get();
    }
    const auto count = static_cast<std::size_t>(sqlite3_bind_parameter_count(m_statement));
    ASSERT(count == parameters.size());
    for (std::size_t i = 0; i < count; ++i) ASSERT(bind(m_statement, static_cast<int>(i) + 1, parameters[i]) == SQLITE_OK);
  }
  ~Use() {
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    if (m_cached != nullptr) m_cached->is_running = false;
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  /// Whether there is a further row.
  bool step() {
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) throw m_connection.failure(m_text);
    return false;
  }
  [[nodiscard]] sqlite3_stmt* get() const { return m_statement; }

 private:
  SqliteConnection& m_connection;
  std::string_view m_text;
  Statement m_own;
  Cached* m_cached = nullptr;
  sqlite3_stmt* m_statement = nullptr;
};

void SqliteConnection::Close::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(const std::string& path, Access access) {
  const int code = sqlite3_open_v2(path.c_str(), &m_handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  try {
    if (code != SQLITE_OK) throw failure("opening it");
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, busy_timeout_ms);
    // "text" in double quotes is a column, never a string: as in PostgreSQL.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    run("PRAGMA journal_mode = WAL", {}, [&](const Row& row) {
      if (row.text(0) != "wal") throw Failure(Failure::Kind::broken, "the file system does not allow a write-ahead log");
    });
    execute("PRAGMA synchronous = FULL");  // a commit is on the disk before it is acknowledged
    execute("PRAGMA foreign_keys = ON");
    execute("PRAGMA wal_autocheckpoint = 0");  // the writer does it, and looks at the outcome
    set_cache(cache_kib);
    execute("PRAGMA temp_store = MEMORY");
    execute("PRAGMA cell_size_check = ON");  // a damaged page is noticed, not served
    if (access == Access::read) execute("PRAGMA query_only = ON");
  } catch (const Failure& failed) {
    m_statements.clear();
    sqlite3_close(m_handle);
    throw Failure(failed.kind(), path + ": " + failed.what());
  }
}

void SqliteConnection::set_cache(std::int64_t kib) {
  // Not through the cache of statements: this one does its work while it is prepared.
  const std::string text = "PRAGMA cache_size = -" + std::to_string(kib);
  if (sqlite3_exec(m_handle, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw failure(text);
}

SqliteConnection::~SqliteConnection() {
  m_statements.clear();
  sqlite3_close(m_handle);
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view text) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(m_handle, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  if (code != SQLITE_OK) throw failure(text);
  ASSERT(statement != nullptr);  // an empty statement
  return Statement(statement);
}

void SqliteConnection::run(std::string_view statement, std::span<const Parameter> parameters,
                           const std::function<void(const Row&)>& visit) {
  Use use(*this, statement, parameters);
  while (use.step()) visit(SqliteRow(use.get()));
}

std::int64_t SqliteConnection::change(std::string_view statement, std::span<const Parameter> parameters) {
  Use use(*this, statement, parameters);
  while (use.step()) {
  }
  return sqlite3_changes64(m_handle);
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(m_handle) == 0;
}

Failure SqliteConnection::failure(std::string_view doing) {
  const int code = m_handle == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(m_handle);
  std::string what = m_handle == nullptr ? "out of memory" : sqlite3_errmsg(m_handle);
  what += " (SQLite code " + std::to_string(code) + "): ";
  what += doing;
  if (is_damage(code) && m_damage.empty()) m_damage = what;
  return {kind_of(code), std::move(what)};
}

}  // namespace backbeat::sql
