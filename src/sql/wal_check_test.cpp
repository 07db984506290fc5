#include "sql/wal_check.hpp"

#include "sql/backup.hpp"
#include "sql/open.hpp"
#include "testing/test_db.hpp"

#include <doctest/doctest.h>

#include <fstream>

namespace backbeat::sql {
namespace {

namespace fs = std::filesystem;

constexpr int writes = 20;
constexpr std::streamoff header = 32;

/// The files of a database that was copied while its program ran, so that a log lies beside it with one transaction a write.
struct Log {
  Log() {
    const std::string live = folder.path() / "live.db";
    const auto db = open_sqlite(live, {.clock = clock, .random = random});
    change(*db, "CREATE TABLE word (id BIGINT NOT NULL PRIMARY KEY, text TEXT NOT NULL)");
    for (int i = 0; i < writes; ++i) change(*db, "INSERT INTO word (id, text) VALUES ((SELECT count(*) FROM word), 'written')");
    fs::copy_file(live, copy);
    fs::copy_file(live + "-wal", file);
  }
  static void change(Db& db, std::string_view statement) {
    REQUIRE(db.write([&](Transaction& tx) -> Result<Done> {
      tx.change(statement);
      return Done{};
    }));
  }
  void flip(std::streamoff at) const {
    std::fstream log(file, std::ios::in | std::ios::out | std::ios::binary);
    log.seekg(at);
    const char was = static_cast<char>(log.get());
    log.seekp(at);
    log.put(static_cast<char>(was ^ 0x10));
  }
  [[nodiscard]] std::streamoff size() const { return static_cast<std::streamoff>(fs::file_size(file)); }
  [[nodiscard]] std::streamoff frames() const { return (size() - header) / frame; }
  static constexpr std::streamoff frame = 24 + 4096;

  ManualClock clock{Instant(1'803'891'600'000)};
  SeededRandom random{1};
  testing::TempFolder folder;
  std::string copy = folder.path() / "copy.db";
  std::string file = copy + "-wal";
};

TEST_CASE("a log that is whole, empty or not there is no damage") {
  const Log log;
  CHECK(log.frames() > writes);
  CHECK(!wal_damage(log.file));
  CHECK(!wal_damage(log.file + "-that-is-not-there"));
  fs::resize_file(log.file, 0);
  CHECK(!wal_damage(log.file));
}

TEST_CASE("a log that a power cut ended anywhere is no damage") {
  const Log log;
  for (std::streamoff at = log.size(); at > 0; at -= 1000) {
    fs::resize_file(log.file, static_cast<std::uintmax_t>(at));
    CAPTURE(at);
    CHECK(!wal_damage(log.file));
  }
}

TEST_CASE("a bit flipped in any transaction but the last two is damage, in a page and in a frame's header alike") {
  const Log log;
  for (std::streamoff number = 0; number + 5 < log.frames(); ++number) {
    for (const std::streamoff inside : {std::streamoff{2}, std::streamoff{17}, std::streamoff{24 + 100}}) {
      const auto at = header + number * Log::frame + inside;
      CAPTURE(number);
      CAPTURE(inside);
      log.flip(at);
      CHECK(wal_damage(log.file));
      log.flip(at);
    }
  }
}

TEST_CASE("a flipped bit in the last frame cannot be told from a torn write, and its transaction is not there") {
  const Log log;
  log.flip(log.size() - 50);
  CHECK(!wal_damage(log.file));
}

TEST_CASE("a damaged header of a log that has frames is damage") {
  const Log log;
  for (const std::streamoff at : {0, 9, 17, 25}) {
    log.flip(at);
    CHECK(wal_damage(log.file));
    log.flip(at);
  }
}

TEST_CASE("a database with a damaged log is refused and its files stay as they are") {
  const Log log;
  log.flip(header + 3 * Log::frame + 200);
  const auto size = log.size();
  const auto checked = check_before_serving(log.copy);
  REQUIRE(!checked);
  CHECK(checked.error().is(errors::database_damaged));
  CHECK(checked.error().message().find("frame 4 of its write-ahead log") != std::string::npos);
  CHECK(log.size() == size);
}

TEST_CASE("a check leaves the log of a whole database where it is") {
  const Log log;
  CHECK(check_before_serving(log.copy).has_value());
  CHECK(fs::exists(log.file));
}

}  // namespace
}  // namespace backbeat::sql
