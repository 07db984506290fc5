#include "server/jobs.hpp"

namespace backbeat::server {

Jobs::Jobs(std::vector<Job> jobs, OnFailure on_failure) : m_jobs(std::move(jobs)), m_on_failure(std::move(on_failure)) {
  for (const Job& job : m_jobs) m_threads.emplace_back([this, &job] { work(job); });
}

Jobs::~Jobs() {
  {
    const std::scoped_lock lock(m_mutex);
    m_is_ending = true;
  }
  m_ends.notify_all();
  for (std::thread& thread : m_threads) thread.join();
}

bool Jobs::is_ending() const {
  const std::scoped_lock lock(m_mutex);
  return m_is_ending;
}

void Jobs::work(const Job& job) {
  std::unique_lock lock(m_mutex);
  m_ends.wait_for(lock, job.first_after, [&] { return m_is_ending; });
  while (!m_is_ending) {
    lock.unlock();
    try {
      job.run([this] { return is_ending(); });
    } catch (const std::exception& failure) {
      m_on_failure(job.name, failure);
    }
    lock.lock();
    m_ends.wait_for(lock, job.every, [&] { return m_is_ending; });
  }
}

}  // namespace backbeat::server
