// Named people for the tests of calendars: Rita and Rob (reps) report to Mark (manager), who reports to Lena; Olaf leads another team. It
// is Monday 2027-03-01, 10:00 in Madrid.
#pragma once

#include "access/account_actions.hpp"
#include "calendar/calendar_actions.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::calendar {

inline Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

/// A letter as it stands in the outbox.
struct Letter {
  std::string kind, subject, calendar, state;
};

struct CalendarWorld : testing::TestWorld {
  access::Access access{clock, random};
  access::Accounts accounts{*db, access, crypto::cheapest_password_cost};
  access::Actor root = access.operator_of(org);
  Id<Person> lena = person("Lena", {}, {access::Role::leader});
  Id<Person> mark = person("Mark", lena, {access::Role::manager});
  Id<Person> olaf = person("Olaf", lena, {access::Role::manager});
  Id<Person> rita = person("Rita", mark, {access::Role::rep});
  Id<Person> rob = person("Rob", mark, {access::Role::rep});

  Id<Person> person(std::string_view name, std::optional<Id<Person>> manager, access::Roles roles) {
    const auto id = db->write([&](sql::Transaction& tx) -> Result<Id<Person>> {
      const auto made = tx.new_id<Person>();
      tx.change(
          "INSERT INTO person (org_id, person_id, name, name_key, email, time_zone, hours_from, hours_to, hired, left_on) "
          "VALUES (?, ?, ?, ?, ?, 'Europe/Madrid', 32400, 61200, 0, NULL)",
          org, made, name, name, std::string(name) + "@example.com");
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

  access::Actor as(Id<Person> who) {
    const auto session = accounts.open_session(root, who, "Firefox");
    REQUIRE(session);
    const auto actor =
        db->read([&](sql::Reader& reader) { return access.actor(reader, {.session_token = session->token, .bearer_token = {}}); });
    REQUIRE(actor);
    return *actor;
  }

  /// Runs in a transaction that commits.
  template <class Work>
  auto write(Work work) {
    std::optional<std::invoke_result_t<Work, sql::Transaction&>> out;
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      out.emplace(work(tx));
      return Done{};
    }));
    return std::move(*out);
  }

  [[nodiscard]] NewHold pre_brief(Id<Person> who, std::string_view starts, std::int64_t about = 7) const {
    return {.person = who,
            .kind = "pre_brief",
            .about = about,
            .title = "Pre-brief with Rita, Northwind",
            .named = rita,
            .starts = at(starts),
            .ends = at(starts) + std::chrono::minutes(15)};
  }
  std::vector<Hold> put(const std::vector<NewHold>& wanted) {
    return write([&](sql::Transaction& tx) { return put_holds(tx, org, wanted, clock.now()); });
  }
  std::vector<Letter> letters() {
    return db->read([&](sql::Reader& reader) {
      return reader.all("SELECT kind, subject, calendar, state FROM mail_letter ORDER BY letter_id", [](const sql::Row& row) {
        return Letter{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3)};
      });
    });
  }
  std::size_t letters_waiting() {
    std::size_t count = 0;
    for (const Letter& letter : letters()) count += letter.state == "waiting" ? 1 : 0;
    return count;
  }
  /// As the job that sends does.
  void send_all() {
    write([](sql::Transaction& tx) {
      return tx.change("UPDATE mail_letter SET state = 'sent', attempts = 1, settled_at = due_at WHERE state = 'waiting'");
    });
  }
};

}  // namespace backbeat::calendar
