#include "base/id.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <type_traits>
#include <unordered_set>

namespace backbeat {
namespace {

struct Fish;
struct Fowl;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("an id is written as 13 characters of Crockford base 32") {
  CHECK(id_to_text(1) == "0000000000001");
  CHECK(id_to_text(31) == "000000000000z");
  CHECK(id_to_text(32) == "0000000000010");
  CHECK(id_to_text(largest) == "7zzzzzzzzzzzz");
}

TEST_CASE("an id reads back from its text") {
  for (const std::int64_t value : {std::int64_t{1}, std::int64_t{32}, std::int64_t{1} << 40, largest - 1, largest}) {
    CHECK(id_from_text(id_to_text(value)) == value);
  }
}

TEST_CASE("texts of ids sort as their numbers do") {
  std::int64_t value = 1;
  std::string before = id_to_text(value);
  for (int i = 0; i < 60; ++i) {
    value = value * 2 + (i % 3);
    if (value > largest / 2) break;
    const std::string text = id_to_text(value);
    CHECK(before < text);
    before = text;
  }
}

TEST_CASE("an id has one spelling, and anything else is refused") {
  for (const char* text : {"", "1", "00000000000001", "000000000000Z", "000000000000i", "000000000000l", "000000000000o", "000000000000u",
                           "000000000000 ", "-000000000001", "8000000000000", "zzzzzzzzzzzzz", "0000000000000"}) {
    CAPTURE(text);
    CHECK(!id_from_text(text));
  }
  CHECK(id_from_text("nonsense").error().message() == "Expected an id of 13 characters, found nonsense.");
}

TEST_CASE("ids of two kinds do not mix, and a number is no id") {
  static_assert(!std::is_convertible_v<Id<Fish>, Id<Fowl>>);
  static_assert(!std::is_convertible_v<std::int64_t, Id<Fish>>);
  static_assert(!std::equality_comparable_with<Id<Fish>, Id<Fowl>>);
  CHECK(Id<Fish>::parse("0000000000012") == Id<Fish>(34));
  CHECK(!Id<Fish>().is_set());
  CHECK(Id<Fish>(1).is_set());
  CHECK(std::unordered_set<Id<Fish>>{Id<Fish>(1), Id<Fish>(1), Id<Fish>(2)}.size() == 2);
}

}  // namespace backbeat
