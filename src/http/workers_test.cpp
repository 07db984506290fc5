#include "http/workers.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <string>

namespace backbeat::http {
namespace {

TEST_CASE("a full queue takes no more, save for what must not be left out") {
  std::promise<void> gate;
  std::promise<void> started;
  std::shared_future<void> open = gate.get_future().share();
  std::atomic<int> done = 0;
  std::atomic<int> sent_away = 0;
  {
    Workers workers(1, 2);
    const auto away = [&] { ++sent_away; };
    workers.submit([&started, open] {
      started.set_value();
      open.wait_for(std::chrono::seconds(10));
    });
    REQUIRE(started.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    workers.submit([&] { ++done; }, away);
    workers.submit([&] { ++done; }, away);
    CHECK(sent_away == 0);
    workers.submit([&] { done += 100; }, away);
    CHECK(sent_away == 1);
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

TEST_CASE("what must not be left out goes first and in turn") {
  std::promise<void> gate;
  std::shared_future<void> open = gate.get_future().share();
  std::string order;
  {
    Workers workers(1, 10);
    std::promise<void> started;
    workers.submit([&started, open] {
      started.set_value();
      open.wait_for(std::chrono::seconds(10));
    });
    REQUIRE(started.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    workers.submit([&] { order += 'c'; }, [] {});
    workers.submit([&] { order += 'd'; }, [] {});
    workers.submit([&] { order += 'a'; });
    workers.submit([&] { order += 'b'; });
    gate.set_value();
  }
  CHECK(order == "abcd");
}

TEST_CASE("of tasks that come faster than they are done, every one is done or sent away, and some of either") {
  std::atomic<int> done = 0;
  std::atomic<int> sent_away = 0;
  constexpr int many = 4'000;
  {
    Workers workers(1, 100'000, 1);
    for (int i = 0; i < many; ++i) {
      workers.submit(
          [&] {
            const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(500);  // two seconds in all, one after the other
            while (std::chrono::steady_clock::now() < end) {
            }
            ++done;
          },
          [&] { ++sent_away; });
    }
  }
  CHECK(done + sent_away == many);
  CHECK(done > 0);
  CHECK(sent_away > 0);
}

TEST_CASE("who comes alone is served, however long the processors took before") {
  std::atomic<int> sent_away = 0;
  Workers workers(1, 10, 1);
  for (int i = 0; i < 4; ++i) {
    std::promise<void> begun;
    std::promise<void> done;
    const auto busy_until = std::chrono::steady_clock::now() + std::chrono::milliseconds(130);
    workers.submit([&] {
      begun.set_value();
      while (std::chrono::steady_clock::now() < busy_until) {
      }
    });
    REQUIRE(begun.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    workers.submit([&] { done.set_value(); },
                   [&] {
                     ++sent_away;
                     done.set_value();
                   });
    CHECK(done.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
  }
  CHECK(sent_away == 0);
}

/// A door that tasks stand behind until it is opened.
struct Door {
  std::promise<void> promise;
  std::shared_future<void> future = promise.get_future().share();
  [[nodiscard]] bool is_opened() const { return future.wait_for(std::chrono::seconds(10)) == std::future_status::ready; }
  void open() { promise.set_value(); }
};

TEST_CASE("a task that waits for something outside leaves its place to the next") {
  Workers workers(2, 10, 1);
  Door first;
  Door second;
  std::atomic<bool> met = false;
  workers.submit([&] {
    const Waiting waiting;
    met = second.is_opened();
    first.open();
  });
  workers.submit([&] { second.open(); });
  CHECK(first.is_opened());
  CHECK(met);
}

TEST_CASE("a task that computes for long holds up nobody, however few the places") {
  Workers workers(3, 10, 1);
  Door first;
  Door second;
  Door third;
  workers.submit([&] { CHECK(second.is_opened()); });
  workers.submit([&] {
    second.open();
    CHECK(third.is_opened());
    first.open();
  });
  workers.submit([&] { third.open(); });
  CHECK(first.is_opened());
}

TEST_CASE("no more quick tasks compute at a time than there are places, and all are done") {
  std::atomic<int> at_once = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  {
    Workers workers(8, 10'000, 2);
    for (int i = 0; i < 5'000; ++i) {
      workers.submit([&] {
        const int now = ++at_once;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        --at_once;
        ++done;
      });
    }
  }
  CHECK(done == 5'000);
  // On a starved machine a thread can stand still in the middle of a task for so long that it counts as a long one.
  CHECK(most <= 8);
  CHECK(most >= 1);
}

TEST_CASE("who comes back from waiting goes on at once, and the places are counted right afterwards") {
  std::atomic<int> done = 0;
  {
    Workers workers(8, 1'000, 1);
    for (int i = 0; i < 500; ++i) {
      workers.submit([&] {
        {
          const Waiting waiting;
        }
        ++done;
      });
    }
  }
  CHECK(done == 500);
}

}  // namespace
}  // namespace backbeat::http
