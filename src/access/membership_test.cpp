// Who reaches what is said in a circle.
#include "access/access_world_test.hpp"

namespace backbeat::access {
namespace {

/// Rita, Omar and Pia are in a circle; Rita reports to Mark, Mark to Lena.
struct CircleWorld : AccessWorld {
  Id<Person> rita = person("rita"), omar = person("omar"), pia = person("pia"), mark = person("mark"), lena = person("lena"),
             enzo = person("enzo");
  Id<Circle> circle{77};

  CircleWorld() {
    assign(rita, mark, day("2026-01-01"));
    assign(mark, lena, day("2026-01-01"));
    assign(lena, std::nullopt, day("2026-01-01"));
    for (const Id<Person> who : {rita, omar, pia}) add_user(who, {Role::rep});
    add_user(mark, {Role::manager});
    add_user(lena, {Role::leader, Role::executive});
    add_user(enzo, {Role::enablement, Role::admin, Role::revops});
    change(
        "INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, "
        "season_id, last_day, created_at) VALUES (?, ?, 'same', 'ae', 'Circle 1', 3, 50400, 60, 2, 'Europe/Madrid', 20000, 1, 20200, 0)",
        org, circle);
    for (const Id<Person> who : {rita, omar, pia}) join(who, clock.now());
  }
  Id<Person> person(std::string_view name) { return add_person(org, name, std::string(name) + "@northwind.example"); }
  void join(Id<Person> who, Instant at) {
    change("INSERT INTO circle_member (org_id, circle_id, person_id, joined_at) VALUES (?, ?, ?, ?)", org, circle, who, at);
  }
  void leave(Id<Person> who, Instant at) {
    change("UPDATE circle_member SET left_at = ? WHERE org_id = ? AND person_id = ? AND left_at IS NULL", at, org, who);
  }
  Result<Membership> membership_of(const Actor& who, Id<Circle> of) {
    return db->read([&](sql::Reader& reader) { return access.membership(reader, who, of); });
  }
  Result<Membership> membership_of(std::string_view who) { return membership_of(actor(std::string(who) + "@northwind.example"), circle); }
  bool is_missing(const Result<Membership>& found) { return !found && found.error().is(errors::not_found); }
};

TEST_CASE_FIXTURE(CircleWorld, "a member reaches everything of their circle") {
  const auto found = membership_of("rita");
  REQUIRE(found);
  CHECK(found->reaches_everything());
  CHECK(found->circle() == circle);
  CHECK(found->actor().person() == rita);
  CHECK_FALSE(found->left_at());
}

TEST_CASE_FIXTURE(CircleWorld, "nobody else has a membership: no manager, leader, executive, enablement, admin or RevOps") {
  for (const std::string_view who : {"mark", "lena", "enzo"}) CHECK(is_missing(membership_of(who)));
}

TEST_CASE_FIXTURE(CircleWorld, "no API token and nobody at the command line has one, members' tokens included") {
  CHECK(is_missing(membership_of(root, circle)));
  const auto token = accounts.add_token(actor("rita@northwind.example"), "script", {});
  REQUIRE(token);
  const auto by_token = door.actor({.session_token = {}, .bearer_token = token->secret});
  REQUIRE(by_token);
  CHECK(is_missing(membership_of(*by_token, circle)));
}

TEST_CASE_FIXTURE(CircleWorld, "who left, and everybody once the circle ended, reaches their own words alone") {
  const Instant left = clock.now() + std::chrono::hours(1);
  leave(omar, left);
  auto found = membership_of("omar");
  REQUIRE(found);
  CHECK(found->reach() == Membership::Reach::own_words);
  CHECK(found->left_at() == left);
  change("UPDATE circle SET ended_at = ?, end_reason = 'remix' WHERE org_id = ?", left + std::chrono::hours(1), org);
  CHECK(membership_of("omar")->left_at() == left);
  found = membership_of("rita");
  CHECK_FALSE(found->reaches_everything());
  CHECK(found->left_at() == left + std::chrono::hours(1));
}

TEST_CASE_FIXTURE(CircleWorld, "who comes back to their circle reaches everything again") {
  leave(omar, clock.now());
  join(omar, clock.now() + std::chrono::hours(2));
  CHECK(membership_of("omar")->reaches_everything());
}

TEST_CASE_FIXTURE(CircleWorld,
                  "a member who becomes another member's manager loses the words from the next request; the other keeps them") {
  assign(pia, omar, day("2026-02-01"));
  CHECK(membership_of("omar")->reach() == Membership::Reach::own_words);
  CHECK(membership_of("pia")->reaches_everything());
  CHECK(membership_of("rita")->reaches_everything());
}

TEST_CASE_FIXTURE(CircleWorld, "so does one who stands above at any distance, and above somebody who left the circle long ago") {
  leave(rita, clock.now());
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", pia, org, mark);
  CHECK(membership_of("pia")->reach() == Membership::Reach::own_words);
  CHECK(membership_of("omar")->reaches_everything());
}

TEST_CASE_FIXTURE(CircleWorld, "when they no longer lead anybody of the circle, the words are theirs again") {
  assign(pia, omar, day("2026-02-01"), day("2026-03-01"));
  CHECK(membership_of("omar")->reaches_everything());
}

TEST_CASE_FIXTURE(CircleWorld, "another circle, one of another organisation, and none at all are the same: nothing") {
  CHECK(is_missing(membership_of(actor("rita@northwind.example"), Id<Circle>(78))));
  const Id<Org> other = other_organisation();
  change(
      "INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, "
      "season_id, last_day, created_at) VALUES (?, 78, 'same', 'ae', 'Circle 1', 3, 50400, 60, 2, 'Europe/Madrid', 20000, 1, 20200, 0)",
      other);
  const Id<Person> there = add_person(other, "rita", "rita@contoso.example");
  change("INSERT INTO circle_member (org_id, circle_id, person_id, joined_at) VALUES (?, 78, ?, 0)", other, there);
  CHECK(is_missing(membership_of(actor("rita@northwind.example"), Id<Circle>(78))));
}

}  // namespace
}  // namespace backbeat::access
