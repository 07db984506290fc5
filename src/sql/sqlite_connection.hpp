// One SQLite connection: statements prepared once, values bound and read by type, failures as exceptions. Used by one thread at a time.
#pragma once

#include "sql/sql.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace backbeat::sql {

class SqliteConnection {
 public:
  enum class Access { write, read };

  static constexpr std::int64_t cache_kib = 16'000;

  /// Opens the file with our settings. Throws Failure.
  SqliteConnection(const std::string& path, Access access);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit);
  std::int64_t change(std::string_view statement, std::span<const Parameter> parameters);
  /// Runs a statement without parameters or rows. Throws Failure.
  void execute(std::string_view statement) { change(statement, {}); }

  /// How much of the database it holds in memory at most. Throws Failure.
  void set_cache(std::int64_t kib);

  /// Whether a transaction is open. SQLite itself rolls back the whole transaction after some failures.
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] sqlite3* handle() const { return m_handle; }

  /// The failure SQLite just reported.
  [[nodiscard]] Failure failure(std::string_view doing);
  /// The first I/O error or damage this connection met; after it nobody knows what is on the disk. Empty when there was none.
  [[nodiscard]] const std::string& damage() const { return m_damage; }

 private:
  class Use;  // a prepared statement while it runs

  struct Close {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Close>;
  struct Cached {
    Statement statement;
    bool is_running = false;
  };

  [[nodiscard]] Statement prepare(std::string_view text);

  sqlite3* m_handle = nullptr;
  std::unordered_map<std::string, Cached> m_statements;
  std::string m_damage;
};

}  // namespace backbeat::sql
