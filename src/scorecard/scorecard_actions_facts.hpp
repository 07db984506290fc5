// Gathers what a month's cards are made from, as it was known at an instant.
#pragma once

#include "access/access_actions.hpp"
#include "scorecard/scorecard.hpp"
#include "sql/sql.hpp"

namespace backbeat::scorecard {

struct Gathered {
  MonthFacts facts;
  CardRules rules;  // of the playbook in force on the month's last day
};

/// `purpose` says whether the reps' answers are wanted.
[[nodiscard]] Gathered gather(sql::Reader& reader, const access::Organisation& organisation, Month month, Instant known_at,
                              Purpose purpose);

}  // namespace backbeat::scorecard
