#include "people/people_actions.hpp"

#include "access/access_world_test.hpp"
#include "audit/audit_actions.hpp"
#include "people/people_actions_presence.hpp"

namespace backbeat::people {
namespace {

using access::day;
using access::Role;
using access::Roles;

/// Rita and Rolf report to Mark, Mark to Lena; Olaf leads another team; Rosa is RevOps, Eva enablement, Ada the admin.
struct Company : access::AccessWorld {
  RosterImporter roster{access};
  HolidayImporter holidays{access};
  std::vector<const imports::Importer*> importers{&roster, &holidays};
  imports::Imports imports{*db, access, importers};
  People people{*db, access, importers};

  Id<Person> lena = hire("Lena Leader", "lena@example.com", {}, "sales_leader");
  Id<Person> mark = hire("Mark Manager", "mark@example.com", lena, "sales_manager");
  Id<Person> rita = hire("Rita Rep", "rita@example.com", mark);
  Id<Person> rolf = hire("Rolf Rep", "rolf@example.com", mark);
  Id<Person> olaf = hire("Olaf Other", "olaf@example.com", {}, "sales_manager");
  Id<Person> rosa = hire("Rosa RevOps", "rosa@example.com", {}, "revops");
  Id<Person> eva = hire("Eva Enabler", "eva@example.com", {}, "enablement");
  Id<Person> ada = hire("Ada Admin", "ada@example.com", {}, "");

  Company() {
    for (const auto& [person, role] : {std::pair{lena, Role::leader},
                                       {mark, Role::manager},
                                       {rita, Role::rep},
                                       {rolf, Role::rep},
                                       {olaf, Role::manager},
                                       {rosa, Role::revops},
                                       {eva, Role::enablement},
                                       {ada, Role::admin}})
      add_user(person, {role});
  }
  Id<Person> hire(std::string name, std::string email, std::optional<Id<Person>> manager, std::string job_role = "ae") {
    const auto added = people.add(root, new_person(std::move(name), std::move(email), manager, std::move(job_role)));
    REQUIRE(added);
    return *added;
  }
  static NewPerson new_person(std::string name, std::string email, std::optional<Id<Person>> manager, std::string job_role = "ae") {
    return {.name = std::move(name),
            .email = std::move(email),
            .zone = {},
            .hours = {.from = *LocalTime::make(9, 0), .to = *LocalTime::make(17, 0)},
            .hired = day("2026-01-12"),
            .left = {},
            .manager = manager,
            .job_role = std::move(job_role),
            .segment = "Enterprise",
            .region = "EMEA",
            .identities = {}};
  }
  /// Everybody signed in, made once: signing in is slow under the sanitizers.
  access::Actor as(std::string_view who) { return actor(std::string(who) + "@example.com"); }
  static Assignment under(std::optional<Id<Person>> manager, std::string_view from) {
    return {.period = {.from = day(from), .to = {}}, .manager = manager, .job_role = "ae", .segment = {}, .region = {}};
  }
  Member member(Id<Person> person) {
    return *read([&](sql::Reader& reader) { return load_member(reader, org, person); });
  }
  imports::ImportReport import(std::string_view kind, std::string_view text, std::string_view effective = "2027-03-01") {
    const auto report = imports.apply(root, kind, "file.csv", "", day(effective), text);
    REQUIRE(report);
    CHECK(report->added + report->changed + report->unchanged + report->rejected_total == report->rows);
    return *report;
  }
};

const TimeOff holiday_week{.first = day("2027-04-05"), .last = day("2027-04-09"), .reason = TimeOffReason::pto};

}  // namespace

TEST_CASE_FIXTURE(Company, "everybody may look people up, and sees name, role and manager of those who are not below them") {
  const auto page = people.directory(as("rita"), {.search = "olaf", .job_role = {}, .is_active = {}, .after = {}});
  REQUIRE(page);
  REQUIRE(page->rows.size() == 1);
  const DirectoryRow& row = page->rows.front();
  CHECK(row.name == "Olaf Other");
  CHECK(row.job_role == "sales_manager");
  CHECK(row.is_active);
  CHECK(row.detail == Detail::directory);
  CHECK(row.email.empty());
  CHECK(row.region.empty());
  CHECK(!row.hired);
}

TEST_CASE_FIXTURE(Company, "when somebody is at work reads the same alone as with all that is known of them") {
  const auto whole = read([&](sql::Reader& reader) { return load_member(reader, org, rita); });
  const auto presence = read([&](sql::Reader& reader) { return load_presence(reader, org, rita); });
  REQUIRE((whole && presence));
  CHECK(presence->name == whole->name);
  CHECK(presence->hours == whole->hours);
  CHECK(presence->assignments == whole->assignments);
  CHECK(presence->time_off == whole->time_off);
  CHECK(read([&](sql::Reader& reader) { return zone_of(reader, org, rita); }) == whole->zone);
  CHECK_FALSE(read([&](sql::Reader& reader) { return load_presence(reader, org, Id<Person>(1)); }));
  CHECK_FALSE(read([&](sql::Reader& reader) { return zone_of(reader, org, Id<Person>(1)); }));
}

TEST_CASE_FIXTURE(Company, "an address is found by those who may see addresses and by nobody else") {
  CHECK(people.directory(as("rita"), {.search = "olaf@example", .job_role = {}, .is_active = {}, .after = {}})->rows.empty());
  CHECK(people.directory(as("eva"), {.search = "olaf@example", .job_role = {}, .is_active = {}, .after = {}})->rows.size() == 1);
}

TEST_CASE_FIXTURE(Company, "how much of a person is seen follows from the relation and the role") {
  REQUIRE(people.add_time_off(root, rita, holiday_week));
  const auto detail = [&](std::string_view who) {
    const auto found = people.person(as(who), rita);
    if (!found) CHECK(found.error().is(errors::not_found));
    return found ? found->row.detail : Detail::directory;
  };
  CHECK(detail("rita") == Detail::everything);
  CHECK(detail("mark") == Detail::everything);
  CHECK(detail("lena") == Detail::everything);
  CHECK(detail("rosa") == Detail::everything);
  CHECK(detail("eva") == Detail::record);
  CHECK(detail("ada") == Detail::record);
  CHECK(detail("rolf") == Detail::directory);
  CHECK(detail("olaf") == Detail::directory);
  const auto enablement = people.person(as("eva"), rita);
  CHECK(enablement->member.time_off.empty());
  CHECK(enablement->time_off.empty());
  CHECK(enablement->member.identities.empty());
  CHECK(enablement->row.email == "rita@example.com");
  const auto manager = people.person(as("mark"), rita);
  CHECK(manager->time_off.size() == 1);
  CHECK(manager->manager_names.at(mark) == "Mark Manager");
}

TEST_CASE_FIXTURE(Company, "a change of manager changes who sees what from its day") {
  REQUIRE(people.assign(root, rita, under(olaf, "2027-03-02")));
  const auto old_manager = as("mark");
  const auto new_manager = as("olaf");
  CHECK(people.person(old_manager, rita)->row.detail == Detail::everything);
  CHECK(people.person(new_manager, rita).error().is(errors::not_found));
  clock.set(*Instant::parse("2027-03-02T09:00:00Z"));
  CHECK(people.person(old_manager, rita).error().is(errors::not_found));
  CHECK(people.person(new_manager, rita)->row.detail == Detail::everything);
}

TEST_CASE_FIXTURE(Company, "the record of somebody who left stays with those they last reported to") {
  REQUIRE(people.leave(root, rita, day("2027-02-15")));
  CHECK(people.person(as("mark"), rita)->row.left == day("2027-02-15"));
  CHECK(people.person(as("olaf"), rita).error().is(errors::not_found));
  const auto row = [&](std::string_view who) {
    return people.directory(as(who), {.search = "rita", .job_role = {}, .is_active = {}, .after = {}})->rows.front();
  };
  CHECK(row("mark").left == day("2027-02-15"));
  CHECK(!row("olaf").left);
}

TEST_CASE_FIXTURE(Company, "nobody of another organisation is found or exists") {
  const Id<Org> contoso = other_organisation();
  const auto sven = people.add(access.operator_of(contoso), new_person("Sven Stranger", "sven@example.com", {}));
  REQUIRE(sven);
  CHECK(people.person(as("rosa"), *sven).error().is(errors::not_found));
  CHECK(people.directory(as("rosa"), {.search = "sven", .job_role = {}, .is_active = {}, .after = {}})->rows.empty());
  CHECK(people.add_time_off(as("rosa"), *sven, holiday_week).error().is(errors::not_found));
  CHECK(people.assign(root, rita, under(*sven, "2027-03-02")).error().field == "manager");
  CHECK(read([&](sql::Reader& reader) { return load_members(reader, org).size(); }) == 8);
}

TEST_CASE_FIXTURE(Company, "only who imports rosters adds people, assigns them and lets them leave") {
  for (const std::string_view who : {"rita", "mark", "lena", "eva", "ada"}) {
    const auto actor = as(who);
    CHECK(people.add(actor, new_person("Nina New", "nina@example.com", {})).error().is(errors::forbidden));
    CHECK(people.assign(actor, rita, under(olaf, "2027-03-02")).error().is(errors::forbidden));
    CHECK(people.leave(actor, rita, day("2027-03-02")).error().is(errors::forbidden));
    CHECK(people.certify(actor, mark, {.period = {.from = day("2027-03-01"), .to = {}}}).error().is(errors::forbidden));
    CHECK(people.unmatched(actor).error().is(errors::forbidden));
    CHECK(people.match(actor, "manager_name", "x", rita).error().is(errors::forbidden));
  }
  const auto revops = as("rosa");
  CHECK(people.add(revops, new_person("Nina New", "nina@example.com", mark)));
  CHECK(people.certify(revops, mark, {.period = {.from = day("2027-03-01"), .to = {}}}));
  CHECK(member(mark).certifications.size() == 1);
}

TEST_CASE_FIXTURE(Company, "an API token changes nothing") {
  const auto token = accounts.add_token(as("rosa"), "script", {});
  const auto robot = door.actor({.session_token = {}, .bearer_token = token->secret});
  REQUIRE(robot);
  CHECK(people.add(*robot, new_person("Nina New", "nina@example.com", {})).error().is(access::needs_a_browser));
  CHECK(people.add_time_off(*robot, rosa, holiday_week).error().is(access::needs_a_browser));
  CHECK(people.match(*robot, "manager_name", "x", rita).error().is(access::needs_a_browser));
  CHECK(imports.apply(*robot, "roster", "", "", {}, "name\nNina\n").error().is(access::needs_a_browser));
  CHECK(imports.preview(*robot, "roster", "", "", {}, "name\nNina\n").error().is(access::needs_a_browser));
  CHECK(people.person(*robot, rita));
}

TEST_CASE_FIXTURE(Company, "bad values of a new person are refused by field") {
  auto nina = new_person("Nina New", "nina@example.com", mark);
  const auto refused = [&](auto change) {
    NewPerson wrong = nina;
    change(wrong);
    const auto added = people.add(root, wrong);
    REQUIRE(!added);
    return added.error().field;
  };
  CHECK(refused([](NewPerson& one) { one.name = "  "; }) == "name");
  CHECK(refused([](NewPerson& one) { one.email = "nina"; }) == "email");
  CHECK(refused([](NewPerson& one) { one.email = "RITA@example.com"; }) == "email");
  CHECK(refused([](NewPerson& one) { one.left = one.hired; }) == "left");
  CHECK(refused([](NewPerson& one) { one.manager = Id<Person>(9); }) == "manager");
  CHECK(refused([](NewPerson& one) { one.hours.to = one.hours.from; }) == "hours");
}

TEST_CASE_FIXTURE(Company, "who names no hours works from nine to half past five") {
  auto nina = new_person("Nina New", "nina@example.com", mark);
  nina.hours = {};
  const auto added = people.add(root, nina);
  REQUIRE(added);
  CHECK(member(*added).hours.from == *LocalTime::make(9, 0));
  CHECK(member(*added).hours.to == *LocalTime::make(17, 30));
}

TEST_CASE_FIXTURE(Company, "a circle of managers is refused") {
  const auto refused = people.assign(root, lena, under(rita, "2027-03-02"));
  REQUIRE(!refused);
  CHECK(refused.error().is(errors::not_found) == false);
  CHECK(refused.error().field == "manager");
  CHECK(refused.error().message().find("Rita Rep") == 0);
  CHECK(people.assign(root, lena, under(lena, "2027-03-02")).error().field == "manager");
  CHECK(!member(lena).assignments.front().manager);
}

TEST_CASE_FIXTURE(Company, "time off is entered by the person, those above and RevOps, and by nobody else") {
  for (const std::string_view who : {"rolf", "olaf", "eva", "ada"})
    CHECK(people.add_time_off(as(who), rita, holiday_week).error().is(errors::not_found));
  int month = 4;
  for (const std::string_view who : {"rita", "mark", "lena", "rosa"}) {
    const LocalDate first = *LocalDate::make(2027, static_cast<unsigned>(month++), 5);
    const auto id = people.add_time_off(as(who), rita, {.first = first, .last = first, .reason = TimeOffReason::sickness});
    REQUIRE(id);
    CHECK(people.remove_time_off(as("olaf"), rita, *id).error().is(errors::not_found));
    CHECK(people.remove_time_off(as(who), rolf, *id).error().is(errors::not_found));
  }
  CHECK(member(rita).time_off.size() == 4);
}

TEST_CASE_FIXTURE(Company, "time off ends after it begins, is no longer than a year and does not overlap") {
  CHECK(people.add_time_off(root, rita, {.first = day("2027-04-05"), .last = day("2027-04-04")}).error().field == "to");
  CHECK(people.add_time_off(root, rita, {.first = day("2027-04-05"), .last = day("2028-04-05")}).error().field == "to");
  REQUIRE(people.add_time_off(root, rita, holiday_week));
  CHECK(people.add_time_off(root, rita, {.first = day("2027-04-09"), .last = day("2027-04-12")}).error().is(time_off_overlaps));
  const auto next = people.add_time_off(root, rita, {.first = day("2027-04-10"), .last = day("2027-04-12")});
  REQUIRE(next);
  REQUIRE(people.remove_time_off(root, rita, *next));
  CHECK(people.remove_time_off(root, rita, *next).error().is(errors::not_found));
}

TEST_CASE_FIXTURE(Company, "an illness is not in the chain, which forgets nothing") {
  REQUIRE(people.add_time_off(root, rita, {.first = day("2027-04-05"), .last = day("2027-04-06"), .reason = TimeOffReason::sickness}));
  const auto events = read([&](sql::Reader& reader) { return audit::events_of(reader, org, {"person", rita.value()}); });
  REQUIRE(events.back().kind == "time_off_added");
  CHECK(events.back().fields.encode().find("sick") == std::string::npos);
}

TEST_CASE_FIXTURE(Company, "the directory is by name, in pages that lose and repeat nobody") {
  std::vector<std::string> names;
  DirectoryQuery query{.search = {}, .job_role = {}, .is_active = {}, .after = {}, .limit = 3};
  do {
    const auto page = people.directory(as("rosa"), query);
    REQUIRE(page);
    CHECK(page->rows.size() <= 3);
    for (const DirectoryRow& row : page->rows) names.push_back(row.name);
    query.after = page->next;
  } while (query.after);
  CHECK(names == std::vector<std::string>{"Ada Admin", "Eva Enabler", "Lena Leader", "Mark Manager", "Olaf Other", "Rita Rep", "Rolf Rep",
                                          "Rosa RevOps"});
}

TEST_CASE_FIXTURE(Company, "the directory is searched by part of a name, by role and by who is still here") {
  REQUIRE(people.leave(root, rolf, day("2027-03-01")));
  const auto names = [&](std::string search, std::string role, std::optional<bool> active) {
    std::string out;
    const auto page =
        people.directory(as("rosa"), {.search = std::move(search), .job_role = std::move(role), .is_active = active, .after = {}});
    for (const DirectoryRow& row : page->rows) out += row.name + ";";
    return out;
  };
  CHECK(names("REP", "", {}) == "Rita Rep;Rolf Rep;");
  CHECK(names("", "ae", true) == "Rita Rep;");
  CHECK(names("", "", false) == "Rolf Rep;");
  CHECK(names("%", "", {}) == "");
}

TEST_CASE_FIXTURE(Company, "somebody is found by their ids, by a unique name, and by their address") {
  CHECK(import("roster", "name,employee_id,crm_id\nRita Rep,E1,005A\n").changed == 1);
  const auto find = [&](std::string_view system, std::string_view value) {
    return read([&](sql::Reader& reader) {
      const auto found = find_by_identity(reader, org, system, value);
      CHECK(IdentityIndex(reader, org, system).find(value) == found);
      return found;
    });
  };
  CHECK(find("crm", "005a") == rita);
  CHECK(find("crm_name", " rita  rep") == rita);
  CHECK(find("crm_email", "RITA@example.com") == rita);
  CHECK(find("crm", "Rita Rep") == std::nullopt);
  CHECK(find("crm_name", "") == std::nullopt);
  hire("Rita Rep", "rita2@example.com", mark);
  CHECK(find("crm_name", "Rita Rep") == std::nullopt);  // which one?
}

TEST_CASE_FIXTURE(Company, "a roster is imported, and importing it again changes nothing") {
  const std::string file =
      "name,email,manager_email,job_role,hire_date\nNina New,nina@example.com,mark@example.com,ae,2027-02-01\n"
      "Rita Rep,rita@example.com,olaf@example.com,ae,2026-01-12\n";
  const auto first = import("roster", file);
  CHECK(first.added == 1);
  CHECK(first.changed == 1);
  CHECK(first.run_id);
  const auto before = read([&](sql::Reader& reader) { return load_members(reader, org); });
  const auto again = import("roster", file, "2027-06-01");
  CHECK(again.unchanged == 2);
  const auto after = read([&](sql::Reader& reader) { return load_members(reader, org); });
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(before[i].assignments == after[i].assignments);
    CHECK(before[i].identities == after[i].identities);
  }
  CHECK(member(rita).assignment_on(day("2027-02-28"))->manager == mark);
  CHECK(member(rita).assignment_on(day("2027-03-01"))->manager == olaf);
}

TEST_CASE_FIXTURE(Company, "a preview says what the import will do and does nothing") {
  const std::string file = "name,email,hire_date\nNina New,nina@example.com,2027-02-01\nNobody,at all,2027-02-01\n";
  const auto preview = imports.preview(as("rosa"), "roster", "new.csv", "", {}, file);
  REQUIRE(preview);
  CHECK(!preview->applied);
  CHECK(!preview->run_id);
  CHECK(preview->added == 1);
  CHECK(preview->rejected ==
        std::vector<imports::Rejected>{{.row = 3, .column = "email", .found = "at all", .expected = "an e-mail address"}});
  CHECK(read([&](sql::Reader& reader) { return load_members(reader, org).size(); }) == 8);
  CHECK(imports.runs(as("rosa"), {}, 10)->runs.empty());
  const auto applied = imports.apply(as("rosa"), "roster", "new.csv", "", {}, file);
  CHECK(applied->added == preview->added);
  CHECK(applied->rejected == preview->rejected);
  CHECK(applied->changes == preview->changes);
}

TEST_CASE_FIXTURE(Company, "unknown managers wait on the list, and a match gives them their people at once and for later files") {
  const std::string file = "name,manager_name\nNina New,The Boss\nNils New,the boss\nRita Rep,Lena Leadr\n";
  const auto report = import("roster", file);
  CHECK(report.unmatched.size() == 3);
  auto waiting = people.unmatched(as("rosa"));
  REQUIRE(waiting);
  const auto leadr = std::find_if(waiting->begin(), waiting->end(), [](const UnmatchedRow& row) { return row.name.value == "Lena Leadr"; });
  REQUIRE(leadr != waiting->end());
  REQUIRE(leadr->suggestions.size() == 1);
  CHECK(leadr->suggestions.front().person == PersonRef{.id = lena, .name = "Lena Leader"});
  CHECK(leadr->suggestions.front().reason == "one letter differs");
  CHECK(member(rita).assignments.back().manager == mark);  // until somebody says who it is

  CHECK(people.match(root, "manager_name", "Somebody else", lena).error().is(errors::not_found));
  CHECK(people.match(root, "manager_name", "The Boss", Id<Person>(9)).error().field == "person_id");
  REQUIRE(people.match(as("rosa"), "manager_name", "The Boss", lena));
  REQUIRE(people.match(as("rosa"), "manager_name", "Lena Leadr", lena));
  for (const Member& one : read([&](sql::Reader& reader) { return load_members(reader, org); })) {
    if (one.name == "Nina New" || one.name == "Nils New" || one.name == "Rita Rep") CHECK(one.assignments.back().manager == lena);
  }
  const auto again = import("roster", file, "2027-05-01");
  CHECK(again.unmatched.empty());
  CHECK(again.unchanged == 3);
  CHECK(people.unmatched(root)->empty());
}

TEST_CASE_FIXTURE(Company, "holidays are imported, renamed and left alone") {
  CHECK(import("holidays", "day,name,region\n2027-12-25,Christmas,\n2027-05-02,Madrid Day,Madrid\n").added == 2);
  const auto again = import("holidays", "day,name,region\n2027-12-25,Christmas Day,\n2027-05-02,Madrid Day,Madrid\n");
  CHECK(again.changed == 1);
  CHECK(again.unchanged == 1);
  const auto all = read([&](sql::Reader& reader) { return load_holidays(reader, org); });
  REQUIRE(all.size() == 2);
  CHECK(all[0] == Holiday{.region = "Madrid", .day = day("2027-05-02"), .name = "Madrid Day"});
  CHECK(all[1].name == "Christmas Day");
}

TEST_CASE_FIXTURE(Company, "ten thousand people are imported, and looked up in pages") {
  std::string file = "name,employee_id,manager_id,hire_date\n";
  for (int i = 0; i < 10'000; ++i) {
    file += "Person " + std::to_string(i) + ",E" + std::to_string(i) + "," + (i == 0 ? "" : "E" + std::to_string((i - 1) / 8)) +
            ",2026-05-04\n";
  }
  CHECK(import("roster", file).added == 10'000);
  CHECK(import("roster", file).unchanged == 10'000);
  const auto page = people.directory(root, {.search = "person 99", .job_role = "ae", .is_active = true, .after = {}, .limit = 50});
  CHECK(page->rows.size() == 50);
  CHECK(page->next);
}

}  // namespace backbeat::people
