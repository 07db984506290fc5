// The parts of a request target: percent-decoding and query parameters.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace backbeat::http {

struct QueryParameter {
  std::string name;
  std::string value;
};

/// RFC 3986 percent-decoding to UTF-8.
[[nodiscard]] Result<std::string> decode_percent(std::string_view text);
/// `a=1&b=two+words` as browsers send forms and URLSearchParams (WHATWG URL, application/x-www-form-urlencoded).
[[nodiscard]] Result<std::vector<QueryParameter>> parse_query(std::string_view query);

}  // namespace backbeat::http
