#include "http/workers.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

namespace backbeat::http {
namespace {

TEST_CASE("a full queue takes no more, save for what must not be left out") {
  std::promise<void> gate;
  std::promise<void> started;
  std::shared_future<void> open = gate.get_future().share();
  std::atomic<int> done = 0;
  {
    Workers workers(1, 2);
    REQUIRE(workers.try_submit([&started, open] {
      started.set_value();
      open.wait_for(std::chrono::seconds(10));
    }));
    REQUIRE(started.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    CHECK(workers.try_submit([&] { ++done; }));
    CHECK(workers.try_submit([&] { ++done; }));
    CHECK_FALSE(workers.try_submit([&] { done += 100; }));
    workers.submit([&] { ++done; });
    gate.set_value();
  }
  CHECK(done == 3);
}

TEST_CASE("several threads work at the same time") {
  Workers workers(2, 10);
  std::promise<void> first;
  std::promise<void> second;
  std::promise<bool> met;
  // Each waits for the other, so one thread alone would not get through.
  workers.submit([&] {
    first.set_value();
    met.set_value(second.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
  });
  workers.submit([&] {
    first.get_future().wait_for(std::chrono::seconds(10));
    second.set_value();
  });
  CHECK(met.get_future().get());
}

}  // namespace
}  // namespace backbeat::http
