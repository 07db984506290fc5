#include "http/checks.hpp"

#include "base/assert.hpp"
#include "base/front.hpp"
#include "base/text.hpp"
#include "http/problem.hpp"

#include <arpa/inet.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace backbeat::http {

std::optional<Method> method_of(std::string_view name) {
  if (name == "GET" || name == "HEAD") return Method::get;
  if (name == "POST") return Method::post;
  if (name == "PUT") return Method::put;
  if (name == "PATCH") return Method::patch;
  if (name == "DELETE") return Method::del;
  return std::nullopt;
}

bool is_foreign(const Request& request, const std::vector<std::string>& own_origins) {
  const std::string_view origin = request.header("origin");
  if (std::find(own_origins.begin(), own_origins.end(), origin) != own_origins.end()) return false;
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  if (origin.empty()) return false;
  const std::size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos) return true;  // "null", of a page whose origin is nobody's, whatever this host is called
  return lower_ascii(origin.substr(scheme + 3)) != lower_ascii(request.header("host"));
}

Result<std::optional<std::int64_t>> version_of(std::string_view if_match) {
  std::string_view text = trimmed(if_match);
  if (text.empty()) return std::nullopt;
  if (text.starts_with("W/")) text.remove_prefix(2);  // proxies that compress weaken an ETag
  const auto version =
      text.size() > 2 && text.front() == '"' && text.back() == '"' ? whole_number(text.substr(1, text.size() - 2)) : std::nullopt;
  if (!version) return refuse(refusals::malformed_version);
  return version;
}

std::string bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size() || lower_ascii(authorization.substr(0, scheme.size())) != scheme) return {};
  return std::string(trimmed(authorization.substr(scheme.size())));
}

std::string media_type(std::string_view content_type) {
  return lower_ascii(trimmed(content_type.substr(0, content_type.find(';'))));
}

bool is_idempotency_key(std::string_view key) {
  return !key.empty() && key.size() <= 200 && std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

std::string header_text(std::string_view bytes, std::size_t most_bytes) {
  return std::string(front_of(is_utf8(bytes) ? std::string(bytes) : utf8_from_windows_1252(bytes), most_bytes));
}

bool is_loopback(std::string_view address) {
  return address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127.");
}

std::string network_of(std::string_view address) {
  in6_addr bytes{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), &bytes) != 1 || IN6_IS_ADDR_V4MAPPED(&bytes)) return std::string(address);
  std::fill(std::begin(bytes.s6_addr) + 8, std::end(bytes.s6_addr), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &bytes, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

std::string digest_of(std::string_view text) {
  std::array<std::byte, 32> digest{};
  unsigned int size = 0;
  const int done = EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_sha256(), nullptr);
  ASSERT(done == 1 && size == digest.size());
  return hex(digest);
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  for (const std::string_view part : split(if_none_match, ',')) {
    std::string_view candidate = trimmed(part);
    if (candidate == "*") return true;
    if (candidate.starts_with("W/")) candidate.remove_prefix(2);
    if (candidate == etag) return true;
  }
  return false;
}

}  // namespace backbeat::http
