#include "base/text.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace backbeat {

TEST_CASE("trimming takes white space from both ends and nothing else") {
  CHECK(trimmed("  a b\t\r\n") == "a b");
  CHECK(trimmed(" \n ").empty());
  CHECK(trimmed("").empty());
  CHECK(trimmed("\xC2\xA0x") == "\xC2\xA0x");  // a no-break space is part of the text
}

TEST_CASE("lower case touches ASCII alone") {
  CHECK(lower_ascii("AbZ-É") == "abz-É");
}

TEST_CASE("splitting gives one part more than there are separators") {
  CHECK(split("a,b,,c", ',') == std::vector<std::string_view>{"a", "b", "", "c"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
}

TEST_CASE("UTF-8 is what Unicode's table of well-formed sequences says") {
  for (const char* good : {"", "plain", "é", "€", "𝄞", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CAPTURE(good);
    CHECK(is_utf8(good));
  }
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "ok\xE9"}) {
    CAPTURE(hex(bytes_of(bad)));
    CHECK(!is_utf8(bad));
  }
}

TEST_CASE("the length of a text is its code points") {
  CHECK(length_of("") == 0);
  CHECK(length_of("abc") == 3);
  CHECK(length_of("né€𝄞") == 4);
}

TEST_CASE("windows-1252 becomes UTF-8, its upper rows included") {
  CHECK(utf8_from_windows_1252("Jos\xE9 \x80 \x93q\x94 \x9F") == "José € “q” Ÿ");
  std::string every;
  for (int byte = 1; byte < 256; ++byte) every += static_cast<char>(byte);
  CHECK(is_utf8(utf8_from_windows_1252(every)));
  CHECK(length_of(utf8_from_windows_1252(every)) == 255);
}

TEST_CASE("a whole number is digits with an optional sign, and fits") {
  CHECK(whole_number("0") == 0);
  CHECK(whole_number("-17") == -17);
  CHECK(whole_number("+17") == 17);
  CHECK(whole_number("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(whole_number("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  for (const char* none : {"", "+", "-", "+-1", "--1", " 1", "1 ", "1.0", "0x1", "1e3", "9223372036854775808", "einundzwanzig"}) {
    CAPTURE(none);
    CHECK(!whole_number(none));
  }
}

TEST_CASE("hex and base64url read back what they wrote") {
  for (std::size_t size = 0; size < 20; ++size) {
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::byte>(i * 37 + 200));
    CHECK(from_hex(hex(bytes)) == bytes);
    CHECK(from_base64url(base64url(bytes)) == bytes);
  }
  CHECK(hex(bytes_of("\x01\xAB")) == "01ab");
  CHECK(from_hex("01AB") == from_hex("01ab"));
}

TEST_CASE("base64url gives RFC 4648's examples without padding") {
  CHECK(base64url(bytes_of("f")) == "Zg");
  CHECK(base64url(bytes_of("fo")) == "Zm8");
  CHECK(base64url(bytes_of("foobar")) == "Zm9vYmFy");
  CHECK(base64url(bytes_of("\xFB\xFF")) == "-_8");
}

TEST_CASE("what is neither hex nor base64url is refused") {
  CHECK(!from_hex("0"));
  CHECK(!from_hex("0g"));
  CHECK(!from_base64url("A"));
  CHECK(!from_base64url("Zg=="));
  CHECK(!from_base64url("Z+"));
  CHECK(!from_base64url("Zh"));  // left-over bits: a second spelling of "f"
}

}  // namespace backbeat
