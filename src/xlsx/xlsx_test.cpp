#include "xlsx/xlsx.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace backbeat;

namespace {

const Instant made_at = *Instant::parse("2026-10-05T09:00:00Z");

xlsx::Sheet people() {
  return {.name = "People",
          .columns = {{"Name", 30}, {"n"}, {"Rate"}, {"Day"}, {"Note"}},
          .rows = {{std::string("=HYPERLINK(\"http://evil\")"), std::int64_t{9}, xlsx::Percent{0.5}, LocalDate::from_days(20000),
                    std::monostate()},
                   {std::string("Åsa & <Bo>"), std::int64_t{1}, 2.25, std::monostate(), std::string("+1")}}};
}

/// What Python's own zip reader finds in a part of the file.
std::string part_of(const std::string& bytes, const std::string& part) {
  const std::string path = (std::filesystem::temp_directory_path() / "backbeat-xlsx-test.xlsx").string();
  std::ofstream(path, std::ios::binary) << bytes;
  const std::string command =
      "python3 -c \"import sys,zipfile;sys.stdout.write(zipfile.ZipFile('" + path + "').read('" + part + "').decode())\"";
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  while (const std::size_t read = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), read);
  REQUIRE(pclose(pipe) == 0);
  std::filesystem::remove(path);
  return out;
}

TEST_CASE("a workbook holds texts and numbers, and no formula whatever a text looks like") {
  const std::string bytes = xlsx::workbook({people()}, made_at);
  const std::string sheet = part_of(bytes, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("<f>") == std::string::npos);
  CHECK(sheet.find("<v>0.5</v>") != std::string::npos);
  CHECK(sheet.find("<v>2.25</v>") != std::string::npos);
  const std::string texts = part_of(bytes, "xl/sharedStrings.xml");
  CHECK(texts.find("=HYPERLINK") != std::string::npos);
  CHECK(texts.find("Åsa &amp; &lt;Bo&gt;") != std::string::npos);
}

TEST_CASE("the same sheets make the same file") {
  CHECK(part_of(xlsx::workbook({people()}, made_at), "docProps/core.xml") ==
        part_of(xlsx::workbook({people()}, made_at), "docProps/core.xml"));
  CHECK(part_of(xlsx::workbook({people()}, made_at), "docProps/core.xml").find("2026-10-05T09:00:00Z") != std::string::npos);
}

TEST_CASE("a sheet that cannot be named so is refused, and nothing is left behind") {
  xlsx::Sheet bad = people();
  bad.name = "a/b";
  CHECK_THROWS(xlsx::workbook({bad}, made_at));
}

}  // namespace
