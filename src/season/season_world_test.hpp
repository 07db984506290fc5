// Named people for the tests of seasons: ten AEs of five managers, all in and free all week, every second certified; Enzo (enablement) runs
// circles, Cleo is everybody's leader. It is Monday, 1 March 2027, and nothing was published yet.
#pragma once

#include "access/access_world_test.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "season/profile_actions.hpp"
#include "season/proposal_actions.hpp"
#include "season/season_actions.hpp"

namespace backbeat::season {

struct SeasonWorld : access::AccessWorld {
  using Role = access::Role;
  Scenes scenes{access};
  Profiles profiles{*db, access};
  Seasons seasons{*db, access, scenes};
  Proposals proposals{*db, access, scenes};
  Id<Person> cleo, enzo;
  std::vector<Id<Person>> managers, reps;

  SeasonWorld() {
    clock.set(*Instant::parse("2027-03-01T08:00:00Z"));
    REQUIRE(db->write([&](sql::Transaction& tx) { return playbook::install_default(tx, org, access::day("2020-01-01"), Instant(0)); }));
    cleo = joined("Cleo", "sales_leader", {}, {Role::leader});
    enzo = joined("Enzo", "enablement", cleo, {Role::enablement});
    for (int i = 0; i < 5; ++i) managers.push_back(joined("M" + std::to_string(i), "sales_manager", cleo, {Role::manager}));
    for (int i = 0; i < 10; ++i) {
      reps.push_back(joined("R" + std::to_string(i), "ae", managers[static_cast<std::size_t>(i / 2)], {Role::rep}));
      REQUIRE(profiles.save(as("r" + std::to_string(i)), change()));
      if (i % 2 == 0) REQUIRE(seasons.certify(root, reps.back(), access::day("2027-03-01")));
    }
  }

  Id<Person> joined(const std::string& name, std::string_view job_role, std::optional<Id<Person>> manager, access::Roles roles) {
    const Id<Person> person = add_person(org, name, lower_ascii(name) + "@northwind.test");
    AccessWorld::change(
        "INSERT INTO assignment (org_id, person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer) "
        "VALUES (?, ?, ?, NULL, ?, ?, '', '', 0)",
        org, person, access::day("2020-01-01"), manager, job_role);
    add_user(person, roles);
    return person;
  }
  access::Actor as(std::string_view name) { return actor(std::string(name) + "@northwind.test"); }
  static ProfileChange change(std::vector<FreeSpan> spans = {{1, 540, 1080}, {2, 540, 1080}, {3, 540, 1080}}) {
    return {.themes = {}, .wishes = {}, .hours = {.zone = *Zone::make("Europe/Madrid"), .free = *half_hours_of(spans)}};
  }
  Id<CircleSeason> season(std::string_view first = "2027-03-02") {
    const auto made = seasons.create(root, {.name = "Spring", .first = access::day(first), .last = access::day("2027-06-30")});
    REQUIRE(made);
    return *made;
  }
  Id<CircleProposal> formed(Id<CircleSeason> of, std::int64_t seed = 1) {
    const auto made = proposals.start(root, of, {.seed = seed, .epochs = 2});
    REQUIRE(made);
    wait_for(*made);
    return *made;
  }
  /// The solver works on a thread of its own, and may be slow where the machine is busy.
  void wait_for(Id<CircleProposal> id) {
    for (int i = 0; i < 100 && view(id).row.proposal.state == ProposalState::running; ++i) proposals.wait(id);
    REQUIRE(view(id).row.proposal.state == ProposalState::done);
  }
  ProposalView view(Id<CircleProposal> id) {
    auto found = proposals.proposal(root, id, 0, 100);
    REQUIRE(found);
    return *std::move(found);
  }
  SeasonView view(Id<CircleSeason> id) {
    auto found = seasons.season(root, id, proposals.judge());
    REQUIRE(found);
    return *std::move(found);
  }
  std::vector<PublishedCircle> circles() {
    const auto found = seasons.circles(root, {});
    REQUIRE(found);
    return found->rows;
  }
  std::int64_t count(std::string_view statement) {
    return *read([&](sql::Reader& reader) { return reader.first(statement, [](const sql::Row& row) { return row.integer(0); }); });
  }
};

}  // namespace backbeat::season
