#include "crm/crm_file.hpp"

#include <doctest/doctest.h>

namespace backbeat::crm {
namespace {

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}
Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

const CrmMapping& mapping(std::string_view name) {
  const auto found = std::ranges::find(shipped_crm_mappings(), name, &CrmMapping::name);
  REQUIRE(found != shipped_crm_mappings().end());
  return *found;
}

const Zone madrid = Zone::make("Europe/Madrid").value();

constexpr std::string_view maven_header = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\r\n";

FileRows<OpportunityRow> maven(std::string_view rows) {
  auto read = read_opportunities(std::string(maven_header) + std::string(rows), mapping("maven"), Zone());
  REQUIRE(read);
  return *read;
}

imports::Rejected only_rejected(std::string_view rows) {
  const auto file = maven(rows);
  CHECK(file.taken.empty());
  REQUIRE(file.rejected.size() == 1);
  return file.rejected.front();
}

TEST_CASE("a won Maven row is an opportunity with two stage changes") {
  const auto file = maven("1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,1054\r\n");
  REQUIRE(file.taken.size() == 1);
  CHECK(file.taken[0].row == 2);
  const Opportunity& opportunity = file.taken[0].value.opportunity;
  CHECK(opportunity.key == "1C1I7A6R");
  CHECK(opportunity.owner == Owner{.system = "crm_name", .value = "Moses Frase", .person = {}});
  CHECK(opportunity.outcome == Outcome::won);
  CHECK(opportunity.amount == 105400);
  CHECK(opportunity.opened_on == day("2016-10-20"));
  CHECK(opportunity.closes_on == day("2017-03-01"));
  CHECK(opportunity.cycle_days() == 132);
  const auto& changes = file.taken[0].value.changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0] == StageChange{"1C1I7A6R", "Engaging", at("2016-10-20T00:00:00Z"), "opportunities"});
  CHECK(changes[1] == StageChange{"1C1I7A6R", "Won", at("2017-03-01T00:00:00Z"), "opportunities"});
}

TEST_CASE("a prospect has no date, no account and no value, and is kept") {
  const auto file = maven("A,Anna Snelling,GTX Pro,,Prospecting,,,\r\n");
  REQUIRE(file.taken.size() == 1);
  const Opportunity& opportunity = file.taken[0].value.opportunity;
  CHECK(opportunity.outcome == Outcome::open);
  CHECK(opportunity.account.empty());
  CHECK_FALSE(opportunity.amount.has_value());
  CHECK_FALSE(opportunity.opened_on.has_value());
  CHECK(file.taken[0].value.changes.empty());
}

TEST_CASE("a row that cannot be taken says row, column, what was found and what was expected") {
  CHECK(only_rejected(",Anna,GTX,,Prospecting,,,\r\n") == imports::Rejected{2, "opportunity_id", "nothing", "a value"});
  CHECK(only_rejected("A,,GTX,,Prospecting,,,\r\n") == imports::Rejected{2, "sales_agent", "nothing", "a value"});
  CHECK(only_rejected("A,Anna,GTX,,Engaging,20/10/2016,,\r\n") ==
        imports::Rejected{2, "engage_date", "20/10/2016", "a date as YYYY-MM-DD"});
  CHECK(only_rejected("A,Anna,GTX,,Won,2016-10-20,2017-03-01,-5\r\n") ==
        imports::Rejected{2, "close_value", "-5", "an amount like 4821 or 4821.50, not negative"});
  CHECK(only_rejected("A,Anna,GTX,,Won,2016-10-20,,5\r\n") ==
        imports::Rejected{2, "close_date", "nothing", "the date on which it was won"});
  CHECK(only_rejected("A,Anna,GTX\r\n") == imports::Rejected{2, "", "3 fields", "8 fields, as in the header"});
  std::string long_key(255, 'x');
  long_key += ",Anna,GTX,,Prospecting,,,\r\n";
  CHECK(only_rejected(long_key).found == "255 characters");
}

TEST_CASE("a key that comes twice is taken once") {
  const auto file = maven("A,Anna,GTX,,Prospecting,,,\r\nA,Anna,GTX,,Prospecting,,,\r\n");
  CHECK(file.taken.size() == 1);
  REQUIRE(file.rejected.size() == 1);
  CHECK(file.rejected[0] == imports::Rejected{3, "opportunity_id", "A a second time", "each once; row 2 has it already"});
}

TEST_CASE("closed before it was opened is kept with a note") {
  const auto file = maven("A,Anna,GTX,,Lost,2017-03-02,2017-03-01,0\r\n");
  CHECK(file.taken.size() == 1);
  REQUIRE(file.notes.size() == 1);
  CHECK(file.notes[0].row == 2);
  CHECK(file.notes[0].text.find("left out of cycle times") != std::string::npos);
}

TEST_CASE("a file without a required column is refused with the columns it has") {
  const auto read = read_opportunities("id,name\r\n1,x\r\n", mapping("maven"), Zone());
  REQUIRE_FALSE(read);
  CHECK(read.error().message() == "Expected a header with the columns opportunity_id, sales_agent, deal_stage, found id, name.");
}

constexpr std::string_view salesforce =
    "\"Id\",\"IsDeleted\",\"AccountId\",\"Name\",\"StageName\",\"Amount\",\"CloseDate\",\"IsClosed\",\"IsWon\",\"OwnerId\",\"CreatedDate\","
    "\"LastStageChangeDate\"\n"
    "\"006A\",\"0\",\"000000000000000AAA\",\"A \"\"big\"\"\nrollout\",\"Negotiation\",\"24000.0\",\"2027-04-30 00:00:00\",\"0\",\"0\","
    "\"005X\",\"2027-01-15 23:30:00\",\"2027-02-01 10:00:00\"\n"
    "\"006B\",\"1\",\"001C\",\"Gone\",\"Closed Lost\",\"\",\"2027-02-10 00:00:00\",\"1\",\"0\",\"005X\",\"2027-01-05 09:00:00\",\"\"\n";

TEST_CASE("Salesforce's own export: UTC times, 0 and 1, a reference to nothing, line breaks inside quotes") {
  const auto file = read_opportunities(salesforce, mapping("salesforce"), madrid);
  REQUIRE(file);
  REQUIRE(file->taken.size() == 2);
  const Opportunity& first = file->taken[0].value.opportunity;
  CHECK(first.name == "A \"big\"\nrollout");
  CHECK(first.account.empty());
  CHECK(first.amount == 2400000);
  CHECK(first.opened_on == day("2027-01-16"));  // 00:30 in Madrid
  CHECK(first.closes_on == day("2027-04-30"));  // a closing date is a day wherever one is
  CHECK(first.owner.system == "crm");
  CHECK(file->taken[0].value.changes == std::vector<StageChange>{{"006A", "Negotiation", at("2027-02-01T10:00:00Z"), "opportunities"}});
  const Opportunity& second = file->taken[1].value.opportunity;
  CHECK(second.is_deleted);
  CHECK(second.outcome == Outcome::lost);
}

TEST_CASE("booleans spelled in other ways are read, nonsense is rejected") {
  const std::string header = "id,owner_id,stage_name,is_deleted,is_won,is_closed,close_date\n";
  const auto file = read_opportunities(header + "1,x,Closed Won,FALSE,TRUE,true,2027-01-01\n2,x,Open,perhaps,,,\n",
                                       mapping("salesforce-connector"), madrid);
  REQUIRE(file);
  REQUIRE(file->taken.size() == 1);
  CHECK(file->taken[0].value.opportunity.outcome == Outcome::won);
  REQUIRE(file->rejected.size() == 1);
  CHECK(file->rejected[0] == imports::Rejected{3, "is_deleted", "perhaps", "one of true, 1, false, 0"});
}

TEST_CASE("a stage history is read row by row") {
  const auto file = read_stage_history(
      "OpportunityId,StageName,CreatedDate,IsDeleted\n006A,Discovery,2027-01-15 08:00:00,0\n006A,,2027-01-15 08:00:00,0\n",
      mapping("salesforce"), madrid);
  REQUIRE(file);
  REQUIRE(file->taken.size() == 1);
  CHECK(file->taken[0].value == StageChange{"006A", "Discovery", at("2027-01-15T08:00:00Z"), "stage-history"});
  CHECK(file->rejected.size() == 1);
}

TEST_CASE("quotas need an owner, a period and an amount") {
  const auto file = read_quotas(
      "email,period_start,period_end,amount\na@x.test,2027-01-01,2027-03-31,80000\nb@x.test,2027-03-31,2027-01-01,80000\nc@x.test,2027-01-"
      "01,2027-03-31,\n",
      mapping("backbeat"));
  REQUIRE(file);
  REQUIRE(file->taken.size() == 1);
  CHECK(file->taken[0].value.amount == 8000000);
  CHECK(file->taken[0].value.last_day == day("2027-03-31"));
  REQUIRE(file->rejected.size() == 2);
  CHECK(file->rejected[0] == imports::Rejected{3, "period_end", "2027-01-01", "a day on or after 2027-03-31"});
  CHECK(file->rejected[1] == imports::Rejected{4, "amount", "nothing", "a value"});
}

TEST_CASE("accounts and products have their key for a name where they have none") {
  const auto accounts = read_accounts("account,sector,employees\nAcme,technolgy,2822\nBeta,,many\n", mapping("maven"));
  REQUIRE(accounts);
  REQUIRE(accounts->taken.size() == 1);
  CHECK(accounts->taken[0].value == Account{.key = "Acme", .name = "Acme", .industry = "technolgy", .employees = 2822});
  CHECK(accounts->rejected.size() == 1);
  const auto products = read_products("product,series,sales_price\nGTX Pro,GTX,4821\n", mapping("maven"));
  REQUIRE(products);
  CHECK(products->taken[0].value == Product{.key = "GTX Pro", .name = "GTX Pro", .series = "GTX", .price = 482100});
}

TEST_CASE("without a name the mapping is the one whose columns the file has") {
  CHECK(mapping_for("opportunities", "", maven_header).value().name == "maven");
  CHECK(mapping_for("opportunities", "", salesforce).value().name == "salesforce");
  CHECK(mapping_for("opportunities", "", "no,such,columns\n").value().name == "backbeat");
  CHECK(mapping_for("opportunities", "salesforce", maven_header).value().name == "salesforce");
  CHECK_FALSE(mapping_for("opportunities", "sap", maven_header));
  CHECK_FALSE(mapping_for("quotas", "maven", maven_header));
}

TEST_CASE("every shipped mapping lists its columns, the required ones first") {
  CHECK(mappings_of("opportunities").size() == 4);
  CHECK(mappings_of("quotas").size() == 1);
  for (const auto& listed : mappings_of("opportunities")) {
    CHECK(listed.columns.front().required);
    CHECK_FALSE(listed.label.empty());
  }
}

TEST_CASE("a mapping that is none says line, column, what was expected and what was found") {
  const auto wrong = [](std::string_view text) {
    const auto parsed = parse_crm_mapping("name = \"x\"\nowner_system = \"crm\"\n" + std::string(text));
    REQUIRE_FALSE(parsed);
    return parsed.error().causes.empty() ? parsed.error().message() : parsed.error().causes.front().message();
  };
  CHECK(parse_crm_mapping("name = ").error().message().starts_with("Line 1, column "));
  CHECK(parse_crm_mapping("label = \"x\"").error().causes.size() == 2);
  CHECK(wrong("").starts_with("Line 1, column 1 of the mapping: expected a table [opportunities]"));
  CHECK(wrong("zebra = 1").ends_with("found zebra."));
  CHECK(wrong("zebra = 1").starts_with("Line 3, column 1 of the mapping: expected name, label, owner_system"));
  CHECK(wrong("time_zone = \"Mars/Base\"") ==
        "Line 3, column 13 of the mapping: expected a time zone like Europe/Madrid or UTC, found \"Mars/Base\".");
  CHECK(wrong("date_formats = [\"DD.MM\"]").ends_with("found \"DD.MM\"."));
  CHECK(wrong("yes = \"ja\"") == "Line 3, column 7 of the mapping: expected a list of texts, found \"ja\".");
  CHECK(wrong("[accounts]\nrequired = [\"key\"]") ==
        "Line 3, column 2 of the mapping: expected [accounts.columns] to name the column of key, found none.");
  CHECK(wrong("[accounts]\n[accounts.columns]\nkey = \"Id\"\nshoe_size = \"S\"")
            .starts_with("Line 6, column 1 of the mapping: expected a field of accounts"));
  CHECK(wrong("[accounts]\nwon_stages = []\n[accounts.columns]\nkey = \"Id\"").ends_with("found won_stages."));
  CHECK(wrong("[opportunities]\nstage_dates = { Demo = \"demo_on\" }\n[opportunities.columns]\nkey = \"K\"\nowner = \"O\"\nstage = \"S\"")
            .ends_with("expected a column for demo_on, the date of the stage Demo, found none."));
  CHECK(parse_crm_mapping("name = \"x\"\nowner_system = \"Sales Force\"\n").error().message().starts_with("Line 2, column 16"));
}

TEST_CASE("what a mapping of one's own does not say has a usual meaning") {
  const auto mapping = parse_crm_mapping(
      "name = \"x\"\nowner_system = \"crm\"\n[opportunities]\n[opportunities.columns]\nkey = \"Id\"\nowner = \"Owner\"\nstage = \"Stage\"\n"
      "is_won = \"Won\"\ndemo_on = \"Demo\"\n[opportunities.stage_dates]\nDemo = \"demo_on\"\n");
  REQUIRE(mapping);
  CHECK(mapping->label == "x");
  CHECK(mapping->date_formats == std::vector<std::string>{"YYYY-MM-DD"});
  CHECK(mapping->kinds.find("opportunities")->second.required == std::vector<std::string>{"key", "owner", "stage"});
  const auto file = read_opportunities("Id,Owner,Stage,Won,Demo\n1,o,Lead,TRUE,2027-01-04\n", *mapping, Zone());
  CHECK(file->rejected.front().expected == "the date on which it was won");
  const auto open = read_opportunities("Id,Owner,Stage,Won,Demo\n1,o,Lead,no,2027-01-04\n", *mapping, Zone());
  CHECK(open->taken.front().value.changes.front().stage == "Demo");
}

TEST_CASE("an own mapping must speak of the kind that is imported") {
  constexpr std::string_view accounts = "name = \"x\"\nowner_system = \"crm\"\n[accounts.columns]\nkey = \"Id\"\n";
  CHECK(own_mapping("accounts", accounts));
  CHECK(own_mapping("products", accounts).error().message() ==
        "Line 1, column 1 of the mapping: expected a table [products], for that is what is imported, found none.");
}

TEST_CASE("every shipped mapping can be printed to be copied") {
  for (const auto& mapping : shipped_crm_mappings()) {
    const auto again = parse_crm_mapping(shipped_mapping_text(mapping.name));
    REQUIRE(again);
    CHECK(again->kinds == mapping.kinds);
  }
  CHECK(shipped_mapping_text("sap").empty());
}

TEST_CASE("a key that comes again after thousands of others is found, with the row that had it first") {
  std::string rows;
  for (int i = 0; i < 5000; ++i)
    rows += "K" + std::to_string(i) + std::string(static_cast<std::size_t>(i % 40), 'x') + ",Anna,GTX,,Prospecting,,,\r\n";
  const auto file = maven(rows + "K7xxxxxxx,Anna,GTX,,Prospecting,,,\r\n");
  CHECK(file.taken.size() == 5000);
  CHECK(file.rows == 5001);
  REQUIRE(file.rejected.size() == 1);
  CHECK(file.rejected.front().expected == "each once; row 9 has it already");
}

TEST_CASE("of what a file cannot have taken all is counted and the first thousand listed") {
  std::string rows;
  for (int i = 0; i < 1500; ++i) rows += ",Anna,GTX,,Prospecting,,,\r\n";
  const auto file = maven(rows);
  CHECK(file.rejected_total == 1500);
  CHECK(file.rejected.size() == 1000);
}

}  // namespace
}  // namespace backbeat::crm
