#include "base/random.hpp"

#include "base/clock.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>

namespace backbeat {

TEST_CASE("the seeded source gives SplitMix64's published sequence") {
  SeededRandom random(1234567);
  CHECK(random.next() == 6457827717110365317ULL);
  CHECK(random.next() == 3203168211198807973ULL);
  CHECK(random.next() == 9817491932198370423ULL);
  CHECK(random.next() == 4593380528125082431ULL);
  CHECK(random.next() == 16408922859458223821ULL);
}

TEST_CASE("a fill of any length is the beginning of the sequence") {
  for (std::size_t size = 0; size < 20; ++size) {
    SeededRandom whole(9);
    SeededRandom part(9);
    std::array<std::byte, 24> expected{};
    std::array<std::byte, 24> found{};
    whole.fill(expected);
    part.fill(std::span(found).first(size));
    CHECK(std::equal(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(size), expected.begin()));
  }
}

TEST_CASE("the system's source does not repeat itself") {
  SystemRandom random;
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.next());
  CHECK(seen.size() == 1000);
}

TEST_CASE("a manual clock stands until it is moved, and a shifted one runs with it") {
  ManualClock clock(Instant(1000));
  ShiftedClock ahead(clock, std::chrono::seconds(5));
  CHECK(clock.now() == Instant(1000));
  clock.advance(std::chrono::seconds(1));
  CHECK(clock.now() == Instant(2000));
  CHECK(ahead.now() == Instant(7000));
  ahead.shift(std::chrono::days(7));
  CHECK(ahead.now() == Instant(7000 + 7 * 86'400'000));
  CHECK(ahead.offset() == Duration(5000 + 7 * 86'400'000));
  clock.set(Instant(0));
  CHECK(clock.now() == Instant(0));
}

TEST_CASE("the system's clock is in this century") {
  CHECK(SystemClock().now() > *Instant::parse("2025-01-01T00:00:00Z"));
  CHECK(SystemClock().now() < *Instant::parse("2100-01-01T00:00:00Z"));
}

}  // namespace backbeat
