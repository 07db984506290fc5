#include "base/fields.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

namespace backbeat {

TEST_CASE("fields keep their order, and are written one a line") {
  Fields fields;
  fields.add("stage", "goal").add("minutes", 30).add("empty", "");
  CHECK(fields.encode() == "stage=goal\nminutes=30\nempty=\n");
  CHECK(fields.text("stage") == "goal");
  CHECK(fields.number("minutes") == 30);
  CHECK(fields.find("empty") == "");
  CHECK(!fields.find("missing"));
}

TEST_CASE("any value reads back as it was") {
  for (const char* value : {"", "=", "a=b", "two\nlines", "\r\n", "\\", "\\n", "a\\\nb", "é 𝄞", " edge "}) {
    CAPTURE(value);
    Fields fields;
    fields.add("value", value).add("after", 1);
    CHECK(Fields::decode(fields.encode()) == fields);
  }
  CHECK(Fields::decode("") == Fields());
}

TEST_CASE("a value that looks like further fields stays one value") {
  Fields fields;
  fields.add("note", "x\nadmin=1");
  CHECK(fields.encode() == "note=x\\nadmin=1\n");
  CHECK(Fields::decode(fields.encode())->all().size() == 1);
}

TEST_CASE("what encode would not have written is refused") {
  for (const char* text : {"a=1", "a\n", "=1\n", "A=1\n", "a b=1\n", "a=1\na=2\n", "a=\\x\n", "a=\\\n", "a=1\r\n", "\n"}) {
    CAPTURE(text);
    CHECK(!Fields::decode(text));
  }
}

TEST_CASE("what is quoted of a wrong line ends with a whole letter") {
  const auto decoded = Fields::decode(std::string(39, 'a') + "é is no name\n");
  REQUIRE(!decoded);
  CHECK(is_utf8(decoded.error().message()));
  CHECK(decoded.error().message().contains(std::string(39, 'a')));
}

}  // namespace backbeat
