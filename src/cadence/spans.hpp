// Where a rep stood in the rules, day by day: the stretches in which manager, role, region and tenure band were all the same.
#pragma once

#include "cadence/ledger.hpp"
#include "cadence/rules.hpp"

#include <vector>

namespace backbeat::cadence {

struct Span {
  LocalDate first;
  LocalDate end;  // the first day after
  Index manager = nobody;
  Index region = 0;
  std::size_t place = 0;  // of Version::place: role and band
};

/// The spans of a record under a version, in order, into `spans`. Days before hire, after leaving and without an assignment are in none.
void spans_of(const Record& record, const Version& version, std::vector<Span>& spans);

}  // namespace backbeat::cadence
