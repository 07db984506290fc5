// The order in which an organisation's deals go through its stages, as they did go.
#pragma once

#include "crm/crm.hpp"

#include <set>
#include <string>
#include <vector>

namespace backbeat::crm {

/// The stages in the order of their mean place (first, second, ...) among those an opportunity entered; by name where they are level.
/// Changes come in any order. `closing` are stages of closed opportunities (won, lost): they are no part of the order.
[[nodiscard]] std::vector<std::string> stage_order(const std::vector<StageChange>& changes, const std::set<std::string>& closing);

}  // namespace backbeat::crm
