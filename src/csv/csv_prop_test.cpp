// Properties of reading and writing CSV: what is written reads back, and no bytes at all upset the reader.
#include "base/text.hpp"
#include "csv/csv.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>

namespace backbeat::csv {
namespace {

using Table = std::vector<std::vector<std::string>>;

/// Texts made of what CSV and spreadsheets find special.
rc::Gen<std::string> awkward_text() {
  return rc::gen::resize(
      8, rc::gen::container<std::string>(rc::gen::element<char>('a', ' ', ',', ';', '"', '\n', '\r', '\t', '=', '-', '\'')));
}

Table reread(const std::string& text) {
  Table table;
  const auto read = read_csv(std::string_view(text), {.separator = ','}, [&](std::int64_t, std::span<const std::string_view> fields) {
    table.emplace_back(fields.begin(), fields.end());
  });
  RC_ASSERT(read.has_value());
  return table;
}

}  // namespace

TEST_CASE("a table that was written reads back, but for the apostrophe before what looks like a formula") {
  CHECK(rc::check([] {
    const auto rows =
        *rc::gen::resize(6, rc::gen::container<Table>(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(awkward_text()))));
    std::ostringstream out;
    Writer writer(out);
    Table expected;
    for (const auto& row : rows) {
      for (const auto& field : row) writer.text(field);
      writer.end_record();
      // A record of one empty field is an empty line, which no reader can tell from none.
      if (row.size() == 1 && row[0].empty()) continue;
      expected.push_back(row);
      for (auto& field : expected.back()) {
        if (!field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos) field.insert(0, "'");
      }
    }
    RC_ASSERT(reread(out.str()) == expected);
  }));
}

TEST_CASE("no field that was written begins as a formula does") {
  CHECK(rc::check([] {
    const auto text = *awkward_text();
    std::ostringstream out;
    Writer(out).text(text).text("next").end_record();
    const std::string field = reread(out.str()).at(0).at(0);
    RC_ASSERT(field.empty() || std::string_view("=+-@\t\r").find(field[0]) == std::string_view::npos);
  }));
}

TEST_CASE("any bytes are either read as UTF-8 texts on ascending lines or refused") {
  CHECK(rc::check([] {
    const auto bytes = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::element<char>('"', ',', '\n', '\r', ';', ' ', '\xE9', '\xC3', '\0'), rc::gen::arbitrary<char>()));
    std::int64_t before = 0;
    const auto read = read_csv(std::string_view(bytes), {}, [&](std::int64_t line, std::span<const std::string_view> fields) {
      RC_ASSERT(line > before);
      before = line;
      for (const auto field : fields) RC_ASSERT(is_utf8(field));
    });
    if (!read) RC_ASSERT(read.error().message().starts_with("Line "));
  }));
}

}  // namespace backbeat::csv
