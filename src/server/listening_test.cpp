// Who may go on listening, asked of the whole program as an open stream asks it: each kind of topic, each way in which access ends.
#include "access/account_actions.hpp"
#include "meeting/meeting_api.hpp"
#include "ridealong/ridealong_api.hpp"
#include "server/features.hpp"
#include "session/session_api.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>

namespace backbeat::server {
namespace {

namespace fs = std::filesystem;

/// Mark leads Rita; they have a 1:1 and a ride-along. Rita and Rob are a circle whose first hour is planned. Zoe is of another
/// organisation.
struct House {
  fs::path folder = fs::temp_directory_path() / ("backbeat-listening-" + std::to_string(::getpid()));
  std::unique_ptr<Installation> installation = opened(folder);
  http::EventHub events;
  Features features{*installation, events};
  access::Accounts accounts{installation->db(), installation->access(), crypto::cheapest_password_cost};
  Id<Org> org = found("Northwind"), contoso = found("Contoso");
  Id<Person> mark = person(org, 1, access::Role::manager), rita = person(org, 2, access::Role::rep),
             rob = person(org, 3, access::Role::rep);
  Id<Person> zoe = person(contoso, 4, access::Role::rep);
  std::string talk = session::topics.of(org, Id<Session>(11)), ride = ridealong::topics.of(org, Id<Session>(12));
  std::string hour = meeting::topics.of(org, Id<meeting::Meeting>(13));

  House() {
    for (const int id : {11, 12})
      change(
          "INSERT INTO session (org_id, session_id, kind, manager_id, rep_id, created_at, starts_at, earliest_at, latest_at) "
          "VALUES (?, ?, 'weekly_one_on_one', ?, ?, 0, 0, 0, 0)",
          org, id, mark, rita);
    change(
        "INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, "
        "season_id, last_day, created_at) VALUES (?, 7, 'same', 'ae', 'The Harbour', 3, 50400, 60, 2, 'UTC', 20000, 1, 20200, 0)",
        org);
    for (const Id<Person> member : {rita, rob})
      change("INSERT INTO circle_member (org_id, circle_id, person_id, joined_at) VALUES (?, 7, ?, 0)", org, member);
    change(
        "INSERT INTO circle_meeting (org_id, meeting_id, circle_id, number, starts_at, ends_at, state, version) "
        "VALUES (?, 13, 7, 1, 1000, 2000, 'planned', 1)",
        org);
  }
  ~House() { fs::remove_all(folder); }

  static std::unique_ptr<Installation> opened(const fs::path& folder) {
    fs::remove_all(folder);
    Settings settings;
    settings.data = (folder / "data").string();
    auto made = Installation::open(settings);
    REQUIRE(made);
    return *std::move(made);
  }
  template <class... Parameters>
  void change(std::string_view statement, const Parameters&... parameters) {
    REQUIRE(installation->db().write([&](sql::Transaction& tx) -> Result<Done> {
      tx.change(statement, parameters...);
      return Done{};
    }));
  }
  Id<Org> found(const std::string& name) {
    const auto made = installation->db().write([&](sql::Transaction& tx) {
      return access::create_organisation(tx, {.id = {}, .name = name, .zone = Zone(), .fiscal_first_month = 1, .is_simulated = false},
                                         Instant(0));
    });
    REQUIRE(made);
    return *made;
  }
  Id<Person> person(Id<Org> of, std::int64_t id, access::Role role) {
    const std::string name = "P" + std::to_string(id);
    change(
        "INSERT INTO person (org_id, person_id, name, name_key, email, time_zone, hours_from, hours_to, hired, left_on) "
        "VALUES (?, ?, ?, ?, ?, 'UTC', 32400, 61200, 0, NULL)",
        of, id, name, name, name + "@" + of.text() + ".test");
    REQUIRE(accounts.add_user(root(of), Id<Person>(id), {role}));
    return Id<Person>(id);
  }
  [[nodiscard]] access::Actor root(Id<Org> of) const { return installation->access().operator_of(of); }
  http::Credentials browser(Id<Org> of, Id<Person> who) {
    const auto session = accounts.open_session(root(of), who, "Firefox");
    REQUIRE(session);
    return {.session_token = session->token, .bearer_token = {}};
  }
};

TEST_CASE_FIXTURE(House, "each kind of topic is heard by whose it is, and by nobody else") {
  const auto ritas = browser(org, rita), marks = browser(org, mark), robs = browser(org, rob), zoes = browser(contoso, zoe);
  for (const std::string& topic : {talk, ride}) {
    CHECK(features.may_hear(topic, ritas));
    CHECK(features.may_hear(topic, marks));
    CHECK_FALSE(features.may_hear(topic, robs));
    CHECK_FALSE(features.may_hear(topic, zoes));
  }
  CHECK(features.may_hear(hour, ritas));
  CHECK(features.may_hear(hour, robs));
  CHECK_FALSE(features.may_hear(hour, marks));
  CHECK_FALSE(features.may_hear(hour, zoes));
  for (const std::string& topic : {session::topics.of(contoso, Id<Session>(11)), session::topics.of(org, Id<Session>(99)),
                                   "scorecard/" + org.text() + "/" + org.text(), std::string("talk"), std::string()}) {
    CAPTURE(topic);
    CHECK_FALSE(features.may_hear(topic, ritas));
  }
  for (const std::string& topic : {talk, ride, hour}) CHECK_FALSE(features.may_hear(topic, {}));
}

TEST_CASE_FIXTURE(House, "who signs out, is deactivated or leaves hears nothing more, of any kind") {
  const auto signed_out = browser(org, rita), other_page = browser(org, rita);
  REQUIRE(accounts.sign_out({.session_token = signed_out.session_token, .bearer_token = {}}));
  for (const std::string& topic : {talk, ride, hour}) {
    CHECK_FALSE(features.may_hear(topic, signed_out));
    CHECK(features.may_hear(topic, other_page));
  }
  change("UPDATE circle_member SET left_at = 1 WHERE org_id = ? AND person_id = ?", org, rita);
  CHECK_FALSE(features.may_hear(hour, other_page));
  CHECK(features.may_hear(talk, other_page));
  change("UPDATE person SET left_on = 1 WHERE org_id = ? AND person_id = ?", org, rita);
  for (const std::string& topic : {talk, ride, hour}) CHECK_FALSE(features.may_hear(topic, other_page));
  const auto robs = browser(org, rob);
  CHECK(features.may_hear(hour, robs));
  change("UPDATE user_account SET is_active = 0 WHERE org_id = ? AND person_id = ?", org, rob);
  CHECK_FALSE(features.may_hear(hour, robs));
}

}  // namespace
}  // namespace backbeat::server
