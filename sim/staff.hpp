// Who works at the simulated organisation by some day: through the roster as its HR system would export it, with an account for each.
#pragma once

#include "access/account_actions.hpp"
#include "imports/imports_actions.hpp"
#include "sim/play.hpp"

namespace backbeat::sim {

/// Imports the roster of a day and gives everybody new an account; those who left lose theirs. Returns what the import said.
[[nodiscard]] Result<imports::ImportReport> take_on(Stage& stage, access::Accounts& accounts, imports::Imports& imports, LocalDate day);

}  // namespace backbeat::sim
