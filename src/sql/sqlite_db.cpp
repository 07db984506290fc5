// SQLite as a Db: the writer, and a pool of connections for reads.
#include "base/assert.hpp"
#include "base/waiting.hpp"
#include "sql/backup.hpp"
#include "sql/companion.hpp"
#include "sql/open.hpp"
#include "sql/sqlite_connection.hpp"
#include "sql/sqlite_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

namespace backbeat::sql {
namespace {

class SqliteReader final : public Reader {
 public:
  explicit SqliteReader(SqliteConnection& connection) : m_connection(connection) {}

 protected:
  void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit) override {
    m_connection.run(statement, parameters, visit);
  }

 private:
  SqliteConnection& m_connection;
};

/// Ends the read transaction however the read ends.
class Snapshot {
 public:
  explicit Snapshot(SqliteConnection& connection) : m_connection(connection) { m_connection.execute("BEGIN"); }
  ~Snapshot() {
    try {
      m_connection.execute("ROLLBACK");
    } catch (const Failure&) {  // SQLite has ended it already, after an error that the reader has seen
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  SqliteConnection& m_connection;
};

class SqliteDb final : public Db {
 public:
  SqliteDb(const std::string& path, Options options)
      : m_path(path),
        m_clock(options.clock),
        m_most_readers(std::max<std::size_t>(options.readers, 1)),
        m_writer(path, std::move(options)) {}

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

  [[nodiscard]] std::size_t waiting_writes() const override { return m_writer.waiting(); }
  void backup_to(const std::string& path) override { write_backup(m_path, path, m_clock.now()); }

 protected:
  void run_read(const std::function<void(Reader&)>& work) override {
    if (current.db == this) {
      SqliteReader joined(*current.connection);
      return work(joined);
    }
    Lease lease(*this);
    const Snapshot snapshot(*lease.connection);
    const Joinable joinable(this, lease.connection.get());
    SqliteReader reader(*lease.connection);
    try {
      work(reader);
    } catch (const Failure& failure) {
      lease.is_doubtful = failure.kind() == Failure::Kind::broken;
      throw;
    }
  }

  void run_write(const std::function<Outcome(Transaction&)>& work) override {
    Companion* const along = Companion::waiting();
    bool is_committed = false;
    m_writer.write([&](Transaction& tx) {
      is_committed = work(tx) == Outcome::commit;
      if (is_committed && along != nullptr) along->join(tx);
      return is_committed;
    });
    if (is_committed && along != nullptr) along->committed();
  }

 private:
  /// The read this thread is in, for reads inside it.
  struct Current {
    const SqliteDb* db = nullptr;
    SqliteConnection* connection = nullptr;
  };
  static thread_local Current current;

  struct Joinable {
    Joinable(const SqliteDb* db, SqliteConnection* connection) : before(current) { current = {db, connection}; }
    ~Joinable() { current = before; }
    Joinable(const Joinable&) = delete;
    Joinable& operator=(const Joinable&) = delete;
    Current before;
  };

  /// A connection of the pool while it is out.
  struct Lease {
    explicit Lease(SqliteDb& of) : db(of), connection(of.take()) {}
    ~Lease() {
      // What it read wrongly may be in its cache; the next one looks at the disk again.
      if (is_doubtful || !connection->damage().empty()) connection.reset();
      db.give_back(std::move(connection));
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    SqliteDb& db;
    std::unique_ptr<SqliteConnection> connection;
    bool is_doubtful = false;
  };

  std::unique_ptr<SqliteConnection> take() {
    std::unique_lock lock(m_mutex);
    const auto is_free = [&] { return !m_idle.empty() || m_open < m_most_readers; };
    if (!is_free()) {
      const Waiting for_a_connection;
      m_returned.wait(lock, is_free);
    }
    if (!m_idle.empty()) {
      auto connection = std::move(m_idle.back());
      m_idle.pop_back();
      return connection;
    }
    ++m_open;
    lock.unlock();
    try {
      return std::make_unique<SqliteConnection>(m_path, SqliteConnection::Access::read);
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }

  void give_back(std::unique_ptr<SqliteConnection> connection) {
    {
      const std::lock_guard lock(m_mutex);
      if (connection) {
        m_idle.push_back(std::move(connection));
      } else {
        --m_open;
      }
    }
    m_returned.notify_one();
  }

  std::string m_path;
  const Clock& m_clock;
  std::size_t m_most_readers;
  std::mutex m_mutex;
  std::condition_variable m_returned;
  std::vector<std::unique_ptr<SqliteConnection>> m_idle;
  std::size_t m_open = 0;
  SqliteWriter m_writer;
};

thread_local SqliteDb::Current SqliteDb::current;

}  // namespace

std::unique_ptr<Db> open_sqlite(const std::string& path, Options options) {
  // Made here rather than by SQLite, so that nobody but the owner can read it. The WAL takes over its rights.
  const int made = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (made >= 0) {
    close(made);
    // So that its name survives a power cut as its content does.
    const int folder = open(std::filesystem::absolute(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
      static_cast<void>(fsync(folder));
      close(folder);
    }
  }
  return std::make_unique<SqliteDb>(path, std::move(options));
}

}  // namespace backbeat::sql
