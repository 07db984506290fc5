#include "http/limiter.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

using std::chrono::milliseconds;

TEST_CASE("a burst passes, then one request for each that comes back") {
  ManualClock clock(Instant(1'000'000));
  Limiter limiter(clock, {.burst = 3, .per_second = 0.5});
  for (int i = 0; i < 3; ++i) CHECK_FALSE(limiter.take("ana"));
  CHECK(limiter.take("ana") == 2);
  clock.advance(milliseconds(1999));
  CHECK(limiter.take("ana") == 1);
  clock.advance(milliseconds(1));
  CHECK_FALSE(limiter.take("ana"));
  CHECK(limiter.take("ana") == 2);
}

TEST_CASE("one key does not use up another's tokens") {
  ManualClock clock(Instant(0));
  Limiter limiter(clock, {.burst = 1, .per_second = 1});
  CHECK_FALSE(limiter.take("ana"));
  CHECK_FALSE(limiter.take("ben"));
  CHECK(limiter.take("ana"));
}

TEST_CASE("no more than the burst is ever saved up") {
  ManualClock clock(Instant(0));
  Limiter limiter(clock, {.burst = 2, .per_second = 10});
  CHECK_FALSE(limiter.take("ana"));
  clock.advance(std::chrono::hours(24));
  CHECK_FALSE(limiter.take("ana"));
  CHECK_FALSE(limiter.take("ana"));
  CHECK(limiter.take("ana"));
}

TEST_CASE("a clock that is set back takes no tokens away") {
  ManualClock clock(Instant(10'000'000));
  Limiter limiter(clock, {.burst = 2, .per_second = 1});
  CHECK_FALSE(limiter.take("ana"));
  clock.set(Instant(0));
  CHECK_FALSE(limiter.take("ana"));
  CHECK(limiter.take("ana"));
}

TEST_CASE("memory is bounded, and who is being limited is forgotten last") {
  ManualClock clock(Instant(0));
  Limiter limiter(clock, {.burst = 1, .per_second = 1}, 10);
  for (int i = 0; i < 9; ++i) CHECK_FALSE(limiter.take("early" + std::to_string(i)));
  clock.advance(milliseconds(1000));
  CHECK_FALSE(limiter.take("now"));
  CHECK_FALSE(limiter.take("one more"));
  CHECK(limiter.keys() == 2);
  CHECK(limiter.take("now"));
  for (int i = 0; i < 1000; ++i) (void)limiter.take("flood" + std::to_string(i));
  CHECK(limiter.keys() <= 10);
}

}  // namespace
}  // namespace backbeat::http
