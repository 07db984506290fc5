#include "ridealong/ridealong_store_many.hpp"

#include "access/access_world_test.hpp"
#include "ridealong/ridealong_store.hpp"

#include <doctest/doctest.h>

namespace backbeat::ridealong {
namespace {

TEST_CASE_FIXTURE(access::AccessWorld,
                  "of nought, one and hundreds of calls those are told on which somebody rides, and of ride-alongs with whom they are") {
  const auto ana = add_person(org, "Ana", "ana@northwind.test"), mara = add_person(org, "Mara", "mara@northwind.test");
  const Id<Org> other = other_organisation();
  constexpr int count = 230;
  std::vector<std::int64_t> calls;
  std::vector<Id<Session>> ids;
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
    for (int i = 0; i < count; ++i) {
      const auto id = tx.new_id<Session>();
      const Instant from = clock.now() + std::chrono::hours(i);
      insert_ride_along(tx, org,
                        {.id = id,
                         .manager = mara,
                         .rep = ana,
                         .on_behalf_of = {},
                         .kind = "ride_along_observe",
                         .call = 1'000 + i,
                         .account = "Account " + std::to_string(i),
                         .when = {.from = from, .to = from + std::chrono::hours(1)}},
                        clock.now());
      if (i % 3 == 0) close_ride_along(tx, org, id);
      ids.push_back(id);
      calls.push_back(1'000 + i);
    }
    return Done{};
  }));
  db->read([&](sql::Reader& reader) {
    CHECK(taken_calls(reader, org, {}).empty());
    CHECK(taken_calls(reader, org, std::vector<std::int64_t>{1'001}) == std::set<std::int64_t>{1'001});
    calls.push_back(7);  // nobody's
    const auto taken = taken_calls(reader, org, calls);
    CHECK(taken.size() == count - (count + 2) / 3);
    for (int i = 0; i < count; ++i) CHECK(taken.contains(1'000 + i) == (i % 3 != 0));
    CHECK(taken_calls(reader, other, calls).empty());
    const auto found = accounts_of(reader, org, ids);
    REQUIRE(found.size() == count);
    for (int i = 0; i < count; ++i) CHECK(found.at(ids[static_cast<std::size_t>(i)]) == "Account " + std::to_string(i));
    CHECK(accounts_of(reader, other, ids).empty());
  });
}

}  // namespace
}  // namespace backbeat::ridealong
