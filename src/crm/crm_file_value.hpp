// How single values are written in exports: dates by a format, amounts, yes and no.
#pragma once

#include "crm/crm.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace backbeat::crm {

/// A date, with a time where the format has one. A format is YYYY MM DD hh mm ss between any other characters, all of which must be there.
struct Written {
  LocalDate date;
  std::optional<LocalTime> time;
  friend bool operator==(const Written&, const Written&) = default;
};
[[nodiscard]] std::optional<Written> read_date(std::string_view text, std::string_view format);
[[nodiscard]] std::optional<Written> read_date(std::string_view text, std::span<const std::string> formats);

/// "4821", "4821.5", "24120000.00": not negative, at most ten thousand million, rounded to cents. No signs, blanks or thousands separators.
[[nodiscard]] std::optional<Cents> read_amount(std::string_view text);

/// Capitals make no difference.
[[nodiscard]] std::optional<bool> read_yes_or_no(std::string_view text, std::span<const std::string> yes, std::span<const std::string> no);

}  // namespace backbeat::crm
