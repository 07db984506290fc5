// What an erasure does to what was said in circles, and what is handed over of it.
#include "privacy/privacy_store_circles.hpp"

#include "access/access_world_test.hpp"
#include "privacy/privacy_actions.hpp"

namespace backbeat::privacy {
namespace {

using access::day;
using access::Role;

/// Ana left in January; she and Bo were in a circle.
struct CircleTextWorld : access::AccessWorld {
  Result<std::vector<Said>> elsewhere = std::vector<Said>();
  Privacy privacy{*db, access, [] { return true; }, [this](sql::Reader&, Id<Org>, Id<Person>) { return elsewhere; }};
  Id<Person> ana = add_person(org, "Ana Ruiz", "ana@northwind.test");
  Id<Person> bo = add_person(org, "Bo Lind", "bo@northwind.test");
  Id<Person> ida = add_person(org, "Ida Admin", "ida@northwind.test");

  CircleTextWorld() {
    add_user(ida, {Role::admin});
    change(
        "INSERT INTO circle (org_id, circle_id, form, held_by, name, weekday, starts_local, length_minutes, every_weeks, zone, first_day, "
        "season_id, last_day, created_at) VALUES (?, 7, 'same', 'ae', 'The Harbour', 3, 50400, 60, 2, 'UTC', 20000, 1, 20200, 0)",
        org);
    change(
        "INSERT INTO circle_meeting (org_id, meeting_id, circle_id, number, starts_at, ends_at, state, version) VALUES (?, 8, 7, 1, 0, 1, "
        "'held', 1)",
        org);
    change("INSERT INTO circle_attendance (org_id, meeting_id, person_id, state, at) VALUES (?, 8, ?, 'present', 0)", org, ana);
    change(
        "INSERT INTO circle_commitment_state (org_id, commitment_id, circle_id, owner_id, meeting_id, made_at, due_on, outcome, "
        "outcome_at) "
        "VALUES (?, 1, 7, ?, 8, 0, 1, 'done', 1)",
        org, ana);
    words(1, "commitment", ana, {});
    words(2, "message", ana, {});
    words(3, "message", bo, {});
    words(4, "feedback", bo, ana);
    words(5, "feedback", bo, ida);
    change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", day("2027-01-31"), org, ana);
  }
  void words(std::int64_t id, std::string_view kind, Id<Person> by, std::optional<Id<Person>> about) {
    change(
        "INSERT INTO circle_text (org_id, text_id, circle_id, meeting_id, kind, stage, written_by, about_id, at, sealed) "
        "VALUES (?, ?, 7, 8, ?, '', ?, ?, 0, 'sealed')",
        org, id, kind, by, about);
  }
  std::vector<std::int64_t> left() {
    return db->read([&](sql::Reader& reader) {
      return reader.all(
          "SELECT text_id FROM circle_text WHERE org_id = ? AND sealed <> '' ORDER BY text_id",
          [](const sql::Row& row) { return row.integer(0); }, org);
    });
  }
  std::int64_t count(std::string_view statement) {
    return db->read(
        [&](sql::Reader& reader) { return reader.first(statement, [](const sql::Row& row) { return row.integer(0); }, org).value_or(0); });
  }
};

TEST_CASE_FIXTURE(CircleTextWorld, "erased are what they wrote and the feedback given to them; what the others wrote stays theirs") {
  const auto erased = privacy.erase(actor("ida@northwind.test"), ana, "Ana Ruiz");
  REQUIRE(erased);
  CHECK(left() == std::vector<std::int64_t>{3, 5});
  CHECK(erased->notes >= 3);
}

TEST_CASE_FIXTURE(CircleTextWorld, "counts stay: who was there, and what became of a commitment") {
  REQUIRE(privacy.erase(actor("ida@northwind.test"), ana, "Ana Ruiz"));
  CHECK(count("SELECT COUNT(*) FROM circle_attendance WHERE org_id = ? AND state = 'present'") == 1);
  CHECK(count("SELECT COUNT(*) FROM circle_commitment_state WHERE org_id = ? AND outcome = 'done'") == 1);
  CHECK(count("SELECT COUNT(*) FROM circle_text WHERE org_id = ?") == 5);
}

TEST_CASE_FIXTURE(CircleTextWorld,
                  "what they wrote in circles is handed over under their name, and while it cannot be opened nothing half is") {
  elsewhere =
      std::vector<Said>{{.at = Instant(5), .about = "circle_meeting", .id = 8, .what = "message", .stage = {}, .by = {}, .text = "hello"}};
  const auto out = privacy.export_of(root, ana);
  REQUIRE(out);
  REQUIRE(out->said.size() == 1);
  CHECK(out->said.front().text == "hello");
  CHECK(out->said.front().by == "Ana Ruiz");
  elsewhere = refuse(errors::forbidden);
  CHECK_FALSE(privacy.export_of(root, ana));
}

}  // namespace
}  // namespace backbeat::privacy
