#include "csv/csv.hpp"

#include "testing/shared_data.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace backbeat::csv {
namespace {

struct Record {
  std::int64_t line;
  std::vector<std::string> fields;
  friend bool operator==(const Record&, const Record&) = default;
};

std::ostream& operator<<(std::ostream& out, const Record& record) {
  out << record.line << ":";
  for (const auto& field : record.fields) out << " [" << field << "]";
  return out;
}

struct Reading {
  std::vector<Record> records;
  Result<Summary> result;
};

template <class Source>
Reading reading(Source&& source, const ReadOptions& options = {}) {
  Reading out{.records = {}, .result = Summary{}};
  out.result = read_csv(source, options, [&](std::int64_t line, std::span<const std::string_view> fields) {
    out.records.push_back({line, {fields.begin(), fields.end()}});
  });
  return out;
}

std::vector<Record> records(std::string_view text) {
  const Reading read = reading(text);
  REQUIRE(read.result);
  CHECK(read.result->records == static_cast<std::int64_t>(read.records.size()));
  return read.records;
}

std::string fault(std::string_view text, const ReadOptions& options = {}) {
  const Reading read = reading(text, options);
  REQUIRE(!read.result);
  return read.result.error().message();
}

}  // namespace

TEST_CASE("records are told with the line they begin on, through line breaks in quotes and empty lines") {
  CHECK(records("a,b\n1,2\n") == std::vector<Record>{{1, {"a", "b"}}, {2, {"1", "2"}}});
  CHECK(records("a\n\n\n\"x\ny\nz\"\nlast") == std::vector<Record>{{1, {"a"}}, {4, {"x\ny\nz"}}, {7, {"last"}}});
  CHECK(records("a\r\nb\r\n") == std::vector<Record>{{1, {"a"}}, {2, {"b"}}});
  CHECK(records("a\rb\r") == std::vector<Record>{{1, {"a"}}, {2, {"b"}}});
  CHECK(records("").empty());
}

TEST_CASE("quotes hold separators and doubled quotes; spaces around unquoted fields are dropped") {
  CHECK(records("\"a,b\",\"say \"\"hi\"\"\"\n") == std::vector<Record>{{1, {"a,b", "say \"hi\""}}});
  CHECK(records(" a , b,\" c \"\n") == std::vector<Record>{{1, {"a", "b", " c "}}});
  CHECK(records("a,,\n") == std::vector<Record>{{1, {"a", "", ""}}});
}

TEST_CASE("the separator is the one the first line has most of") {
  CHECK(reading(std::string_view("a;b;c,d\n1;2;3")).result->separator == ';');
  CHECK(reading(std::string_view("a\tb\n")).result->separator == '\t');
  CHECK(reading(std::string_view("alone\n")).result->separator == ',');
  CHECK(records("\"a;b;c\",d\n1,2\n") == std::vector<Record>{{1, {"a;b;c", "d"}}, {2, {"1", "2"}}});
  SUBCASE("unless the file names it") {
    CHECK(records("sep=;\na,b;c\n") == std::vector<Record>{{2, {"a,b", "c"}}});
  }
  SUBCASE("or the caller does") {
    CHECK(reading(std::string_view("a;b,c"), {.separator = ';'}).records[0].fields == std::vector<std::string>{"a", "b,c"});
  }
}

TEST_CASE("a byte order mark is no part of the first column's name") {
  CHECK(records("\xEF\xBB\xBF"
                "a,b\n") == std::vector<Record>{{1, {"a", "b"}}});
}

TEST_CASE("what is no UTF-8 is read as windows-1252 and noted once, with its line") {
  const Reading read = reading(std::string_view("name\nJos\xE9\nM\xFCller\n\xC3\x89va\n"));
  REQUIRE(read.result);
  CHECK(read.records == std::vector<Record>{{1, {"name"}}, {2, {"José"}}, {3, {"Müller"}}, {4, {"Éva"}}});
  REQUIRE(read.result->notes.size() == 1);
  CHECK(read.result->notes[0].line == 2);
  CHECK(reading(std::string_view("name\nJosé\n")).result->notes.empty());
}

TEST_CASE("a fault is refused with its line") {
  CHECK(fault("a\nb\n\"never closed\nand on\n") == "Line 3: expected a closing quote, found the end of the file.");
  CHECK(fault("a\nb\"c\"\n") ==
        "Line 2: expected quotes around the whole field, and doubled inside it, found a single quote inside a field.");
  CHECK(fault("a\n\"b\"c\n").starts_with("Line 2: expected quotes"));
  CHECK(fault(std::string_view("a\nb\0c\n", 6)) == "Line 2: expected text, found a zero byte.");
  CHECK(fault("\xFF\xFE"
              "a") == "Line 1: expected a file saved as UTF-8, found UTF-16.");
}

TEST_CASE("limits are refused, and one more than allowed is enough") {
  std::string columns = "a";
  for (int i = 1; i < 1000; ++i) columns += ",a";
  CHECK(records(columns).at(0).fields.size() == 1000);
  CHECK(fault(columns + ",a") == "Line 1: expected at most 1000 columns, found more.");

  const ReadOptions small{.longest_field = 10, .longest_record = 15};
  CHECK(reading(std::string_view("1234567890,12345"), small).result);
  CHECK(fault("x\n12345678901", small) ==
        "Line 2: expected fields of at most 10 bytes, found a longer one; perhaps a quote is not closed.");
  CHECK(fault("x\n1234567890,123456", small) == "Line 2: expected a record of at most 15 bytes, found a longer one.");
  CHECK(fault("x\n1", {.most_columns = 0}).starts_with("Line 1"));
}

namespace {

/// A file that never ends in a quote: what it takes of memory and time must not grow with it.
class EndlessField final : public std::streambuf {
 public:
  std::uint64_t given = 0;

 protected:
  int_type underflow() override {
    if (given > 0) m_block[0] = 'x';
    given += m_block.size();
    setg(m_block.data(), m_block.data(), m_block.data() + m_block.size());
    return traits_type::to_int_type(m_block[0]);
  }

 private:
  std::string m_block = std::string("\"") + std::string(65535, 'x');
};

}  // namespace

TEST_CASE("a quote that is never closed is given up at the field's limit, however long the file is") {
  EndlessField endless;
  std::istream in(&endless);
  const Reading read = reading(in);
  REQUIRE(!read.result);
  CHECK(read.result.error().is(errors::csv_too_large));
  CHECK(endless.given < 3U << 20U);
}

TEST_CASE("records cut anywhere by the reading's pieces come out whole, with the right lines") {
  for (std::size_t padding = 65520; padding < 65545; ++padding) {
    const std::string text = std::string(padding, 'p') + ",\"q\r\n\"\r\nsecond,\"\"\"\"\r\nthird,é\r\n";
    const Reading read = reading(std::string_view(text));
    REQUIRE(read.result);
    REQUIRE(read.records.size() == 3);
    CHECK(read.records[0].fields[1] == "q\r\n");
    CHECK(read.records[1] == Record{3, {"second", "\""}});
    CHECK(read.records[2] == Record{4, {"third", "é"}});
  }
}

TEST_CASE("a table tells its header first, and each record after it") {
  std::vector<std::string> seen;
  const auto summary = read_table(
      std::string_view("Name; Age \nana;30\nbo;40;x\n"), {},
      [&](const Header& header) -> Result<Done> {
        CHECK(header.find("name") == 0);
        CHECK(header.find(" AGE") == 1);
        CHECK(!header.find("salary"));
        CHECK(!header.find(""));
        return Done{};
      },
      [&](std::int64_t line, std::span<const std::string_view> fields) {
        seen.push_back(std::to_string(line) + std::string(fields[0]) + std::to_string(fields.size()));
      });
  REQUIRE(summary);
  CHECK(summary->records == 2);
  CHECK(seen == std::vector<std::string>{"2ana2", "3bo3"});
}

TEST_CASE("a table without a header, with a name twice, or with one the caller refuses visits nothing") {
  const auto any = [](const Header&) -> Result<Done> { return Done{}; };
  const auto none = [](std::int64_t, std::span<const std::string_view>) { FAIL("visited"); };
  CHECK(read_table(std::string_view(""), {}, any, none).error().message() ==
        "Line 1: expected a line with the columns' names, found an empty file.");
  CHECK(read_table(std::string_view("a,b,A\n1,2,3\n"), {}, any, none).error().message() ==
        "Line 1: expected each column's name once, found \"A\" twice.");
  CHECK(read_table(std::string_view("a,,\n"), {}, any, none));
  const auto missing = [](const Header&) -> Result<Done> { return expected_value("", "a column email", "none"); };
  CHECK(read_table(std::string_view("a,b\n1,2\n"), {}, missing, none).error().is(backbeat::errors::invalid_value));
}

TEST_CASE("real exports are read to the last row") {
  const auto count = [](const std::string& name) -> std::optional<Summary> {
    const auto path = testing::shared_data(name);
    if (!path) return std::nullopt;
    std::ifstream in(*path, std::ios::binary);
    const auto summary =
        read_table(in, {}, [](const Header&) -> Result<Done> { return Done{}; }, [](std::int64_t, std::span<const std::string_view>) {});
    REQUIRE(summary);
    return *summary;
  };
  const auto pipeline = count("data/maven-crm/sales_pipeline.csv");
  const auto roster = count("data/hr-roster/HRDataset_v14_semicolon.csv");
  if (!pipeline || !roster) {
    MESSAGE("skipped: the shared data is not here; set BACKBEAT_SHARED to its folder");
    return;
  }
  CHECK(pipeline->records == 8800);
  CHECK(pipeline->separator == ',');
  CHECK(roster->records == 310);
  CHECK(roster->separator == ';');
  CHECK(count("data/maven-crm/accounts.csv")->records == 85);
  CHECK(count("data/maven-crm/sales_teams.csv")->records == 35);
}

TEST_CASE("the header of a file is found without the rest of it, whatever is wrong there") {
  std::istringstream in("a, b \n1,2\n3,\"never closed");
  const auto header = header_of(in);
  REQUIRE(header);
  CHECK(header->names() == std::vector<std::string>{"a", "b"});
  std::istringstream empty;
  CHECK_FALSE(header_of(empty));
  std::istringstream twice("a,a\n");
  CHECK_FALSE(header_of(twice));
}

}  // namespace backbeat::csv
