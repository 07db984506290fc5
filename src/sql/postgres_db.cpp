// PostgreSQL as a Db: a pool of connections, writes SERIALIZABLE and run again when they conflict.
#include "base/assert.hpp"
#include "base/waiting.hpp"
#include "sql/companion.hpp"
#include "sql/id_source.hpp"
#include "sql/open.hpp"
#include "sql/postgres_connection.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace backbeat::sql {
namespace {

constexpr int most_attempts = 12;
/// Who finds every connection out waits so long for one, then the caller is told to come again.
constexpr auto most_patience = std::chrono::seconds(5);

class PostgresTransaction final : public Transaction {
 public:
  PostgresTransaction(PostgresConnection& connection, IdSource& ids) : m_connection(connection), m_ids(ids) {}
  void on_commit(std::function<void()> after) override { m_after.push_back(std::move(after)); }
  void call_hooks() const {
    for (const auto& after : m_after) after();
  }

 protected:
  void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit) override {
    m_connection.run(statement, parameters, visit);
  }
  std::int64_t run_change(std::string_view statement, std::span<const Parameter> parameters) override {
    return m_connection.change(statement, parameters);
  }
  std::int64_t next_id() override { return m_ids.next(); }

 private:
  PostgresConnection& m_connection;
  IdSource& m_ids;
  std::vector<std::function<void()>> m_after;
};

class PostgresReader final : public Reader {
 public:
  explicit PostgresReader(PostgresConnection& connection) : m_connection(connection) {}

 protected:
  void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit) override {
    m_connection.run(statement, parameters, visit);
  }

 private:
  PostgresConnection& m_connection;
};

/// Rolls an open transaction back unless it was committed.
class Scope {
 public:
  explicit Scope(PostgresConnection& connection, const std::string& begin) : m_connection(connection) { m_connection.execute(begin); }
  ~Scope() {
    if (m_is_open) roll_back();
  }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  void commit() {
    m_is_open = false;
    m_connection.commit();
  }

 private:
  void roll_back() const {
    try {
      m_connection.execute("ROLLBACK");
    } catch (const Failure&) {  // the connection is lost, and the server rolls back by itself
    }
  }
  PostgresConnection& m_connection;
  bool m_is_open = true;
};

class PostgresDb final : public Db {
 public:
  PostgresDb(std::string conninfo, Options options)
      : m_conninfo(std::move(conninfo)), m_options(std::move(options)), m_ids(m_options.clock, m_options.random) {
    m_idle.push_back(std::make_unique<PostgresConnection>(m_conninfo));
    m_open = 1;
  }

  [[nodiscard]] Engine engine() const override { return Engine::postgres; }
  [[nodiscard]] std::size_t waiting_writes() const override { return m_waiting.load(); }
  void backup_to(const std::string&) override {
    throw Failure(Failure::Kind::constraint, "a PostgreSQL database is backed up with pg_dump or the server's own tools");
  }

 protected:
  void run_read(const std::function<void(Reader&)>& work) override {
    if (current.db == this) {
      PostgresReader joined(*current.connection);
      return work(joined);
    }
    Lease lease(*this);
    const std::string begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    std::optional<Scope> scope;
    try {
      scope.emplace(*lease.connection, begin);
    } catch (const ConnectionLost&) {  // it broke while it was idle
      lease.reconnect();
      scope.emplace(*lease.connection, begin);
    }
    const Current before = std::exchange(current, {this, lease.connection.get()});
    const Restore restore{before};
    PostgresReader reader(*lease.connection);
    work(reader);
  }

  void run_write(const std::function<Outcome(Transaction&)>& work) override {
    Companion* const along = Companion::waiting();
    ASSERT(!is_writing);  // a write inside a write would not see the first one, and can wait for it for ever
    for (int attempt = 1;; ++attempt) {
      Lease lease(*this);
      if (lease.connection->is_lost()) lease.reconnect();
      PostgresTransaction transaction(*lease.connection, m_ids);
      bool is_committing = false;
      try {
        Scope scope(*lease.connection, "BEGIN ISOLATION LEVEL SERIALIZABLE");
        if (call(work, transaction) == Outcome::roll_back) return;
        if (along != nullptr) along->join(transaction);
        if (lease.connection->has_failed_transaction()) {
          throw Failure(Failure::Kind::broken, "a write went on after one of its statements had failed");
        }
        is_committing = true;
        scope.commit();
      } catch (const Conflict&) {
        if (attempt >= most_attempts) throw;
        wait_before(attempt);
        continue;
      } catch (const ConnectionLost& lost) {
        // Once COMMIT is on its way nobody but the server knows the outcome, and running the work again could do it twice.
        if (is_committing) throw Failure(Failure::Kind::broken, std::string("whether the write was committed is unknown: ") + lost.what());
        if (attempt >= 3) throw;
        drop_idle();
        continue;
      }
      if (along != nullptr) along->committed();
      transaction.call_hooks();
      if (m_options.on_commit) m_options.on_commit(1);
      return;
    }
  }

 private:
  struct Current {
    const PostgresDb* db = nullptr;
    PostgresConnection* connection = nullptr;
  };
  static thread_local Current current;  // the read this thread is in, for reads inside it
  static thread_local bool is_writing;

  struct Restore {
    ~Restore() { current = before; }
    Current before;
  };

  static Outcome call(const std::function<Outcome(Transaction&)>& work, Transaction& transaction) {
    is_writing = true;
    struct Leave {
      ~Leave() { is_writing = false; }
    } leave;
    return work(transaction);
  }

  /// A connection of the pool while it is out.
  struct Lease {
    explicit Lease(PostgresDb& of) : db(of), connection(of.take()) {}
    ~Lease() { db.give_back(std::move(connection)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    void reconnect() {
      connection.reset();
      db.drop_idle();  // what cut this one has most likely cut them
      connection = db.connect();
    }
    PostgresDb& db;
    std::unique_ptr<PostgresConnection> connection;
  };

  std::unique_ptr<PostgresConnection> take() {
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    const auto is_free = [&] { return !m_idle.empty() || m_open < m_options.readers; };
    if (!is_free()) {
      const Waiting for_a_connection;
      m_returned.wait_for(lock, most_patience, is_free);
    }
    --m_waiting;
    if (!is_free()) throw Failure(Failure::Kind::busy, "every connection to the database is in use");
    if (!m_idle.empty()) {
      auto connection = std::move(m_idle.back());
      m_idle.pop_back();
      return connection;
    }
    ++m_open;
    lock.unlock();
    try {
      return connect();
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  /// While the server cannot be reached one caller at a time tries, and the others are refused at once instead of waiting with it.
  std::unique_ptr<PostgresConnection> connect() {
    {
      const std::lock_guard lock(m_mutex);
      if (m_is_down && m_is_probing) throw Failure(Failure::Kind::broken, "the database could not be reached a moment ago");
      if (m_is_down) m_is_probing = true;
    }
    try {
      auto made = std::make_unique<PostgresConnection>(m_conninfo);
      const std::lock_guard lock(m_mutex);
      m_is_down = m_is_probing = false;
      return made;
    } catch (...) {
      const std::lock_guard lock(m_mutex);
      m_is_down = true;
      m_is_probing = false;
      throw;
    }
  }

  void drop_idle() {
    std::vector<std::unique_ptr<PostgresConnection>> dropped;
    {
      const std::lock_guard lock(m_mutex);
      dropped.swap(m_idle);
      m_open -= dropped.size();
    }
    m_returned.notify_all();
  }

  void give_back(std::unique_ptr<PostgresConnection> connection) {
    {
      const std::lock_guard lock(m_mutex);
      if (connection && !connection->is_lost()) {
        m_idle.push_back(std::move(connection));
      } else {
        --m_open;
      }
    }
    m_returned.notify_one();
  }

  /// A little longer each time, and not in step with the write it collided with.
  void wait_before(int attempt) const {
    const auto most = std::uint64_t{1000} << std::min(attempt, 6);
    std::this_thread::sleep_for(std::chrono::microseconds(m_options.random.next() % most));
  }

  std::string m_conninfo;
  Options m_options;
  IdSource m_ids;
  std::mutex m_mutex;
  std::condition_variable m_returned;
  std::vector<std::unique_ptr<PostgresConnection>> m_idle;
  std::size_t m_open = 0;
  bool m_is_down = false;     // the last attempt to connect failed
  bool m_is_probing = false;  // somebody tries again
  std::atomic<std::size_t> m_waiting = 0;
};

thread_local PostgresDb::Current PostgresDb::current;
thread_local bool PostgresDb::is_writing = false;

}  // namespace

std::unique_ptr<Db> open_postgres(const std::string& conninfo, Options options) {
  options.readers = std::max<std::size_t>(options.readers, 2);
  return std::make_unique<PostgresDb>(conninfo, std::move(options));
}

}  // namespace backbeat::sql
