// Named people for the tests of circles: Ana, Bo, Cleo, Dan and Fay are a circle of account executives that meets every second Wednesday at
// 14:00 in Madrid from 2027-03-03 on. Ana and Bo report to Mara, Cleo, Dan and Fay to Nils, both to Lena. Gil is a rep of Mara's in no
// circle. Enzo is enablement, Ida admin, Rita RevOps, Xavi executive. It is Monday 2027-03-01, 10:00 in Madrid.
#pragma once

#include "calendar/calendar_actions.hpp"
#include "meeting/meeting_actions.hpp"
#include "meeting/meeting_actions_plan.hpp"
#include "meeting/meeting_store.hpp"
#include "people/people_world_test.hpp"
#include "playbook/playbook_actions.hpp"
#include "session/session_actions.hpp"

namespace backbeat::meeting {

using people::code_of;

struct MeetingWorld : people::PeopleWorld {
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
