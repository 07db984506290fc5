#include "base/waiting.hpp"

#include <doctest/doctest.h>

#include <thread>

namespace backbeat {
namespace {

struct Counted final : Places {
  int left = 0;
  int returned = 0;
  void leave() noexcept override { ++left; }
  void come_back() noexcept override { ++returned; }
};

TEST_CASE("a wait inside a wait leaves its place once") {
  Counted places;
  Places::set_for_this_thread(&places);
  {
    const Waiting outer;
    const Waiting inner;
    CHECK(places.left == 1);
    CHECK(places.returned == 0);
  }
  CHECK(places.left == 1);
  CHECK(places.returned == 1);
  {
    const Waiting again;
  }
  CHECK(places.left == 2);
  Places::set_for_this_thread(nullptr);
}

TEST_CASE("a thread that works for nobody waits without telling anybody, and another's places are not its own") {
  Counted places;
  Places::set_for_this_thread(&places);
  std::thread([] {
    CHECK(Places::of_this_thread() == nullptr);
    const Waiting waiting;
  }).join();
  Places::set_for_this_thread(nullptr);
  {
    const Waiting waiting;
  }
  CHECK(places.left == 0);
}

}  // namespace
}  // namespace backbeat
