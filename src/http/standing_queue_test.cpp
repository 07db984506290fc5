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
  for (int ms = 0; ms < 500; ms += 10) CHECK(queue.admits(at(ms), at(0)));
  CHECK(queue.admits(at(510), std::nullopt));
  CHECK(queue.admits(at(900), at(0)));  // another one, right after
}

TEST_CASE("a queue whose first wait long for half a second takes no more until they wait less") {
  StandingQueue queue;
  for (int ms = 0; ms < 500; ms += 10) CHECK(queue.admits(at(ms), at(ms - 30)));
  CHECK_FALSE(queue.admits(at(530), at(530 - 30)));
  CHECK(queue.admits(at(531), at(531 - 20)));
  CHECK_FALSE(queue.admits(at(532), at(532 - 21)));
}

TEST_CASE("once it stood, it is kept short until nobody waits") {
  StandingQueue queue;
  for (int ms = 0; ms <= 520; ms += 10) static_cast<void>(queue.admits(at(ms), at(ms - 30)));
  CHECK(queue.admits(at(600), at(595)));
  CHECK_FALSE(queue.admits(at(610), at(580)));  // no second burst
  CHECK(queue.admits(at(620), std::nullopt));
  CHECK(queue.admits(at(630), at(600)));
}

}  // namespace
}  // namespace backbeat::http
