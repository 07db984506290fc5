#include "crm/crm_actions.hpp"

#include "access/access_world_test.hpp"
#include "testing/shared_data.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <set>

namespace backbeat::crm {
namespace {

using access::day;
using access::Role;

constexpr std::string_view header = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n";

/// Rosa imports for RevOps; Ana and Ben sell under Mara.
struct CrmWorld : access::AccessWorld {
  people::RosterImporter rosters{access};
  OpportunityImporter opportunities{access};
  AccountImporter accounts_importer{access};
  ProductImporter products{access};
  StageHistoryImporter histories{access};
  QuotaImporter quotas{access};
  imports::Imports imports{*db, access, {&rosters, &opportunities, &accounts_importer, &products, &histories, &quotas}};
  people::People people{*db, access, {&rosters, &opportunities, &accounts_importer, &products, &histories, &quotas}};
  Crm crm{*db, access};
  Id<Person> rosa = add_person(org, "Rosa Vega", "rosa@northwind.test");
  Id<Person> mara = add_person(org, "Mara Lind", "mara@northwind.test");
  Id<Person> ana = add_person(org, "Ana Snelling", "ana@northwind.test");
  Id<Person> ben = add_person(org, "Ben Ode", "ben@northwind.test");

  CrmWorld() {
    add_user(rosa, {Role::revops});
    add_user(ana, {Role::rep});
    assign(ana, mara, day("2026-01-01"));
    assign(ben, mara, day("2026-01-01"));
  }
  access::Actor as_rosa() { return actor("rosa@northwind.test"); }

  imports::ImportReport import(std::string_view kind, std::string_view bytes, std::string_view mapping = "") {
    auto report = imports.apply(root, kind, "file.csv", mapping, {}, bytes);
    if (!report) MESSAGE(report.error().message());
    REQUIRE(report);
    return *report;
  }
  imports::ImportReport deals(std::string_view rows) { return import("opportunities", std::string(header) + std::string(rows), "maven"); }
  std::vector<Opportunity> stored() {
    return read([&](sql::Reader& reader) { return load_opportunities(reader, org); });
  }
};

using Counts = std::array<std::int64_t, 4>;
Counts counts(const imports::ImportReport& report) {
  return {report.added, report.changed, report.unchanged, report.rejected_total};
}

constexpr std::string_view three =
    "A1,Ana Snelling,GTX Pro,Acme,Won,2027-01-04,2027-02-10,1054\n"
    "A2,Ben Ode,GTXPro,,Engaging,2027-01-20,,\n"
    "A3,Zoe Stone,GTX Pro,Acme,Prospecting,,,\n";

TEST_CASE_FIXTURE(CrmWorld, "an import adds, a second one of the same file changes nothing") {
  CHECK(counts(deals(three)) == Counts{3, 0, 0, 0});
  const auto before = stored();
  CHECK(counts(deals(three)) == Counts{0, 0, 3, 0});
  CHECK(stored() == before);
}

TEST_CASE_FIXTURE(CrmWorld, "a preview writes nothing and says what the import says") {
  const auto preview = imports.preview(root, "opportunities", "file.csv", "maven", {}, std::string(header) + std::string(three));
  REQUIRE(preview);
  CHECK(counts(*preview) == Counts{3, 0, 0, 0});
  CHECK_FALSE(preview->applied);
  CHECK(stored().empty());
  const auto applied = deals(three);
  CHECK(applied.notes == preview->notes);
  CHECK(applied.unmatched == preview->unmatched);
}

TEST_CASE_FIXTURE(CrmWorld, "what moved on is changed, and the report says how") {
  deals(three);
  const auto report = deals("A2,Ben Ode,GTXPro,,Won,2027-01-20,2027-02-25,4821\n");
  CHECK(counts(report) == Counts{0, 1, 0, 0});
  REQUIRE(report.changes.size() == 1);
  CHECK(report.changes[0].what ==
        "A2: stage was Engaging, is Won; outcome was open, is won; amount was none, is 4821; closing date was none, is 2027-02-25");
  const auto changes = read([&](sql::Reader& reader) { return load_changes_of(reader, org, ben); });
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].stage == "Engaging");
  CHECK(changes[1].stage == "Won");
}

TEST_CASE_FIXTURE(CrmWorld, "a corrected date takes the place of the wrong one") {
  deals("A2,Ben Ode,GTX,,Engaging,2027-01-20,,\n");
  CHECK(counts(deals("A2,Ben Ode,GTX,,Engaging,2027-01-21,,\n")) == Counts{0, 1, 0, 0});
  const auto changes = read([&](sql::Reader& reader) { return load_changes_of(reader, org, ben); });
  REQUIRE(changes.size() == 1);
  CHECK(to_local(changes[0].entered_at, Zone::make("Europe/Madrid").value()).date == day("2027-01-21"));
}

TEST_CASE_FIXTURE(CrmWorld, "rows that cannot be taken are rejected, and the others taken") {
  const auto report =
      deals("A1,Ana Snelling,GTX,,Won,2027-01-04,,1054\nA2,Ben Ode,GTX,,Engaging,2027-01-20,,\nA2,Ben Ode,GTX,,Engaging,2027-01-20,,\n");
  CHECK(counts(report) == Counts{1, 0, 0, 2});
  CHECK(report.rejected[0] == imports::Rejected{2, "close_date", "nothing", "the date on which it was won"});
  CHECK(report.rows == 3);
}

TEST_CASE_FIXTURE(CrmWorld, "a file that breaks off in the middle changes nothing at all") {
  const auto refused = imports.apply(root, "opportunities", "f.csv", "maven", {}, std::string(header) + std::string(three) + "A4,\"Ana");
  REQUIRE_FALSE(refused);
  CHECK(stored().empty());
}

TEST_CASE_FIXTURE(CrmWorld, "unknown products and blank accounts are reported and kept") {
  import("products", "product,series,sales_price\nGTX Pro,GTX,4821\n", "maven");
  const auto report = deals(three);
  const auto has = [&](std::string_view text) {
    return std::ranges::any_of(report.notes, [&](const imports::Note& note) { return note.text == text; });
  };
  CHECK(has("1 row names the product \"GTXPro\", which is none of the 1 known (perhaps \"GTX Pro\"): kept as written."));
  CHECK(has("1 row names no account: kept."));
  CHECK(stored()[1].product == "GTXPro");
}

TEST_CASE_FIXTURE(CrmWorld, "an owner nobody answers to is on the list, and the rows attach when somebody says who it is") {
  const auto report = deals(three);
  REQUIRE(report.unmatched.size() == 1);
  CHECK(report.unmatched[0] == imports::Unmatched{"Zoe Stone", 1});
  CHECK_FALSE(stored()[2].owner.person.has_value());
  REQUIRE(people.unmatched(as_rosa())->size() == 1);
  REQUIRE(people.match(as_rosa(), "crm_name", "Zoe Stone", ben));
  CHECK(stored()[2].owner.person == ben);
  CHECK(people.unmatched(as_rosa())->empty());
  CHECK(counts(deals(three)) == Counts{0, 0, 3, 0});
}

TEST_CASE_FIXTURE(CrmWorld, "an owner who joins the roster later gets what waited") {
  deals(three);
  import("roster", "name,job_role,manager_name,hire_date\nZoe Stone,ae,Mara Lind,2026-05-01\n", "backbeat");
  CHECK(stored()[2].owner.person.has_value());
  CHECK(people.unmatched(as_rosa())->empty());
}

TEST_CASE_FIXTURE(CrmWorld, "stage history adds to what a snapshot says, once") {
  const std::string_view history =
      "opportunity,stage,entered_at\nA2,Prospecting,2027-01-10\nA2,Engaging,2027-01-20\nX9,Engaging,2027-01-20\n";
  deals(three);
  const auto first = import("stage-history", history, "backbeat");
  CHECK(counts(first) == Counts{2, 1, 0, 0});  // the snapshot knew one of them
  REQUIRE(first.notes.size() == 1);
  CHECK(first.notes[0].text == "1 rows are about opportunities that were not imported: kept.");
  CHECK(counts(import("stage-history", history, "backbeat")) == Counts{0, 0, 3, 0});
  CHECK(counts(deals(three)) == Counts{0, 0, 3, 0});
}

TEST_CASE_FIXTURE(CrmWorld, "quotas belong to people by e-mail, and periods of one person do not overlap") {
  const std::string_view file =
      "email,period_start,period_end,amount\n"
      "ana@northwind.test,2027-01-01,2027-03-31,80000\n"
      "who@northwind.test,2027-01-01,2027-03-31,80000\n"
      "ana@northwind.test,2027-03-01,2027-05-31,80000\n";
  const auto report = import("quotas", file);
  CHECK(counts(report) == Counts{2, 0, 0, 1});
  CHECK(report.rejected[0].expected == "a period that does not overlap 2027-01-01 to 2027-03-31 of ana@northwind.test");
  CHECK(report.unmatched == std::vector<imports::Unmatched>{{"who@northwind.test", 1}});
  const auto quotas_of_ana = read([&](sql::Reader& reader) { return load_quotas_of(reader, org, ana); });
  REQUIRE(quotas_of_ana.size() == 1);
  CHECK(quotas_of_ana[0].amount == 80'000'00);
  CHECK(counts(import("quotas", file)) == Counts{0, 0, 2, 1});
  CHECK(counts(import("quotas", "email,period_start,period_end,amount\nana@northwind.test,2027-01-01,2027-03-31,90000\n")) ==
        Counts{0, 1, 0, 0});
}

TEST_CASE_FIXTURE(CrmWorld, "totals are for RevOps") {
  deals(three);
  REQUIRE(crm.totals(as_rosa(), By::agent));
  const auto refused = crm.totals(actor("ana@northwind.test"), By::agent);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().is(errors::forbidden));
}

TEST_CASE_FIXTURE(CrmWorld, "another organisation's deals are not counted here") {
  deals(three);
  const Id<Org> contoso = other_organisation();
  CHECK(read([&](sql::Reader& reader) { return load_opportunities(reader, contoso); }).empty());
  CHECK(crm.totals(access.operator_of(contoso), By::quarter)->rows.empty());
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The program's totals in the words of tests/oracle/maven_totals.py.
std::string line_of(By by, const TotalsRow& row) {
  char numbers[200];
  const auto number = [](std::optional<double> value) {
    char text[40];
    if (value) std::snprintf(text, sizeof text, "%.6f", *value);
    return value ? std::string(text) : std::string("-");
  };
  std::snprintf(numbers, sizeof numbers, "%d\t%d\t%d\t%lld\t%s\t%s\t", row.won, row.lost, row.open,
                static_cast<long long>(row.won_amount / 100), number(row.win_rate()).c_str(), number(row.mean_cycle_days()).c_str());
  std::string ages;
  for (const int count : row.open_by_age) ages += (ages.empty() ? "" : " ") + std::to_string(count);
  return std::string(name_of(by)) + "\t" + row.label + "\t" + numbers + ages;
}

TEST_CASE_FIXTURE(CrmWorld, "the Maven export adds up to what an independent count of its files gives") {
  const auto pipeline = testing::shared_data("data/maven-crm/sales_pipeline.csv");
  if (!pipeline) {
    MESSAGE("skipped: there is no shared/data/maven-crm");
    return;
  }
  const std::filesystem::path folder = pipeline->parent_path();
  const Id<Org> maven = other_organisation("Maven");
  const access::Actor operator_ = access.operator_of(maven);
  const auto import_file = [&](std::string_view kind, const char* file) {
    const std::string bytes = contents(folder / file);
    auto report = imports.apply(operator_, kind, file, "", {}, bytes);
    if (!report) MESSAGE(report.error().message());
    REQUIRE(report);
    return *report;
  };
  import_file("roster", "sales_teams.csv");
  import_file("accounts", "accounts.csv");
  import_file("products", "products.csv");
  const auto first = import_file("opportunities", "sales_pipeline.csv");
  CHECK(counts(first) == Counts{8800, 0, 0, 0});
  CHECK(first.unmatched.empty());
  const auto has_note = [&](std::string_view begins) {
    return std::ranges::any_of(first.notes, [&](const imports::Note& note) { return note.text.starts_with(begins); });
  };
  CHECK(has_note("1480 rows name the product \"GTXPro\", which is none of the 7 known (perhaps \"GTX Pro\")"));
  CHECK(has_note("1425 rows name no account"));
  CHECK(counts(import_file("opportunities", "sales_pipeline.csv")) == Counts{0, 0, 8800, 0});

  std::set<std::string> counted;
  for (const By by : {By::agent, By::manager, By::quarter}) {
    const auto found = crm.totals(operator_, by, day("2018-01-01"));
    REQUIRE(found);
    for (const auto& row : found->rows) counted.insert(line_of(by, row));
  }
  const std::string command =
      "python3 " + testing::project_file("tests/oracle/maven_totals.py").string() + " " + folder.string() + " 2018-01-01";
  std::set<std::string> expected;
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  char line[1000];
  while (std::fgets(line, sizeof line, pipe)) expected.insert(std::string(line).substr(0, std::string_view(line).size() - 1));
  REQUIRE(pclose(pipe) == 0);
  CHECK(expected.size() == 35 + 6 + 5);
  for (const auto& one : expected) CHECK_MESSAGE(counted.contains(one), "missing: " << one);
  for (const auto& one : counted) CHECK_MESSAGE(expected.contains(one), "too many: " << one);
}

TEST_CASE_FIXTURE(CrmWorld, "Salesforce's objects as a connector delivers them are read, and a second time change nothing") {
  const auto current = testing::shared_data("data/salesforce-shape/sf_opportunity_data.csv");
  if (!current) {
    MESSAGE("skipped: there is no shared/data/salesforce-shape");
    return;
  }
  const std::string opportunities_bytes = contents(*current);
  const std::string history_bytes = contents(current->parent_path() / "sf_opportunity_history_data.csv");
  const auto first = import("opportunities", opportunities_bytes);
  CHECK(first.rows == 10);
  CHECK(first.added == 10);
  CHECK(first.rejected_total == 0);
  CHECK_FALSE(first.unmatched.empty());
  CHECK(import("opportunities", opportunities_bytes).unchanged == 10);
  const auto history = import("stage-history", history_bytes, "salesforce-connector");
  CHECK(history.rows == 10);
  CHECK(history.rejected_total == 0);
  CHECK(import("stage-history", history_bytes, "salesforce-connector").unchanged == 10);
  const auto stored_ones = stored();
  CHECK(std::ranges::any_of(stored_ones, [](const Opportunity& opportunity) { return opportunity.is_deleted; }));
}

TEST_CASE_FIXTURE(CrmWorld, "a file of nobody's ten thousand rows is read row by row, and each fault of it told") {
  std::string rows;
  for (int i = 0; i < 10000; ++i)
    rows += "K" + std::to_string(i) + ",Ana Snelling,GTX,,Engaging," + (i % 10 == 0 ? "yesterday" : "2027-01-20") + ",,\n";
  const auto report = deals(rows);
  CHECK(report.rows == 10000);
  CHECK(report.added == 9000);
  CHECK(report.rejected_total == 1000);
  CHECK(report.added + report.changed + report.unchanged + report.rejected_total == report.rows);
  CHECK(report.changes.size() == imports::ImportReport::most_changes);
}

}  // namespace
}  // namespace backbeat::crm
