// The cadence view as a file for a spreadsheet.
#pragma once

#include "cadence/view.hpp"

#include <string>
#include <unordered_map>

namespace backbeat::cadence {

/// A record for each manager and week, with a header; weeks as "2027-W13". What nobody owes has an empty manager.
[[nodiscard]] std::string csv_of(const View& view, const std::unordered_map<Id<Person>, std::string>& names);

}  // namespace backbeat::cadence
