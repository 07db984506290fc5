#include "server/jobs.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <stdexcept>

namespace backbeat::server {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Jobs::OnFailure nobody_fails = [](const std::string& job, const std::exception&) { FAIL(job); };

TEST_CASE("a job runs at once and again, whatever its last run threw, and ends with the server") {
  std::promise<void> twice;
  std::atomic<int> runs = 0;
  std::atomic<int> failures = 0;
  {
    std::vector<Job> list;
    list.push_back({.name = "it", .every = milliseconds(1), .run = [&](const auto&) {
                      if (++runs == 2) twice.set_value();
                      throw std::runtime_error("odd");
                    }});
    const Jobs jobs(std::move(list), [&](const std::string&, const std::exception&) { ++failures; });
    CHECK(twice.get_future().wait_for(seconds(20)) == std::future_status::ready);
  }
  CHECK(runs >= 2);
  CHECK(failures == runs);
}

TEST_CASE("a job that is to run later does not run before, and holds up no end") {
  std::atomic<int> runs = 0;
  std::promise<void> other;
  {
    std::vector<Job> list;
    list.push_back({.name = "later", .every = milliseconds(1), .first_after = hours(1), .run = [&](const auto&) { ++runs; }});
    list.push_back({.name = "now", .every = hours(1), .run = [&](const auto&) { other.set_value(); }});
    const Jobs jobs(std::move(list), nobody_fails);
    CHECK(other.get_future().wait_for(seconds(20)) == std::future_status::ready);
  }
  CHECK(runs == 0);
}

TEST_CASE("a long run is told when the server ends") {
  std::promise<void> begun;
  std::atomic<bool> was_told = false;
  {
    std::vector<Job> list;
    list.push_back({.name = "long", .every = hours(1), .run = [&](const std::function<bool()>& is_ending) {
                      begun.set_value();
                      while (!is_ending()) std::this_thread::yield();
                      was_told = true;
                    }});
    const Jobs jobs(std::move(list), nobody_fails);
    CHECK(begun.get_future().wait_for(seconds(20)) == std::future_status::ready);
  }
  CHECK(was_told);
}

}  // namespace
}  // namespace backbeat::server
