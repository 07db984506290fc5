#include "sql/backup.hpp"

#include "sql/migrations.hpp"
#include "testing/fault_vfs.hpp"
#include "testing/test_db.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

namespace backbeat::sql {
namespace {

namespace fs = std::filesystem;
using testing::TempFolder;

/// A database in which every write adds two rows, so that a copy with an odd number holds half a write.
struct Pairs {
  Pairs() {
    REQUIRE(migrate(*db, embedded_migrations(), clock));
    REQUIRE(db->write([](Transaction& tx) -> Result<Done> {
      tx.change("CREATE TABLE half (id BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL)");
      return Done{};
    }));
  }
  void add_pair() {
    REQUIRE(db->write([](Transaction& tx) -> Result<Done> {
      for (int i = 0; i < 2; ++i) tx.change("INSERT INTO half (id, words) VALUES (?, ?)", tx.new_id<struct Half>(), std::string(500, 'w'));
      return Done{};
    }));
  }
  static int count(Db& of) {
    return *of.read(
        [](Reader& reader) { return reader.first("SELECT count(*) FROM half", [](const Row& row) { return row.get<int>(0); }); });
  }

  ManualClock clock{Instant(1'803'891'600'000)};
  SeededRandom random{1};
  TempFolder folder;
  std::unique_ptr<Db> db = open_sqlite(folder.path() / "live.db", {.clock = clock, .random = random});
  std::string target = folder.path() / "copy.db";
};

std::string refusal(const std::string& path) {
  const auto verified = verify_backup(path);
  REQUIRE(!verified);
  return verified.error().message();
}

bool is_refused(const std::string& path, std::string_view why) {
  const std::string message = refusal(path);
  CAPTURE(message);
  return message.find(why) != std::string::npos;
}

}  // namespace

TEST_CASE("a backup taken while others write holds whole writes only, and all that were acknowledged before it") {
  Pairs pairs;
  for (int i = 0; i < 50; ++i) pairs.add_pair();
  std::atomic<bool> is_over = false;
  std::thread writer([&] {
    while (!is_over) pairs.add_pair();
  });
  const int before = Pairs::count(*pairs.db);
  pairs.db->backup_to(pairs.target);
  is_over = true;
  writer.join();
  const int after = Pairs::count(*pairs.db);

  const auto manifest = verify_backup(pairs.target);
  REQUIRE(manifest);
  CHECK(manifest->created_at == pairs.clock.now());
  CHECK(manifest->migration == embedded_migrations().back().number);
  CHECK(manifest->bytes == static_cast<std::int64_t>(fs::file_size(pairs.target)));

  const auto restored = open_sqlite(pairs.target, {.clock = pairs.clock, .random = pairs.random});
  const int copied = Pairs::count(*restored);
  CHECK(copied % 2 == 0);
  CHECK(copied >= before);
  CHECK(copied <= after);
}

TEST_CASE("a backup is one file and its manifest, readable by their owner alone, and replaces nothing") {
  Pairs pairs;
  pairs.db->backup_to(pairs.target);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(pairs.folder.path())) {
    const std::string name = entry.path().filename();
    if (name.starts_with("copy")) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"copy.db", "copy.db.manifest"});
  CHECK((fs::status(pairs.target).permissions() & fs::perms(077)) == fs::perms::none);
  CHECK_THROWS_AS(pairs.db->backup_to(pairs.target), Failure);
  CHECK(verify_backup(pairs.target));
}

TEST_CASE("a backup that fails leaves nothing behind") {
  Pairs pairs;
  CHECK_THROWS_AS(pairs.db->backup_to(pairs.folder.path() / "nowhere" / "copy.db"), Failure);
  {
    testing::FaultVfs disk;
    disk.set(testing::DiskFault::disk_is_full);
    CHECK_THROWS_AS(pairs.db->backup_to(pairs.target), Failure);
  }
  CHECK(!fs::exists(pairs.target));
  CHECK(!fs::exists(pairs.target + ".part"));
  CHECK(!fs::exists(pairs.target + ".manifest"));
  pairs.db->backup_to(pairs.target);
  CHECK(verify_backup(pairs.target));
}

TEST_CASE("a backup that was changed, cut or is not one is refused") {
  Pairs pairs;
  pairs.add_pair();
  pairs.db->backup_to(pairs.target);
  const auto manifest = pairs.target + ".manifest";

  SUBCASE("one bit flipped") {
    std::fstream file(pairs.target, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(5000);
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(5000);
    file.put(byte);
    file.close();
    CHECK(is_refused(pairs.target, "SHA-256"));
  }
  SUBCASE("cut") {
    fs::resize_file(pairs.target, fs::file_size(pairs.target) - 4096);
    CHECK(is_refused(pairs.target, "expected "));
  }
  SUBCASE("without its manifest") {
    fs::remove(manifest);
    CHECK(is_refused(pairs.target, "manifest"));
  }
  SUBCASE("with another manifest") {
    std::ofstream(manifest) << "format=something\n";
    CHECK(is_refused(pairs.target, "not of the format"));
  }
  SUBCASE("with half a manifest") {
    std::ofstream(manifest) << "format=backbeat-backup-1\nbytes=1\n";
    CHECK(is_refused(pairs.target, "not complete"));
  }
  SUBCASE("not there") {
    fs::remove(pairs.target);
    CHECK(is_refused(pairs.target, "is not a backup"));
  }
}

TEST_CASE("a restored database holds what the backup held, and nobody else's log") {
  Pairs pairs;
  pairs.add_pair();
  pairs.db->backup_to(pairs.target);
  const std::string restored = pairs.folder.path() / "restored.db";
  std::ofstream(restored + "-wal") << "left behind";
  const auto refused = restore_backup(pairs.target, restored);
  REQUIRE(!refused);
  CHECK(refused.error().message().starts_with(restored + "-wal is there already"));
  fs::remove(restored + "-wal");
  REQUIRE(restore_backup(pairs.target, restored));
  CHECK((fs::status(restored).permissions() & fs::perms(077)) == fs::perms::none);
  CHECK(!fs::exists(restored + ".part"));
  const auto db = open_sqlite(restored, {.clock = pairs.clock, .random = pairs.random});
  CHECK(Pairs::count(*db) == 2);
  CHECK(migrate(*db, embedded_migrations(), pairs.clock)->applied == 0);
  CHECK(restore_backup(pairs.target, restored).error().is(errors::database_in_the_way));
}

TEST_CASE("a damaged backup is not restored") {
  Pairs pairs;
  pairs.db->backup_to(pairs.target);
  fs::resize_file(pairs.target, 8192);
  const std::string restored = pairs.folder.path() / "restored.db";
  CHECK(restore_backup(pairs.target, restored).error().is(errors::backup_damaged));
  CHECK(!fs::exists(restored));
}

TEST_CASE("a database with a damaged page is found out, with its file and what to do") {
  Pairs pairs;
  for (int i = 0; i < 100; ++i) pairs.add_pair();
  const std::string path = pairs.folder.path() / "live.db";
  pairs.db.reset();
  CHECK(check_sqlite_file(path));
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(path) / 4096 * 4096 - 4096));
    file << std::string(64, '\xA5');
  }
  const auto checked = check_sqlite_file(path);
  REQUIRE(!checked);
  CHECK(checked.error().message().starts_with("The database " + path + " is damaged: "));
  CHECK(checked.error().message().find("restore the last backup") != std::string::npos);
}

TEST_CASE("a manifest that a stopped backup left behind is not in the way of the next one, another's file is") {
  Pairs pairs;
  pairs.db->backup_to(pairs.target);
  fs::remove(pairs.target);
  pairs.db->backup_to(pairs.target);
  CHECK(verify_backup(pairs.target));

  const std::string other = pairs.folder.path() / "letters";
  std::ofstream(other + ".manifest") << "Dear Ana,\n";
  CHECK_THROWS_AS(pairs.db->backup_to(other), Failure);
}

TEST_CASE("what is checked before serving: a database that is not there yet, one that is whole, one cut short") {
  Pairs pairs;
  const std::string path = pairs.folder.path() / "live.db";
  CHECK(check_before_serving(pairs.folder.path() / "not there"));
  for (int i = 0; i < 100; ++i) pairs.add_pair();
  CHECK(check_before_serving(path));  // while it is in use
  pairs.db.reset();
  CHECK(check_before_serving(path));
  fs::resize_file(path, fs::file_size(path) - 4096);
  const auto checked = check_before_serving(path);
  REQUIRE(!checked);
  CHECK(checked.error().is(errors::database_damaged));
}

}  // namespace backbeat::sql
