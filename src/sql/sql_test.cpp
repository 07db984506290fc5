// What Db promises, on whichever engine the tests run (BACKBEAT_TEST_POSTGRES).
#include "sql/sql.hpp"

#include "sql/change_number.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <limits>
#include <set>
#include <stdexcept>
#include <thread>

namespace backbeat::sql {
namespace {

using testing::on_postgres;
using testing::TestWorld;

constexpr ErrorSpec changed_my_mind{"changed_my_mind", ErrorKind::conflict, "No."};

struct Thing;

constexpr std::string_view insert_thing = "INSERT INTO thing (id, number, real_number, words, raw) VALUES (?, ?, ?, ?, ?)";
constexpr std::string_view select_numbers = "SELECT number FROM thing ORDER BY id";
constexpr std::string_view select_thing = "SELECT id, number, real_number, words, raw FROM thing WHERE id = ?";

/// The world with one table of every type there is.
struct Things : TestWorld {
  Things() {
    const std::string raw = on_postgres() ? "BYTEA" : "BLOB";
    const std::string create =
        "CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, number BIGINT, real_number DOUBLE PRECISION, words TEXT UNIQUE, raw " + raw +
        ")";
    change(create);
  }
  template <class... Parameters>
  void change(std::string_view statement, const Parameters&... parameters) {
    REQUIRE(db->write([&](Transaction& tx) -> Result<Done> {
      tx.change(statement, parameters...);
      return Done{};
    }));
  }
  void add(std::int64_t number) {
    REQUIRE(db->write([&](Transaction& tx) -> Result<Done> {
      tx.change(insert_thing, tx.new_id<Thing>(), number, nullptr, nullptr, nullptr);
      return Done{};
    }));
  }
  std::vector<std::int64_t> numbers() {
    return db->read([](Reader& reader) { return numbers_of(reader); });
  }
  static std::vector<std::int64_t> numbers_of(Reader& reader) {
    return reader.all(select_numbers, [](const Row& row) { return row.get<std::int64_t>(0); });
  }
};

}  // namespace

TEST_CASE("what a write returned as a value can be read afterwards, also after a restart") {
  Things things;
  things.add(7);
  CHECK(things.numbers() == std::vector<std::int64_t>{7});
  things.db.reopen();
  CHECK(things.numbers() == std::vector<std::int64_t>{7});
}

TEST_CASE("a write that returns an error leaves nothing behind") {
  Things things;
  const auto refused = things.db->write([](Transaction& tx) -> Result<Done> {
    tx.change(insert_thing, 1, 7, nullptr, nullptr, nullptr);
    return refuse(changed_my_mind);
  });
  REQUIRE(!refused);
  CHECK(refused.error().is(changed_my_mind));
  CHECK(things.numbers().empty());
}

TEST_CASE("a write that throws leaves nothing behind, and its caller gets the exception") {
  Things things;
  CHECK_THROWS_AS(static_cast<void>(things.db->write([](Transaction& tx) -> Result<Done> {
                    tx.change(insert_thing, 1, 7, nullptr, nullptr, nullptr);
                    throw std::logic_error("boom");
                  })),
                  std::logic_error);
  CHECK(things.numbers().empty());
  things.add(1);
  CHECK(things.numbers().size() == 1);
}

TEST_CASE("every value comes back as it went in") {
  Things things;
  const std::string words = "ça va? 'quoted' \"twice\" \\ 𝄞\n";
  const std::vector<std::byte> raw = {std::byte{0}, std::byte{0xFF}, std::byte{'\\'}, std::byte{'x'}};
  things.change(insert_thing, 1, std::numeric_limits<std::int64_t>::min(), 0.1, words, raw);
  things.change(insert_thing, 2, std::numeric_limits<std::int64_t>::max(), -1e300, "", std::vector<std::byte>());
  things.change(insert_thing, 3, nullptr, nullptr, nullptr, nullptr);
  const auto read = [&](int id, auto look) {
    things.db->read([&](Reader& reader) {
      reader.each(select_thing, look, id);
      return 0;
    });
  };
  int seen = 0;
  read(1, [&](const Row& row) {
    ++seen;
    CHECK(row.get<Id<Thing>>(0) == Id<Thing>(1));
    CHECK(row.get<std::int64_t>(1) == std::numeric_limits<std::int64_t>::min());
    CHECK(row.get<double>(2) == 0.1);
    CHECK(row.get<std::string>(3) == words);
    CHECK(row.get<std::vector<std::byte>>(4) == raw);
  });
  read(2, [&](const Row& row) {
    ++seen;
    CHECK(row.get<std::optional<std::int64_t>>(1) == std::numeric_limits<std::int64_t>::max());
    CHECK(row.get<double>(2) == -1e300);
    CHECK(row.get<std::optional<std::string>>(3) == "");
    CHECK(row.get<std::vector<std::byte>>(4).empty());
  });
  read(3, [&](const Row& row) {
    ++seen;
    for (int column = 1; column < 5; ++column) CHECK(row.is_null(column));
    CHECK(!row.get<std::optional<Instant>>(1));
    CHECK(!row.get<std::optional<std::string>>(3));
  });
  CHECK(seen == 3);
}

TEST_CASE("ids, times and booleans are values of their own") {
  Things things;
  const LocalDate date = *LocalDate::parse("1969-12-31");
  const LocalTime time = *LocalTime::parse("23:59:59");
  const std::optional<Id<Thing>> none;
  things.change(insert_thing, Id<Thing>(1), things.clock.now(), nullptr, "instant", nullptr);
  things.change(insert_thing, Id<Thing>(2), date, nullptr, "date", nullptr);
  things.change(insert_thing, Id<Thing>(3), time, nullptr, "time", nullptr);
  things.change(insert_thing, Id<Thing>(4), true, nullptr, "true", nullptr);
  things.change(insert_thing, Id<Thing>(5), none, nullptr, std::optional<std::string>("none"), nullptr);
  const auto number = [&]<class T>(int id, T) {
    return *things.db->read([&](Reader& reader) { return reader.first(select_thing, [](const Row& row) { return row.get<T>(1); }, id); });
  };
  CHECK(number(1, Instant()) == things.clock.now());
  CHECK(number(2, LocalDate()) == date);
  CHECK(number(3, LocalTime()) == time);
  CHECK(number(4, false) == true);
  CHECK(number(5, std::optional<Id<Thing>>(9)) == std::nullopt);
}

TEST_CASE("counts, sums and truths read as numbers on every engine") {
  Things things;
  things.add(3);
  things.add(4);
  const auto row = things.db->read([](Reader& reader) {
    return reader.first(
        "SELECT count(*), sum(number), avg(number), EXISTS (SELECT 1 FROM thing WHERE number = ?), max(number) FROM thing",
        [](const Row& found) {
          return std::tuple(found.get<int>(0), found.get<std::int64_t>(1), found.get<double>(2), found.get<bool>(3),
                            found.get<std::optional<int>>(4));
        },
        4);
  });
  CHECK(row == std::tuple(2, std::int64_t{7}, 3.5, true, std::optional<int>(4)));
}

TEST_CASE("a question mark in quotes or a comment is no placeholder") {
  Things things;
  const auto text = things.db->read([](Reader& reader) {
    return reader.first(
        "SELECT 'why?' AS \"really?\" -- no?\n FROM organisation WHERE fiscal_first_month = ? /* ? */",
        [](const Row& row) { return row.get<std::string>(0); }, 1);
  });
  CHECK(text == "why?");
}

TEST_CASE("a statement may run again while its rows are being visited") {
  Things things;
  things.add(1);
  things.add(2);
  std::vector<std::int64_t> seen;
  things.db->read([&](Reader& reader) {
    reader.each(select_numbers, [&](const Row& outer) {
      reader.each(select_numbers, [&](const Row& inner) { seen.push_back(outer.get<int>(0) * 10 + inner.get<int>(0)); });
    });
  });
  CHECK(seen == std::vector<std::int64_t>{11, 12, 21, 22});
}

TEST_CASE("a change says how many rows it changed") {
  Things things;
  things.add(1);
  things.add(2);
  const auto changed = things.db->write([](Transaction& tx) -> Result<std::vector<std::int64_t>> {
    return std::vector{tx.change("UPDATE thing SET number = number + 1"), tx.change("DELETE FROM thing WHERE number = ?", 3),
                       tx.change("DELETE FROM thing WHERE number = ?", 99)};
  });
  CHECK(*changed == std::vector<std::int64_t>{2, 1, 0});
}

TEST_CASE("a broken rule of the schema is a failure of its own kind") {
  Things things;
  things.change(insert_thing, 1, 1, nullptr, "once", nullptr);
  const auto attempt = [&](auto... parameters) {
    try {
      static_cast<void>(things.db->write([&](Transaction& tx) -> Result<Done> {
        tx.change(insert_thing, parameters...);
        return Done{};
      }));
    } catch (const Failure& failure) {
      return failure.kind() == Failure::Kind::constraint;
    }
    return false;
  };
  CHECK(attempt(1, 2, nullptr, nullptr, nullptr));
  CHECK(attempt(2, 2, nullptr, "once", nullptr));
  CHECK(attempt(nullptr, 2, nullptr, nullptr, nullptr));
  CHECK(things.numbers() == std::vector<std::int64_t>{1});
}

TEST_CASE("a read sees one snapshot, whatever is written meanwhile, and so does a read inside it") {
  Things things;
  things.add(1);
  const auto seen = things.db->read([&](Reader& reader) {
    const auto before = Things::numbers_of(reader);
    std::thread([&] { things.add(2); }).join();
    CHECK(Things::numbers_of(reader) == before);
    CHECK(things.numbers() == before);
    return before;
  });
  CHECK(seen.size() == 1);
  CHECK(things.numbers().size() == 2);
}

TEST_CASE("those who wait for a write are told after it is durable, and only when it is") {
  Things things;
  std::size_t seen = 0;
  std::atomic<int> told = 0;
  const auto write = [&](bool commits) {
    return things.db->write([&](Transaction& tx) -> Result<Done> {
      tx.change(insert_thing, tx.new_id<Thing>(), 1, nullptr, nullptr, nullptr);
      tx.on_commit([&] {
        ++told;
        seen = things.numbers().size();
      });
      if (!commits) return refuse(changed_my_mind);
      return Done{};
    });
  };
  CHECK(!write(false));
  CHECK(told == 0);
  CHECK(write(true));
  CHECK(told == 1);
  CHECK(seen == 1);
}

TEST_CASE("writes of many threads lose nothing of each other") {
  Things things;
  things.change(insert_thing, 1, 0, nullptr, nullptr, nullptr);
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 10; ++k) {
        const auto done = things.db->write([](Transaction& tx) -> Result<Done> {
          const auto number = tx.first(select_thing, [](const Row& row) { return row.get<std::int64_t>(1); }, 1);
          tx.change("UPDATE thing SET number = ? WHERE id = ?", *number + 1, 1);
          return Done{};
        });
        if (!done) ++refused;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(refused == 0);
  CHECK(things.numbers() == std::vector<std::int64_t>{80});
}

TEST_CASE("ids ascend and never repeat, even while the clock stands or is set back") {
  TestWorld world;
  std::set<std::int64_t> seen;
  std::int64_t before = 0;
  for (int round = 0; round < 3; ++round) {
    REQUIRE(world.db->write([&](Transaction& tx) -> Result<Done> {
      for (int i = 0; i < 1000; ++i) {
        const auto id = tx.new_id<Thing>();
        CHECK(id.value() > before);
        before = id.value();
        seen.insert(id.value());
      }
      return Done{};
    }));
    world.clock.advance(std::chrono::hours(-1));
  }
  CHECK(seen.size() == 3000);
}

TEST_CASE("the change number counts the writes to one organisation") {
  TestWorld world;
  const auto other = world.other_organisation();
  const auto number = [&](Id<Org> org) { return world.db->read([&](Reader& reader) { return change_number(reader, org); }); };
  CHECK(number(world.org) == 0);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(world.db->write([&](Transaction& tx) -> Result<Done> {
      bump_change(tx, world.org);
      return Done{};
    }));
  }
  CHECK(number(world.org) == 3);
  CHECK(number(other) == 0);
}

}  // namespace backbeat::sql
