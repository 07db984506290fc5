#include "testing/test_world.hpp"

#include "base/assert.hpp"

namespace backbeat::testing {
namespace {

constexpr std::string_view insert_organisation =
    "INSERT INTO organisation (org_id, name, time_zone, fiscal_first_month, is_simulated, created_at) VALUES (?, ?, ?, ?, ?, ?)";

Id<Org> add_organisation(sql::Db& db, std::string_view name, Instant now) {
  const auto added = db.write([&](sql::Transaction& tx) -> Result<Id<Org>> {
    const auto org = tx.new_id<Org>();
    tx.change(insert_organisation, org, name, "Europe/Madrid", 1, false, now);
    return org;
  });
  ASSERT(added);
  return *added;
}

}  // namespace

TestWorld::TestWorld() : org(add_organisation(*db, "Northwind", clock.now())) {}

Id<Org> TestWorld::other_organisation(std::string_view name) {
  return add_organisation(*db, name, clock.now());
}

}  // namespace backbeat::testing
