#include "http/standing_queue.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

using std::chrono::milliseconds;

StandingQueue::Time at(int ms) {
  return StandingQueue::Time(milliseconds(ms));
}

/// One whose first have waited for 130 ms since time 0, with a hundred behind them.
StandingQueue standing() {
  StandingQueue queue;
  for (int ms = 0; ms < 200; ms += 10) CHECK_FALSE(queue.stands(at(ms), 100, at(ms - 130)));
  CHECK(queue.stands(at(200), 100, at(200 - 130)));
  return queue;
}

TEST_CASE("a burst is taken up whole, however long its last waits") {
  StandingQueue queue;
  for (int ms = 0; ms < 300; ms += 10) CHECK_FALSE(queue.stands(at(ms), 30, at(0)));
  CHECK_FALSE(queue.stands(at(310), 0, std::nullopt));
  CHECK_FALSE(queue.stands(at(900), 30, at(0)));  // another one, right after
}

TEST_CASE("a queue whose first waited too long for a fifth of a second stands") {
  StandingQueue queue = standing();
  CHECK(queue.stands(at(230), 100, at(225)));  // however short the newest wait now
}

TEST_CASE("a queue whose first waited too long now and then does not stand") {
  StandingQueue queue;
  for (int ms = 0; ms < 2000; ms += 10) CHECK_FALSE(queue.stands(at(ms), 100, at(ms - (ms % 150 == 0 ? 90 : 130))));
}

TEST_CASE("it goes on standing while those who wait are more than can be served in time") {
  StandingQueue queue = standing();
  for (int served = 0; served < 190; ++served) queue.served(100);
  CHECK(queue.stands(at(399), 1, at(390)));
  CHECK(queue.stands(at(400), 100, at(390)));  // 190 in 200 ms: a hundred take 105 ms
}

TEST_CASE("it stands no more when those who wait have their turn in time, or nobody waits") {
  StandingQueue slower = standing();
  for (int served = 0; served < 190; ++served) slower.served(100);
  CHECK_FALSE(slower.stands(at(400), 64, at(390)));
  CHECK_FALSE(slower.stands(at(410), 64, at(390)));

  StandingQueue empty = standing();
  CHECK_FALSE(empty.stands(at(210), 0, std::nullopt));
  CHECK_FALSE(empty.stands(at(220), 100, at(90)));
}

TEST_CASE("waits of single ones, however long each, are no standing queue") {
  StandingQueue queue;
  for (int ms = 0; ms < 3000; ms += 300) {
    CHECK_FALSE(queue.stands(at(ms), 1, at(ms - 150)));
    queue.served(0);
  }
}

TEST_CASE("it goes on standing while some are sent away, however few wait just then") {
  StandingQueue queue = standing();
  for (int served = 0; served < 190; ++served) queue.served(100);
  queue.sent_away(100);
  CHECK(queue.stands(at(400), 3, at(399)));
  for (int served = 0; served < 190; ++served) queue.served(100);
  CHECK_FALSE(queue.stands(at(600), 3, at(599)));  // nobody for an interval
}

TEST_CASE("a storm that sent everybody away is forgotten when nobody comes for a while") {
  StandingQueue queue = standing();
  queue.sent_away(100);
  CHECK(queue.stands(at(390), 1, at(355)));
  CHECK_FALSE(queue.stands(at(600), 1, at(565)));
}

TEST_CASE("a queue that serves nobody goes on standing") {
  StandingQueue queue = standing();
  CHECK(queue.stands(at(400), 1, at(390)));
}

}  // namespace
}  // namespace backbeat::http
