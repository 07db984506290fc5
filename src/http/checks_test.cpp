#include "http/checks.hpp"

#include "base/text.hpp"
#include "http/read.hpp"
#include "http/url.hpp"

#include <doctest/doctest.h>

namespace backbeat::http {
namespace {

TEST_CASE("a target is a path and a query") {
  const Request request{.method = "GET", .target = "/a/b?x=1?y"};
  CHECK(request.path() == "/a/b");
  CHECK(request.query() == "x=1?y");
  CHECK(Request{.method = "GET", .target = "/a"}.query().empty());
}

TEST_CASE("a cookie is found by its whole name") {
  const Request request{.method = "GET", .target = "/", .headers = {{"cookie", "xbackbeat=1; backbeat=tok=en;backbeat2=2; broken"}}};
  CHECK(request.cookie("backbeat") == "tok=en");
  CHECK(request.cookie("backbeat2") == "2");
  CHECK(request.cookie("broken").empty());
  CHECK(request.cookie("eat").empty());
}

TEST_CASE("an origin that is nobody's is foreign, whatever the host is called") {
  const std::vector<std::string> own = {"https://coach.example"};
  const auto from = [&](std::string origin, std::string host) {
    return is_foreign({.method = "POST", .target = "/", .headers = {{"origin", std::move(origin)}, {"host", std::move(host)}}}, own);
  };
  CHECK(from("null", "null"));
  CHECK(from("null", "nulL"));
  CHECK(from("coach.example", "coach.example"));
  CHECK_FALSE(from("http://Coach.example", "coach.example"));
  CHECK_FALSE(from("https://coach.example", "elsewhere"));
}

TEST_CASE("only one strong or weakened version in quotes is a version") {
  CHECK(*version_of("\"7\"").value() == 7);
  CHECK(*version_of(" W/\"7\" ").value() == 7);
  CHECK_FALSE(version_of("").value().has_value());
  for (const std::string_view text : {"7", "\"\"", "\"", "\"a\"", "\"7\", \"8\"", "*", "\"7", "W/7"}) CHECK_FALSE(version_of(text));
}

TEST_CASE("a bearer token is what follows the scheme, in any case") {
  CHECK(bearer_token("Bearer abc") == "abc");
  CHECK(bearer_token("bearer abc") == "abc");
  CHECK(bearer_token("Basic abc").empty());
  CHECK(bearer_token("Bearer ").empty());
  CHECK(bearer_token("Bearerabc").empty());
}

TEST_CASE("what is shown of a header is UTF-8 and no longer than asked, whatever the client sent") {
  CHECK(header_text("Firefox", 20) == "Firefox");
  CHECK(header_text("Café", 20) == "Café");
  CHECK(header_text("Caf\xe9", 20) == "Café");
  CHECK(header_text("Caf\xe9", 4) == "Caf");
  CHECK(is_utf8(header_text("\x81\x8d\xff\xfe", 20)));
}

TEST_CASE("the machine itself is known by its address") {
  for (const std::string_view own : {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"}) CHECK(is_loopback(own));
  for (const std::string_view other : {"10.0.0.1", "1.127.0.0", "::2", ""}) CHECK_FALSE(is_loopback(other));
}

TEST_CASE("attempts are counted by address, and of IPv6 by the network of 64 bits") {
  CHECK(network_of("203.0.113.7") == "203.0.113.7");
  CHECK(network_of("2001:db8:7:8:1:2:3:4") == "2001:db8:7:8::/64");
  CHECK(network_of("2001:db8:7:8::1") == network_of("2001:db8:7:8:ffff::"));
  CHECK(network_of("2001:db8:7:9::1") != network_of("2001:db8:7:8::1"));
  CHECK(network_of("::ffff:203.0.113.7") == "::ffff:203.0.113.7");
  CHECK(network_of("no address") == "no address");
}

TEST_CASE("an ETag is named by itself, weakened or among others, and by a star; never by a part of it") {
  for (const char* header : {"\"a-1\"", "W/\"a-1\"", "\"b\", W/\"a-1\"", "*", "\"b\",*"}) CHECK(names_etag(header, "\"a-1\""));
  for (const char* header : {"", ",", "\"b\"", "a-1", "\"a-1", "\"a-11\"", "w/\"a-1\""}) CHECK_FALSE(names_etag(header, "\"a-1\""));
}

TEST_CASE("a digest is that of the published test vector") {
  CHECK(digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4, "abc"
}

TEST_CASE("a percent that is no escape and bytes that are no UTF-8 are refused") {
  CHECK(*decode_percent("a%2Fb%C3%a9") == "a/bé");
  for (const std::string_view text : {"%", "%2", "%zz", "%C3", "%ff"}) CHECK_FALSE(decode_percent(text));
}

TEST_CASE("a query is names and values, decoded, in order, an empty part left out") {
  const auto query = parse_query("a=1&&b=x+y%2B&c&=d");
  REQUIRE(query);
  REQUIRE(query->size() == 4);
  CHECK(query->at(0).value == "1");
  CHECK(query->at(1).value == "x y+");
  CHECK(query->at(2).name == "c");
  CHECK(query->at(2).value.empty());
  CHECK(query->at(3).name.empty());
}

}  // namespace
}  // namespace backbeat::http
