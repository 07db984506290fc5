// Content codings: which one a client takes, and gzip.
#pragma once

#include <string>
#include <string_view>

namespace backbeat::http {

struct Accepted {
  bool gzip = false;
  bool brotli = false;
};

/// What an Accept-Encoding header takes (RFC 9110 12.5.3): q=0 refuses, `*` stands for what is not named.
[[nodiscard]] Accepted accepted_encodings(std::string_view header);

/// Does an Accept header take text/html? An absent header takes anything.
[[nodiscard]] bool accepts_html(std::string_view header);

/// `level` 1 to 9.
[[nodiscard]] std::string gzip(std::string_view bytes, int level);

}  // namespace backbeat::http
