#include "http/encoding.hpp"

#include "base/text.hpp"

#include <zlib.h>

#include <optional>
#include <stdexcept>

namespace backbeat::http {
namespace {

struct Weighted {
  std::string name;
  bool is_refused = false;  // q=0, in any of its spellings
};

std::vector<Weighted> weighted_list(std::string_view header) {
  std::vector<Weighted> out;
  for (const std::string_view part : split(header, ',')) {
    const auto pieces = split(part, ';');
    Weighted item{.name = lower_ascii(trimmed(pieces[0]))};
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      const std::string parameter = lower_ascii(trimmed(pieces[i]));
      if (parameter.starts_with("q=")) item.is_refused = parameter.find_first_not_of("0.", 2) == std::string::npos;
    }
    if (!item.name.empty()) out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

Accepted accepted_encodings(std::string_view header) {
  std::optional<bool> gzip;
  std::optional<bool> brotli;
  bool others = false;
  for (const Weighted& item : weighted_list(header)) {
    if (item.name == "gzip" || item.name == "x-gzip") gzip = !item.is_refused;
    if (item.name == "br") brotli = !item.is_refused;
    if (item.name == "*") others = !item.is_refused;
  }
  return {.gzip = gzip.value_or(others), .brotli = brotli.value_or(others)};
}

bool accepts_html(std::string_view header) {
  if (trimmed(header).empty()) return true;
  for (const Weighted& item : weighted_list(header))
    if (!item.is_refused && (item.name == "text/html" || item.name == "text/*" || item.name == "*/*")) return true;
  return false;
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;  // the largest window, and a gzip header
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("deflate stopped early");
  return out;
}

}  // namespace backbeat::http
