#include "http/url.hpp"

#include "base/text.hpp"
#include "http/read.hpp"

namespace backbeat::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<std::string> decode_percent(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return refuse(malformed_url);
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (!is_utf8(out)) return refuse(malformed_url);
  return out;
}

Result<std::vector<QueryParameter>> parse_query(std::string_view query) {
  std::vector<QueryParameter> out;
  for (const std::string_view part : split(query, '&')) {
    if (part.empty()) continue;
    std::string spaced(part);
    for (char& c : spaced)
      if (c == '+') c = ' ';
    const std::size_t equals = spaced.find('=');
    const std::string_view all = spaced;
    const std::string_view value = equals == std::string::npos ? std::string_view() : all.substr(equals + 1);
    std::string name = TRY(decode_percent(all.substr(0, equals)));
    std::string text = TRY(decode_percent(value));
    out.push_back({std::move(name), std::move(text)});
  }
  return out;
}

}  // namespace backbeat::http
