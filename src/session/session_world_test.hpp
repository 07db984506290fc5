// Named people for the tests of conversations: Rita (rep) reports to Mark, who reports to Lena; Rob is Mark's other rep; Olaf leads
// another team. Eva (enablement), Remo (revops), Ada (admin) and Xenia (executive) lead nobody. It is Monday 2027-03-01, 10:00 in Madrid.
#pragma once

#include "access/account_actions.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

#include <map>

namespace backbeat::session {

/// The code of a refusal; "" where there was none.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : std::string(result.error().spec->code);
}

/// What the two were told live.
struct Told {
  std::vector<NoteWritten> notes;
  std::vector<std::int64_t> versions;
  std::vector<Timer> timers;
};

struct SessionWorld : testing::TestWorld {
  access::Access access{clock, random};
  access::Accounts accounts{*db, access, crypto::cheapest_password_cost};
  access::Actor root = access.operator_of(org);
  Told told;
  bool rep_has_page_open = false;
  Sessions sessions{*db, access, seams()};

  Id<Person> lena = person("Lena", {}, {access::Role::leader});
  Id<Person> mark = person("Mark", lena, {access::Role::manager});
  Id<Person> olaf = person("Olaf", lena, {access::Role::manager});
  Id<Person> rita = person("Rita", mark, {access::Role::rep});
  Id<Person> rob = person("Rob", mark, {access::Role::rep});
  Id<Person> eva = person("Eva", {}, {access::Role::enablement});
  Id<Person> remo = person("Remo", {}, {access::Role::revops});
  Id<Person> ada = person("Ada", {}, {access::Role::admin});
  Id<Person> xenia = person("Xenia", {}, {access::Role::executive});

  SessionWorld() {
    REQUIRE(db->write(
        [&](sql::Transaction& tx) { return playbook::install_default(tx, org, LocalDate::parse("2027-01-01").value(), clock.now()); }));
  }

  Seams seams() {
    Seams made;
    made.publish = [this](Id<Org>, Id<Session>, const Message& message) {
      if (const auto* note = std::get_if<NoteWritten>(&message)) told.notes.push_back(*note);
      if (const auto* state = std::get_if<StateChanged>(&message)) told.versions.push_back(state->version);
      if (const auto* timer = std::get_if<Timer>(&message)) told.timers.push_back(*timer);
    };
    made.is_listening = [this](Id<Org>, Id<Session>, Id<Person> who) { return rep_has_page_open && who == rita; };
    return made;
  }

  Id<Person> person(std::string_view name, std::optional<Id<Person>> manager, access::Roles roles) {
    const auto id = db->write([&](sql::Transaction& tx) -> Result<Id<Person>> {
      const auto made = tx.new_id<Person>();
      const std::string email = std::string(name) + "@example.com";
      tx.change(
          "INSERT INTO person (org_id, person_id, name, name_key, email, time_zone, hours_from, hours_to, hired, left_on) "
          "VALUES (?, ?, ?, ?, ?, 'Europe/Madrid', 32400, 61200, 0, NULL)",
          org, made, name, name, email);
      tx.change(
          "INSERT INTO assignment (org_id, person_id, from_day, to_day, manager_id, job_role, segment, region, is_top_performer) "
          "VALUES (?, ?, 0, NULL, ?, 'ae', '', 'ES', 0)",
          org, made, manager);
      return made;
    });
    REQUIRE(id);
    REQUIRE(accounts.add_user(root, *id, roles));
    return *id;
  }

  template <class... Parameters>
  void change(std::string_view statement, const Parameters&... parameters) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      tx.change(statement, parameters...);
      return Done{};
    }));
  }

  /// Signed in with a browser.
  access::Actor as(Id<Person> who) {
    const auto session = accounts.open_session(root, who, "Firefox");
    REQUIRE(session);
    const auto actor =
        db->read([&](sql::Reader& reader) { return access.actor(reader, {.session_token = session->token, .bearer_token = {}}); });
    REQUIRE(actor);
    return *actor;
  }
  /// With an API token.
  access::Actor as_token(Id<Person> who) {
    const auto token = accounts.add_token(as(who), "script", std::nullopt);
    REQUIRE(token);
    const auto actor =
        db->read([&](sql::Reader& reader) { return access.actor(reader, {.session_token = {}, .bearer_token = token->secret}); });
    REQUIRE(actor);
    return *actor;
  }

  void pass(Duration duration) { clock.advance(duration); }
  Instant in(Duration duration) { return clock.now() + duration; }

  /// Of Mark and Rita, now.
  Id<Session> weekly(Instant starts_at) {
    const auto id =
        sessions.plan(as(mark), {.kind = "weekly_one_on_one", .rep = rita, .manager = {}, .starts_at = starts_at, .minutes = {}});
    REQUIRE_MESSAGE(id, code_of(id));
    return *id;
  }
  Id<Session> weekly() { return weekly(clock.now()); }
  Id<Session> running() {
    const auto id = weekly();
    REQUIRE(sessions.start(as(mark), id, std::nullopt));
    return id;
  }
  Conversation seen_by(Id<Person> who, Id<Session> id) {
    auto conversation = sessions.conversation(as(who), id);
    REQUIRE_MESSAGE(conversation, code_of(conversation));
    return *std::move(conversation);
  }
  State state_of(Id<Session> id) { return seen_by(mark, id).state.state; }
  std::string state_name(Id<Session> id) { return std::string(name_of(state_of(id))); }

  /// A week ago, these two agreed on that; returns the commitment.
  Id<commitment::Commitment> agreed(std::string_view text) {
    const auto id = running();
    const auto made = sessions.commit(as(rita), id, {.text = std::string(text)});
    REQUIRE_MESSAGE(made, code_of(made));
    pass(std::chrono::minutes(30));
    REQUIRE(sessions.end(as(mark), id));
    pass(std::chrono::days(7) - std::chrono::minutes(30));
    return *made;
  }
};

}  // namespace backbeat::session
