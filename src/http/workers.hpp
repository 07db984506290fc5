// Threads for what may block: handlers wait for durable commits. A task is taken, or sent away: at once when too many wait already, and
// soon when the queue stands (standing_queue.hpp). Many threads, few places: no more tasks compute at a time than the processors can carry,
// so that the thread that moves bytes is not one among all of them. A task that waits for something outside (base/waiting.hpp) leaves its
// place, and one that computes for long loses it, so that a slow answer holds up nobody's quick one.
#pragma once

#include "base/waiting.hpp"
#include "http/standing_queue.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace backbeat::http {

class Workers {
 public:
  using Task = std::move_only_function<void()>;

  /// Computes for longer: no longer counted.
  static constexpr std::chrono::milliseconds long_task{20};

  /// `places`: how many may compute at a time; 0: as many as there are processors, two at least.
  Workers(std::size_t threads, std::size_t most_waiting, std::size_t places = 0);
  /// Finishes what waits, then ends.
  ~Workers();

  /// One of the two is run, once: `task`, or `send_away` where there is no time for it. Neither may throw.
  void submit(Task task, Task send_away);
  /// Takes the task however many wait, before the others and in turn: for what must not be left out, as leaving a topic.
  void submit(Task task);

 private:
  using Time = StandingQueue::Time;
  struct Queued {
    Task task;
    Task send_away;
    Time since;
  };
  /// One thread's place.
  class Place;

  void run();
  // With the mutex held.
  [[nodiscard]] bool is_one_wanted(Time now);
  [[nodiscard]] bool is_place_free(Time now);
  [[nodiscard]] bool is_idle() const { return m_tasks.empty() && m_first.empty(); }
  [[nodiscard]] Task next(Time now);
  [[nodiscard]] Task late_ones(Time now);

  const std::size_t m_most_waiting;
  const std::size_t m_most_places;
  std::mutex m_mutex;
  std::condition_variable m_has_work;
  std::deque<Task> m_first;      // what must not be left out
  std::deque<Queued> m_tasks;    // the oldest in front
  std::list<Time> m_computing;   // since when each has, the longest first
  bool m_is_one_waking = false;  // a thread wakes when the longest becomes a long task
  StandingQueue m_standing;
  bool m_is_ending = false;
  std::vector<std::thread> m_threads;
};

}  // namespace backbeat::http
