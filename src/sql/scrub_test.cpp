#include "sql/scrub.hpp"

#include "base/clock.hpp"
#include "base/random.hpp"
#include "sql/open.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace backbeat::sql {
namespace {

/// Whether a word stands in the database's file or in its log.
bool holds(const std::string& path, std::string_view word) {
  for (const std::string_view end : {"", "-wal"}) {
    std::ifstream in(path + std::string(end), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (bytes.find(word) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("what was deleted stays in the files until they are scrubbed, and the database goes on working meanwhile") {
  std::string folder = (std::filesystem::temp_directory_path() / "backbeat-scrub-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const std::string path = folder + "/data.db";
  ManualClock clock(Instant(0));
  SystemRandom random;
  {
    const auto db = open_sqlite(path, {.clock = clock, .random = random});
    const auto change = [&](std::string_view statement) {
      REQUIRE(db->write([&](Transaction& tx) -> Result<Done> {
        tx.change(statement);
        return Done{};
      }));
    };
    change("CREATE TABLE word (id BIGINT PRIMARY KEY, text TEXT)");
    change("INSERT INTO word VALUES (1, 'canarycanarycanary'), (2, 'stays')");
    change("DELETE FROM word WHERE id = 1");
    CHECK(holds(path, "canarycanarycanary"));
    CHECK(scrub_sqlite(path) == Cleared::all);
    CHECK_FALSE(holds(path, "canarycanarycanary"));
    change("INSERT INTO word VALUES (3, 'later')");
    const auto words = db->read([](Reader& reader) {
      return reader.all("SELECT text FROM word ORDER BY id", [](const Row& row) { return row.get<std::string>(0); });
    });
    CHECK(words == std::vector<std::string>{"stays", "later"});
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("a file that is not there is not made") {
  CHECK_THROWS_AS((void)scrub_sqlite("/nowhere/at/all.db"), Failure);
}

}  // namespace
}  // namespace backbeat::sql
