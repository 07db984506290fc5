// Writes a workbook for spreadsheets (Office Open XML), by libxlsxwriter. A text is a text: no cell is ever a formula.
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace backbeat::xlsx {

/// Nothing, a text, a whole number, a number, a share shown in percent.
struct Percent {
  double share = 0;
};
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, Percent, LocalDate>;

struct Column {
  std::string title;
  double width = 12;  // in characters
};

/// A sheet with its titles in the first row, which stays in view.
struct Sheet {
  std::string name;  // 1 to 31 characters without []:*?/\ ; no two the same
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

/// The bytes of the file. `made_at` stands in its properties, so that the same sheets make the same file. Throws std::runtime_error where
/// the temporary file it is put together in cannot be written.
[[nodiscard]] std::string workbook(const std::vector<Sheet>& sheets, Instant made_at);

}  // namespace backbeat::xlsx
