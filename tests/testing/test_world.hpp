// What nearly every test of a store or an action begins with: a clock that stands, repeatable randomness, a database, one organisation.
#pragma once

#include "testing/test_db.hpp"

namespace backbeat::testing {

struct TestWorld {
  TestWorld();

  ManualClock clock{Instant(1'803'891'600'000)};  // Monday 2027-03-01 09:00 UTC
  SeededRandom random{20270301};
  TestDb db{{.clock = clock, .random = random}};
  Id<Org> org;  // "Northwind", Europe/Madrid, fiscal year from January

  /// A second organisation, to show that nothing passes between the two.
  [[nodiscard]] Id<Org> other_organisation(std::string_view name = "Contoso");
};

}  // namespace backbeat::testing
