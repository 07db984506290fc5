#include "base/text.hpp"
#include "net/curl.hpp"
#include "net/net.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace backbeat::net {
namespace {

constexpr int http_not_modified = 304;

/// One exchange while it runs.
struct Exchange {
  const FetchRules& rules;
  Fetched fetched = {};
  bool is_too_large = false;
  bool is_private = false;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const std::size_t bytes = size * count;
  if (exchange.fetched.body.size() + bytes > exchange.rules.most_bytes) {
    exchange.is_too_large = true;
    return 0;
  }
  exchange.fetched.body.append(data, bytes);
  return bytes;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& fetched = static_cast<Exchange*>(user)->fetched;
  const std::string_view line = trimmed({data, size * count});
  if (line.starts_with("HTTP/")) {  // another answer begins; what an interim one said does not hold
    fetched.validators = {};
    fetched.content_type.clear();
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size * count;
  const std::string name = lower_ascii(line.substr(0, colon));
  const std::string value(trimmed(line.substr(colon + 1)));
  if (name == "etag") fetched.validators.etag = value;
  if (name == "last-modified") fetched.validators.last_modified = value;
  if (name == "content-type") fetched.content_type = value;
  return size * count;
}

std::string text_of(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, &address, sizeof six);
    ::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
  }
  return text.data();
}

/// Here the name was resolved already and the connection is about to be made to this very address, so that no second resolution can differ.
curl_socket_t open_socket(void* user, curlsocktype /*purpose*/, curl_sockaddr* to) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (!exchange.rules.may_private_addresses && is_private_address(text_of(to->addr))) {
    exchange.is_private = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

Fetched refused(std::string why) {
  Fetched out;
  out.state = FetchState::refused;
  out.why = std::move(why);
  return out;
}

/// Calendar programs write webcal: for what is fetched by HTTPS.
std::string without_webcal(const std::string& url) {
  constexpr std::string_view webcal = "webcal://";
  if (lower_ascii(url.substr(0, webcal.size())) != webcal) return url;
  return "https://" + url.substr(webcal.size());
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  std::string out(text);
  curl_free(text);
  return out;
}

/// Why an address is not fetched from; "" where it may be.
std::string fault_of(const std::string& text, const FetchRules& rules) {
  const Url url(curl_url());
  ASSERT(url);
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
    return "Expected an https:// address without a user name in it.";
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  if (scheme == "https") return "";
  if (scheme == "http" && rules.may_plain_http) return "";
  return scheme == "http" ? "Expected an https:// address; http:// can be read on the way." : "Expected an https:// address.";
}

Fetched fetch_once(const std::string& url, const FetchRules& rules, Duration time_left, const Validators& known, std::string& location) {
  const Handle handle = new_handle();
  Exchange exchange{.rules = rules};
  std::array<char, CURL_ERROR_SIZE> fault{};
  List headers;
  append(headers, "Accept: text/calendar, */*;q=0.5");
  if (!known.etag.empty()) append(headers, "If-None-Match: " + known.etag);
  if (!known.last_modified.empty()) append(headers, "If-Modified-Since: " + known.last_modified);
  CURL* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "Backbeat");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(time_left.count()));
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(rules.most_bytes));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fault.data());
  if (!rules.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, rules.ca_file.c_str());

  const CURLcode code = curl_easy_perform(curl);
  if (exchange.is_private) return refused("The address leads into a private network.");
  if (exchange.is_too_large || code == CURLE_FILESIZE_EXCEEDED)
    return refused(fmt::format("Expected at most {} KiB; there is more.", rules.most_bytes / 1024));
  Fetched out = std::move(exchange.fetched);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  out.status = static_cast<int>(status);
  if (code != CURLE_OK) {
    out.why = std::strlen(fault.data()) > 0 ? fault.data() : curl_easy_strerror(code);
    return out;
  }
  const char* next = nullptr;
  curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &next);
  if (next != nullptr) location = next;
  return out;
}

}  // namespace

Fetched fetch(const std::string& url, const FetchRules& rules, const Validators& known) {
  const auto end = std::chrono::steady_clock::now() + rules.time_limit;
  std::string at = without_webcal(url);
  for (int redirects = 0; redirects <= rules.most_redirects; ++redirects) {
    std::string why = fault_of(at, rules);
    if (!why.empty()) return refused((redirects > 0 ? "The address leads on to another. " : "") + why);
    const auto left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
    std::string next;
    Fetched out = fetch_once(at, rules, std::max(left, Duration(1)), known, next);
    if (out.state == FetchState::refused || !out.why.empty()) return out;
    if (!next.empty()) {
      at = std::move(next);
      continue;
    }
    if (out.status == http_not_modified) {
      out.state = FetchState::not_modified;
      out.validators = known;
    } else if (out.status == 200) {
      out.state = FetchState::fetched;
    } else {
      out.why = fmt::format("The server answered {}.", out.status);
    }
    if (out.state != FetchState::fetched) out.body.clear();
    return out;
  }
  return refused(fmt::format("The address leads on to another more than {} times.", rules.most_redirects));
}

}  // namespace backbeat::net
