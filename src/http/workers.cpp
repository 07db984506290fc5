#include "http/workers.hpp"

namespace backbeat::http {

Workers::Workers(std::size_t threads, std::size_t most_waiting) : m_most_waiting(most_waiting) {
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

bool Workers::try_submit(Task task) {
  {
    const std::scoped_lock lock(m_mutex);
    if (m_tasks.size() >= m_most_waiting) return false;
    m_tasks.push_back(std::move(task));
  }
  m_has_work.notify_one();
  return true;
}

void Workers::submit(Task task) {
  {
    const std::scoped_lock lock(m_mutex);
    m_tasks.push_back(std::move(task));
  }
  m_has_work.notify_one();
}

void Workers::run() {
  for (;;) {
    Task task;
    {
      std::unique_lock lock(m_mutex);
      m_has_work.wait(lock, [&] { return m_is_ending || !m_tasks.empty(); });
      if (m_tasks.empty()) return;
      task = std::move(m_tasks.front());
      m_tasks.pop_front();
    }
    task();
  }
}

}  // namespace backbeat::http
