// Circles that meet, mended from an organisation's rows: each repair is carried out as it was seen, and touches no circle it did not name.
#include "season/season_actions.hpp"

#include "season/season_world_test.hpp"

#include <algorithm>
#include <map>

namespace backbeat::season {
namespace {

struct MendingWorld : SeasonWorld {
  Id<CircleSeason> id = season();

  MendingWorld() {
    const auto proposal = formed(id);
    REQUIRE(proposals.publish(root, proposal, view(proposal).row.proposal.version));
    clock.advance(std::chrono::hours(1));
  }
  std::string name_of_rep(Id<Person> who) { return "r" + std::to_string(std::ranges::find(reps, who) - reps.begin()); }
  std::map<Id<PeerCircle>, std::vector<Id<Person>>> seats() {
    std::map<Id<PeerCircle>, std::vector<Id<Person>>> out;
    for (const PublishedCircle& one : view(id).running) out[one.id] = one.people();
    return out;
  }
  /// What a row says that no action wrote is seen with the next action's.
  void look_anew() { REQUIRE(seasons.certify(root, reps[9], access::day("2027-03-01"))); }
  Repair only_repair() {
    const SeasonView now = view(id);
    REQUIRE(now.repairs.found.size() == 1);
    return now.repairs.found.front();
  }
};

TEST_CASE_FIXTURE(MendingWorld, "an hour that no longer suits somebody is moved, and everybody stays") {
  const auto before = seats();
  const PublishedCircle first = view(id).running.front();
  const Id<Person> who = first.people().front();
  const int other_day = first.slot.weekday % 3 + 1;
  REQUIRE(profiles.save(as(name_of_rep(who)), change({{other_day, 540, 1080}})));
  const Repair repair = only_repair();
  CHECK(repair.moves_slot);
  CHECK(repair.circle == first.id);
  REQUIRE(seasons.mend(root, id, repair.key(), repair.fingerprint()));
  CHECK(seats() == before);
  for (const PublishedCircle& one : view(id).running)
    if (one.id == first.id) CHECK(one.slot.weekday == other_day);
  CHECK(view(id).repairs.found.empty());
}

TEST_CASE_FIXTURE(MendingWorld,
                  "two of a circle of whom one now leads the other are parted, and the other circle alone may change with theirs") {
  const auto before = seats();
  const auto& [circle, people] = *before.begin();
  AccessWorld::change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", people[0], org, people[1]);
  look_anew();
  const Repair repair = only_repair();
  CHECK(repair.kind == RepairKind::broken);
  CHECK(repair.why.find("stand in one reporting line") != std::string::npos);
  CHECK(repair.changes.size() <= 2);
  REQUIRE(seasons.mend(root, id, repair.key(), repair.fingerprint()));
  for (const auto& [of, members] : seats())
    CHECK(!(std::ranges::count(members, people[0]) == 1 && std::ranges::count(members, people[1]) == 1));
}

TEST_CASE_FIXTURE(MendingWorld, "a repair that somebody was quicker with is refused, and nothing of it is done") {
  const Id<Person> who = seats().begin()->second.front();
  REQUIRE(profiles.opt_out(as(name_of_rep(who))));
  REQUIRE(profiles.save(as(name_of_rep(who)), change()));
  const Repair seen = only_repair();
  CHECK(seen.kind == RepairKind::joiner);
  REQUIRE(profiles.opt_out(as(name_of_rep(who))));
  const auto before = seats();
  CHECK(seasons.mend(root, id, seen.key(), seen.fingerprint()).error().is(repair_outdated));
  CHECK(seasons.mend(as("m0"), id, seen.key(), seen.fingerprint()).error().is(errors::forbidden));
  CHECK(seats() == before);
}

TEST_CASE_FIXTURE(MendingWorld, "who has left the company is out of the circle with its repair, and what they were in is kept") {
  const auto before = seats();
  const auto& [circle, people] = *before.begin();
  AccessWorld::change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", access::day("2027-03-01"), org, people[0]);
  look_anew();
  const Repair repair = only_repair();
  CHECK(repair.kind == RepairKind::leaver);
  CHECK(repair.circle == circle);
  REQUIRE(seasons.mend(root, id, repair.key(), repair.fingerprint()));
  CHECK(std::ranges::count(seats()[circle], people[0]) == 0);
  CHECK(seats()[circle].size() == 4);
  CHECK(view(id).repairs.found.empty());
  CHECK(count("SELECT COUNT(*) FROM circle_member") == 10);
}

}  // namespace
}  // namespace backbeat::season
