// Counters for Prometheus, in its text format (version 0.0.4). Labels are route ids and statuses, never what people sent.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::http {

/// A number that is read when somebody asks.
struct Gauge {
  std::string name;  // "backbeat_jobs_waiting"
  std::string help;
  double value = 0;
};

class Metrics {
 public:
  std::atomic<std::int64_t> in_flight = 0;
  std::atomic<std::int64_t> connections = 0;
  std::atomic<std::int64_t> connections_refused = 0;
  std::atomic<std::int64_t> requests_shed = 0;
  std::atomic<std::int64_t> event_listeners = 0;

  /// `operation` is the route's id, or what stands for all that has none: "asset", "none".
  void count(std::string_view operation, int status, std::chrono::microseconds took);
  [[nodiscard]] std::string text(const std::vector<Gauge>& more) const;

 private:
  static constexpr std::array<double, 11> bounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};  // seconds
  struct Durations {
    std::array<std::uint64_t, bounds.size() + 1> counts{};
    double sum = 0;
  };
  mutable std::mutex m_mutex;
  std::map<std::pair<std::string, int>, std::uint64_t, std::less<>> m_requests;
  std::map<std::string, Durations, std::less<>> m_durations;
};

}  // namespace backbeat::http
