// Named people for the tests of scorecards: Rita and Bea (reps) report to Mark (manager), he to Lena (leader), she to Cleo (executive);
// Remo is RevOps, Adam the admin. Their playbook is the default: Rita and Bea, here from ever, are owed one of each format in a quarter.
#pragma once

#include "access/access_world_test.hpp"
#include "playbook/playbook_actions.hpp"
#include "scorecard/calibration_actions.hpp"
#include "scorecard/scorecard_actions.hpp"

namespace backbeat::scorecard {

struct ScorecardWorld : access::AccessWorld {
  using Role = access::Role;
  Scorecards scorecards{*db, access};
  Calibrations calibrations{*db, access};
  Id<Person> cleo = joined("Cleo", "executive", {}, {Role::executive});
  Id<Person> lena = joined("Lena", "sales_leader", cleo, {Role::leader});
  Id<Person> mark = joined("Mark", "sales_manager", lena, {Role::manager});
  Id<Person> rita = joined("Rita", "ae", mark, {Role::rep});
  Id<Person> bea = joined("Bea", "ae", mark, {Role::rep});
  Id<Person> remo = joined("Remo", "revops", cleo, {Role::revops});
  Id<Person> adam = joined("Adam", "revops", cleo, {Role::admin});

  ScorecardWorld() {
    REQUIRE(db->write([&](sql::Transaction& tx) { return playbook::install_default(tx, org, day("2020-01-01"), Instant(0)); }));
  }

  Id<Person> joined(std::string_view name, std::string_view job_role, std::optional<Id<Person>> manager, access::Roles roles) {
    const Id<Person> person = add_person(org, name, lower_ascii(name) + "@northwind.test");
    change(
        "INSERT INTO assignment (org_id, person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer) "
        "VALUES (?, ?, ?, NULL, ?, ?, '', '', 0)",
        org, person, access::day("2020-01-01"), manager, job_role);
    add_user(person, roles);
    return person;
  }
  access::Actor as(std::string_view name) { return actor(std::string(name) + "@northwind.test"); }
  void at(std::string_view instant) { clock.set(*Instant::parse(instant)); }
  using access::AccessWorld::change;
  static LocalDate day(std::string_view text) { return access::day(text); }
};

inline const Month march{access::day("2027-03-01")};

}  // namespace backbeat::scorecard
