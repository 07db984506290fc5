#include "season/repairs.hpp"

#include "season/season_facts_test.hpp"

#include <algorithm>
#include <set>

namespace backbeat::season {
namespace {

/// Fourteen AEs of seven teams; ten are in two circles that meet on Tuesday at 11, four wait.
struct Running {
  TestFacts facts{14};
  std::vector<RunningCircle> circles;

  Running() {
    for (std::int64_t number = 1; number <= 14; ++number) facts.member(number).assignments[0].manager = person(800 + number / 2);
    circles.push_back(circle(51, {1, 2, 3, 4, 5}));
    circles.push_back(circle(52, {6, 7, 8, 9, 10}));
  }
  RunningCircle circle(std::int64_t id, std::initializer_list<std::int64_t> members) {
    RunningCircle out{.id = Id<PeerCircle>(id),
                      .name = "AE " + std::to_string(id),
                      .circle = {.form = circle::Kind::Form::same, .held_by = "ae", .members = {}},
                      .slot = {.zone = facts.zone, .weekday = 2, .starts = *LocalTime::make(11, 0)},
                      .minutes = 60};
    for (const std::int64_t number : members) out.circle.members.push_back(person(number));
    return out;
  }
  /// Nobody waits: the four who have no circle are out.
  void nobody_waits() {
    for (const std::int64_t number : {11, 12, 13, 14}) facts.profile(number).is_in = false;
  }
  [[nodiscard]] Repairs found(std::size_t most = 20) const {
    const Pool pool = facts.pool();
    const circle::Ground ground(pool.organisation);
    return repairs(ground, pool, circles, [](Id<Person> who) { return "P" + std::to_string(who.value()); }, most);
  }
  [[nodiscard]] std::optional<Repair> at_key(const std::string& key) const {
    const Pool pool = facts.pool();
    const circle::Ground ground(pool.organisation);
    return repair(ground, pool, circles, [](Id<Person> who) { return "P" + std::to_string(who.value()); }, key);
  }
};

TEST_CASE_FIXTURE(Running, "where nothing has changed and nobody waits there is nothing to mend") {
  nobody_waits();
  CHECK(found().found.empty());
}

TEST_CASE_FIXTURE(Running, "somebody who opted in is offered a place, in one circle or two") {
  const Repairs all = found();
  REQUIRE(!all.found.empty());
  const Repair& first = all.found.front();
  CHECK(first.kind == RepairKind::joiner);
  CHECK(first.why == "P11 opted in and is in no circle");
  CHECK(first.key() == "join:" + person(11).text());
  REQUIRE(!first.changes.empty());
  std::set<Id<Person>> after;
  for (const Repair::Change& change : first.changes) after.insert(change.after.members.begin(), change.after.members.end());
  CHECK(after.contains(person(11)));
  CHECK(first.changes.size() <= 2);
  CHECK(first.cost_change < 0);
}

TEST_CASE_FIXTURE(Running, "no more are looked at than asked for, and how many were not is said") {
  const Repairs all = found(1);
  CHECK(all.found.size() == 1);
  CHECK(all.not_tried == 3);
}

TEST_CASE_FIXTURE(Running, "a circle that somebody left for good is mended without them") {
  nobody_waits();
  facts.member(3).left = day("2027-01-04");
  const Repairs all = found();
  REQUIRE(all.found.size() == 1);
  const Repair& left = all.found.front();
  CHECK(left.kind == RepairKind::leaver);
  CHECK(left.circle == Id<PeerCircle>(51));
  CHECK(left.why == "P3 has left");
  REQUIRE(left.changes.size() == 1);
  CHECK(left.changes[0].before.size() == 5);
  CHECK(left.changes[0].after.members == std::vector{person(1), person(2), person(4), person(5)});
}

TEST_CASE_FIXTURE(Running, "somebody who waits takes the place of who left") {
  facts.member(3).left = day("2027-01-04");
  const auto left = at_key("mend:" + Id<PeerCircle>(51).text());
  REQUIRE(left);
  REQUIRE(left->changes.size() == 1);
  CHECK(left->changes[0].after.members.size() >= 5);
}

TEST_CASE_FIXTURE(Running, "a new manager who is in the circle is a reason to mend it, said by name") {
  nobody_waits();
  facts.member(2).assignments[0].manager = person(1);
  const Repairs all = found();
  REQUIRE(all.found.size() == 1);
  CHECK(all.found[0].kind == RepairKind::broken);
  CHECK(all.found[0].why == "P1 and P2 stand in one reporting line");
  for (const Repair::Change& change : all.found[0].changes) {
    const auto has = [&](std::int64_t number) {
      return std::ranges::find(change.after.members, person(number)) != change.after.members.end();
    };
    CHECK(!(has(1) && has(2)));
  }
}

TEST_CASE_FIXTURE(Running, "a circle that is too small for good ends, and its people go where there is room or wait") {
  nobody_waits();
  circles[0] = circle(51, {1, 2});
  for (const std::int64_t number : {3, 4, 5}) facts.profile(number).is_in = false;
  const Repairs all = found();
  REQUIRE(all.found.size() == 1);
  const Repair& small = all.found.front();
  CHECK(small.why == "It has 2 members, and may have 4 to 6");
  std::set<Id<Person>> placed(small.waits.begin(), small.waits.end());
  for (const Repair::Change& change : small.changes) placed.insert(change.after.members.begin(), change.after.members.end());
  CHECK(placed.contains(person(1)));
  CHECK(placed.contains(person(2)));
  CHECK(placed.size() == 7);
}

TEST_CASE_FIXTURE(Running, "a circle that everybody has left ends") {
  for (const std::int64_t number : {1, 2, 3, 4, 5}) facts.profile(number).is_in = false;
  const auto empty = at_key("mend:" + Id<PeerCircle>(51).text());
  REQUIRE(empty);
  REQUIRE(empty->changes.size() == 1);
  CHECK(empty->changes[0].after.members.empty());
  CHECK(empty->why.find("P1 has opted out") != std::string::npos);
}

TEST_CASE_FIXTURE(Running, "an hour that no longer suits somebody is moved where another suits all") {
  nobody_waits();
  facts.profile(4).hours.free = *half_hours_of({{4, 540, 720}});
  const Repairs all = found();
  REQUIRE(all.found.size() == 1);
  CHECK(all.found[0].moves_slot);
  CHECK(all.found[0].why == "Tuesday 11:00 no longer suits P4; another start suits all");
  CHECK(all.found[0].changes[0].before == all.found[0].changes[0].after.members);
}

TEST_CASE_FIXTURE(Running, "a lost hour that leaves no other is mended by moving people") {
  nobody_waits();
  facts.profile(4).hours.free = *half_hours_of({{4, 1080, 1200}});
  const Repairs all = found();
  REQUIRE(all.found.size() == 1);
  CHECK(!all.found[0].moves_slot);
  CHECK(all.found[0].waits == std::vector{person(4)});
}

TEST_CASE_FIXTURE(Running, "a repair is the same while nothing changes, and another as soon as it would do something else") {
  const auto first = at_key("join:" + person(11).text());
  REQUIRE(first);
  CHECK(at_key("join:" + person(11).text())->fingerprint() == first->fingerprint());
  CHECK(at_key("join:" + person(12).text())->fingerprint() != first->fingerprint());
  circles[0] = circle(51, {1, 2, 3, 4});
  CHECK(at_key("join:" + person(11).text())->fingerprint() != first->fingerprint());
  CHECK(!at_key("join:" + person(999).text()));
  CHECK(!at_key("mend:" + Id<PeerCircle>(99).text()));
  CHECK(!at_key("nonsense"));
}

}  // namespace
}  // namespace backbeat::season
