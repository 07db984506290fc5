#include "http/standing_queue.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

using std::chrono::milliseconds;

StandingQueue::Time at(int ms) {
  return StandingQueue::Time(milliseconds(ms));
}

TEST_CASE("a burst is taken up whole, however long its last waits") {
  StandingQueue queue;
  for (int ms = 0; ms < 300; ms += 10) CHECK(queue.admits(at(ms), at(0)));
  CHECK(queue.admits(at(310), std::nullopt));
  CHECK(queue.admits(at(900), at(0)));  // another one, right after
}

TEST_CASE("a queue whose first wait long for a fifth of a second takes no more until they wait less") {
  StandingQueue queue;
  for (int ms = 0; ms < 200; ms += 10) CHECK(queue.admits(at(ms), at(ms - 130)));
  CHECK_FALSE(queue.admits(at(230), at(230 - 130)));
  CHECK(queue.admits(at(231), at(231 - 100)));
  CHECK_FALSE(queue.admits(at(232), at(232 - 101)));
}

TEST_CASE("once it stood, it is kept short until nobody waits") {
  StandingQueue queue;
  for (int ms = 0; ms <= 220; ms += 10) static_cast<void>(queue.admits(at(ms), at(ms - 130)));
  CHECK(queue.admits(at(600), at(595)));
  CHECK_FALSE(queue.admits(at(610), at(500)));  // no second burst
  CHECK(queue.admits(at(620), std::nullopt));
  CHECK(queue.admits(at(630), at(500)));
}

}  // namespace
}  // namespace backbeat::http
