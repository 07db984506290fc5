// What the server does without being asked: each job on a thread of its own, again and again, until the server ends.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace backbeat::server {

struct Job {
  std::string name;
  std::chrono::milliseconds every;  // between the end of one run and the beginning of the next
  /// How long after the start it runs first: what reads much does not compete with the people who wait for a server that comes back.
  std::chrono::milliseconds first_after{0};
  /// Asks `is_ending` between two pieces of work and returns soon after it says so.
  std::function<void(const std::function<bool()>& is_ending)> run;
};

class Jobs {
 public:
  /// Told what a run threw; the job goes on with its next run.
  using OnFailure = std::function<void(const std::string& job, const std::exception& failure)>;
  Jobs(std::vector<Job> jobs, OnFailure on_failure);
  /// Waits for the runs under way.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

 private:
  void work(const Job& job);
  [[nodiscard]] bool is_ending() const;

  std::vector<Job> m_jobs;
  OnFailure m_on_failure;
  mutable std::mutex m_mutex;
  std::condition_variable m_ends;
  bool m_is_ending = false;
  std::vector<std::thread> m_threads;
};

}  // namespace backbeat::server
