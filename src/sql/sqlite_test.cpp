// What only SQLite does: commits in groups, and what a bad disk makes of them.
#include "sql/large_write.hpp"
#include "sql/migrations.hpp"
#include "sql/open.hpp"
#include "testing/fault_vfs.hpp"
#include "testing/test_db.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <latch>
#include <thread>

namespace backbeat::sql {
namespace {

using testing::DiskFault;
using testing::FaultVfs;
using testing::TempFolder;

constexpr ErrorSpec odd{"odd", ErrorKind::conflict, "Odd."};

struct File {
  explicit File(std::string_view create = "CREATE TABLE thing (number BIGINT NOT NULL PRIMARY KEY, words TEXT)") {
    open();
    REQUIRE(write([&](Transaction& tx) { tx.change(create); }));
    groups.clear();
  }
  void open() {
    db.reset();
    db = open_sqlite(path, {.clock = clock, .random = random, .on_commit = [this](std::size_t writes) { groups.push_back(writes); }});
  }
  Result<Done> write(const std::function<void(Transaction&)>& work) {
    return db->write([&](Transaction& tx) -> Result<Done> {
      work(tx);
      return Done{};
    });
  }
  Result<Done> add(int number) {
    return write([&](Transaction& tx) { tx.change("INSERT INTO thing (number, words) VALUES (?, ?)", number, "words"); });
  }
  std::vector<int> numbers() const {
    return db->read([](Reader& reader) {
      return reader.all("SELECT number FROM thing ORDER BY number", [](const Row& row) { return row.get<int>(0); });
    });
  }
  /// Holds the writing thread until `count` more writes wait behind it.
  std::thread hold_until_waiting(std::size_t count) {
    auto is_running = std::make_shared<std::latch>(1);
    std::thread holder([this, count, is_running] {
      static_cast<void>(write([&](Transaction&) {
        is_running->count_down();
        while (db->waiting_writes() < count) std::this_thread::yield();
      }));
    });
    is_running->wait();
    return holder;
  }

  ManualClock clock{Instant(1'803'891'600'000)};
  SeededRandom random{1};
  TempFolder folder;
  std::string path = folder.path() / "backbeat.db";
  std::vector<std::size_t> groups;  // how many writes each commit made durable
  std::unique_ptr<Db> db;
};

std::optional<Failure::Kind> kind_of_failure(const std::function<void()>& act) {
  try {
    act();
  } catch (const Failure& failure) {
    return failure.kind();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("writes that wait are committed together") {
  File file;
  std::thread holder = file.hold_until_waiting(20);
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i) threads.emplace_back([&, i] { static_cast<void>(file.add(i)); });
  for (auto& thread : threads) thread.join();
  holder.join();
  CHECK(file.numbers().size() == 20);
  CHECK(file.groups == std::vector<std::size_t>{1, 20});
}

TEST_CASE("a write of a group that is refused or throws takes none of the others with it") {
  File file;
  std::thread holder = file.hold_until_waiting(30);
  std::atomic<int> refused = 0;
  std::atomic<int> thrown = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 30; ++i) {
    threads.emplace_back([&, i] {
      try {
        const auto done = file.db->write([&](Transaction& tx) -> Result<Done> {
          tx.change("INSERT INTO thing (number, words) VALUES (?, ?)", i, "words");
          if (i % 3 == 1) return refuse(odd);
          if (i % 3 == 2) tx.change("INSERT INTO thing (number, words) VALUES (?, ?)", i, "twice");
          return Done{};
        });
        if (!done) ++refused;
      } catch (const Failure& failure) {
        if (failure.kind() == Failure::Kind::constraint) ++thrown;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  holder.join();
  CHECK(refused == 10);
  CHECK(thrown == 10);
  CHECK(file.numbers() == std::vector<int>{0, 3, 6, 9, 12, 15, 18, 21, 24, 27});
  CHECK(file.groups == std::vector<std::size_t>{1, 10});
}

TEST_CASE("a large write has a transaction to itself, between the groups of the others") {
  File file;
  {
    std::thread holder = file.hold_until_waiting(3);
    std::thread before([&] { CHECK(file.add(1)); });
    while (file.db->waiting_writes() < 1) std::this_thread::yield();
    std::thread large([&] {
      const LargeWrite alone;
      CHECK(file.add(2));
    });
    while (file.db->waiting_writes() < 2) std::this_thread::yield();
    std::thread after([&] { CHECK(file.add(3)); });
    for (std::thread* one : {&before, &large, &after, &holder}) one->join();
  }
  CHECK(file.groups == std::vector<std::size_t>{1, 1, 1, 1});
  CHECK(file.numbers() == std::vector{1, 2, 3});
}

TEST_CASE("a large write that is refused or throws is undone whole, and the next goes on") {
  File file;
  const LargeWrite alone;
  const auto refused = file.db->write([&](Transaction& tx) -> Result<Done> {
    tx.change("INSERT INTO thing (number, words) VALUES (1, 'words')");
    return refuse(odd);
  });
  CHECK(refused.error().is(odd));
  CHECK_THROWS_AS(static_cast<void>(file.write([&](Transaction& tx) {
                    tx.change("INSERT INTO thing (number, words) VALUES (2, 'words')");
                    throw std::runtime_error("odd");
                  })),
                  std::runtime_error);
  CHECK(file.add(3));
  CHECK(file.numbers() == std::vector{3});
}

TEST_CASE("a large write that changes every row keeps no copy of them in memory") {
  File file;
  const std::string words(2000, 'w');
  constexpr int many = 30'000;  // 60 MB
  const auto most_while = [&](const std::function<void(Transaction&, int)>& each) {
    sqlite3_int64 most = 0;
    REQUIRE(file.write([&](Transaction& tx) {
      for (int i = 0; i < many; ++i) each(tx, i);
      most = sqlite3_memory_used();
    }));
    return most / 1'000'000;
  };
  const auto change = [&](Transaction& tx, int i) {
    if (i % 10 == 0) tx.change("UPDATE thing SET words = ? WHERE number = ?", words.substr(1), i);
  };
  most_while([&](Transaction& tx, int i) { tx.change("INSERT INTO thing (number, words) VALUES (?, ?)", i, words); });
  const auto together = most_while(change);
  const LargeWrite alone;
  CHECK(most_while(change) < 25);  // the cache of 16 MB and what is small
  CHECK(together > 25);            // what it is for
}

TEST_CASE("a write that says how large it is has a larger cache for as long as it runs, each time") {
  File file;
  const std::string words(2000, 'w');
  const auto most_while_adding = [&](int from) {
    sqlite3_int64 most = 0;
    REQUIRE(file.write([&](Transaction& tx) {
      for (int i = from; i < from + 20'000; ++i) tx.change("INSERT INTO thing (number, words) VALUES (?, ?)", i, words);  // 40 MB
      most = sqlite3_memory_used();
    }));
    return most / 1'000'000;
  };
  for (int round = 0; round < 2; ++round) {
    const int from = round * 100'000;
    {
      const LargeWrite of_unknown_size;
      CHECK(most_while_adding(from) < 25);
    }
    {
      const LargeWrite of_many(90'000'000);
      const auto most = most_while_adding(from + 20'000);
      CHECK(most > 25);
      CHECK(most < 40);
    }
    REQUIRE(file.add(from + 50'000));
    CHECK(sqlite3_memory_used() / 1'000'000 < 25);  // given back
  }
}

TEST_CASE("after a failed fsync no write is accepted until a restart, and reads go on") {
  FaultVfs disk;
  File file;
  REQUIRE(file.add(1));
  disk.set(DiskFault::fsync_fails);
  CHECK(kind_of_failure([&] { static_cast<void>(file.add(2)); }) == Failure::Kind::broken);
  disk.set(DiskFault::none);
  CHECK(kind_of_failure([&] { static_cast<void>(file.add(3)); }) == Failure::Kind::broken);
  CHECK(file.numbers().front() == 1);
  file.open();
  CHECK(file.add(4));
  CHECK(file.numbers().back() == 4);
}

TEST_CASE("a full disk fails the write with its own kind, and writes go on when there is space again") {
  FaultVfs disk;
  File file;
  REQUIRE(file.add(1));
  disk.set(DiskFault::disk_is_full);
  CHECK(kind_of_failure([&] { static_cast<void>(file.add(2)); }) == Failure::Kind::full);
  CHECK(file.numbers() == std::vector<int>{1});
  disk.set(DiskFault::none);
  CHECK(file.add(3));
  CHECK(file.numbers() == std::vector<int>{1, 3});
}

TEST_CASE("a wrong statement is its caller's failure alone") {
  File file;
  CHECK(kind_of_failure([&] { static_cast<void>(file.write([](Transaction& tx) { tx.change("INSERT INTO nowhere VALUES (1)"); })); }) ==
        Failure::Kind::broken);
  CHECK(kind_of_failure([&] { static_cast<void>(file.write([](Transaction& tx) { tx.change("SELECT \"a text\""); })); }) ==
        Failure::Kind::broken);
  CHECK(file.add(1));
}

TEST_CASE("a column that holds another kind than it is read as fails that read, as damage does, and the program goes on") {
  File file;
  REQUIRE(file.add(7));
  const auto read_as_number = [&] {
    return file.db->read(
        [](Reader& reader) { return reader.all("SELECT words FROM thing", [](const Row& row) { return row.get<int>(0); }); });
  };
  try {
    static_cast<void>(read_as_number());
    FAIL("a text was read as a number");
  } catch (const Failure& failure) {
    CHECK(failure.kind() == Failure::Kind::broken);
    CHECK(std::string(failure.what()).contains("column words does not hold an integer"));
  }
  CHECK(file.numbers() == std::vector{7});
}

TEST_CASE("a page that was bad and is good again is read right, by whoever read it wrongly, too") {
  constexpr std::streamoff page = 4096;
  File file;
  REQUIRE(file.write([](Transaction& tx) {
    for (int i = 0; i < 3'000; ++i) tx.change("INSERT INTO thing (number, words) VALUES (?, ?)", i, "words of some length");
  }));
  file.open();  // all of it is in the file, and nothing is cached
  const auto words = [&] {
    return file.db->read([](Reader& reader) {
      return reader.first("SELECT count(*), min(words), max(words) FROM thing NOT INDEXED", [](const Row& row) {
        return row.integer(0) == 3'000 && row.text(1) == "words of some length" && row.text(2) == row.text(1);
      });
    });
  };
  const auto put = [&](std::streamoff at, const std::string& bytes) {
    std::fstream disk(file.path, std::ios::in | std::ios::out | std::ios::binary);
    disk.seekp(at * page).write(bytes.data(), std::ssize(bytes));
  };
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file.path));
  REQUIRE(size > 20 * page);
  std::string right(page, '\0');
  std::ifstream(file.path, std::ios::binary).seekg(10 * page).read(right.data(), page);
  put(10, std::string(page, '\xA7'));
  CHECK(kind_of_failure([&] { static_cast<void>(words()); }) == Failure::Kind::broken);
  CHECK(kind_of_failure([&] { static_cast<void>(words()); }) == Failure::Kind::broken);
  put(10, right);
  CHECK(words() == true);
}

TEST_CASE("a foreign key that points nowhere is refused") {
  File file("CREATE TABLE thing (number BIGINT NOT NULL PRIMARY KEY, words TEXT, next BIGINT REFERENCES thing (number))");
  CHECK(kind_of_failure([&] {
          static_cast<void>(file.write([](Transaction& tx) { tx.change("INSERT INTO thing (number, next) VALUES (1, 2)"); }));
        }) == Failure::Kind::constraint);
}

TEST_CASE("nobody but the owner can read the database's files") {
  File file;
  REQUIRE(file.add(1));
  for (const auto& entry : std::filesystem::directory_iterator(file.folder.path())) {
    CAPTURE(entry.path().string());
    CHECK((entry.status().permissions() & std::filesystem::perms(077)) == std::filesystem::perms::none);
  }
}

TEST_CASE("a file that is no database is refused with its name") {
  TempFolder folder;
  const std::string path = folder.path() / "notes.txt";
  std::ofstream(path) << std::string(5000, 'x');
  const SystemClock clock;
  SeededRandom random(1);
  try {
    static_cast<void>(open_sqlite(path, {.clock = clock, .random = random}));
    FAIL("opened");
  } catch (const Failure& failure) {
    CHECK(std::string(failure.what()).find(path) != std::string::npos);
  }
}

TEST_CASE("the write-ahead log is copied into the database as it grows, and its space is used again") {
  File file;
  const std::string words(3000, 'w');
  for (int i = 0; i < 3000; ++i) {
    REQUIRE(file.write([&](Transaction& tx) { tx.change("INSERT INTO thing (number, words) VALUES (?, ?)", i, words); }));
  }
  CHECK(std::filesystem::file_size(file.path) > 8'000'000);
  CHECK(std::filesystem::file_size(file.path + "-wal") < 6'000'000);
}

TEST_CASE("a reading connection cannot write") {
  File file;
  CHECK_THROWS_AS(file.db->read([](Reader& reader) {
    reader.each("INSERT INTO thing (number) VALUES (1)", [](const Row&) {});
    return 0;
  }),
                  Failure);
  CHECK(file.numbers().empty());
}

TEST_CASE("more readers than connections wait for their turn") {
  File file;
  REQUIRE(file.add(1));
  std::atomic<int> read = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) read += file.numbers().at(0);
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(read == 320);
}

}  // namespace backbeat::sql
