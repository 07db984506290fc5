// How single values are written in files that are imported: dates by a format, yes and no.
#pragma once

#include "base/time.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace backbeat::imports {

/// A date, with a time where the format has one. A format is YYYY MM DD hh mm ss between any other characters, all of which must be there.
struct Written {
  LocalDate date;
  std::optional<LocalTime> time;
  friend bool operator==(const Written&, const Written&) = default;
};
[[nodiscard]] std::optional<Written> read_date(std::string_view text, std::string_view format);
[[nodiscard]] std::optional<Written> read_date(std::string_view text, std::span<const std::string> formats);

/// Capitals make no difference.
[[nodiscard]] std::optional<bool> read_yes_or_no(std::string_view text, std::span<const std::string> yes, std::span<const std::string> no);

}  // namespace backbeat::imports
