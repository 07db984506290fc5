#include "http/workers.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <optional>

namespace backbeat::http {
namespace {

using Clock = std::chrono::steady_clock;

/// Behind the thread that moves bytes: it must go on refusing while all of these are busy.
constexpr int nicer_by = 10;

}  // namespace

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
    const auto now = Clock::now();
    const auto first_since = m_tasks.empty() ? std::nullopt : std::optional(m_tasks.front().since);
    if (!m_standing.admits(now, first_since) || m_tasks.size() >= m_most_waiting) return false;
    m_tasks.push_back({std::move(task), now});
  }
  m_has_work.notify_one();
  return true;
}

void Workers::submit(Task task) {
  {
    const std::scoped_lock lock(m_mutex);
    m_tasks.push_back({std::move(task), Clock::now()});
  }
  m_has_work.notify_one();
}

void Workers::run() {
  // Of this thread alone on Linux; where it is refused nothing is lost but the order under load.
  const auto self = static_cast<id_t>(::gettid());
  ::setpriority(PRIO_PROCESS, self, ::getpriority(PRIO_PROCESS, self) + nicer_by);
  for (;;) {
    Task task;
    {
      std::unique_lock lock(m_mutex);
      m_has_work.wait(lock, [&] { return m_is_ending || !m_tasks.empty(); });
      if (m_tasks.empty()) return;
      task = std::move(m_tasks.front().task);
      m_tasks.pop_front();
    }
    task();
    // Between two tasks rather than in the middle of one, which would then wait until all the others had their turn.
    std::this_thread::yield();
  }
}

}  // namespace backbeat::http
