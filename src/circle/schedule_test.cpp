#include "circle/schedule.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::circle {
namespace {

/// Everybody once in each period, all groups of the size asked for.
void check_partition(const Schedule& schedule, Format format) {
  REQUIRE(schedule.periods.size() == format.periods);
  for (const Grouping& grouping : schedule.periods) {
    CHECK(grouping.size() == format.groups);
    std::vector<std::uint32_t> all;
    for (const auto& group : grouping) {
      CHECK(group.size() == format.size);
      all.insert(all.end(), group.begin(), group.end());
    }
    std::ranges::sort(all);
    for (std::uint32_t i = 0; i < all.size(); ++i) CHECK(all[i] == i);
  }
}

TEST_CASE("in the schedules that are known to exist no two meet twice") {
  const std::vector<Format> known{{5, 5, 6},  {5, 4, 5},   {6, 4, 7},  {7, 5, 7}, {8, 5, 8}, {9, 5, 8}, {11, 5, 11},
                                  {12, 5, 8}, {13, 5, 13}, {20, 5, 8}, {8, 4, 9}, {4, 4, 5}, {3, 3, 4}, {2, 2, 3}};
  for (const Format format : known) {
    const Schedule schedule = make_schedule(format, 1);
    check_partition(schedule, format);
    CHECK(schedule.repeats == 0);
    CHECK(repeats_of(schedule.periods, format.groups * format.size) == 0);
  }
}

TEST_CASE("the fields of 4, 8, 9 and 16 elements give as many periods as they have elements") {
  for (const std::size_t order : {4U, 8U, 9U, 16U}) CHECK(repeats_of(by_field({order, 4, order}), order * 4) == 0);
  CHECK(by_field({6, 4, 2}).empty());
  CHECK(by_field({3, 4, 2}).empty());
}

TEST_CASE("where everybody must meet again the repeats are counted and the periods are still whole") {
  const Format format{2, 4, 4};
  const Schedule schedule = make_schedule(format, 3, 200'000);
  check_partition(schedule, format);
  CHECK(schedule.repeats >= 4 * 12 - 28);
  CHECK(schedule.repeats == repeats_of(schedule.periods, 8));
}

TEST_CASE("the same seed gives the same schedule, and nothing asked is nothing given") {
  CHECK(make_schedule({6, 4, 6}, 5).periods == make_schedule({6, 4, 6}, 5).periods);
  CHECK(make_schedule({0, 4, 7}, 5).periods.empty());
}

}  // namespace
}  // namespace backbeat::circle
