// Named people for the tests of circles: Ana, Bo, Cleo, Dan and Fay are a circle of account executives that meets every second Wednesday at
// 14:00 in Madrid from 2027-03-03 on. Ana and Bo report to Mara, Cleo, Dan and Fay to Nils, both to Lena. Gil is a rep of Mara's in no
// circle. Enzo is enablement, Ida admin, Rita RevOps, Xavi executive. It is Monday 2027-03-01, 10:00 in Madrid.
#pragma once

#include "access/account_actions.hpp"
#include "calendar/calendar_actions.hpp"
#include "meeting/meeting_actions.hpp"
#include "meeting/meeting_actions_plan.hpp"
#include "meeting/meeting_store.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"
#include "testing/test_world.hpp"

#include <doctest/doctest.h>

namespace backbeat::meeting {

/// The code of a refusal; "" where there was none.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "" : std::string(result.error().spec->code);
}

struct MeetingWorld : testing::TestWorld {
  access::Access access{clock, random};
  access::Accounts accounts{*db, access, crypto::cheapest_password_cost};
  access::Desk desk{*db, access};
  access::Actor root = access.operator_of(org);
  std::optional<crypto::SealingKey> key = crypto::SealingKey::fresh(random);
  std::vector<std::pair<Id<Meeting>, std::int64_t>> told;
  Vault vault{[this]() -> Result<crypto::SealingKey> {
                if (!key) return refuse(vault_is_locked);
                return *key;
              },
              random};
  Meetings meetings{*db, access, vault,
                    Seams{.publish = [this](Id<Org>, Id<Meeting> id, const Changed& changed) { told.emplace_back(id, changed.version); }}};

  Id<Person> xavi = person("Xavi", {}, {access::Role::executive});
  Id<Person> lena = person("Lena", xavi, {access::Role::leader});
  Id<Person> mara = person("Mara", lena, {access::Role::manager});
  Id<Person> nils = person("Nils", lena, {access::Role::manager});
  Id<Person> ana = person("Ana", mara, {access::Role::rep});
  Id<Person> bo = person("Bo", mara, {access::Role::rep});
  Id<Person> cleo = person("Cleo", nils, {access::Role::rep});
  Id<Person> dan = person("Dan", nils, {access::Role::rep});
  Id<Person> fay = person("Fay", nils, {access::Role::rep});
  Id<Person> gil = person("Gil", mara, {access::Role::rep});
  Id<Person> enzo = person("Enzo", {}, {access::Role::enablement});
  Id<Person> ida = person("Ida", {}, {access::Role::admin});
  Id<Person> rita = person("Rita", {}, {access::Role::revops});
  std::vector<Id<Person>> five{ana, bo, cleo, dan, fay};
  Id<Circle> circle{4711};

  MeetingWorld() {
    REQUIRE(db->write(
        [&](sql::Transaction& tx) { return playbook::install_default(tx, org, LocalDate::parse("2027-01-01").value(), clock.now()); }));
    form(circle, "ae", 60, five);
  }

  void form(Id<Circle> id, std::string_view role, int minutes, const std::vector<Id<Person>>& members) {
    const auto day = [](std::string_view text) { return LocalDate::parse(text).value(); };
    change(
        "INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, "
        "season_id, last_day, created_at) VALUES (?, ?, 'same', ?, 'The Harbour', 3, 50400, ?, 2, 'Europe/Madrid', ?, 1, ?, ?)",
        org, id, role, minutes, day("2027-03-01"), day("2027-08-31"), clock.now());
    for (const Id<Person> member : members) join(id, member);
  }
  void join(Id<Circle> id, Id<Person> member) {
    change("INSERT INTO circle_member (org_id, circle_id, person_id, joined_at) VALUES (?, ?, ?, ?)", org, id, member, clock.now());
  }
  void leave_circle(Id<Person> member) {
    change("UPDATE circle_member SET left_at = ? WHERE org_id = ? AND person_id = ? AND left_at IS NULL", clock.now(), org, member);
  }
  void take_off(Id<Person> who, std::string_view first, std::string_view last) {
    change("INSERT INTO time_off (org_id, time_off_id, person_id, first_day, last_day, reason) VALUES (?, ?, ?, ?, ?, 'pto')", org, who,
           who, LocalDate::parse(first).value(), LocalDate::parse(last).value());
  }

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

  template <class... Parameters>
  void change(std::string_view statement, const Parameters&... parameters) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      tx.change(statement, parameters...);
      return Done{};
    }));
  }

  access::Actor as(Id<Person> who) {
    const auto session = accounts.open_session(root, who, "Firefox");
    REQUIRE(session);
    const auto actor =
        db->read([&](sql::Reader& reader) { return access.actor(reader, {.session_token = session->token, .bearer_token = {}}); });
    REQUIRE(actor);
    return *actor;
  }
  access::Actor as_token(Id<Person> who) {
    const auto token = accounts.add_token(as(who), "script", std::nullopt);
    REQUIRE(token);
    const auto actor =
        db->read([&](sql::Reader& reader) { return access.actor(reader, {.session_token = {}, .bearer_token = token->secret}); });
    REQUIRE(actor);
    return *actor;
  }

  Room room_of(Id<Person> who, Id<Circle> of = Id<Circle>(4711)) {
    auto room = meetings.room(as(who), of);
    REQUIRE_MESSAGE(room, code_of(room));
    return *std::move(room);
  }
  std::vector<Hour> hours(Id<Circle> of = Id<Circle>(4711)) {
    const Room room = room_of(of == circle ? cleo : gil, of);
    std::vector<Hour> out;
    for (const HourRow& row : room.hours) out.push_back(row.hour);
    return out;
  }
  Hour hour_number(int number) {
    for (const Hour& hour : hours())
      if (hour.number == number) return hour;
    FAIL("there is no hour " << number);
    return {};
  }
  HourView seen_by(Id<Person> who, Id<Meeting> id) {
    auto view = meetings.hour(as(who), id);
    REQUIRE_MESSAGE(view, code_of(view));
    return *std::move(view);
  }
  /// The first hour, at its time, opened by whoever facilitates it, with everybody there.
  Id<Meeting> running(int number = 1, bool with_all = true) {
    const Hour hour = hour_number(number);
    clock.set(hour.starts_at);
    const auto started = meetings.start(as(*hour.facilitator), hour.id);
    REQUIRE_MESSAGE(started, code_of(started));
    if (with_all)
      for (const Id<Person> member : five) REQUIRE(meetings.attend(as(member), hour.id));
    return hour.id;
  }
  Id<Person> facilitator_of(Id<Meeting> id) { return seen_by(cleo, id).facilitator->id; }
  void end(Id<Meeting> id) { REQUIRE(meetings.end(as(facilitator_of(id)), id)); }
  /// Somebody of the five who does not facilitate.
  Id<Person> other_than(Id<Person> who) { return who == ana ? bo : ana; }

  /// Every text column of every table, as one string: what a dump would hold.
  std::string dump() {
    std::string all;
    if (db->engine() != sql::Engine::sqlite) return all;
    db->read([&](sql::Reader& reader) {
      const auto columns = reader.all(
          "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE "
          "'sqlite_%'",
          [](const sql::Row& row) { return std::pair(row.get<std::string>(0), row.get<std::string>(1)); });
      for (const auto& [table, column] : columns)
        reader.each("SELECT CAST(" + column + " AS TEXT) FROM " + table + " WHERE " + column + " IS NOT NULL",
                    [&](const sql::Row& row) { all += std::string(row.text(0)) + "\n"; });
    });
    return all;
  }
};

}  // namespace backbeat::meeting
