#include "calls/calls_file.hpp"

#include "base/text.hpp"
#include "testing/shared_data.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace backbeat::calls {
namespace {

struct Read {
  std::vector<FileCall> calls;
  FileFindings findings;
};

Read read(std::string_view text, const CallsMapping& mapping = shipped_calls_mappings().front()) {
  Read out;
  std::istringstream in{std::string(text)};
  auto found = each_call(in, mapping, Zone::make("Europe/Madrid").value(), [&](FileCall&& call) { out.calls.push_back(std::move(call)); });
  if (!found) MESSAGE(found.error().message());
  REQUIRE(found);
  out.findings = std::move(*found);
  return out;
}

constexpr std::string_view header = "call,email,starts_at,ends_at,minutes,title,account,attendees,status\n";
std::string rows(std::string_view text) {
  return std::string(header) + std::string(text);
}

CallsMapping named(std::string_view name) {
  std::istringstream in;
  return mapping_for(name, in).value();
}

/// Nothing where the folder of real exports is not there.
std::optional<std::string> shared(std::string_view name) {
  const auto path = testing::shared_data(name);
  if (!path) {
    MESSAGE("skipped: no " << name);
    return std::nullopt;
  }
  std::ifstream in(*path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

TEST_CASE("a row is a call: in UTC with a Z, else in the organisation's zone") {
  const Read file =
      read(rows("1,ana@x.test,2027-03-28T09:00:00Z,2027-03-28T09:45:00Z,,Demo,Contoso,Eve@contoso.example; bo@contoso.example,\n"
                "2,ana@x.test,2027-03-28 09:00,,30,,,,\n"));
  REQUIRE(file.calls.size() == 2);
  const Stored& first = file.calls[0].call;
  CHECK(first.starts.text() == "2027-03-28T09:00:00Z");
  CHECK(first.ends.text() == "2027-03-28T09:45:00Z");
  CHECK(first.account_name == "Contoso");
  REQUIRE(first.attendees.size() == 2);
  CHECK(first.attendees[1].address == "eve@contoso.example");
  CHECK(file.calls[1].call.starts.text() == "2027-03-28T07:00:00Z");  // the clocks went forward that night
  CHECK(file.calls[1].call.ends.text() == "2027-03-28T07:30:00Z");
}

TEST_CASE("a row that cannot be taken is told with its column, what was found and what was expected; the others are taken") {
  const Read file =
      read(rows("1,ana@x.test,yesterday,,30,,,,\n"
                "2,,2027-03-01 09:00,,30,,,,\n"
                "3,ana@x.test,2027-03-01 09:00,2027-03-01 08:00,,,,,\n"
                "4,ana@x.test,2027-03-01 09:00,,,,,,\n"
                "5,ana@x.test,2027-03-01 09:00,,1441,,,,\n"
                "6,ana@x.test,2027-03-01 09:00,,30,,,nobody,\n"
                "7,ana@x.test,2027-03-01 09:00,,30,,,,\n"
                "7,ana@x.test,2027-03-01 10:00,,30,,,,\n"
                "8,ana@x.test\n"));
  CHECK(file.findings.rows == 9);
  REQUIRE(file.calls.size() == 1);
  CHECK(file.calls[0].row == 8);
  REQUIRE(file.findings.rejected.size() == 8);
  const auto told = [&](std::size_t at) { return file.findings.rejected[at].column + ": " + file.findings.rejected[at].found; };
  CHECK(told(0) == "starts_at: yesterday");
  CHECK(told(1) == "email: nothing");
  CHECK(told(2) == "ends_at: 2027-03-01T07:00:00Z");
  CHECK(told(3) == "ends_at: nothing");
  CHECK(told(4) == "minutes: 1441");
  CHECK(told(5) == "attendees: nobody");
  CHECK(told(6) == "call: 7 a second time");
  CHECK(file.findings.rejected[7].expected == "9 fields, as in the header");
}

TEST_CASE("a file without a needed column is refused with what it has") {
  std::istringstream in("call,who\n1,ana\n");
  const auto found = each_call(in, shipped_calls_mappings().front(), Zone(), [](FileCall&&) {});
  REQUIRE_FALSE(found);
  CHECK(found.error().message().find("email, starts_at") != std::string::npos);
}

TEST_CASE("the mapping is the one whose columns the file has") {
  const auto name = [](std::string_view head) {
    std::istringstream in{std::string(head)};
    return mapping_for("", in)->name;
  };
  CHECK(name("Call Id,Agent,Date,Time,AvgTalkDuration\n") == "call-centre");
  CHECK(name("Id,OwnerId,ActivityDateTime,DurationInMinutes\n") == "salesforce");
  CHECK(name("something,else\n") == "backbeat");
  std::istringstream in;
  CHECK_FALSE(mapping_for("nonsense", in));
}

TEST_CASE("every fault of a mapping is told with its line") {
  const auto faults = [](std::string_view text) {
    const auto mapping = parse_calls_mapping(text);
    REQUIRE_FALSE(mapping);
    return mapping.error().causes.size();
  };
  CHECK(faults("name = 7\nowner_system = \"Not Plain\"\ndate_formats = [\"MM-DD\"]\ndefault_minutes = 0\nzone = \"x\"\n[calls]\nfoo = 1\n"
               "[calls.columns]\nwho = \"x\"\n") >= 8);
  CHECK_FALSE(parse_calls_mapping("name = "));
  CHECK_FALSE(parse_calls_mapping(""));
}

TEST_CASE("a call centre's log is read, and who did not answer spoke for no time") {
  const auto text = shared("data/call-centre/calls_2021-01_02.csv");
  if (!text) return;
  const Read file = read(*text, named("call-centre"));
  CHECK(file.findings.rows == 3388);
  CHECK(file.findings.rejected_total == 0);
  const auto silent = std::ranges::count_if(file.calls, [](const FileCall& one) { return one.call.starts == one.call.ends; });
  CHECK(silent > 0);
  CHECK(file.calls.front().call.title == "Contract related");
  CHECK(file.calls.front().call.ends - file.calls.front().call.starts == std::chrono::seconds(143));
}

TEST_CASE("what a Salesforce connector copies is read: events, and tasks as calls of a quarter of an hour") {
  const auto event_text = shared("data/salesforce-shape/sf_event_data.csv");
  const auto task_text = shared("data/salesforce-shape/sf_task_data.csv");
  if (!event_text || !task_text) return;
  const Read events = read(*event_text, named("salesforce-events"));
  CHECK(events.calls.size() == 10);
  CHECK(events.calls.front().call.account_ref == "0011G00000eLwuWQAS");
  CHECK(events.calls.front().call.ends - events.calls.front().call.starts == std::chrono::minutes(15));
  const Read tasks = read(*task_text, named("salesforce-tasks"));
  CHECK(tasks.calls.size() == 10);
  CHECK(tasks.calls.front().call.opportunity_ref == "0061G00000N38JZQAZ");
}

}  // namespace
}  // namespace backbeat::calls
