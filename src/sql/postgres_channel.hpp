// Short lines between the programs that share one PostgreSQL database, over LISTEN and NOTIFY. They say that something happened, and are
// never the only place where it stands: a line that is lost with a connection is made up for by looking again (`on_connected`).
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace backbeat::sql {

class PostgresChannel {
 public:
  /// All are called on the channel's own thread. A sql::Failure they throw is passed over.
  struct Hooks {
    std::function<void(std::string_view line)> on_line;  // of any program, this one included, in the server's order
    std::function<void()> on_connected;                  // the first time, and whenever lines may have been missed
    std::function<void()> on_tick;                       // about every second, connected or not
  };

  /// `name` is the channel's, an SQL identifier.
  PostgresChannel(std::string conninfo, std::string name, Hooks hooks);
  /// What waits is still sent where there is a connection.
  ~PostgresChannel();
  PostgresChannel(const PostgresChannel&) = delete;
  PostgresChannel& operator=(const PostgresChannel&) = delete;

  /// Begins to connect and returns; tries again for as long as it lives. Until then no hook is called.
  void start();

  /// Sends a line of at most 2,000 bytes to all, soon and without waiting; several travel in one notification. While there is no
  /// connection lines wait; of more than 10,000 the oldest go. Safe from every thread.
  void send(std::string line);

 private:
  void run();
  void serve();
  void wake() const;
  [[nodiscard]] bool is_ending() const;
  /// The lines that fit into one notification; they stay queued until drop() says that they are sent.
  [[nodiscard]] std::pair<std::string, std::size_t> next_payload() const;
  void drop(std::size_t lines);

  const std::string m_conninfo;
  const std::string m_name;
  const Hooks m_hooks;
  mutable std::mutex m_mutex;
  std::condition_variable m_ended;
  std::deque<std::string> m_waiting;
  bool m_is_ending = false;
  int m_wake[2] = {-1, -1};
  std::thread m_thread;
};

}  // namespace backbeat::sql
