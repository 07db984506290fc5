// Refusals on the wire: RFC 9457 problem+json, and the one table from kinds of refusals to status codes.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace backbeat::http {

/// Of the kind; a few refusals of HTTP itself have a status of their own.
[[nodiscard]] int status_of(const ErrorSpec& spec);
[[nodiscard]] std::string_view reason_of(int status);  // "Not Found"

/// {type, title, status, detail, code, field?, params?, errors?, request_id}
[[nodiscard]] std::string problem_json(const Error& error, std::string_view request_id);

// What HTTP itself refuses, before a handler or after it failed.
namespace refusals {
inline constexpr ErrorSpec bad_request{"bad_request", ErrorKind::invalid, "This is not a request that can be read: {problem}."};
inline constexpr ErrorSpec no_such_path{"no_such_path", ErrorKind::not_found, "There is no such address."};
inline constexpr ErrorSpec method_not_allowed{"method_not_allowed", ErrorKind::invalid, "This address takes {allowed} only."};
inline constexpr ErrorSpec unsupported_media_type{"unsupported_media_type", ErrorKind::invalid, "Send {expected}, not {found}."};
inline constexpr ErrorSpec body_too_large{"body_too_large", ErrorKind::too_large, "The body has more than {most} bytes."};
inline constexpr ErrorSpec headers_too_large{"headers_too_large", ErrorKind::too_large, "The headers have more than {most} bytes."};
inline constexpr ErrorSpec target_too_long{"target_too_long", ErrorKind::too_large, "The address has more than {most} bytes."};
inline constexpr ErrorSpec request_timeout{"request_timeout", ErrorKind::invalid, "The request did not arrive in time."};
inline constexpr ErrorSpec foreign_origin{"foreign_origin", ErrorKind::forbidden, "Requests from other sites are not taken."};
inline constexpr ErrorSpec malformed_version{"malformed_version", ErrorKind::invalid,
                                             "If-Match is to be one version in quotes, as ETag gave it."};
inline constexpr ErrorSpec too_many_requests{"too_many_requests", ErrorKind::too_many_requests,
                                             "Too many requests. Try again in {seconds} s."};
inline constexpr ErrorSpec overloaded{"overloaded", ErrorKind::unavailable, "The server is busy. Try again in a moment."};
inline constexpr ErrorSpec stopping{"stopping", ErrorKind::unavailable, "The server is stopping. Try again in a moment."};
inline constexpr ErrorSpec malformed_key{"malformed_key", ErrorKind::invalid,
                                         "Idempotency-Key is to be 1 to 200 visible ASCII characters."};
inline constexpr ErrorSpec key_reused{"key_reused", ErrorKind::invalid, "This Idempotency-Key came before with another request."};
inline constexpr ErrorSpec key_in_use{"key_in_use", ErrorKind::conflict, "The first request with this Idempotency-Key is still running."};
inline constexpr ErrorSpec answer_lost{"answer_lost", ErrorKind::conflict,
                                       "This request was carried out, and its answer was lost when the server stopped. Look at what is "
                                       "there before you send it with another key."};
inline constexpr ErrorSpec internal{"internal", ErrorKind::unavailable,
                                    "Something went wrong here. The log says more under this request's id."};
}  // namespace refusals

}  // namespace backbeat::http
