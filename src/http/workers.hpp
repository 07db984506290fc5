// Threads for what may block: handlers wait for durable commits. A task is taken at once or, when too many wait already or those that wait
// have waited long, not at all.
#pragma once

#include "http/standing_queue.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace backbeat::http {

class Workers {
 public:
  using Task = std::move_only_function<void()>;

  Workers(std::size_t threads, std::size_t most_waiting);
  /// Finishes what waits, then ends.
  ~Workers();

  /// Did it take the task? A task must not throw.
  [[nodiscard]] bool try_submit(Task task);
  /// Takes the task however many wait: for what must not be left out, as leaving a topic.
  void submit(Task task);

 private:
  void run();

  const std::size_t m_most_waiting;
  std::mutex m_mutex;
  std::condition_variable m_has_work;
  struct Waiting {
    Task task;
    StandingQueue::Time since;
  };
  std::deque<Waiting> m_tasks;
  StandingQueue m_standing;
  bool m_is_ending = false;
  std::vector<std::thread> m_threads;
};

}  // namespace backbeat::http
