// One PostgreSQL connection: statements prepared once, values bound and read by type, failures as exceptions. Used by one thread at a time.
#pragma once

#include "sql/sql.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

struct pg_conn;
struct pg_result;

namespace backbeat::sql {

/// The server undid a transaction that conflicts with another one (SQLSTATE 40001, 40P01): running it again can succeed.
class Conflict : public Failure {
 public:
  explicit Conflict(std::string what) : Failure(Kind::busy, std::move(what)) {}
};

/// The connection broke. What was sent last may or may not have been done.
class ConnectionLost : public Failure {
 public:
  explicit ConnectionLost(std::string what) : Failure(Kind::broken, std::move(what)) {}
};

class PostgresConnection {
 public:
  /// `conninfo` as libpq has it; what it leaves out of timeouts is set so that a server that fell silent is given up within seconds.
  /// Throws Failure when the server cannot be reached.
  explicit PostgresConnection(const std::string& conninfo);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit);
  std::int64_t change(std::string_view statement, std::span<const Parameter> parameters);
  /// Runs statements without parameters or rows. Throws Failure.
  void execute(const std::string& statements);

  /// Ends the open transaction. Throws Failure also when the server committed and warned that no second server is known to have it.
  void commit();

  /// Waits for something from the server, for a byte in the pipe `wake` (which is taken), or so long; then the payloads of the
  /// notifications that came. Throws ConnectionLost.
  [[nodiscard]] std::vector<std::string> wait_for_notifications(int wake, std::chrono::milliseconds most);

  /// COPY ... FROM STDIN, line by line; nothing else may be asked between begin and end. Throws Failure.
  void begin_copy_in(const std::string& statement);
  void put_copy(std::string_view lines);
  void end_copy_in();
  /// COPY ... TO STDOUT: each line with its end. Throws Failure.
  void copy_out(const std::string& statement, const std::function<void(std::string_view line)>& visit);

  [[nodiscard]] bool is_lost() const;
  /// Whether an error has made the open transaction one that can only be rolled back.
  [[nodiscard]] bool has_failed_transaction() const;

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Answer = std::unique_ptr<pg_result, Clear>;

  [[nodiscard]] std::vector<std::string> notifications();
  [[nodiscard]] Answer ask(std::string_view statement, std::span<const Parameter> parameters);
  /// The name under which the server knows the statement with parameters of these types.
  const std::string& prepared(std::string_view statement, std::span<const unsigned> types);
  /// Passes a good answer on; throws what a bad one means.
  Answer checked(pg_result* result, std::string_view statement);

  pg_conn* m_handle;
  std::unordered_map<std::string, std::string> m_prepared;
  bool m_was_warned = false;
  bool m_is_read_only = false;  // the server takes no writes any more: another one leads now
};

/// `?` placeholders as PostgreSQL's `$1`, `$2`; those in quotes and comments are left alone.
[[nodiscard]] std::string with_dollar_placeholders(std::string_view statement);

}  // namespace backbeat::sql
