#include "sql/sqlite_writer.hpp"

#include "base/assert.hpp"
#include "base/waiting.hpp"
#include "sql/large_write.hpp"

#include <signal.h>
#include <sqlite3.h>

namespace backbeat::sql {
namespace {

constexpr std::size_t largest_group = 256;
constexpr int checkpoint_pages = 1000;  // SQLite's own default

/// Threads started while it lives get no signals: a SIGTERM is for the program's main thread, which stops gently.
class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &m_before);
  }
  ~NoSignals() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;

 private:
  sigset_t m_before{};
};

}  // namespace

class SqliteWriter::Write final : public Transaction {
 public:
  Write(SqliteWriter& writer, Waiting& waiting) : m_writer(writer), m_waiting(waiting) {}
  void on_commit(std::function<void()> after) override { m_waiting.after.push_back(std::move(after)); }

 protected:
  void run(std::string_view statement, std::span<const Parameter> parameters, const std::function<void(const Row&)>& visit) override {
    m_writer.m_connection.run(statement, parameters, visit);
  }
  std::int64_t run_change(std::string_view statement, std::span<const Parameter> parameters) override {
    return m_writer.m_connection.change(statement, parameters);
  }
  std::int64_t next_id() override { return m_writer.m_ids.next(); }

 private:
  SqliteWriter& m_writer;
  Waiting& m_waiting;
};

SqliteWriter::SqliteWriter(const std::string& path, Options options)
    : m_options(std::move(options)), m_connection(path, SqliteConnection::Access::write), m_ids(m_options.clock, m_options.random) {
  sqlite3_wal_hook(
      m_connection.handle(),
      [](void* writer, sqlite3*, const char*, int pages) {
        static_cast<SqliteWriter*>(writer)->m_wal_pages = pages;
        return SQLITE_OK;
      },
      this);
  // What an earlier run left in the log is written anew into the database and synced: had its fsync failed, the log may be in memory alone.
  if (const int code = sqlite3_wal_checkpoint_v2(m_connection.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
      code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY)
    throw m_connection.failure("copying the write-ahead log into the database " + path);
  const NoSignals quiet;
  m_thread = std::thread([this] { serve(); });
}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(m_mutex);
    m_is_closing = true;
  }
  m_arrived.notify_one();
  m_thread.join();
}

/// Room for the keys of the tables that a large write fills: without it their pages go to the log and come back several times over.
class SqliteWriter::WideCache {
 public:
  WideCache(SqliteConnection& connection, std::int64_t bytes)
      : m_connection(connection), m_kib(std::min(bytes / 1024 / bytes_a_byte_of_keys, most_kib)) {
    if (is_wide()) try_to_set(m_kib);
  }
  ~WideCache() {
    if (!is_wide()) return;
    try_to_set(SqliteConnection::cache_kib);
    sqlite3_db_release_memory(m_connection.handle());
  }
  WideCache(const WideCache&) = delete;
  WideCache& operator=(const WideCache&) = delete;

 private:
  // Measured with a million deals: a third of the file, and beyond 40 MiB nothing is saved (decision 14).
  static constexpr std::int64_t bytes_a_byte_of_keys = 3;
  static constexpr std::int64_t most_kib = 40'000;

  [[nodiscard]] bool is_wide() const { return m_kib > SqliteConnection::cache_kib; }
  void try_to_set(std::int64_t kib) {
    try {
      m_connection.set_cache(kib);
    } catch (const Failure&) {  // slower without it, and no reason to fail
    }
  }

  SqliteConnection& m_connection;
  std::int64_t m_kib;
};

void SqliteWriter::write(const Work& work) {
  ASSERT(std::this_thread::get_id() != m_thread.get_id());  // a write inside a write would wait for itself
  Waiting waiting{.work = &work, .large = LargeWrite::wanted()};
  const backbeat::Waiting for_the_disk;
  std::unique_lock lock(m_mutex);
  ASSERT(!m_is_closing);
  m_queue.push_back(&waiting);
  m_arrived.notify_one();
  m_finished.wait(lock, [&] { return waiting.is_done; });
  lock.unlock();
  if (waiting.failed) std::rethrow_exception(waiting.failed);
}

std::size_t SqliteWriter::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_queue.size();
}

void SqliteWriter::serve() {
  while (true) {
    std::vector<Waiting*> group;
    {
      std::unique_lock lock(m_mutex);
      m_arrived.wait(lock, [&] { return m_is_closing || !m_queue.empty(); });
      if (m_queue.empty()) return;
      group = next_group();
    }
    run_group(group);
    for (const Waiting* waiting : group) {
      if (!waiting->is_committed) continue;
      for (const auto& after : waiting->after) after();
    }
    {
      const std::lock_guard lock(m_mutex);
      for (Waiting* waiting : group) waiting->is_done = true;
    }
    m_finished.notify_all();
    if (m_wal_pages >= checkpoint_pages) checkpoint();
  }
}

/// Those in front of the queue that can be committed together. With the mutex held.
std::vector<SqliteWriter::Waiting*> SqliteWriter::next_group() {
  std::vector<Waiting*> group;
  while (!m_queue.empty() && group.size() < largest_group &&
         (group.empty() || !(m_queue.front()->large.is_large || group.back()->large.is_large))) {
    group.push_back(m_queue.front());
    m_queue.pop_front();
  }
  return group;
}

void SqliteWriter::run_group(std::vector<Waiting*>& group) {
  const WideCache wide(m_connection, group.front()->large.bytes);
  try {
    if (!m_connection.damage().empty()) {
      throw Failure(Failure::Kind::broken, "no writes until a restart, after " + m_connection.damage());
    }
    m_connection.execute("BEGIN IMMEDIATE");
    std::vector<Waiting*> pending;
    for (Waiting* waiting : group) {
      if (!m_connection.in_transaction()) m_connection.execute("BEGIN IMMEDIATE");
      pending.push_back(waiting);
      run_one(*waiting);
      if (!m_connection.in_transaction() && waiting->failed) {
        // SQLite undid everything (a full disk, an I/O error), so those before in the group are undone too.
        fail_pending(pending, waiting->failed);
        pending.clear();
      }
    }
    if (m_connection.in_transaction()) commit(pending);
  } catch (const Failure&) {
    if (m_connection.in_transaction()) sqlite3_exec(m_connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    fail_pending(group, std::current_exception());
  }
}

void SqliteWriter::run_work(Waiting& waiting) {
  try {
    if (!waiting.large.is_large) m_connection.execute("SAVEPOINT write");
    Write write(*this, waiting);
    waiting.is_committed = (*waiting.work)(write);
  } catch (...) {
    waiting.failed = std::current_exception();
  }
  if (waiting.failed) waiting.is_committed = false;
}

void SqliteWriter::run_one(Waiting& waiting) {
  run_work(waiting);
  if (!m_connection.in_transaction()) {
    ASSERT(waiting.failed);  // only a failure ends the transaction
    return;
  }
  if (waiting.large.is_large) {
    if (!waiting.is_committed) m_connection.execute("ROLLBACK");
    return;
  }
  if (!waiting.is_committed) m_connection.execute("ROLLBACK TO write");
  m_connection.execute("RELEASE write");
}

void SqliteWriter::commit(std::vector<Waiting*>& group) {
  // A foreign key that is checked only at the end would fail the group for the fault of one: our schema has none of them.
  m_connection.execute("COMMIT");
  const auto committed =
      static_cast<std::size_t>(std::count_if(group.begin(), group.end(), [](const Waiting* w) { return w->is_committed; }));
  if (m_options.on_commit && committed > 0) m_options.on_commit(committed);
}

void SqliteWriter::fail_pending(std::vector<Waiting*>& group, const std::exception_ptr& why) {
  for (Waiting* waiting : group) {
    waiting->is_committed = false;
    if (!waiting->failed) waiting->failed = why;
  }
}

void SqliteWriter::checkpoint() {
  int pages_left = 0;
  const int code = sqlite3_wal_checkpoint_v2(m_connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages_left, nullptr);
  m_wal_pages = 0;
  if (code == SQLITE_OK || code == SQLITE_BUSY) return;
  // Noted as damage: after a failed fsync of the database file a later one may claim success for pages that never arrived.
  static_cast<void>(m_connection.failure("copying the write-ahead log into the database"));
}

}  // namespace backbeat::sql
