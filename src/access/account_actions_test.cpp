#include "access/account_actions.hpp"

#include "access/access_world_test.hpp"
#include "audit/audit_actions.hpp"

#include <atomic>
#include <thread>
#include <vector>

namespace backbeat::access {
namespace {

struct Office : AccessWorld {
  Id<Person> ada = add_person(org, "Ada Admin", "ada@example.com");
  Id<Person> rita = add_person(org, "Rita Rep", "rita@example.com");
  Id<User> ada_user = add_user(ada, {Role::admin});
  Id<User> rita_user = add_user(rita, {Role::rep});

  std::vector<std::string> events(Id<User> user) {
    std::vector<std::string> kinds;
    for (const auto& event : read([&](sql::Reader& reader) { return audit::events_of(reader, org, {"user", user.value()}); }))
      kinds.push_back(event.kind);
    return kinds;
  }
  std::int64_t count(std::string_view statement) {
    return *read([&](sql::Reader& reader) { return reader.first(statement, [](const sql::Row& row) { return row.integer(0); }); });
  }
};

}  // namespace

TEST_CASE_FIXTURE(Office, "users are managed by admins alone, and not by an admin's API token") {
  const Actor rep = actor("rita@example.com");
  CHECK(accounts.users(rep, "", "", 10).error().is(errors::forbidden));
  CHECK(accounts.user(rep, rita_user).error().is(errors::forbidden));
  CHECK(accounts.add_user(rep, rita, {Role::rep}).error().is(errors::forbidden));
  CHECK(accounts.change_user(rep, rita_user, 1, Roles{Role::admin}, {}).error().is(errors::forbidden));
  CHECK(accounts.new_set_up_link(rep, rita_user).error().is(errors::forbidden));
  const Actor admin = actor("ada@example.com");
  const auto token = accounts.add_token(admin, "script", {});
  const auto robot = door.actor({.session_token = {}, .bearer_token = token->secret});
  CHECK(accounts.users(*robot, "", "", 10));
  CHECK(accounts.change_user(*robot, rita_user, 1, Roles{Role::admin}, {}).error().is(needs_a_browser));
  CHECK(accounts.add_token(*robot, "more", {}).error().is(needs_a_browser));
  CHECK(accounts.tokens(*robot).error().is(needs_a_browser));
  CHECK(accounts.sign_out_everywhere(*robot).error().is(needs_a_browser));
}

TEST_CASE_FIXTURE(Office, "an admin of one organisation finds nobody of another") {
  const Id<Org> contoso = other_organisation();
  const Id<Person> sven = add_person(contoso, "Sven Stranger", "sven@example.com");
  const auto user = accounts.add_user(access.operator_of(contoso), sven, {Role::admin});
  REQUIRE(user);
  const Actor admin = actor("ada@example.com");
  CHECK(accounts.user(admin, user->user.id).error().is(errors::not_found));
  CHECK(accounts.change_user(admin, user->user.id, 1, {}, false).error().is(errors::not_found));
  CHECK(accounts.new_set_up_link(admin, user->user.id).error().is(errors::not_found));
  CHECK(accounts.add_user(admin, sven, {Role::rep}).error().field == "person_id");
  CHECK(accounts.users(admin, "", "", 10)->users.size() == 2);
}

TEST_CASE_FIXTURE(Office, "a wrong password, an unknown address, no password yet, deactivated and gone all sound the same") {
  add_person(org, "Nils New", "nils@example.com");
  const Id<Person> nina = add_person(org, "Nina New", "nina@example.com");
  REQUIRE(accounts.add_user(root, nina, {Role::rep}));
  CHECK(sign_in("rita@example.com", "wrong horse").error().is(wrong_password));
  CHECK(sign_in("nobody@example.com").error().is(wrong_password));
  CHECK(sign_in("nils@example.com").error().is(wrong_password));
  CHECK(sign_in("nina@example.com", "").error().is(wrong_password));
  CHECK(sign_in("nina@example.com", "nobody").error().is(wrong_password));
  change("UPDATE user_account SET is_active = 0 WHERE user_id = ?", rita_user);
  CHECK(sign_in("rita@example.com").error().is(wrong_password));
  change("UPDATE user_account SET is_active = 1 WHERE user_id = ?", rita_user);
  change("UPDATE person SET left_on = ? WHERE person_id = ?", day("2027-03-01"), rita);
  CHECK(sign_in("rita@example.com", "correct horse", "10.0.0.2").error().is(wrong_password));
}

TEST_CASE_FIXTURE(Office, "an address is the same in capitals and with blanks around it") {
  CHECK(sign_in("  Rita@Example.COM "));
}

TEST_CASE_FIXTURE(Office, "after three failures each further one doubles the wait, up to fifteen minutes") {
  for (int i = 0; i < 4; ++i) CHECK(sign_in("rita@example.com", "guess guess").error().is(wrong_password));
  const auto refused = sign_in("rita@example.com");
  REQUIRE(refused.error().is(too_many_attempts));
  CHECK(refused.error().params == Params{{"seconds", "2"}});
  clock.advance(std::chrono::milliseconds(1999));
  CHECK(sign_in("rita@example.com").error().is(too_many_attempts));
  clock.advance(std::chrono::milliseconds(1));
  CHECK(sign_in("rita@example.com", "guess guess").error().is(wrong_password));
  CHECK(sign_in("rita@example.com").error().params == Params{{"seconds", "4"}});
  for (int i = 0; i < 20; ++i) {
    clock.advance(std::chrono::minutes(15));
    CHECK(sign_in("rita@example.com", "guess guess").error().is(wrong_password));
  }
  CHECK(sign_in("rita@example.com").error().params == Params{{"seconds", "900"}});
  clock.advance(std::chrono::minutes(15));
  CHECK(sign_in("rita@example.com"));
  CHECK(sign_in("rita@example.com", "guess guess").error().is(wrong_password));  // success forgave the failures
}

TEST_CASE_FIXTURE(Office, "guesses sent all at once wait for each other: four are tried, as one after the other") {
  std::atomic<int> tried = 0;
  std::vector<std::thread> guesses;
  for (int i = 0; i < 12; ++i)
    guesses.emplace_back([&] { tried += sign_in("rita@example.com", "guess guess").error().is(wrong_password) ? 1 : 0; });
  for (std::thread& guess : guesses) guess.join();
  CHECK(tried == 4);
}

TEST_CASE_FIXTURE(Office, "somebody who guesses elsewhere does not lock the owner out") {
  for (int i = 0; i < 6; ++i) CHECK(!sign_in("rita@example.com", "guess guess", "203.0.113.9"));
  CHECK(sign_in("rita@example.com", "correct horse", "203.0.113.9").error().is(too_many_attempts));
  CHECK(sign_in("rita@example.com"));
}

TEST_CASE_FIXTURE(Office, "an unknown address is delayed as a known one is, so that the delay tells nothing") {
  for (int i = 0; i < 4; ++i) CHECK(sign_in("nobody@example.com").error().is(wrong_password));
  CHECK(sign_in("nobody@example.com").error().is(too_many_attempts));
}

TEST_CASE_FIXTURE(Office, "failures are forgotten after a day") {
  for (int i = 0; i < 4; ++i) CHECK(!sign_in("rita@example.com", "guess guess"));
  clock.advance(std::chrono::hours(24) + Duration(1));
  CHECK(sign_in("ada@example.com", "guess guess").error().is(wrong_password));  // a write that tidies
  CHECK(count("SELECT COUNT(*) FROM sign_in_failure") == 1);
}

TEST_CASE_FIXTURE(Office, "every sign-in gives another token, and the one it replaces is over") {
  const std::string first = session_of("rita@example.com");
  const auto second =
      accounts.sign_in("rita@example.com", "correct horse", {.address = "10.0.0.1", .agent = "Firefox", .session_token = first});
  REQUIRE(second);
  CHECK(second->token != first);
  CHECK(actor_with(first).error().is(errors::unauthenticated));
  CHECK(actor_with(second->token));
}

TEST_CASE_FIXTURE(Office, "no secret is stored as it is") {
  const std::string token = session_of("rita@example.com");
  const auto api_token = accounts.add_token(actor("rita@example.com"), "script", {});
  const auto link = accounts.new_set_up_link(root, rita_user);
  const auto stored = [&](std::string_view statement, const std::string& secret) {
    return read([&](sql::Reader& reader) { return reader.first(statement, [](const sql::Row& row) { return row.integer(0); }, secret); })
        .has_value();
  };
  CHECK(!stored("SELECT session_id FROM user_session WHERE token_hash = ?", token));
  CHECK(!stored("SELECT token_id FROM api_token WHERE token_hash = ?", api_token->secret));
  CHECK(!stored("SELECT user_id FROM set_up_link WHERE token_hash = ?", link->token));
  CHECK(!stored("SELECT user_id FROM user_account WHERE password_hash = ?", "correct horse"));
  CHECK(api_token->secret.starts_with("bb_"));
}

TEST_CASE_FIXTURE(Office, "signing out ends this session, signing out everywhere ends all of them and nobody else's") {
  const std::string here = session_of("rita@example.com");
  const std::string there = session_of("rita@example.com");
  const std::string admins = session_of("ada@example.com");
  REQUIRE(accounts.sign_out({.session_token = here, .bearer_token = {}}));
  CHECK(!actor_with(here));
  REQUIRE(actor_with(there));
  REQUIRE(accounts.sign_out_everywhere(*actor_with(there)));
  CHECK(!actor_with(there));
  CHECK(actor_with(admins));
  CHECK(accounts.sign_out({}));  // again is no error
}

TEST_CASE_FIXTURE(Office, "a changed password signs out everywhere else") {
  const std::string here = session_of("rita@example.com");
  const std::string there = session_of("rita@example.com");
  const Actor rep = *actor_with(here);
  const Presented presented{.session_token = here, .bearer_token = {}};
  const Origin origin{.address = "10.0.0.1", .agent = "Firefox"};
  CHECK(accounts.change_password(rep, presented, "wrong horse", "battery staple", origin).error().field == "current");
  CHECK(accounts.change_password(rep, presented, "correct horse", "short", origin).error().field == "new");
  CHECK(accounts.change_password(rep, presented, "correct horse", std::string(201, 'x'), origin).error().field == "new");
  CHECK(accounts.change_password(rep, presented, "correct horse", "RITA@example.com", origin).error().field == "new");
  CHECK(actor_with(there));
  REQUIRE(accounts.change_password(rep, presented, "correct horse", "battery staple", origin));
  CHECK(actor_with(here));
  CHECK(!actor_with(there));
  CHECK(!sign_in("rita@example.com"));
  CHECK(sign_in("rita@example.com", "battery staple"));
}

TEST_CASE_FIXTURE(Office, "sessions are listed with the current one marked, without those that are over") {
  session_of("rita@example.com");
  clock.advance(std::chrono::hours(13));
  const std::string here = session_of("rita@example.com");
  session_of("ada@example.com");
  const auto sessions = accounts.sessions(*actor_with(here), {.session_token = here, .bearer_token = {}});
  REQUIRE(sessions);
  REQUIRE(sessions->size() == 1);
  CHECK(sessions->front().is_current);
  CHECK(sessions->front().agent == "Firefox");
}

TEST_CASE_FIXTURE(Office, "a set-up link works once, within seven days, and signs in") {
  const Id<Person> nina = add_person(org, "Nina New", "nina@example.com");
  const auto added = accounts.add_user(actor("ada@example.com"), nina, {Role::rep});
  REQUIRE(added);
  CHECK(!added->user.has_password);
  const std::string token = added->link.token;
  const auto invited = accounts.invitation(token);
  REQUIRE(invited);
  CHECK(invited->email == "nina@example.com");
  CHECK(invited->name == "Nina New");
  CHECK(invited->organisation == "Northwind");
  CHECK(accounts.set_up(token, "short", {}).error().field == "password");
  CHECK(accounts.set_up("nonsense", "battery staple", {}).error().is(link_ended));
  const auto session = accounts.set_up(token, "battery staple", {.address = "10.0.0.7", .agent = "Safari"});
  REQUIRE(session);
  CHECK(actor_with(session->token)->person() == nina);
  CHECK(accounts.set_up(token, "another staple", {}).error().is(link_ended));
  CHECK(accounts.invitation(token).error().is(link_ended));
  CHECK(sign_in("nina@example.com", "battery staple"));
  CHECK(events(added->user.id) == std::vector<std::string>{"user_added", "set_up_link_made", "password_set"});
}

TEST_CASE_FIXTURE(Office, "a set-up link is over after seven days and when a newer one is made") {
  const auto first = accounts.new_set_up_link(root, rita_user);
  const auto second = accounts.new_set_up_link(root, rita_user);
  CHECK(accounts.invitation(first->token).error().is(link_ended));
  CHECK(accounts.invitation(second->token));
  clock.advance(set_up_link_lifetime - Duration(1));
  CHECK(accounts.invitation(second->token));
  clock.advance(Duration(1));
  CHECK(accounts.invitation(second->token).error().is(link_ended));
  CHECK(accounts.set_up(second->token, "battery staple", {}).error().is(link_ended));
}

TEST_CASE_FIXTURE(Office, "the first admin comes by a link, and only while no admin can sign in") {
  const Id<Org> contoso = other_organisation();
  const Actor operator_ = access.operator_of(contoso);
  const Id<Person> sven = add_person(contoso, "Sven Stranger", "sven@example.com");
  CHECK(accounts.create_first_admin_link(actor("ada@example.com"), ada).error().is(errors::forbidden));
  CHECK(accounts.create_first_admin_link(root, rita).error().is(already_a_user));
  const auto lost = accounts.create_first_admin_link(operator_, sven);
  const auto link = accounts.create_first_admin_link(operator_, sven);  // the first one was not used
  REQUIRE(link);
  CHECK(accounts.invitation(lost->token).error().is(link_ended));
  const auto session = accounts.set_up(link->token, "battery staple", {});
  REQUIRE(session);
  CHECK(actor_with(session->token)->roles() == Roles{Role::admin});
  CHECK(accounts.create_first_admin_link(operator_, sven).error().is(already_a_user));
}

TEST_CASE_FIXTURE(Office, "an account needs a person with an address who has none yet, and a role") {
  const Id<Person> nina = add_person(org, "Nina New", "nina@example.com");
  CHECK(accounts.add_user(root, nina, {}).error().field == "roles");
  CHECK(accounts.add_user(root, rita, {Role::rep}).error().is(already_a_user));
  CHECK(accounts.add_user(root, Id<Person>(9), {Role::rep}).error().field == "person_id");
  change("UPDATE person SET email = NULL WHERE person_id = ?", nina);
  CHECK(accounts.add_user(root, nina, {Role::rep}).error().is(person_has_no_email));
}

TEST_CASE_FIXTURE(Office, "roles granted and revoked count from the next request and are events with their names") {
  const std::string token = session_of("rita@example.com");
  const auto changed = accounts.change_user(actor("ada@example.com"), rita_user, 1, Roles{Role::manager, Role::revops}, {});
  REQUIRE(changed);
  CHECK(changed->version == 2);
  CHECK(actor_with(token)->roles() == Roles{Role::manager, Role::revops});
  const auto all = read([&](sql::Reader& reader) { return audit::events_of(reader, org, {"user", rita_user.value()}); });
  REQUIRE(all.back().kind == "roles_changed");
  CHECK(all.back().fields.text("granted") == "manager revops");
  CHECK(all.back().fields.text("revoked") == "rep");
  CHECK(all.back().actor == ada_user);
  CHECK(accounts.change_user(root, rita_user, 1, Roles{Role::rep}, {}).error().is(errors::version_changed));
  CHECK(accounts.change_user(root, rita_user, 2, Roles{}, {}).error().field == "roles");
  CHECK(accounts.change_user(root, Id<User>(9), 1, {}, false).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(Office, "a deactivated user is out at the next request, and what was open stays closed after reactivation") {
  const std::string token = session_of("rita@example.com");
  const auto api_token = accounts.add_token(*actor_with(token), "script", {});
  REQUIRE(accounts.change_user(root, rita_user, 1, {}, false));
  CHECK(actor_with(token).error().is(errors::unauthenticated));
  CHECK(door.actor({.session_token = {}, .bearer_token = api_token->secret}).error().is(errors::unauthenticated));
  CHECK(!sign_in("rita@example.com"));
  CHECK(accounts.new_set_up_link(root, rita_user).error().is(errors::not_found));
  REQUIRE(accounts.change_user(root, rita_user, 2, {}, true));
  CHECK(!actor_with(token));
  CHECK(!door.actor({.session_token = {}, .bearer_token = api_token->secret}));
  CHECK(sign_in("rita@example.com"));
}

TEST_CASE_FIXTURE(Office, "the last admin can neither be deactivated nor lose the role") {
  CHECK(accounts.change_user(root, ada_user, 1, Roles{Role::rep}, {}).error().is(last_admin));
  CHECK(accounts.change_user(root, ada_user, 1, {}, false).error().is(last_admin));
  CHECK(accounts.user(root, ada_user)->roles == Roles{Role::admin});  // nothing half done
  CHECK(accounts.user(root, ada_user)->is_active);
  REQUIRE(accounts.change_user(root, rita_user, 1, Roles{Role::admin}, {}));
  CHECK(accounts.change_user(root, ada_user, 1, Roles{Role::rep}, {}));
}

TEST_CASE_FIXTURE(Office, "users are listed by address, in pages, and found by a part of name or address") {
  for (const std::string name : {"bea", "cid", "dora"}) add_user(add_person(org, name + " 100%", name + "@example.com"), {Role::rep});
  const auto first = accounts.users(root, "", "", 3);
  REQUIRE(first);
  CHECK(first->has_more);
  REQUIRE(first->users.size() == 3);
  CHECK(first->users[2].email == "cid@example.com");
  const auto rest = accounts.users(root, "", "cid@example.com", 3);
  CHECK(!rest->has_more);
  CHECK(rest->users.size() == 2);
  CHECK(accounts.users(root, "DORA@", "", 10)->users.size() == 1);
  CHECK(accounts.users(root, "100%", "", 10)->users.size() == 3);
  CHECK(accounts.users(root, "1%0", "", 10)->users.empty());  // no wildcards
  CHECK(accounts.users(root, "rita", "", 10)->users.front().name == "Rita Rep");
}

TEST_CASE_FIXTURE(Office, "an API token reads until its last day is over, and its use is noted") {
  const Actor rep = actor("rita@example.com");
  CHECK(accounts.add_token(rep, " ", {}).error().field == "name");
  CHECK(accounts.add_token(rep, "old", day("2027-02-28")).error().field == "expires_on");
  const auto token = accounts.add_token(rep, "script", day("2027-03-01"));
  REQUIRE(token);
  const Presented bearer{.session_token = {}, .bearer_token = token->secret};
  CHECK(door.actor(bearer)->proof() == Proof::api_token);
  CHECK(accounts.tokens(rep)->front().last_used_at == clock.now());
  clock.set(*Instant::parse("2027-03-01T23:00:00Z"));  // 2027-03-02 in Madrid
  CHECK(door.actor(bearer).error().is(errors::unauthenticated));
}

TEST_CASE_FIXTURE(Office, "a token is taken back by its owner alone") {
  const Actor rep = actor("rita@example.com");
  const auto token = accounts.add_token(rep, "script", {});
  CHECK(accounts.remove_token(actor("ada@example.com"), token->id).error().is(errors::not_found));
  CHECK(accounts.tokens(actor("ada@example.com"))->empty());
  REQUIRE(accounts.remove_token(rep, token->id));
  CHECK(!door.actor({.session_token = {}, .bearer_token = token->secret}));
  CHECK(accounts.remove_token(rep, token->id).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(Office, "a profile has the person's zone until the user chooses another") {
  const Actor rep = actor("rita@example.com");
  const auto before = accounts.profile(rep);
  REQUIRE(before);
  CHECK(before->zone.name() == "Europe/Madrid");
  CHECK(before->organisation.name == "Northwind");
  CHECK(before->single_key_shortcuts);
  const auto after = accounts.change_profile(rep, Zone::make("Asia/Tokyo").value(), {});
  CHECK(after->zone.name() == "Asia/Tokyo");
  CHECK(accounts.change_profile(rep, {}, false)->zone.name() == "Asia/Tokyo");
  CHECK(!accounts.profile(rep)->single_key_shortcuts);
}

TEST_CASE_FIXTURE(Office, "a session without a password is the operator's to give, to somebody who could sign in") {
  CHECK(accounts.open_session(actor("ada@example.com"), rita, "sim").error().is(errors::forbidden));
  const auto session = accounts.open_session(root, rita, "sim");
  REQUIRE(session);
  CHECK(actor_with(session->token)->proof() == Proof::browser_session);
  CHECK(accounts.open_session(root, Id<Person>(9), "sim").error().is(errors::not_found));
  REQUIRE(accounts.change_user(root, rita_user, 1, {}, false));
  CHECK(accounts.open_session(root, rita, "sim").error().is(errors::not_found));
}

TEST_CASE_FIXTURE(Office, "a clock that jumps a week takes the organisation's sessions with it, and no other's") {
  const std::string token = session_of("rita@example.com");
  const Id<Org> contoso = other_organisation();
  REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
    move_sessions(tx, contoso, std::chrono::days(7));
    return Done{};
  }));
  const auto jump = [&] {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      move_sessions(tx, org, std::chrono::days(7));
      return Done{};
    }));
    clock.advance(std::chrono::days(7));
  };
  for (int i = 0; i < 4; ++i) jump();
  CHECK(actor_with(token));
  clock.advance(idle_limit);
  CHECK(!actor_with(token));
}

}  // namespace backbeat::access
