// What people are told when the world fails under a request: the disk is full, the database does not answer.
#pragma once

#include "base/result.hpp"

#include <exception>

namespace backbeat::server {

namespace errors {
inline constexpr ErrorSpec storage_full{"storage_full", ErrorKind::unavailable,
                                        "The server has no space left to write. Nothing was changed; try again when there is some."};
inline constexpr ErrorSpec storage_unavailable{"storage_unavailable", ErrorKind::unavailable,
                                               "The database cannot be used just now. Try again in a moment."};
}  // namespace errors

/// Nothing where it is not the world's fault but the program's.
[[nodiscard]] const ErrorSpec* refusal_of(const std::exception& failure);

}  // namespace backbeat::server
