// What load_records says was known when, after what people and files did to the record.
#include "people/people_actions.hpp"

#include "access/access_world_test.hpp"

namespace backbeat::people {
namespace {

using access::day;
using std::chrono::days;

/// Rita reports to Mark; both were added on Monday 2027-03-01, when the record opened.
struct Recorded : access::AccessWorld {
  RosterImporter roster{access};
  HolidayImporter holidays{access};
  imports::Imports imports{*db, access, {&roster, &holidays}};
  People people{*db, access};
  Id<Person> mark = hire("Mark Manager", "mark@example.com", {}, "2026-01-12");
  Id<Person> olaf = hire("Olaf Other", "olaf@example.com", {}, "2026-01-12");
  Id<Person> rita = hire("Rita Rep", "rita@example.com", mark, "2026-01-12");
  Instant monday = clock.now();

  Id<Person> hire(std::string name, std::string email, std::optional<Id<Person>> manager, std::string_view hired) {
    const auto added = people.add(root, {.name = std::move(name),
                                         .email = std::move(email),
                                         .zone = {},
                                         .hours = {},
                                         .hired = day(hired),
                                         .left = {},
                                         .manager = manager,
                                         .job_role = "ae",
                                         .segment = {},
                                         .region = {},
                                         .identities = {}});
    REQUIRE(added);
    return *added;
  }
  Records records() {
    return read([&](sql::Reader& reader) { return load_records(reader, org); });
  }
  std::vector<MemberRecord> of(Id<Person> person) {
    std::vector<MemberRecord> out;
    for (MemberRecord& record : records().members)
      if (record.member.id == person) out.push_back(std::move(record));
    return out;
  }
  void assign(Id<Person> manager, std::string_view from) {
    REQUIRE(people.assign(root, rita,
                          {.period = {.from = day(from), .to = {}}, .manager = manager, .job_role = "ae", .segment = {}, .region = {}}));
  }
  imports::ImportReport import(std::string_view kind, std::string_view text) {
    const auto report = imports.apply(root, kind, "file.csv", "", day("2027-03-01"), text);
    REQUIRE(report);
    return *report;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Recorded, "the first load counts as known from ever, and one record says all of it") {
  CHECK(records().opened == monday);
  const auto rita_s = of(rita);
  REQUIRE(rita_s.size() == 1);
  CHECK(rita_s[0].known_at == from_ever);
  CHECK(rita_s[0].member.hired == day("2026-01-12"));
  CHECK(rita_s[0].member.assignments == read([&](sql::Reader& reader) { return load_member(reader, org, rita); })->assignments);
}

TEST_CASE_FIXTURE(Recorded, "a change of manager keeps what was believed before it, a backdated one too") {
  clock.advance(days(1));
  const Instant tuesday = clock.now();
  assign(olaf, "2027-02-15");
  const auto records = of(rita);
  REQUIRE(records.size() == 2);
  REQUIRE(records[0].member.assignments.size() == 1);
  CHECK(records[0].member.assignments[0].manager == mark);
  CHECK(!records[0].member.assignments[0].period.to);
  CHECK(records[1].known_at == tuesday);
  REQUIRE(records[1].member.assignments.size() == 2);
  CHECK(records[1].member.assignments[0].period.to == day("2027-02-15"));
  CHECK(records[1].member.assignments[1].manager == olaf);
  // What is believed now reads as before.
  CHECK(read([&](sql::Reader& reader) { return load_member(reader, org, rita); })->assignments == records[1].member.assignments);
}

TEST_CASE_FIXTURE(Recorded, "two changes at one instant leave one record: the first was never believed") {
  clock.advance(days(1));
  assign(olaf, "2027-03-02");
  assign(mark, "2027-03-02");
  CHECK(of(rita).size() == 2);
  CHECK(of(rita).back().member.assignments.back().manager == mark);
}

TEST_CASE_FIXTURE(Recorded, "leaving is known from when it was said") {
  clock.advance(days(3));
  REQUIRE(people.leave(root, rita, day("2027-03-01")));
  const auto records = of(rita);
  REQUIRE(records.size() == 2);
  CHECK(!records[0].member.left);
  CHECK(!records[0].member.assignments[0].period.to);
  CHECK(records[1].known_at == clock.now());
  CHECK(records[1].member.left == day("2027-03-01"));
}

TEST_CASE_FIXTURE(Recorded, "time off is known while it stands, and its reason is in no record of what was") {
  clock.advance(days(1));
  const Instant added = clock.now();
  const auto entry =
      people.add_time_off(root, rita, {.first = day("2027-03-08"), .last = day("2027-03-12"), .reason = TimeOffReason::sickness});
  REQUIRE(entry);
  clock.advance(days(1));
  REQUIRE(people.remove_time_off(root, rita, *entry));
  const auto records = of(rita);
  REQUIRE(records.size() == 3);
  CHECK(records[0].member.time_off.empty());
  CHECK(records[1].known_at == added);
  REQUIRE(records[1].member.time_off.size() == 1);
  CHECK(records[1].member.time_off[0].first == day("2027-03-08"));
  CHECK(records[1].member.time_off[0].reason == TimeOffReason::leave);
  CHECK(records[2].known_at == clock.now());
  CHECK(records[2].member.time_off.empty());
}

TEST_CASE_FIXTURE(Recorded, "a roster that corrects the day of hire is known from its import, and one that says the same adds nothing") {
  constexpr std::string_view file =
      "name,email,job_role,manager_email,hire_date\n"
      "Rita Rep,rita@example.com,ae,mark@example.com,2026-02-02\n";
  clock.advance(days(1));
  CHECK(import("roster", file).changed == 1);
  const auto records = of(rita);
  REQUIRE(records.size() == 2);
  CHECK(records[0].member.hired == day("2026-01-12"));
  CHECK(records[1].member.hired == day("2026-02-02"));
  CHECK(records[1].member.assignments[0].period.from == day("2026-02-02"));
  clock.advance(days(1));
  CHECK(import("roster", file).unchanged == 1);
  CHECK(of(rita).size() == 2);
}

TEST_CASE_FIXTURE(Recorded, "a new name says nothing that anything is derived from, so there is no new record") {
  clock.advance(days(1));
  CHECK(import("roster", "name,email,hire_date\nRita Repp,rita@example.com,2026-01-12\n").changed == 1);
  CHECK(of(rita).size() == 1);
}

TEST_CASE_FIXTURE(Recorded, "a preview leaves no trace of what it would have replaced") {
  clock.advance(days(1));
  REQUIRE(
      imports.preview(root, "roster", "file.csv", "", day("2027-03-01"), "name,email,hire_date\nRita Rep,rita@example.com,2026-02-02\n"));
  CHECK(of(rita).size() == 1);
}

TEST_CASE_FIXTURE(Recorded, "a holiday is known from its import, and a new name does not make it another") {
  clock.advance(days(1));
  const Instant tuesday = clock.now();
  import("holidays", "day,name\n2027-03-19,San Jose\n");
  clock.advance(days(1));
  import("holidays", "day,name\n2027-03-19,Saint Joseph\n2027-04-02,Good Friday\n");
  const auto known = records().holidays;
  REQUIRE(known.size() == 2);
  CHECK(known[0].known_at == tuesday);
  CHECK(known[0].holiday.name == "Saint Joseph");
  CHECK(known[1].known_at == clock.now());
}

TEST_CASE_FIXTURE(Recorded, "rows from before anything was kept count as known from ever, and open the record there") {
  change("UPDATE assignment SET recorded_at = NULL WHERE org_id = ?", org);
  change("UPDATE person SET recorded_at = NULL WHERE org_id = ?", org);
  CHECK(records().opened == from_ever);
  clock.advance(days(1));
  assign(olaf, "2027-03-02");
  const auto records = of(rita);
  REQUIRE(records.size() == 2);
  CHECK(records[0].known_at == from_ever);
  CHECK(records[0].member.assignments[0].manager == mark);
  CHECK(records[1].known_at == clock.now());
}

TEST_CASE_FIXTURE(Recorded, "another organisation's record is another") {
  const Id<Org> other = other_organisation();
  CHECK(read([&](sql::Reader& reader) { return load_records(reader, other); }).members.empty());
}

}  // namespace backbeat::people
