#include "http/assets.hpp"

#include "http/encoding.hpp"

#include <doctest/doctest.h>

#include <array>

namespace backbeat::http {
namespace {

constexpr std::array<Asset, 2> table = {
    Asset{.path = "/index.html",
          .content_type = "text/html; charset=utf-8",
          .etag = "\"i\"",
          .identity = "<html>",
          .gzip = "GZ",
          .brotli = "BR"},
    Asset{.path = "/assets/app-1a2b.js",
          .content_type = "text/javascript; charset=utf-8",
          .etag = "\"a\"",
          .identity = "code",
          .gzip = "gz",
          .brotli = {},
          .is_immutable = true},
};

Response get(AssetTable assets, std::string target, Headers headers = {}) {
  return Assets(assets).answer({.method = "GET", .target = std::move(target), .headers = std::move(headers)});
}

TEST_CASE("the best coding that the client takes and the file has is sent") {
  struct Row {
    std::string accept;
    std::string_view html;
    std::string_view script;
  };
  for (const Row& row : {Row{"", "<html>", "code"}, Row{"gzip", "GZ", "gz"}, Row{"gzip, br", "BR", "gz"},
                         Row{"br;q=0, gzip;q=0.5", "GZ", "gz"}, Row{"*", "BR", "gz"}, Row{"*;q=0", "<html>", "code"},
                         Row{"br;q=0.000, *", "GZ", "gz"}, Row{"identity", "<html>", "code"}, Row{"GZIP;Q=1.0", "GZ", "gz"}}) {
    INFO(row.accept);
    CHECK(get(table, "/index.html", {{"accept-encoding", row.accept}}).bytes() == row.html);
    CHECK(get(table, "/assets/app-1a2b.js", {{"accept-encoding", row.accept}}).bytes() == row.script);
  }
  const Response response = get(table, "/index.html", {{"accept-encoding", "br"}});
  CHECK(response.header("Content-Encoding") == "br");
  CHECK(response.header("Vary") == "Accept-Encoding");
}

TEST_CASE("a file whose name changes with its content is kept for ever, any other is asked for again") {
  CHECK(get(table, "/assets/app-1a2b.js").header("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(get(table, "/index.html").header("Cache-Control") == "no-cache");
}

TEST_CASE("what the client has already is not sent again") {
  for (const std::string etag : {"\"i\"", "\"x\", \"i\"", "W/\"i\"", "*"}) {
    const Response response = get(table, "/index.html", {{"if-none-match", etag}});
    CHECK(response.status == 304);
    CHECK(response.bytes().empty());
    CHECK(response.header("ETag") == "\"i\"");
  }
  CHECK(get(table, "/index.html", {{"if-none-match", "\"old\""}}).status == 200);
}

TEST_CASE("a page of the client's own routes is the index, a missing file is missing") {
  CHECK(get(table, "/people/0000000000001?tab=1", {{"accept", "text/html,application/xhtml+xml"}}).bytes() == "<html>");
  CHECK(get(table, "/").bytes() == "<html>");
  CHECK(get(table, "/assets/gone-9f.js", {{"accept", "*/*"}}).status == 404);
  CHECK(get(table, "/people", {{"accept", "application/json"}}).status == 404);
}

TEST_CASE("a binary without the web client says how to build it") {
  const Response response = get({}, "/", {{"accept", "text/html"}});
  CHECK(response.status == 503);
  CHECK(response.bytes().find("npm --prefix web run build") != std::string_view::npos);
}

TEST_CASE("gzip is what gunzip takes: its magic number, and smaller than what repeats") {
  const std::string bytes(10'000, 'a');
  const std::string zipped = gzip(bytes, 4);
  CHECK(zipped.substr(0, 2) == "\x1f\x8b");
  CHECK(zipped.size() < 200);
}

}  // namespace
}  // namespace backbeat::http
