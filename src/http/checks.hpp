// What can be read from a request's headers before its route runs. Pure.
#pragma once

#include "http/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::http {

[[nodiscard]] std::optional<Method> method_of(std::string_view name);  // HEAD counts as GET

/// A browser says where a request comes from, in Sec-Fetch-Site or Origin. What comes from another site is refused; what is silent is
/// no browser, and carries no cookie that it was not given on purpose.
[[nodiscard]] bool is_foreign(const Request& request, const std::vector<std::string>& own_origins);

[[nodiscard]] Result<std::optional<std::int64_t>> version_of(std::string_view if_match);  // "7", in quotes

[[nodiscard]] std::string bearer_token(std::string_view authorization);

/// "application/json" of "application/json; charset=utf-8", in lower case.
[[nodiscard]] std::string media_type(std::string_view content_type);

/// 1 to 200 visible ASCII characters.
[[nodiscard]] bool is_idempotency_key(std::string_view key);

/// What a header says, to be shown or kept: at most that many bytes, and UTF-8 whatever the client sent. Bytes that are none were
/// written in the alphabet headers once had.
[[nodiscard]] std::string header_text(std::string_view bytes, std::size_t most_bytes);

[[nodiscard]] bool is_loopback(std::string_view address);

/// Whom an address counts as where attempts are counted: itself, and for IPv6 the network of 64 bits that one customer has to itself.
[[nodiscard]] std::string network_of(std::string_view address);

/// SHA-256 in hexadecimal.
[[nodiscard]] std::string digest_of(std::string_view text);

/// Does an If-None-Match header name this ETag (quotes included), or any ("*")?
[[nodiscard]] bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace backbeat::http
