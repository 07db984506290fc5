#include "http/workers.hpp"

#include <algorithm>
#include <optional>

namespace backbeat::http {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

/// Of one thread: its entry in `m_computing`, while it has one.
class Workers::Place final : public Places {
 public:
  explicit Place(Workers& workers) : m_workers(workers) {}

  /// With the mutex held.
  void take(Time now) { m_entry = m_workers.m_computing.insert(m_workers.m_computing.end(), now); }
  /// With the mutex held.
  void give_up() {
    if (m_entry) m_workers.m_computing.erase(*m_entry);
    m_entry.reset();
  }

  void leave() noexcept override {
    {
      const std::scoped_lock lock(m_workers.m_mutex);
      give_up();
      if (m_workers.is_idle()) return;
    }
    m_workers.m_has_work.notify_one();
  }
  void come_back() noexcept override {
    const std::scoped_lock lock(m_workers.m_mutex);
    take(Clock::now());
  }

 private:
  Workers& m_workers;
  std::optional<std::list<Time>::iterator> m_entry;
};

Workers::Workers(std::size_t threads, std::size_t most_waiting, std::size_t places)
    : m_most_waiting(most_waiting), m_most_places(places > 0 ? places : std::max(2U, std::thread::hardware_concurrency())) {
  m_threads.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) m_threads.emplace_back([this] { run(); });
}

Workers::~Workers() {
  {
    const std::scoped_lock lock(m_mutex);
    m_is_ending = true;
  }
  m_has_work.notify_all();
  for (std::thread& thread : m_threads) thread.join();
}

void Workers::submit(Task task, Task send_away) {
  bool is_taken = false;
  bool wakes = false;
  {
    const auto now = Clock::now();
    const std::scoped_lock lock(m_mutex);
    is_taken = m_tasks.size() < m_most_waiting;
    if (is_taken) m_tasks.push_back({std::move(task), std::move(send_away), now});
    wakes = is_taken && is_one_wanted(now);
  }
  if (wakes) m_has_work.notify_one();
  if (!is_taken) send_away();
}

void Workers::submit(Task task) {
  bool wakes = false;
  {
    const std::scoped_lock lock(m_mutex);
    m_first.push_back(std::move(task));
    wakes = is_one_wanted(Clock::now());
  }
  if (wakes) m_has_work.notify_one();
}

/// Whoever ends a task looks for the next one, so that a thread is woken only where it has a place, or where nobody watches the long ones.
bool Workers::is_one_wanted(Time now) {
  return is_place_free(now) || !m_is_one_waking;
}

/// All who waited too long are sent away at once: telling them one by one would cost as much as serving some.
Workers::Task Workers::late_ones(Time now) {
  std::vector<Task> late;
  while (!m_tasks.empty() && now - m_tasks.front().since > StandingQueue::patience) {
    late.push_back(std::move(m_tasks.front().send_away));
    m_tasks.pop_front();
  }
  m_standing.sent_away(late.size());
  return [late = std::move(late)]() mutable {
    for (Task& send_away : late) send_away();
  };
}

/// Somebody waits.
Workers::Task Workers::next(Time now) {
  Task task;
  if (!m_first.empty()) {
    task = std::move(m_first.front());
    m_first.pop_front();
    return task;
  }
  if (!m_standing.stands(now, m_tasks.size(), m_tasks.front().since)) {
    task = std::move(m_tasks.front().task);
    m_tasks.pop_front();
  } else if (now - m_tasks.front().since > StandingQueue::patience) {
    return late_ones(now);
  } else {
    task = std::move(m_tasks.back().task);
    m_tasks.pop_back();
  }
  m_standing.served(m_tasks.size());
  return task;
}

bool Workers::is_place_free(Time now) {
  const auto counted = std::ranges::count_if(m_computing, [&](Time since) { return now - since < long_task; });
  return static_cast<std::size_t>(counted) < m_most_places;
}

void Workers::run() {
  Place place(*this);
  Places::set_for_this_thread(&place);
  std::unique_lock lock(m_mutex);
  for (;;) {
    const auto now = Clock::now();
    if (is_idle()) {
      if (m_is_ending) return;
      m_has_work.wait(lock);
      continue;
    }
    if (!is_place_free(now)) {
      if (m_is_one_waking) {
        m_has_work.wait(lock);
        continue;
      }
      const auto first = std::ranges::find_if(m_computing, [&](Time since) { return now - since < long_task; });
      m_is_one_waking = true;
      m_has_work.wait_until(lock, *first + long_task);
      m_is_one_waking = false;
      continue;
    }
    Task task = next(now);
    place.take(now);
    const bool wakes = !is_idle() && is_one_wanted(now);
    lock.unlock();
    if (wakes) m_has_work.notify_one();  // after the mutex is free, or it would wake only to wait for it
    task();
    task = nullptr;
    lock.lock();
    place.give_up();
    if (m_is_ending) m_has_work.notify_all();
  }
}

}  // namespace backbeat::http
