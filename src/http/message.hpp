// A request and its response as plain values, between the listener and the service.
#pragma once

#include "http/api.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backbeat::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;    // "GET"
  std::string target;    // "/api/people?limit=20"
  Headers headers = {};  // names in lower case
  std::string body = {};
  std::string remote_address = {};  // of the socket
  bool is_secure = false;           // came over our own TLS

  /// The value of the first header of that lower-case name; empty where there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] std::string_view path() const;   // without the query
  [[nodiscard]] std::string_view query() const;  // without the question mark
  /// Of Cookie: a=1; b=2.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers = {};
  std::string body = {};
  std::string_view fixed_body = {};           // bytes that live as long as the program, instead of `body`
  bool is_head = false;                       // say the length, send no body
  std::optional<Subscription> events = {};    // the body is a stream of events
  std::function<bool()> may_still_hear = {};  // asked before each of them; must not throw

  Response& add(std::string_view name, std::string_view value) {
    headers.emplace_back(name, value);
    return *this;
  }
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] std::string_view bytes() const { return fixed_body.empty() ? std::string_view(body) : fixed_body; }
};

enum class After { keep_alive, close };

/// The status line and the headers, with Content-Length where a body of known length follows.
[[nodiscard]] std::string head_of(const Response& response, After after);

}  // namespace backbeat::http
