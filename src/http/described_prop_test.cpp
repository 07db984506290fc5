#include "http/described.hpp"
#include "http/json_value.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace backbeat::http {
namespace {

struct Node {
  std::string text;
  std::int64_t number = 0;
  std::optional<bool> flag;
  std::vector<Node> under;
  friend bool operator==(const Node&, const Node&) = default;
};
BOOST_DESCRIBE_STRUCT(Node, (), (text, number, flag, under))

/// Text of any characters but NUL, in valid UTF-8.
rc::Gen<std::string> texts() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 0x800)), [](const std::vector<int>& points) {
    std::string out;
    for (const int point : points) {
      if (point < 0x80) {
        out += static_cast<char>(point);
      } else {
        out += static_cast<char>(0xC0 | (point >> 6));
        out += static_cast<char>(0x80 | (point & 0x3F));
      }
    }
    return out;
  });
}

Node node(int depth) {
  Node out{*texts(), *rc::gen::arbitrary<std::int64_t>(), {}, {}};
  if (*rc::gen::arbitrary<bool>()) out.flag = *rc::gen::arbitrary<bool>();
  const int under = depth == 0 ? 0 : *rc::gen::inRange(0, 3);
  for (int i = 0; i < under; ++i) out.under.push_back(node(depth - 1));
  return out;
}

TEST_CASE("what is written reads back as the same value") {
  CHECK(rc::check([] {
    const Node value = node(3);
    const auto read = from_json<Node>(to_json(value));
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == value);
  }));
}

TEST_CASE("JSON with any byte changed or cut is read or refused, and a refusal says something") {
  CHECK(rc::check([] {
    std::string json = to_json(node(2));
    const auto at = *rc::gen::inRange<std::size_t>(0, json.size());
    if (*rc::gen::arbitrary<bool>()) {
      json.resize(at);
    } else {
      json[at] = *rc::gen::arbitrary<char>();
    }
    const auto read = from_json<Node>(json);
    if (!read) RC_ASSERT(!read.error().message().empty());
  }));
}

TEST_CASE("any bytes at all are no reason to fail") {
  CHECK(rc::check([](const std::string& bytes) { (void)parse_json(bytes); }));
}

}  // namespace
}  // namespace backbeat::http
