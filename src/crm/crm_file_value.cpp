#include "crm/crm_file_value.hpp"

#include "base/text.hpp"

namespace backbeat::crm {

std::optional<Cents> read_amount(std::string_view text) {
  constexpr Cents most = 10'000'000'000 * 100;
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const auto are_digits = [](std::string_view digits) { return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }); };
  if (whole.empty() || whole.size() > 11 || !are_digits(whole) || !are_digits(fraction)) return std::nullopt;
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  Cents cents = whole_number(whole).value_or(0) * 100;
  if (!fraction.empty()) cents += (fraction[0] - '0') * 10;
  if (fraction.size() > 1) cents += fraction[1] - '0';
  if (fraction.size() > 2 && fraction[2] >= '5') ++cents;
  return cents <= most ? std::optional(cents) : std::nullopt;
}

}  // namespace backbeat::crm
