#include "cadence/matching.hpp"

#include "testing/cadence_facts.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::testing;
using cadence::Outcome;
using cadence::Owed;
using cadence::SeenSession;

namespace {

Owed window(int from_hour, int to_hour) {
  return {.window = {LocalDate::from_days(from_hour), LocalDate::from_days(to_hour)},
          .opens = Instant(std::int64_t{from_hour} * 3'600'000),
          .closes = Instant(std::int64_t{to_hour} * 3'600'000)};
}

SeenSession session(int hour, Outcome outcome, std::uint32_t row) {
  return {.at = Instant(std::int64_t{hour} * 3'600'000), .outcome = outcome, .row = row};
}

constexpr Instant late(std::int64_t{1000} * 3'600'000);

/// The row of each obligation's session; nobody where there is none.
std::vector<std::uint32_t> matched(std::vector<Owed> owed, const std::vector<SeenSession>& sessions) {
  std::vector<SeenSession> scratch;
  cadence::match_any_windows(owed, sessions, late, scratch);
  std::vector<std::uint32_t> rows;
  for (const Owed& one : owed) rows.push_back(one.session.row);
  return rows;
}

}  // namespace

TEST_CASE("a session takes the window that ends first, so that as many as can be are satisfied") {
  // The first session fits both windows, the second only the longer one.
  CHECK(matched({window(0, 10), window(0, 20)}, {session(5, Outcome::held, 1), session(15, Outcome::held, 2)}) ==
        std::vector<std::uint32_t>{1, 2});
}

TEST_CASE("a window is open from its first instant to before its last") {
  CHECK(matched({window(5, 10)}, {session(10, Outcome::held, 1)}) == std::vector<std::uint32_t>{cadence::nobody});
  CHECK(matched({window(5, 10)}, {session(5, Outcome::held, 1)}) == std::vector<std::uint32_t>{1});
}

TEST_CASE("a held session chooses before an earlier one that was not") {
  CHECK(matched({window(0, 10), window(0, 20)}, {session(1, Outcome::missed, 1), session(2, Outcome::held, 2)}) ==
        std::vector<std::uint32_t>{2, 1});
}

TEST_CASE("nothing is matched where there is nothing") {
  CHECK(matched({}, {session(1, Outcome::held, 1)}).empty());
  CHECK(matched({window(0, 10)}, {}) == std::vector<std::uint32_t>{cadence::nobody});
}

TEST_CASE("every outcome has its rank, and one still to come goes before what fell through") {
  const Instant now(5 * 3'600'000);
  CHECK(rank_of(session(1, Outcome::held, 1), now) < rank_of(session(1, Outcome::held_short, 1), now));
  CHECK(rank_of(session(1, Outcome::held_short, 1), now) < rank_of(session(6, Outcome::open, 1), now));
  CHECK(rank_of(session(6, Outcome::open, 1), now) < rank_of(session(6, Outcome::excused, 1), now));
  CHECK(rank_of(session(6, Outcome::excused, 1), now) < rank_of(session(6, Outcome::cancelled, 1), now));
  CHECK(rank_of(session(6, Outcome::cancelled, 1), now) < rank_of(session(4, Outcome::open, 1), now));
  CHECK(rank_of(session(4, Outcome::open, 1), now) < rank_of(session(4, Outcome::missed, 1), now));
}

TEST_CASE("the state of an obligation follows from its session, its window and the instant") {
  using enum cadence::ObligationState;
  const auto state = [](std::optional<Outcome> outcome, int hour, bool is_excusable = false) {
    Owed owed = window(10, 20);
    owed.is_excusable = is_excusable;
    if (outcome) owed.session = session(12, *outcome, 1);
    return cadence::state_of(owed, Instant(std::int64_t{hour} * 3'600'000));
  };
  CHECK(state({}, 9) == pending);
  CHECK(state({}, 10) == due);
  CHECK(state({}, 19) == due);
  CHECK(state({}, 20) == missed);
  CHECK(state(Outcome::held, 13) == satisfied);
  CHECK(state(Outcome::held_short, 30) == held_short);
  CHECK(state(Outcome::excused, 9) == pending);
  CHECK(state(Outcome::excused, 11) == excused);
  CHECK(state(Outcome::cancelled, 11) == due);
  CHECK(state(Outcome::cancelled, 20) == cancelled);
  CHECK(state(Outcome::missed, 11) == due);
  CHECK(state(Outcome::open, 20) == missed);
  CHECK(state({}, 9, true) == pending);
  CHECK(state({}, 10, true) == excused);
  CHECK(state(Outcome::cancelled, 30, true) == excused);
  CHECK(state(Outcome::held, 30, true) == satisfied);
}
