#include "capacity/capacity_actions.hpp"

#include "access/access_world_test.hpp"
#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::capacity {
namespace {

using access::day;
using access::Role;

/// Mara leads seven account executives; Eva is enablement. The default playbook is in force from 2027-01-01; today is 2027-03-01.
struct CapacityWorld : access::AccessWorld {
  Capacities capacities{*db, access};
  Id<Person> mara = add_person(org, "Mara Lind", "mara@northwind.test");
  Id<Person> eva = add_person(org, "Eva Sol", "eva@northwind.test");

  CapacityWorld() {
    add_user(mara, {Role::manager});
    add_user(eva, {Role::enablement});
    for (int i = 0; i < 7; ++i) {
      const auto rep = add_person(org, "Rep " + std::to_string(i), "rep" + std::to_string(i) + "@northwind.test");
      change("UPDATE person SET hired = ? WHERE org_id = ? AND person_id = ?", day("2026-03-01"), org, rep);
      assign(rep, mara, day("2026-03-01"));
    }
    REQUIRE(db->write([&](sql::Transaction& tx) { return playbook::install_default(tx, org, day("2027-01-01"), clock.now()); }));
  }
  Result<PlaybookPreview> preview(std::string_view text, std::string_view from = "2027-03-15") {
    return capacities.preview(actor("eva@northwind.test"), text, day(from));
  }
};

TEST_CASE_FIXTURE(CapacityWorld, "the default's own preview changes nobody and says that it overflows at seven") {
  const auto found = preview(playbook::default_text());
  REQUIRE(found);
  CHECK(found->problems.empty());
  CHECK(found->differences.empty());
  CHECK(found->preview.affected.empty());
  REQUIRE(found->preview.managers.size() == 1);
  CHECK(found->names.at(found->preview.managers[0].after.manager) == "Mara Lind");
  CHECK(found->preview.managers[0].after.overflows());
  CHECK(found->preview.statement.find("7 account executives need 10.5–11.6 h a week against 4–6 h") != std::string::npos);
}

TEST_CASE_FIXTURE(CapacityWorld, "a change is compared with the version that would be in force on that day") {
  std::string text(playbook::default_text());
  text.replace(text.find("every = \"week\""), 14, "every = \"two_weeks\"");
  playbook::Playbooks playbooks(*db, access);
  REQUIRE(playbooks.publish(actor("eva@northwind.test"), text, day("2027-04-01"), ""));
  CHECK(preview(text, "2027-03-15")->preview.affected.size() == 7);
  CHECK(preview(text, "2027-04-15")->preview.affected.empty());
}

TEST_CASE_FIXTURE(CapacityWorld, "a broken text is told with its problems and nothing else") {
  const auto found = preview("format = 1\nzebra = 2");
  REQUIRE(found);
  CHECK_FALSE(found->problems.empty());
  CHECK(found->preview.managers.empty());
}

TEST_CASE_FIXTURE(CapacityWorld, "who may not publish may not look at everybody's hours") {
  const auto refused = capacities.preview(actor("mara@northwind.test"), playbook::default_text(), day("2027-03-15"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().is(errors::forbidden));
}

TEST_CASE_FIXTURE(CapacityWorld, "the load of a day is that of the playbook in force on it") {
  const auto organisation = read([&](sql::Reader& reader) { return access.organisation(reader, org); });
  REQUIRE(organisation);
  const auto loads = read([&](sql::Reader& reader) { return load_on(reader, *organisation, day("2027-03-01")); });
  REQUIRE(loads);
  REQUIRE(loads->size() == 1);
  CHECK(loads->front().reps == 7);
}

}  // namespace
}  // namespace backbeat::capacity
