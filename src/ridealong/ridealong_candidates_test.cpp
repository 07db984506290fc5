#include "ridealong/ridealong_candidates.hpp"

#include "playbook/playbook_file.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::ridealong;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

people::Member works() {
  people::Member person;
  person.zone = Zone();
  person.hours = {.from = LocalTime::parse("09:00").value(), .to = LocalTime::parse("17:30").value()};
  return person;
}

const Instant now = at("2027-03-01T09:00:00Z");  // a Monday

struct Office {
  people::Member person = works();
  Diary free{.person = &person, .busy = {}, .is_off = [](LocalDate day) { return day.weekday() >= Weekday::saturday; }};

  [[nodiscard]] Need need(Format format, int open) const {
    return {.format = format,
            .open = open,
            .window = {.from = now, .to = at("2027-04-01T00:00:00Z")},
            .is_monthly = false,
            .stages = stages_of(format, playbook::default_playbook()),
            .pre_brief = minutes(15),
            .debrief = minutes(30)};
  }
  [[nodiscard]] Seeker seeker(std::vector<Need> needs, std::vector<CallOption> calls, std::optional<Instant> last = {}) const {
    return {.rep = &free, .last_held_at = last, .needs = std::move(needs), .calls = std::move(calls), .due_after = [](Span call) {
              return call.to + hours(24);
            }};
  }
};

CallOption call(std::size_t index, std::string_view from, int stage) {
  return {.index = index, .span = {.from = at(from), .to = at(from) + minutes(45)}, .stage = stage};
}

}  // namespace

TEST_CASE("observing fits the first stages, co-selling the later ones, a reverse session any call") {
  const Office office;
  const auto seeker =
      office.seeker({office.need(Format::observe, 1), office.need(Format::co_sell, 1), office.need(Format::reverse, 1)},
                    {call(0, "2027-03-03T10:00:00Z", 1), call(1, "2027-03-04T10:00:00Z", 4), call(2, "2027-03-05T10:00:00Z", 6)});
  CHECK(suitable_calls(seeker, seeker.needs[0], now) == 1);
  CHECK(suitable_calls(seeker, seeker.needs[1], now) == 1);
  CHECK(suitable_calls(seeker, seeker.needs[2], now) == 3);
  const auto choices = choose({seeker}, office.free, now).front();
  REQUIRE(choices.size() == 3);
  CHECK(choices[0].call == 0);
  CHECK(choices[1].call == 1);
  CHECK(choices[2].call == 2);  // the others are proposed already
}

TEST_CASE("a call without a deal is for those who are owed one a month, and for reverse sessions") {
  const Office office;
  Need monthly = office.need(Format::observe, 1);
  monthly.is_monthly = true;
  const auto calls = std::vector{call(0, "2027-03-03T10:00:00Z", 0)};
  CHECK(suitable_calls(office.seeker({}, calls), office.need(Format::observe, 1), now) == 0);
  CHECK(suitable_calls(office.seeker({}, calls), monthly, now) == 1);
  CHECK(suitable_calls(office.seeker({}, calls), office.need(Format::reverse, 1), now) == 1);
}

TEST_CASE("what begins within the hour or after the window does not do") {
  const Office office;
  const auto seeker = office.seeker({}, {call(0, "2027-03-01T09:30:00Z", 1), call(1, "2027-04-01T10:00:00Z", 1)});
  CHECK(suitable_calls(seeker, office.need(Format::observe, 1), now) == 0);
}

TEST_CASE("two that are open are spread: the first call of each half of what is left goes first") {
  const Office office;
  const auto seeker =
      office.seeker({office.need(Format::observe, 2)}, {call(0, "2027-03-02T10:00:00Z", 1), call(1, "2027-03-03T10:00:00Z", 1),
                                                        call(2, "2027-03-04T10:00:00Z", 1), call(3, "2027-03-24T10:00:00Z", 1)});
  const auto choices = choose({seeker}, office.free, now).front();
  REQUIRE(choices.size() == 3);
  CHECK(choices[0].call == 0);
  CHECK(choices[0].part == 1);
  CHECK(choices[1].call == 1);
  CHECK(choices[2].call == 3);
  CHECK(choices[2].part == 2);
  CHECK(choices[2].parts == 2);
}

TEST_CASE("the rep who has waited longest goes first, and what is proposed takes the manager's time") {
  const Office office;
  const auto same = std::vector{call(0, "2027-03-03T10:00:00Z", 1), call(1, "2027-03-10T10:00:00Z", 1)};
  const auto recent = office.seeker({office.need(Format::observe, 1)}, same, at("2027-02-26T10:00:00Z"));
  const auto never = office.seeker({office.need(Format::observe, 1)}, same);
  const auto choices = choose({recent, never}, office.free, now);
  REQUIRE(choices[1].size() == 1);
  CHECK(choices[1][0].call == 0);
  REQUIRE(choices[0].size() == 1);
  CHECK(choices[0][0].call == 1);
}

TEST_CASE("a call is proposed with its pre-brief and debrief, and not where the manager or the time for them is missing") {
  Office office;
  const auto seeker = office.seeker({office.need(Format::observe, 1)}, {call(0, "2027-03-03T10:00:00Z", 1)});
  const auto choices = choose({seeker}, office.free, now).front();
  REQUIRE(choices.size() == 1);
  CHECK(choices[0].plan.pre_brief->to == at("2027-03-03T10:00:00Z"));
  CHECK(choices[0].plan.debrief->from == at("2027-03-03T10:45:00Z"));
  Diary busy = office.free;
  busy.busy.push_back({.from = at("2027-03-03T10:15:00Z"), .to = at("2027-03-03T10:30:00Z")});
  CHECK(choose({seeker}, busy, now).front().empty());
  busy.busy = {{.from = at("2027-03-03T10:45:00Z"), .to = at("2027-03-05T10:45:00Z")}};
  CHECK(choose({seeker}, busy, now).front().empty());
}

TEST_CASE("stages are the playbook's, and 1-2 and 3-4 where it says nothing") {
  playbook::Playbook rules;
  CHECK(stages_of(Format::observe, rules).fit(2));
  CHECK_FALSE(stages_of(Format::observe, rules).fit(3));
  CHECK(stages_of(Format::co_sell, rules).fit(3));
  CHECK(stages_of(Format::reverse, rules).fit(9));
  rules.thresholds = {{.key = "observe_stage_last", .value = 3}};
  CHECK(stages_of(Format::observe, rules).fit(3));
}
