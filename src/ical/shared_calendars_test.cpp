// 94 files from the test suites of seven parsers and from the programs people use. Where two independent libraries agree, so do we, on
// every start and end; the disputed ones agree with one of them or are said to be not understood; the malformed ones are refused or
// repaired with a message that names the line. The files are not ours to ship: without them the test says so.
#include "ical/ical.hpp"
#include "testing/shared_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace backbeat::ical {
namespace {

using Rows = std::multiset<std::string>;

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"')
      is_quoted = !is_quoted;
    else if (c == ',' && !is_quoted)
      out.emplace_back();
    else if (c != '\r')
      out.back() += c;
  }
  return out;
}

std::vector<std::vector<std::string>> table(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<std::vector<std::string>> out;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) out.push_back(cells(line));
  return out;
}

/// As expected_occurrences.csv writes it.
std::string shown(Form form, LocalSeconds local, Instant at) {
  if (form == Form::date) return "D" + moment_text(local, Form::date);
  if (form == Form::floating) return "L" + moment_text(local, Form::floating);
  return moment_text(at.unix_ms() / 1'000, Form::utc);
}

std::string date_of(std::string_view shown_start) {
  return std::string(shown_start.substr(shown_start.front() == 'D' || shown_start.front() == 'L' ? 1 : 0, 8));
}

std::string status_of(const Occurrence& one) {
  switch (one.event->status) {
    case EventStatus::none:
      return "";
    case EventStatus::tentative:
      return "TENTATIVE";
    case EventStatus::confirmed:
      return "CONFIRMED";
    case EventStatus::cancelled:
      return "CANCELLED";
  }
  return "";
}

Rows occurrences(const Calendar& calendar, const std::string& before) {
  Rows out;
  const Expansion all = expand(calendar, Instant::parse("1900-01-01T00:00:00Z").value(),
                               Instant::parse(before.substr(0, 4) + "-02-01T00:00:00Z").value(), Zone());
  for (const Occurrence& one : all.occurrences) {
    const std::string start = shown(one.form, one.local_starts, one.starts);
    if (date_of(start) >= before) continue;
    out.insert((one.series->uid.starts_with("no-uid-") ? "" : one.series->uid) + " " + start + " " +
               shown(one.form, one.local_ends, one.ends) + " " + status_of(one));
  }
  return out;
}

std::string all_of(const std::vector<Trouble>& troubles) {
  std::string out;
  for (const Trouble& one : troubles) out += "\n  line " + std::to_string(one.line) + ": " + one.text;
  return out;
}

std::string listed(const Rows& rows) {
  std::string out;
  int count = 0;
  for (const std::string& row : rows)
    if (++count <= 12) out += "\n  " + row;
  return out + "\n  (" + std::to_string(rows.size()) + ")";
}

Rows without(const Rows& a, const Rows& b) {
  Rows out;
  std::ranges::set_difference(a, b, std::inserter(out, out.end()));
  return out;
}

TEST_CASE("the shared calendars have the occurrences that two other libraries agree on, or say what is wrong with them") {
  const auto about = testing::shared_data("data/calendars/SOURCE.md");
  if (!about) {
    MESSAGE("skipped: the folder of shared calendars is not there");
    return;
  }
  const auto folder = std::optional(about->parent_path());
  std::map<std::string, Rows> expected;
  for (const auto& row : table(*folder / "expected_occurrences.csv"))
    expected[row.at(0)].insert(row.at(1) + " " + row.at(2) + " " + row.at(3) + " " + row.at(4));
  int agreed = 0, disputed = 0, malformed = 0;
  for (const auto& row : table(*folder / "manifest.csv")) {
    const std::string& file = row.at(0);
    const auto calendar = read(text_of_file(*folder / file));
    if (row.at(2) == "agreed") {
      ++agreed;
      REQUIRE_MESSAGE(calendar, file << ": " << calendar.error().message());
      const Rows ours = occurrences(*calendar, row.at(4));
      const Rows& theirs = expected[file];
      CHECK_MESSAGE(ours == theirs, file << "\nonly ours:" << listed(without(ours, theirs))
                                         << "\nonly theirs:" << listed(without(theirs, ours)) << all_of(calendar->troubles));
    } else if (row.at(2) == "disputed") {
      ++disputed;
      if (!calendar) {
        CHECK(calendar.error().message().starts_with("Line "));
        continue;
      }
      const std::string count = std::to_string(occurrences(*calendar, row.at(4)).size());
      const bool agrees = count == row.at(5) || count == row.at(6);
      CHECK_MESSAGE((agrees || !calendar->troubles.empty()), file << ": " << count << ", others " << row.at(5) << " and " << row.at(6));
    } else {
      ++malformed;
      const bool is_said = !calendar ? calendar.error().message().starts_with("Line ")
                                     : std::ranges::any_of(calendar->troubles, [](const Trouble& one) { return one.line > 0; });
      CHECK_MESSAGE(is_said, file << " was read without a word");
    }
  }
  CHECK(agreed == 48);
  CHECK(disputed == 26);
  CHECK(malformed == 20);
}

}  // namespace
}  // namespace backbeat::ical
