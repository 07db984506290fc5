#include "base/assert.hpp"
#include "session/session_world_test.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace backbeat::session {
namespace {

/// A reader that counts the statements that go through it.
class CountingReader final : public sql::Reader {
 public:
  CountingReader(sql::Reader& inner, int& count) : m_inner(inner), m_count(count) {}

 private:
  struct Opened : sql::Reader {
    using sql::Reader::run;
  };
  void run(std::string_view statement, std::span<const sql::Parameter> parameters,
           const std::function<void(const sql::Row&)>& visit) override {
    ++m_count;
    (m_inner.*(&Opened::run))(statement, parameters, visit);
  }
  sql::Reader& m_inner;
  int& m_count;
};

/// For reading alone.
class CountingDb final : public sql::Db {
 public:
  explicit CountingDb(sql::Db& inner) : m_inner(inner) {}
  int count = 0;
  [[nodiscard]] sql::Engine engine() const override { return m_inner.engine(); }
  [[nodiscard]] std::size_t waiting_writes() const override { return m_inner.waiting_writes(); }
  void backup_to(const std::string& path) override { m_inner.backup_to(path); }

 private:
  void run_read(const std::function<void(sql::Reader&)>& work) override {
    m_inner.read([&](sql::Reader& reader) {
      CountingReader counting(reader, count);
      work(counting);
    });
  }
  void run_write(const std::function<Outcome(sql::Transaction&)>&) override { ASSERT(false); }
  sql::Db& m_inner;
};

struct ListWorld : SessionWorld {
  CountingDb counted{*db};
  Sessions listing{counted, access};

  void plan(int count, Id<Person> rep) {
    for (int i = 0; i < count; ++i)
      REQUIRE(sessions.plan(as(mark), {.kind = "weekly_one_on_one",
                                       .rep = rep,
                                       .manager = {},
                                       .starts_at = in(std::chrono::hours(24) + std::chrono::hours(++planned)),
                                       .minutes = 30}));
  }
  int statements(const Query& query, std::size_t rows) {
    const auto actor = as(mark);
    counted.count = 0;
    const auto found = listing.list(actor, query);
    REQUIRE(found);
    CHECK(found->rows.size() == rows);
    return counted.count;
  }
  static Query query(int limit, std::optional<State> state = {}) {
    Query out;
    out.limit = limit;
    out.state = state;
    return out;
  }
  int planned = 0;
};

TEST_CASE_FIXTURE(ListWorld, "a list of sessions takes as many statements for many rows as for one") {
  plan(1, rita);
  const int for_one = statements(query(100), 1);
  plan(20, rita);
  plan(20, rob);
  CHECK(statements(query(100), 41) == for_one);
  CHECK(statements(query(7), 7) == for_one);
  CHECK(statements(query(7, State::planned), 7) == for_one);
  CHECK(for_one <= 8);
}

TEST_CASE_FIXTURE(ListWorld, "page after page gives every session once, in order, with the names of both") {
  plan(9, rita);
  plan(8, rob);
  std::vector<Instant> times;
  std::optional<std::pair<Instant, Id<Session>>> after;
  int pages = 0;
  do {
    Query asked = query(4);
    asked.after = after;
    const auto page = listing.list(as(mark), asked);
    REQUIRE(page);
    for (const Row& row : page->rows) {
      times.push_back(row.state.starts_at);
      CHECK((row.rep.name == "Rita" || row.rep.name == "Rob"));
      CHECK(row.manager.name == "Mark");
    }
    after = page->next;
    ++pages;
  } while (after);
  CHECK(pages == 5);
  CHECK(times.size() == 17);
  CHECK(std::ranges::is_sorted(times));
  CHECK(std::ranges::adjacent_find(times) == times.end());
}

TEST_CASE_FIXTURE(ListWorld, "a state that none is in gives an empty list") {
  plan(3, rita);
  CHECK(statements(query(2, State::held), 0) > 0);
}

}  // namespace
}  // namespace backbeat::session
