#include "base/front.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

namespace backbeat {
namespace {

TEST_CASE("a text is cut at a whole character, never longer than asked for") {
  CHECK(front_of("abc", 3) == "abc");
  CHECK(front_of("abcd", 3) == "abc");
  CHECK(front_of("aé", 2) == "a");
  CHECK(front_of("aé", 3) == "aé");
  CHECK(front_of("€€", 5) == "€");
  CHECK(front_of("\xF0\x9F\x99\x82", 3) == "");
  CHECK(front_of("", 0) == "");
}

TEST_CASE("whatever is cut off, what is left is UTF-8") {
  constexpr std::string_view text = "aé€\xF0\x9F\x99\x82z";
  for (std::size_t most = 0; most <= text.size() + 1; ++most) CHECK(is_utf8(front_of(text, most)));
}

}  // namespace
}  // namespace backbeat
