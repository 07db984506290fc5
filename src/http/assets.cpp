#include "http/assets.hpp"

#include "base/text.hpp"
#include "http/checks.hpp"
#include "http/encoding.hpp"
#include "http/problem.hpp"

namespace backbeat::http {
namespace {

constexpr std::string_view not_built =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Backbeat</title>"
    "<h1>The web client is not in this binary</h1>"
    "<p>The API works: see <a href=\"/api/openapi.json\">/api/openapi.json</a>. To have the pages too, build them with "
    "<code>npm --prefix web ci &amp;&amp; npm --prefix web run build</code> and build the program again.</p></html>";

Response serve(const Asset& asset, const Request& request) {
  Response response;
  response.add("ETag", asset.etag).add("Vary", "Accept-Encoding");
  response.add("Cache-Control", asset.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (names_etag(request.header("if-none-match"), asset.etag)) {
    response.status = 304;
    return response;
  }
  response.add("Content-Type", asset.content_type);
  const Accepted accepted = accepted_encodings(request.header("accept-encoding"));
  if (accepted.brotli && !asset.brotli.empty()) {
    response.add("Content-Encoding", "br");
    response.fixed_body = asset.brotli;
  } else if (accepted.gzip && !asset.gzip.empty()) {
    response.add("Content-Encoding", "gzip");
    response.fixed_body = asset.gzip;
  } else {
    response.fixed_body = asset.identity;
  }
  return response;
}

}  // namespace

Assets::Assets(AssetTable table) {
  for (const Asset& asset : table) m_by_path.emplace(asset.path, &asset);
}

Response Assets::answer(const Request& request) const {
  if (const auto found = m_by_path.find(request.path()); found != m_by_path.end()) return serve(*found->second, request);
  const bool looks_like_file = request.path().substr(request.path().rfind('/') + 1).find('.') != std::string_view::npos;
  if (!looks_like_file && accepts_html(request.header("accept"))) {
    if (const auto index = m_by_path.find("/index.html"); index != m_by_path.end()) return serve(*index->second, request);
    if (m_by_path.empty()) {
      Response response{.status = 503, .fixed_body = not_built};
      response.add("Content-Type", "text/html; charset=utf-8").add("Cache-Control", "no-store");
      return response;
    }
  }
  Response response{.status = 404, .body = "There is nothing here.\n"};
  response.add("Content-Type", "text/plain; charset=utf-8").add("Cache-Control", "no-store");
  return response;
}

}  // namespace backbeat::http
