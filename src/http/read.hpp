// What reading an input can refuse with, beside errors::invalid_value.
#pragma once

#include "base/result.hpp"

namespace backbeat::http {

inline constexpr ErrorSpec missing_field{"missing_field", ErrorKind::invalid, "This field is required."};
inline constexpr ErrorSpec unknown_field{"unknown_field", ErrorKind::invalid, "There is no field of this name.{hint}"};
inline constexpr ErrorSpec malformed_url{"malformed_url", ErrorKind::invalid,
                                         "The address has a % that no two hexadecimal digits follow, or text that is not UTF-8."};

}  // namespace backbeat::http
