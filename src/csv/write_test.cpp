#include "csv/csv.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <sstream>

namespace backbeat::csv {
namespace {

std::string written(std::string_view text) {
  std::ostringstream out;
  Writer(out).text(text).end_record();
  return out.str();
}

}  // namespace

TEST_CASE("fields are quoted where they must be, and lines end as RFC 4180 has it") {
  std::ostringstream out;
  Writer writer(out);
  writer.text("plain").text("a,b").text("say \"hi\"").text("two\nlines").empty().number(std::int64_t{-5}).number(0.1).end_record();
  writer.text("next").end_record();
  CHECK(out.str() == "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,-5,0.1\r\nnext\r\n");
}

TEST_CASE("a text that a spreadsheet would run as a formula is written as text") {
  CHECK(written("=1+1") == "'=1+1\r\n");
  CHECK(written("+34 600") == "'+34 600\r\n");
  CHECK(written("-2") == "'-2\r\n");
  CHECK(written("@sum(a1)") == "'@sum(a1)\r\n");
  CHECK(written("\t=1") == "\"'\t=1\"\r\n");
  CHECK(written("\r=1") == "\"'\r=1\"\r\n");
  CHECK(written("=cmd|'/c calc'!a0,\"x\"") == "\"'=cmd|'/c calc'!a0,\"\"x\"\"\"\r\n");
  CHECK(written("a=b") == "a=b\r\n");
}

TEST_CASE("what was written reads back the same") {
  const std::vector<std::string> texts = {"", "x", " edge ", "a;b", "\"", "\"\"", ",", "line\r\nbreak", "tab\tin", "é€𝄞"};
  std::ostringstream out;
  Writer writer(out);
  for (const auto& text : texts) writer.text(text);
  writer.number(std::numeric_limits<std::int64_t>::min()).end_record();
  std::vector<std::string> back;
  const auto read = read_csv(std::string_view(out.str()), {.separator = ','},
                             [&](std::int64_t, std::span<const std::string_view> fields) { back.assign(fields.begin(), fields.end()); });
  REQUIRE(read);
  REQUIRE(back.size() == texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) CHECK(back[i] == texts[i]);
  CHECK(back.back() == "-9223372036854775808");
}

}  // namespace backbeat::csv
