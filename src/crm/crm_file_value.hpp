// How single values are written in exports: what every import reads, and amounts.
#pragma once

#include "crm/crm.hpp"
#include "imports/written.hpp"

#include <optional>
#include <string_view>

namespace backbeat::crm {

using imports::read_date;
using imports::read_yes_or_no;
using imports::Written;

/// "4821", "4821.5", "24120000.00": not negative, at most ten thousand million, rounded to cents. No signs, blanks or thousands separators.
[[nodiscard]] std::optional<Cents> read_amount(std::string_view text);

}  // namespace backbeat::crm
