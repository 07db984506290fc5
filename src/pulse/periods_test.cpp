#include "pulse/periods.hpp"

#include <doctest/doctest.h>

namespace backbeat::pulse {
namespace {

Support people(std::int64_t first, std::int64_t last) {
  Support out;
  for (std::int64_t i = first; i <= last; ++i) out.emplace_back(i);
  return out;
}

Support both(Support one, const Support& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

TEST_CASE("the same people again tell nothing new") {
  Periods periods(5);
  periods.add(people(1, 12));
  CHECK_FALSE(periods.would_tell(people(1, 12)));
}

TEST_CASE("one person more or less is that person's answer, four are too few, five are not") {
  Periods periods(5);
  periods.add(people(1, 12));
  CHECK(periods.would_tell(people(1, 11)));
  CHECK(periods.would_tell(people(1, 13)));
  CHECK(periods.would_tell(people(5, 12)));
  CHECK_FALSE(periods.would_tell(people(6, 12)));
  CHECK(periods.would_tell(people(3, 14)));
  CHECK_FALSE(periods.would_tell(people(4, 15)));
}

TEST_CASE("a number of a number of people below the least is thin by itself") {
  CHECK(Periods(5).would_tell(people(1, 4)));
  CHECK_FALSE(Periods(5).would_tell(people(1, 5)));
}

TEST_CASE("three numbers can tell what no two of them do") {
  // {1..10} and {11..20} together, and {1..21}: the twenty-first.
  Periods periods(5);
  periods.add(people(1, 10));
  periods.add(people(11, 20));
  CHECK(periods.would_tell(people(1, 21)));
  CHECK_FALSE(periods.would_tell(people(1, 25)));
  // Rows that overlap: (1..10) + (6..20) - (1..5 and 11..20) is twice 6..10; and with 6..11 the eleventh.
  Periods overlapping(5);
  overlapping.add(people(1, 10));
  overlapping.add(people(6, 20));
  CHECK_FALSE(overlapping.would_tell(both(people(1, 5), people(11, 20))));
  overlapping.add(both(people(1, 5), people(11, 20)));
  CHECK(overlapping.would_tell(people(6, 11)));
}

TEST_CASE("three rows of eight, each pair eight apart, that together tell of four") {
  Periods periods(5);
  periods.add(people(1, 8));
  periods.add(people(5, 12));
  CHECK_FALSE(periods.would_tell(both(people(1, 4), people(13, 20))));
  CHECK(periods.would_tell(both(people(1, 4), people(9, 12))));
}

}  // namespace
}  // namespace backbeat::pulse
