#include "access/access_actions.hpp"

#include "access/access_world_test.hpp"

namespace backbeat::access {
namespace {

struct Team : AccessWorld {
  Id<Person> rita = add_person(org, "Rita Rep", "rita@example.com");
  Id<Person> mark = add_person(org, "Mark Manager", "mark@example.com");
  Id<Person> lena = add_person(org, "Lena Leader", "lena@example.com");
  Id<Person> olaf = add_person(org, "Olaf Other", "olaf@example.com");
  Team() {
    assign(rita, mark, day("2026-01-01"));
    assign(mark, lena, day("2026-01-01"));
    assign(lena, std::nullopt, day("2026-01-01"));
    assign(olaf, std::nullopt, day("2026-01-01"));
    for (const auto& [person, roles] : {std::pair{rita, Roles{Role::rep}}, std::pair{mark, Roles{Role::manager}},
                                        std::pair{lena, Roles{Role::leader}}, std::pair{olaf, Roles{Role::manager}}})
      add_user(person, roles);
  }
  std::optional<int> distance(const Actor& actor, Id<Person> person) {
    const auto line = read([&](sql::Reader& reader) { return access.reporting_line(reader, actor, person); });
    if (!line) {
      CHECK(line.error().is(errors::not_found));
      return std::nullopt;
    }
    return line->distance();
  }
  std::vector<Id<Person>> below(const Actor& actor) {
    return read([&](sql::Reader& reader) { return access.people_below(reader, actor); });
  }
};

}  // namespace

TEST_CASE_FIXTURE(Team, "nobody is behind a request without a token, with a wrong one, or with somebody's password hash") {
  CHECK(door.actor({}).error().is(errors::unauthenticated));
  CHECK(actor_with("nonsense").error().is(errors::unauthenticated));
  CHECK(actor_with("").error().is(errors::unauthenticated));
  CHECK(door.actor({.session_token = {}, .bearer_token = "bb_nonsense"}).error().is(errors::unauthenticated));
}

TEST_CASE_FIXTURE(Team, "an actor has the roles that the user has now") {
  const std::string token = session_of("rita@example.com");
  CHECK(actor_with(token)->roles() == Roles{Role::rep});
  change("INSERT INTO user_role (org_id, user_id, role) VALUES (?, ?, 'admin')", org, actor_with(token)->user());
  CHECK(actor_with(token)->roles() == Roles{Role::rep, Role::admin});
  CHECK(actor_with(token)->proof() == Proof::browser_session);
}

TEST_CASE_FIXTURE(Team, "a bearer token that is wrong is not forgiven because a cookie is right") {
  const std::string token = session_of("rita@example.com");
  CHECK(door.actor({.session_token = token, .bearer_token = "bb_wrong"}).error().is(errors::unauthenticated));
}

TEST_CASE_FIXTURE(Team, "somebody who left is out from their first day gone") {
  const std::string token = session_of("rita@example.com");
  change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", day("2027-03-02"), org, rita);
  CHECK(actor_with(token));  // 2027-03-01 10:00 in Madrid
  clock.set(*Instant::parse("2027-03-01T22:59:59Z"));
  change("UPDATE user_session SET last_seen_at = ?", clock.now());
  CHECK(actor_with(token));
  clock.set(*Instant::parse("2027-03-01T23:00:00Z"));  // midnight in Madrid
  CHECK(actor_with(token).error().is(errors::unauthenticated));
}

TEST_CASE_FIXTURE(Team, "a session ends twelve hours after its last use") {
  const std::string token = session_of("rita@example.com");
  clock.advance(idle_limit - Duration(1));
  CHECK(actor_with(token));  // and this is a use
  clock.advance(idle_limit - Duration(1));
  CHECK(actor_with(token));
  clock.advance(idle_limit);
  CHECK(actor_with(token).error().is(errors::unauthenticated));
}

TEST_CASE_FIXTURE(Team, "a session ends fourteen days after it began, however much it is used") {
  const std::string token = session_of("rita@example.com");
  const Instant began = clock.now();
  while (clock.now() + std::chrono::hours(6) < began + absolute_limit) {
    clock.advance(std::chrono::hours(6));
    REQUIRE(actor_with(token));
  }
  clock.set(began + absolute_limit);
  CHECK(actor_with(token).error().is(errors::unauthenticated));
}

TEST_CASE_FIXTURE(Team, "the line reaches up through every manager of today and no further") {
  CHECK(distance(actor("rita@example.com"), rita) == 0);
  CHECK(distance(actor("mark@example.com"), rita) == 1);
  CHECK(distance(actor("lena@example.com"), rita) == 2);
  CHECK(distance(actor("olaf@example.com"), rita) == std::nullopt);
  CHECK(distance(actor("rita@example.com"), mark) == std::nullopt);
  CHECK(distance(actor("mark@example.com"), Id<Person>(42)) == std::nullopt);
  CHECK(distance(root, rita) == std::nullopt);
  CHECK(distance(root, Id<Person>()) == std::nullopt);
}

TEST_CASE_FIXTURE(Team, "those below are everybody at any distance, without oneself") {
  CHECK(below(actor("lena@example.com")) == std::vector{rita, mark});
  CHECK(below(actor("mark@example.com")) == std::vector{rita});
  CHECK(below(actor("rita@example.com")).empty());
}

TEST_CASE_FIXTURE(Team, "a change of manager holds from its day: the old manager is out and the new one in") {
  change("UPDATE assignment SET to_day = ? WHERE org_id = ? AND person_id = ?", day("2027-03-02"), org, rita);
  assign(rita, olaf, day("2027-03-02"));
  const Actor old_manager = actor("mark@example.com");
  const Actor new_manager = actor("olaf@example.com");
  CHECK(distance(old_manager, rita) == 1);
  CHECK(distance(new_manager, rita) == std::nullopt);
  clock.set(*Instant::parse("2027-03-01T23:00:00Z"));  // 2027-03-02 in Madrid
  CHECK(distance(old_manager, rita) == std::nullopt);
  CHECK(distance(new_manager, rita) == 1);
  CHECK(below(old_manager).empty());
  CHECK(below(new_manager) == std::vector{rita});
}

TEST_CASE_FIXTURE(Team, "who left stays with their last manager for what they leave behind, and is below nobody") {
  change("UPDATE assignment SET to_day = ? WHERE org_id = ? AND person_id = ?", day("2027-02-01"), org, rita);
  CHECK(distance(actor("mark@example.com"), rita) == std::nullopt);  // a gap: they are nobody's for now
  change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", day("2027-02-01"), org, rita);
  CHECK(distance(actor("mark@example.com"), rita) == 1);
  CHECK(distance(actor("lena@example.com"), rita) == 2);
  CHECK(distance(actor("olaf@example.com"), rita) == std::nullopt);
  CHECK(below(actor("mark@example.com")).empty());
}

TEST_CASE_FIXTURE(Team, "rows that go in a circle end the walk and not the program") {
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", rita, org, lena);
  CHECK(distance(actor("olaf@example.com"), rita) == std::nullopt);
  CHECK(distance(actor("mark@example.com"), rita) == 1);
  CHECK(below(actor("mark@example.com")) == std::vector{rita, lena});
}

TEST_CASE_FIXTURE(Team, "nobody of another organisation is in the line") {
  const Id<Org> contoso = other_organisation();
  const Id<Person> stranger = add_person(contoso, "Sven Stranger", "sven@example.com");
  CHECK(distance(actor("lena@example.com"), stranger) == std::nullopt);
}

TEST_CASE_FIXTURE(Team, "only the two of a session take part in it, and no API token, operator or manager's manager") {
  const Id<Session> session(77);
  change(
      "INSERT INTO session (org_id, session_id, kind, manager_id, rep_id, created_at, starts_at, earliest_at, latest_at) "
      "VALUES (?, ?, 'weekly_one_on_one', ?, ?, 0, 0, 0, 0)",
      org, session, mark, rita);
  const auto side = [&](const Actor& actor, Id<Session> of) -> std::optional<Side> {
    const auto found = read([&](sql::Reader& reader) { return access.participation(reader, actor, of); });
    if (found) return found->side();
    CHECK(found.error().is(errors::not_found));
    return std::nullopt;
  };
  CHECK(side(actor("rita@example.com"), session) == Side::rep);
  CHECK(side(actor("mark@example.com"), session) == Side::manager);
  CHECK(side(actor("lena@example.com"), session) == std::nullopt);
  CHECK(side(actor("olaf@example.com"), session) == std::nullopt);
  CHECK(side(root, session) == std::nullopt);
  CHECK(side(actor("rita@example.com"), Id<Session>(78)) == std::nullopt);

  const auto token = accounts.add_token(actor("rita@example.com"), "script", std::nullopt);
  REQUIRE(token);
  const auto robot = door.actor({.session_token = {}, .bearer_token = token->secret});
  REQUIRE(robot);
  CHECK(robot->person() == rita);
  CHECK(side(*robot, session) == std::nullopt);
}

TEST_CASE_FIXTURE(Team, "a right needs its role, and the operator has every right") {
  CHECK(access.entitled<Right::manage_users>(actor("rita@example.com")).error().is(errors::forbidden));
  CHECK(access.entitled<Right::import_files>(actor("mark@example.com")).error().is(errors::forbidden));
  CHECK(access.entitled<Right::manage_users>(root));
}

TEST_CASE_FIXTURE(Team, "an organisation is made with a name and a fiscal month that there is") {
  const auto make = [&](std::string name, int month) {
    return db->write([&](sql::Transaction& tx) {
      return create_organisation(tx, {.id = {}, .name = std::move(name), .zone = *Zone::make("Asia/Tokyo"), .fiscal_first_month = month},
                                 clock.now());
    });
  };
  CHECK(make("  ", 1).error().field == "name");
  CHECK(make("Fabrikam", 13).error().field == "fiscal_first_month");
  const auto made = make(" Fabrikam ", 4);
  REQUIRE(made);
  const auto found = read([&](sql::Reader& reader) { return access.organisation(reader, *made); });
  REQUIRE(found);
  CHECK(found->name == "Fabrikam");
  CHECK(found->fiscal_first_month == 4);
  clock.set(*Instant::parse("2027-03-01T15:00:00Z"));
  CHECK(read([&](sql::Reader& reader) { return access.today(reader, *made); }) == day("2027-03-02"));
  CHECK(read([&](sql::Reader& reader) { return organisations(reader).size(); }) == 2);
  CHECK(read([&](sql::Reader& reader) { return access.organisation(reader, Id<Org>(9)); }).error().is(errors::not_found));
}

}  // namespace backbeat::access
