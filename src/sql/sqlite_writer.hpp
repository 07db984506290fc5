// The one door for writes to SQLite: a thread that runs queued writes each in a savepoint and commits them as a group.
#pragma once

#include "sql/id_source.hpp"
#include "sql/large_write.hpp"
#include "sql/open.hpp"
#include "sql/sqlite_connection.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace backbeat::sql {

/// A caller waits in `write` until its group is durable. A write that is rolled back or throws undoes only itself; a commit that fails
/// fails its whole group. After an I/O error nothing is accepted until a restart, because what is on the disk is then unknown.
class SqliteWriter {
 public:
  /// Runs in the transaction on the writing thread; true commits, false rolls back.
  using Work = std::function<bool(Transaction&)>;

  SqliteWriter(const std::string& path, Options options);
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// Throws what `work` threw, or Failure.
  void write(const Work& work);
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Waiting {
    const Work* work;
    LargeWrite::Wanted large = {};  // in a group of its own, without a savepoint
    bool is_done = false;
    bool is_committed = false;
    std::exception_ptr failed = {};
    std::vector<std::function<void()>> after = {};
  };
  class WideCache;
  class Write;  // the Transaction that `work` sees

  void serve();
  [[nodiscard]] std::vector<Waiting*> next_group();
  void run_group(std::vector<Waiting*>& group);
  void run_one(Waiting& waiting);
  void run_work(Waiting& waiting);
  void commit(std::vector<Waiting*>& group);
  void fail_pending(std::vector<Waiting*>& group, const std::exception_ptr& why);
  void checkpoint();

  Options m_options;
  SqliteConnection m_connection;
  IdSource m_ids;
  int m_wal_pages = 0;

  mutable std::mutex m_mutex;
  std::condition_variable m_arrived;
  std::condition_variable m_finished;
  std::deque<Waiting*> m_queue;
  bool m_is_closing = false;
  std::thread m_thread;  // last: it uses all of the above
};

}  // namespace backbeat::sql
