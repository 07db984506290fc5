#include "base/result.hpp"

#include <doctest/doctest.h>

namespace backbeat {
namespace {

constexpr ErrorSpec out_of_range{"out_of_range", ErrorKind::invalid, "Between {min} and {max} minutes, not {found}."};

Result<int> checked(int minutes) {
  if (minutes > 240) return refuse(out_of_range, "minutes", {{"min", "1"}, {"max", "240"}, {"found", std::to_string(minutes)}});
  return minutes;
}

Result<int> doubled(int minutes) {
  const int value = TRY(checked(minutes));
  return value * 2;
}

}  // namespace

TEST_CASE("TRY is the value, or returns the error") {
  CHECK(doubled(100) == 200);
  const auto refused = doubled(300);
  REQUIRE(!refused);
  CHECK(refused.error().is(out_of_range));
  CHECK(refused.error().field == "minutes");
}

TEST_CASE("an error's public text has its parameters filled in") {
  CHECK(checked(300).error().message() == "Between 1 and 240 minutes, not 300.");
  const Result<int> without = refuse(out_of_range);
  CHECK(without.error().message() == "Between  and  minutes, not .");
}

TEST_CASE("several faults travel as one error with causes, a single one as itself") {
  const Error fault = checked(300).error();
  const Result<int> both = refuse_all({fault, fault});
  CHECK(both.error().is(errors::invalid));
  CHECK(both.error().causes.size() == 2);
  const Result<int> one = refuse_all({fault});
  CHECK(one.error().is(out_of_range));
}

}  // namespace backbeat
