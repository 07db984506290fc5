#include "people/roster_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::people {
namespace {

LocalDate day(std::string_view text) {
  return *LocalDate::parse(text);
}

const RosterMapping& shipped(std::string_view name) {
  for (const RosterMapping& mapping : shipped_roster_mappings()) {
    if (mapping.name == name) return mapping;
  }
  FAIL("no mapping " << name);
  return shipped_roster_mappings().front();
}

RosterFile read(std::string_view text, std::string_view mapping = "backbeat") {
  auto file = read_roster(text, shipped(mapping));
  REQUIRE(file);
  return *std::move(file);
}

/// The one fault of a row in our own format.
RosterFault fault(std::string_view header, std::string_view fields) {
  const RosterFile file = read("name," + std::string(header) + "\nRita Rep," + std::string(fields) + "\n");
  REQUIRE(file.faults.size() == 1);
  CHECK(file.rows.empty());
  CHECK(file.faults.front().row == 2);
  return file.faults.front();
}

}  // namespace

TEST_CASE("every column of our own roster is read") {
  const RosterFile file = read(
      "name,email,employee_id,job_role,manager_id,manager_email,manager_name,segment,region,time_zone,hours_from,hours_to,hire_date,"
      "leave_date,top_performer,crm_id,crm_name,calendar_id\n"
      " Rita  Rep ,Rita@Example.com,E1,Account Executive,E2,mark@example.com,Mark Manager,Enterprise,EMEA,Europe/Madrid,08:30,17:00,"
      "2026-01-10,2027-01-01,yes,005,R. Rep,cal-1\n");
  REQUIRE(file.rows.size() == 1);
  const RosterRow& row = file.rows.front();
  CHECK(row.row == 2);
  CHECK(row.name == "Rita Rep");
  CHECK(row.email == "rita@example.com");
  CHECK(row.job_role == "account_executive");
  CHECK(row.manager_id == "E2");
  CHECK(row.manager_email == "mark@example.com");
  CHECK(row.manager_name == "Mark Manager");
  CHECK(row.segment == "Enterprise");
  CHECK(row.region == "EMEA");
  CHECK(row.zone->name() == "Europe/Madrid");
  CHECK(row.hours->from == *LocalTime::make(8, 30));
  CHECK(row.hired == day("2026-01-10"));
  CHECK(row.left == day("2027-01-01"));
  CHECK(row.is_top_performer == true);
  CHECK(row.identities ==
        std::vector<ExternalIdentity>{{"calendar", "cal-1"}, {"crm", "005"}, {"crm_name", "R. Rep"}, {"employee_id", "E1"}});
}

TEST_CASE("a column that is missing or blank says nothing") {
  const RosterRow row = read("name,email,time_zone\nRita Rep,,\n").rows.front();
  CHECK(!row.email);
  CHECK(!row.zone);
  CHECK(!row.hired);
  CHECK(!row.speaks_of_leaving);
  CHECK(!row.speaks_of_manager);
}

TEST_CASE("a bad value leaves its row out and says where, what was found and what was expected") {
  CHECK(fault("email", "rita at example") == RosterFault{2, "email", "rita at example", "an e-mail address"});
  CHECK(fault("time_zone", "Europe/Madrit") == RosterFault{2, "time_zone", "Europe/Madrit", "a time zone like Europe/Madrid"});
  CHECK(fault("hire_date", "10.01.2026") == RosterFault{2, "hire_date", "10.01.2026", "a day like YYYY-MM-DD"});
  CHECK(fault("hire_date", "2026-02-30").found == "2026-02-30");
  CHECK(fault("hire_date", "0026-02-20").found == "0026-02-20");
  CHECK(fault("hire_date,leave_date", "2026-02-03,2026-02-03").expected == "a day after 2026-02-03, the day of hire");
  CHECK(fault("hours_from,hours_to", "18:00,09:00").expected == "a time after 18:00");
  CHECK(fault("hours_from,hours_to", "9am,17:00").field == "hours_from");
  CHECK(fault("top_performer", "often").expected == "yes or no");
  CHECK(fault("job_role", "---").field == "job_role");
  CHECK(fault("email", "a,b") == RosterFault{2, "", "3 fields", "2 fields, as the header has"});
  CHECK(fault("crm_id", std::string(255, 'x')).expected == "at most 254 characters");
}

TEST_CASE("a row without a name is left out and the others are not") {
  const RosterFile file = read("name,email\n,rita@example.com\nMark Manager,\n");
  CHECK(file.records == 2);
  REQUIRE(file.faults.size() == 1);
  CHECK(file.faults.front() == RosterFault{2, "name", "nothing", "a name"});
  CHECK(file.rows.front().row == 3);
}

TEST_CASE("a file without a required column, without a header, or that is no CSV is refused as a whole") {
  const auto missing = read_roster("full_name,e-mail\nRita Rep,\n", shipped("backbeat"));
  REQUIRE(!missing);
  CHECK(missing.error().field == "name");
  CHECK(missing.error().message() == "Expected a column of this name, found full_name, e-mail.");
  CHECK(read_roster("Last_Name,Position\nRita,AE\n", shipped("hr-dataset")).error().causes.size() == 2);
  CHECK(!read_roster("", shipped("backbeat")));
  CHECK(!read_roster("name\nRita \"the\" Rep\n", shipped("backbeat")));
}

TEST_CASE("the HR data set's names, roles, dates and blanks come out right, and nothing private is read") {
  const RosterFile file = read(
      "\xEF\xBB\xBF"
      "First_Name;Last_Name;EmpID;Salary;Position;State;Zip;DOB;Sex;RaceDesc;DateofHire;DateofTermination;Department;ManagerName;"
      "ManagerID\r\n"
      "Bunbury; Jessica  ;10188;11111;Area Sales Manager;VA;21851;1964/06/01;CANARY;CANARY;2011/08/15;2014/08/02;Sales            ;John "
      "Smith;17\r\n"
      "Smith; John;10291;22222;Sales Manager;MA;2050;1980/01/01;CANARY;CANARY;2014/05/18;;Sales;Debra Houlihan;\r\n",
      "hr-dataset");
  CHECK(file.faults.empty());
  REQUIRE(file.rows.size() == 2);
  const RosterRow& jessica = file.rows.front();
  CHECK(jessica.name == "Jessica Bunbury");
  CHECK(jessica.job_role == "ae");
  CHECK(jessica.segment == "Sales");
  CHECK(jessica.region == "VA");
  CHECK(jessica.hired == day("2011-08-15"));
  CHECK(jessica.left == day("2014-08-03"));  // the file has the last day
  CHECK(jessica.manager_name == "John Smith");
  CHECK(jessica.manager_id.empty());
  CHECK(jessica.identities == std::vector<ExternalIdentity>{{"employee_id", "10188"}});
  CHECK(file.rows.back().job_role == "sales_manager");
  CHECK(file.rows.back().speaks_of_leaving);
  CHECK(!file.rows.back().left);
  for (const auto& [field, column] : shipped("hr-dataset").columns) {
    for (const std::string_view secret :
         {"Sex", "RaceDesc", "HispanicLatino", "CitizenDesc", "MaritalDesc", "MarriedID", "GenderID", "DOB", "Zip", "Salary", "Absences"})
      CHECK(column != secret);
  }
}

TEST_CASE("without a mapping the first that fits is taken") {
  const auto& mappings = shipped_roster_mappings();
  CHECK(fitting_mapping("name,email\nRita,\n", mappings).name == "backbeat");
  CHECK(fitting_mapping("sales_agent,manager,regional_office\r\nAnna,Dustin,Central\r\n", mappings).name == "maven-teams");
  CHECK(fitting_mapping("First_Name;Last_Name;DateofHire\nSmith;John;2014/01/01\n", mappings).name == "hr-dataset");
  CHECK(fitting_mapping("nothing,known\n", mappings).name == "backbeat");
  CHECK(fitting_mapping("", mappings).name == "backbeat");
}

TEST_CASE("a mapping file says which line and column is wrong, what was expected and what was found") {
  const auto wrong = [](std::string_view text) { return parse_roster_mapping(text).error().message(); };
  CHECK(wrong("name = \"x\"\n[columns]\nname = 7\n") == "Line 3, column 8 of the mapping: expected a text, found a number.");
  CHECK(
      wrong("name = \"x\"\n  colour = \"red\"\n[columns]\nname = \"n\"\n").starts_with("Line 2, column 3 of the mapping: expected name, "));
  CHECK(wrong("name = \"x\"\ndate_format = \"YY\"\n[columns]\nname = \"n\"\n") ==
        "Line 2, column 15 of the mapping: expected YYYY-MM-DD, YYYY/MM/DD, DD.MM.YYYY or MM/DD/YYYY, found \"YY\".");
  CHECK(wrong("name = \"x\"\nrequired = [\"email\"]\n[columns]\nname = \"n\"\n") ==
        "Line 2, column 12 of the mapping: expected a field of [columns], found email.");
  CHECK(wrong("name = \"x\"\n[columns]\nemail = \"e\"\n") ==
        "Line 2, column 1 of the mapping: expected [columns] with name, or with given_name and family_name, found neither.");
  CHECK(wrong("name = \"x\"\n[columns]\nname = \"n\"\nshoe_size = \"e\"\n").ends_with("found shoe_size."));
  CHECK(wrong("[columns]\nname = \"n\"\n") == "Line 1, column 1 of the mapping: expected name = \"...\", found none.");
  CHECK(wrong("name = \"x\"\n[columns]\nname = \"n\"\n[identities]\n\"CRM Id\" = \"i\"\n").starts_with("Line 5, column 1"));
  CHECK(wrong("name = \n").starts_with("Line 1, column "));
  CHECK(wrong("columns = 3").find("a table of texts, found a number") == std::string::npos);  // told with the others
  CHECK(parse_roster_mapping("name = \"x\"\ndate_format = \"MM/DD/YYYY\"\n[columns]\nname = \"n\"\n"));
}

TEST_CASE("everything that is wrong with a mapping file is told at once") {
  const auto refused = parse_roster_mapping("label = 3\n[columns]\nname = \"n\"\nshoe_size = \"e\"\n");
  REQUIRE(refused.error().causes.size() == 3);
  CHECK(refused.error().causes[0].message().find("name = \"...\"") != std::string::npos);
  CHECK(refused.error().causes[1].message() == "Line 1, column 9 of the mapping: expected a text, found a number.");
  CHECK(refused.error().causes[2].message().ends_with("found shoe_size."));
}

TEST_CASE("an own mapping with two columns for the name asks for both") {
  const auto mapping = parse_roster_mapping("name = \"x\"\n[columns]\ngiven_name = \"First\"\nfamily_name = \"Last\"\n");
  REQUIRE(mapping);
  CHECK(mapping->required == std::vector<std::string>{"given_name", "family_name"});
  CHECK(mapping->label == "x");
  CHECK_FALSE(read_roster("First,Family\nRita,Rep\n", *mapping));
  CHECK(read_roster("First,Last\nRita,Rep\n", *mapping)->rows.front().name == "Rita Rep");
}

TEST_CASE("every shipped mapping can be printed to be copied") {
  for (const RosterMapping& mapping : shipped_roster_mappings()) {
    const auto again = parse_roster_mapping(shipped_roster_mapping_text(mapping.name));
    REQUIRE(again);
    CHECK(again->columns == mapping.columns);
  }
  CHECK(shipped_roster_mapping_text("sap").empty());
}

TEST_CASE("dates are read as the mapping writes them") {
  const auto mapping = parse_roster_mapping("name = \"x\"\ndate_format = \"DD.MM.YYYY\"\n[columns]\nname = \"n\"\nhire_date = \"h\"\n");
  REQUIRE(mapping);
  CHECK(read_roster("n,h\nRita,03.02.2026\n", *mapping)->rows.front().hired == day("2026-02-03"));
  CHECK(read_roster("n,h\nRita,2026-02-03\n", *mapping)->faults.size() == 1);
  CHECK(read_roster("n,h\nRita,+3.02.2026\n", *mapping)->faults.size() == 1);
}

TEST_CASE("holidays are a day, a name and perhaps a region") {
  const auto file = read_holidays("day,region,name\n2027-12-25,,Christmas Day\n2027-05-02,Madrid, Comunidad  de Madrid \n");
  REQUIRE(file);
  CHECK(file->faults.empty());
  REQUIRE(file->rows.size() == 2);
  CHECK(file->rows[1].second == Holiday{.region = "Madrid", .day = day("2027-05-02"), .name = "Comunidad de Madrid"});
  const auto wrong = read_holidays("day,name\n25.12.2027,Christmas\n2027-12-25,\n2027-12-26,Second,Third\n");
  REQUIRE(wrong->faults.size() == 3);
  CHECK(wrong->faults[0] == RosterFault{2, "day", "25.12.2027", "a day like 2027-12-25"});
  CHECK(wrong->faults[1].field == "name");
  CHECK(wrong->faults[2].found == "3 fields");
  CHECK(read_holidays("date,name\n").error().field == "day");
  CHECK(read_holidays("day,title\n").error().field == "name");
}

}  // namespace backbeat::people
