#include "imports/imports.hpp"

#include <doctest/doctest.h>

namespace backbeat::imports {

TEST_CASE("rejected rows are all counted, and a thousand of them listed") {
  ImportReport report;
  for (std::int64_t row = 2; row < 2002; ++row) report.reject({.row = row, .column = "name", .found = "nothing", .expected = "a name"});
  CHECK(report.rejected_total == 2000);
  CHECK(report.rejected.size() == ImportReport::most_rejected);
  CHECK(report.rejected.front().row == 2);
}

TEST_CASE("the first fifty changes are listed") {
  ImportReport report;
  for (int row = 0; row < 60; ++row) report.note_change(row, "changed");
  CHECK(report.changes.size() == ImportReport::most_changes);
}

TEST_CASE("a source is fresh for eight days after its last import") {
  const Instant imported(1'000'000'000'000);
  CHECK(freshness_of(std::nullopt, imported) == Freshness::never);
  CHECK(freshness_of(imported, imported) == Freshness::fresh);
  CHECK(freshness_of(imported, imported + std::chrono::days(8)) == Freshness::fresh);
  CHECK(freshness_of(imported, imported + std::chrono::days(8) + Duration(1)) == Freshness::stale);
}

}  // namespace backbeat::imports
