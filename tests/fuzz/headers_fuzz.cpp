// What is read of a request's headers before its route runs: cookie, bearer token, Origin and Host, version, media type, encodings,
// idempotency key, what the client has already, query. Each line of the input is one header, "name: value"; an empty line ends them; the
// next is the target. What must hold: what is foreign stays foreign whatever else the request says, and an answer's head cannot be broken
// out of.
#include "base/text.hpp"
#include "fuzz.hpp"
#include "http/checks.hpp"
#include "http/encoding.hpp"
#include "http/url.hpp"

namespace {

using namespace backbeat;
using namespace backbeat::http;

Request request_of(fuzz::Input input) {
  Request request{.method = "POST"};
  for (;;) {
    const std::string_view line = input.line();
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    request.headers.emplace_back(lower_ascii(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1))));
  }
  request.target = input.line();
  request.body = input.rest();
  return request;
}

void check_origin(const Request& request) {
  const std::vector<std::string> own = {"https://coaching.example.org"};
  const bool foreign = is_foreign(request, own);
  const std::string_view origin = request.header("origin");
  const std::string_view site = request.header("sec-fetch-site");
  if (origin == own.front()) {
    fuzz::must(!foreign, "our own origin is not foreign");
  } else if (site == "cross-site" || site == "same-site") {
    fuzz::must(foreign, "what a browser calls another site is foreign");
  } else if (origin == "null") {
    fuzz::must(foreign, "an opaque origin is foreign");
  } else if (origin.empty() && site.empty()) {
    fuzz::must(!foreign, "what is no browser is not foreign");
  }
}

void check_credentials(const Request& request) {
  const std::string_view session = request.cookie("__Host-backbeat");
  fuzz::must(session.find(';') == std::string_view::npos, "a cookie ends at its semicolon");
  const std::string token = bearer_token(request.header("authorization"));
  fuzz::must(token.size() <= request.header("authorization").size(), "a token is a part of its header");
  if (is_idempotency_key(request.header("idempotency-key"))) {
    fuzz::must(request.header("idempotency-key").find(' ') == std::string_view::npos, "a key has no space");
  }
  static_cast<void>(digest_of(session));
}

void check_etag(const Request& request) {
  const std::string_view known = request.header("if-none-match");
  const std::string etag = '"' + digest_of(request.body) + '"';
  if (names_etag(known, etag))
    fuzz::must(known.contains('*') || known.contains(etag), "only what the client says it has is left out of an answer");
  fuzz::must(names_etag(etag, etag) && names_etag("W/" + etag + ", \"other\"", etag), "a client that has it is believed");
}

void check_head(const Request& request) {
  Response response{.status = 200};
  for (const auto& [name, value] : request.headers)
    if (name == "x-request-id") response.add("X-Request-Id", value);
  const std::string head = head_of(response, After::close);
  std::size_t lines = 0;
  for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) ++lines;
  fuzz::must(lines == response.headers.size() + 4, "a value begins no header of its own");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Request request = request_of(fuzz::Input(data, size));
  check_origin(request);
  check_credentials(request);
  check_etag(request);
  for (const auto& [name, value] : request.headers) {
    const std::string shown = header_text(value, 40);
    fuzz::must(is_utf8(shown) && shown.size() <= 40 && header_text(shown, 40) == shown, "what is shown of a header is UTF-8");
  }
  check_head(request);
  if (const auto version = version_of(request.header("if-match")); version && *version) {
    const auto again = version_of('"' + std::to_string(**version) + '"');
    fuzz::must(again && *again == *version, "a version reads back");
  }
  static_cast<void>(media_type(request.header("content-type")));
  static_cast<void>(accepted_encodings(request.header("accept-encoding")));
  fuzz::must(gzip(request.body, 1 + static_cast<int>(request.body.size() % 9)).starts_with("\x1f\x8b"), "a body can be compressed");
  static_cast<void>(accepts_html(request.header("accept")));
  static_cast<void>(is_loopback(request.header("x-forwarded-for")));
  const std::string network = network_of(request.header("x-forwarded-for"));
  fuzz::must(network_of(network) == network, "a network is its own network");
  static_cast<void>(method_of(request.header("method")));
  if (const auto parameters = parse_query(request.query()))
    for (const auto& parameter : *parameters) fuzz::must(is_utf8(parameter.name) && is_utf8(parameter.value), "a query is UTF-8");
  if (const auto path = decode_percent(request.path())) fuzz::must(is_utf8(*path), "a path is UTF-8");
  return 0;
}
