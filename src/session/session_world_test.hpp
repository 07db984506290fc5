// Named people for the tests of conversations: Rita (rep) reports to Mark, who reports to Lena; Rob is Mark's other rep; Olaf leads
// another team. Eva (enablement), Remo (revops), Ada (admin) and Xenia (executive) lead nobody. It is Monday 2027-03-01, 10:00 in Madrid.
#pragma once

#include "people/people_world_test.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"

namespace backbeat::session {

using people::code_of;

/// What the two were told live.
struct Told {
  std::vector<NoteWritten> notes;
  std::vector<std::int64_t> versions;
  std::vector<Timer> timers;
};

struct SessionWorld : people::PeopleWorld {
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
