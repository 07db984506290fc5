#include "circle/rotation.hpp"
#include "circle/chance.hpp"

#include <doctest/doctest.h>

#include <map>

namespace backbeat::circle {
namespace {

using Turns = std::vector<std::optional<std::size_t>>;

TEST_CASE("a turn is two sessions, certified members come first, and everybody has one before anybody has two") {
  const std::vector<Facilitator> members{{.is_certified = false}, {.is_certified = true}, {.is_certified = false}, {.is_certified = true}};
  CHECK(rotation(members, 10) == Turns{1, 1, 3, 3, 0, 0, 2, 2, 1, 1});
}

TEST_CASE("who has had fewer turns comes before who is certified") {
  const std::vector<Facilitator> members{{.is_certified = true, .turns_so_far = 1}, {.is_certified = false, .turns_so_far = 0}};
  CHECK(rotation(members, 4) == Turns{1, 1, 0, 0});
}

TEST_CASE("nobody has a turn while away, and a certified one who will be away goes early") {
  std::vector<Facilitator> members{{.is_certified = true}, {.is_certified = false}, {.is_certified = false}};
  members[0].is_away = {true, true, true, true, false};
  members[1].is_away = {false, false, true, true, true, true};
  CHECK(rotation(members, 6) == Turns{1, 1, 2, 2, 0, 0});
}

TEST_CASE("a turn is split where nobody is there for both sessions, and a session nobody attends has nobody") {
  std::vector<Facilitator> members(2);
  members[0].is_away = {true, false, true};
  members[1].is_away = {false, true, true};
  CHECK(rotation(members, 4) == Turns{1, 0, std::nullopt, 0});
  CHECK(rotation({}, 2) == Turns{std::nullopt, std::nullopt});
  CHECK(rotation(members, 0).empty());
}

TEST_CASE("in any circle nobody has a second turn while somebody present at it has had none") {
  for (std::uint64_t seed = 1; seed < 300; ++seed) {
    Chance chance(seed);
    std::vector<Facilitator> members(4 + chance.below(3));
    for (Facilitator& member : members) {
      member.is_certified = chance.below(2) == 0;
      for (int session = 0; session < 24; ++session) member.is_away.push_back(chance.below(5) == 0);
    }
    std::map<std::size_t, int> turns;
    const Turns found = rotation(members, 24);
    for (std::size_t session = 0; session < 24; session += 2) {
      const auto who = found[session];
      if (!who || found[session + 1] != who) continue;
      CHECK_FALSE(members[*who].is_away[session]);
      CHECK_FALSE(members[*who].is_away[session + 1]);
    }
    for (std::size_t session = 0; session < 24; ++session) {
      const auto who = found[session];
      if (!who) continue;
      CHECK_FALSE(members[*who].is_away[session]);
      const bool is_new = session % 2 == 0 || found[session - 1] != who;
      const std::size_t length = session % 2 == 0 && found[session + 1] == who ? 2 : 1;
      if (!is_new) continue;
      for (std::size_t other = 0; other < members.size(); ++other) {
        bool is_there = true;
        for (std::size_t i = session; i < session + length; ++i) is_there &= !members[other].is_away[i];
        if (is_there) CHECK(turns[*who] <= turns[other]);
      }
      ++turns[*who];
    }
  }
}

}  // namespace
}  // namespace backbeat::circle
