#include "sql/postgres_connection.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "base/waiting.hpp"
#include "sql/postgres_row.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include <array>

namespace backbeat::sql {
namespace {

/// The session's settings. Whatever the server's defaults are: an acknowledged commit is on its disk, and a node that died while holding
/// a transaction does not block the others for long.
constexpr const char* session_settings =
    "SET synchronous_commit = on; SET idle_in_transaction_session_timeout = '60s'; SET lock_timeout = '30s'; SET TimeZone = 'UTC'; "
    "SET client_min_messages = warning";

/// A machine that is cut off answers nothing at all: without these a statement would wait for it for minutes or hours. What the operator's
/// own connection string says goes before them.
pg_conn* connect(const std::string& conninfo) {
  const std::array<const char*, 8> names = {"connect_timeout",
                                            "keepalives_idle",
                                            "keepalives_interval",
                                            "keepalives_count",
                                            "tcp_user_timeout",
                                            "application_name",
                                            "dbname",
                                            nullptr};
  const std::array<const char*, 8> values = {"3", "4", "2", "2", "8000", "backbeat", conninfo.c_str(), nullptr};
  return PQconnectdbParams(names.data(), values.data(), 1);
}

/// A parameter as libpq takes it.
struct Sent {
  unsigned type = 0;  // 0: the server works it out
  std::string number = {};
  const char* start = nullptr;
  int length = 0;
  int format = 0;  // 1: the bytes as they are
};

Sent sent(const Parameter& parameter) {
  struct Make {
    Sent operator()(std::nullptr_t) const { return {}; }
    Sent operator()(std::int64_t value) const { return {.type = oid::int8, .number = std::to_string(value)}; }
    Sent operator()(double value) const {
      std::array<char, 40> text{};
      std::snprintf(text.data(), text.size(), "%.17g", value);
      return {.type = oid::float8, .number = text.data()};
    }
    Sent operator()(std::string_view text) const {
      return {.type = oid::text, .start = text.empty() ? "" : text.data(), .length = static_cast<int>(text.size()), .format = 1};
    }
    Sent operator()(std::span<const std::byte> bytes) const {
      const auto* start = bytes.empty() ? "" : reinterpret_cast<const char*>(bytes.data());
      return {.type = oid::bytea, .start = start, .length = static_cast<int>(bytes.size()), .format = 1};
    }
  };
  return std::visit(Make{}, parameter.held());
}

Failure::Kind kind_of(std::string_view sqlstate) {
  if (sqlstate.starts_with("23") || sqlstate.starts_with("22")) return Failure::Kind::constraint;
  if (sqlstate == "53100") return Failure::Kind::full;
  if (sqlstate.starts_with("53") || sqlstate == "55P03") return Failure::Kind::busy;
  return Failure::Kind::broken;
}

}  // namespace

std::string with_dollar_placeholders(std::string_view statement) {
  std::string out;
  int number = 0;
  for (std::size_t at = 0; at < statement.size();) {
    const std::string_view rest = statement.substr(at);
    std::size_t skipped = 1;
    if (rest[0] == '\'' || rest[0] == '"') {
      skipped = rest.find(rest[0], 1) + 1;
    } else if (rest.starts_with("--")) {
      skipped = rest.find('\n') + 1;
    } else if (rest.starts_with("/*")) {
      skipped = rest.find("*/", 2) + 2;
    }
    if (rest.size() < skipped || skipped == 0 || (rest.starts_with("/*") && skipped == 1)) skipped = rest.size();  // it never ends
    if (rest[0] == '?') {
      out += '$' + std::to_string(++number);
    } else {
      out += rest.substr(0, skipped);
    }
    at += skipped;
  }
  return out;
}

void PostgresConnection::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

PostgresConnection::PostgresConnection(const std::string& conninfo) : m_handle(connect(conninfo)) {
  try {
    if (PQstatus(m_handle) != CONNECTION_OK) throw Failure(Failure::Kind::broken, std::string("connecting: ") + PQerrorMessage(m_handle));
    PQsetNoticeProcessor(m_handle, [](void* warned, const char*) { *static_cast<bool*>(warned) = true; }, &m_was_warned);
    if (PQsetClientEncoding(m_handle, "UTF8") != 0) throw Failure(Failure::Kind::broken, "the server's encoding cannot be read as UTF-8");
    execute(session_settings);
  } catch (...) {
    PQfinish(m_handle);
    throw;
  }
}

PostgresConnection::~PostgresConnection() {
  PQfinish(m_handle);
}

bool PostgresConnection::is_lost() const {
  return m_is_read_only || PQstatus(m_handle) != CONNECTION_OK;
}
bool PostgresConnection::has_failed_transaction() const {
  return PQtransactionStatus(m_handle) == PQTRANS_INERROR;
}

PostgresConnection::Answer PostgresConnection::checked(pg_result* result, std::string_view statement) {
  Answer answer(result);
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN || status == PGRES_COPY_OUT) return answer;
  const auto field = [&](int code) -> std::string {
    const char* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
  };
  // Not the whole message: its details quote rows, and people's words do not belong in a log.
  const std::string sqlstate = field(PG_DIAG_SQLSTATE);
  std::string what = sqlstate.empty() ? PQerrorMessage(m_handle) : field(PG_DIAG_MESSAGE_PRIMARY);
  what = std::string(trimmed(what)) + " (SQLSTATE " + sqlstate + "): " + std::string(statement);
  m_is_read_only = m_is_read_only || sqlstate == "25006";
  if (is_lost()) throw ConnectionLost(std::move(what));
  if (sqlstate == "40001" || sqlstate == "40P01") throw Conflict(std::move(what));
  throw Failure(kind_of(sqlstate), std::move(what));
}

const std::string& PostgresConnection::prepared(std::string_view statement, std::span<const unsigned> types) {
  std::string key(statement);
  for (const unsigned type : types) key += '\0' + std::to_string(type);
  const auto known = m_prepared.find(key);
  if (known != m_prepared.end()) return known->second;
  const std::string name = "s" + std::to_string(m_prepared.size());
  const std::string text = with_dollar_placeholders(statement);
  checked(PQprepare(m_handle, name.c_str(), text.c_str(), static_cast<int>(types.size()), types.data()), statement);
  return m_prepared.emplace(std::move(key), name).first->second;
}

PostgresConnection::Answer PostgresConnection::ask(std::string_view statement, std::span<const Parameter> parameters) {
  std::vector<Sent> all;
  std::vector<unsigned> types;
  for (const Parameter& parameter : parameters) {
    all.push_back(sent(parameter));
    types.push_back(all.back().type);
  }
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
  for (const Sent& one : all) {
    values.push_back(one.number.empty() ? one.start : one.number.c_str());
    lengths.push_back(one.length);
    formats.push_back(one.format);
  }
  const std::string& name = prepared(statement, types);
  const Waiting for_the_server;
  return checked(PQexecPrepared(m_handle, name.c_str(), static_cast<int>(all.size()), values.data(), lengths.data(), formats.data(), 0),
                 statement);
}

void PostgresConnection::run(std::string_view statement, std::span<const Parameter> parameters,
                             const std::function<void(const Row&)>& visit) {
  const Answer answer = ask(statement, parameters);
  const int rows = PQntuples(answer.get());
  for (int row = 0; row < rows; ++row) visit(PostgresRow(answer.get(), row));
}

std::int64_t PostgresConnection::change(std::string_view statement, std::span<const Parameter> parameters) {
  const Answer answer = ask(statement, parameters);
  return whole_number(PQcmdTuples(answer.get())).value_or(0);
}

void PostgresConnection::commit() {
  m_was_warned = false;
  execute("COMMIT");
  // What it can warn of here is that it stopped waiting for the other server, and the transaction is on its own disk alone.
  if (m_was_warned) throw ConnectionLost("COMMIT came with a warning");
}

std::vector<std::string> PostgresConnection::notifications() {
  std::vector<std::string> payloads;
  for (;;) {
    const std::unique_ptr<PGnotify, void (*)(void*)> notify(PQnotifies(m_handle), &PQfreemem);
    if (!notify) return payloads;
    payloads.emplace_back(notify->extra);
  }
}

std::vector<std::string> PostgresConnection::wait_for_notifications(int wake, std::chrono::milliseconds most) {
  if (auto came_with_an_answer = notifications(); !came_with_an_answer.empty()) return came_with_an_answer;
  std::array<pollfd, 2> watched = {pollfd{.fd = PQsocket(m_handle), .events = POLLIN, .revents = 0},
                                   pollfd{.fd = wake, .events = POLLIN, .revents = 0}};
  if (::poll(watched.data(), watched.size(), static_cast<int>(most.count())) > 0 && watched[1].revents != 0) {
    std::array<char, 64> taken{};
    if (::read(wake, taken.data(), taken.size()) < 0) throw Failure(Failure::Kind::broken, "cannot read from a pipe of our own");
  }
  if (PQconsumeInput(m_handle) == 0) throw ConnectionLost(std::string("listening: ") + PQerrorMessage(m_handle));
  return notifications();
}

void PostgresConnection::begin_copy_in(const std::string& statement) {
  execute(statement);
}

void PostgresConnection::put_copy(std::string_view lines) {
  if (PQputCopyData(m_handle, lines.data(), static_cast<int>(lines.size())) != 1)
    throw ConnectionLost(std::string("copying: ") + PQerrorMessage(m_handle));
}

void PostgresConnection::end_copy_in() {
  if (PQputCopyEnd(m_handle, nullptr) != 1) throw ConnectionLost(std::string("copying: ") + PQerrorMessage(m_handle));
  checked(PQgetResult(m_handle), "COPY");
  while (pg_result* more = PQgetResult(m_handle)) PQclear(more);
}

void PostgresConnection::copy_out(const std::string& statement, const std::function<void(std::string_view line)>& visit) {
  execute(statement);
  char* line = nullptr;
  for (int size = 0; (size = PQgetCopyData(m_handle, &line, 0)) > 0;) {
    const std::unique_ptr<char, void (*)(void*)> owner(line, &PQfreemem);
    visit({line, static_cast<std::size_t>(size)});
  }
  checked(PQgetResult(m_handle), statement);
  while (pg_result* more = PQgetResult(m_handle)) PQclear(more);
}

void PostgresConnection::execute(const std::string& statements) {
  checked(PQexec(m_handle, statements.c_str()), statements);
}

}  // namespace backbeat::sql
