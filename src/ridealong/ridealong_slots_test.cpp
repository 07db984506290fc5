#include "ridealong/ridealong_slots.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::ridealong;
using std::chrono::minutes;

namespace {

Instant at(std::string_view text) {
  return Instant::parse(text).value();
}

people::Member works(std::string_view zone_name, std::string_view from = "09:00", std::string_view to = "17:30") {
  people::Member person;
  person.zone = Zone::make(zone_name).value();
  person.hours = {.from = LocalTime::parse(from).value(), .to = LocalTime::parse(to).value()};
  return person;
}

bool is_weekend(LocalDate day) {
  return day.weekday() >= Weekday::saturday;
}

struct Two {
  people::Member ana = works("Europe/Madrid");
  people::Member mara = works("Europe/Madrid");
  std::vector<Span> anas;
  std::vector<Span> maras;
  Instant now = at("2027-03-01T08:00:00Z");

  [[nodiscard]] Diary rep() const { return {.person = &ana, .busy = anas, .is_off = is_weekend}; }
  [[nodiscard]] Diary manager() const { return {.person = &mara, .busy = maras, .is_off = is_weekend}; }
  [[nodiscard]] std::optional<Span> before(Span call) const { return find_pre_brief(call, minutes(15), now, rep(), manager()); }
  [[nodiscard]] std::optional<Span> after(Span call, Instant due) const { return find_debrief(call, minutes(30), due, rep(), manager()); }
};

Span span(std::string_view from, std::string_view to) {
  return {.from = at(from), .to = at(to)};
}

const Span call = span("2027-03-03T10:00:00Z", "2027-03-03T10:45:00Z");  // Wednesday, 11:00 in Madrid
const Instant due = at("2027-03-04T10:45:00Z");

}  // namespace

TEST_CASE("the pre-brief is right before the call and the debrief right after it, where both are free") {
  const Two two;
  CHECK(two.before(call) == span("2027-03-03T09:45:00Z", "2027-03-03T10:00:00Z"));
  CHECK(two.after(call, due) == span("2027-03-03T10:45:00Z", "2027-03-03T11:15:00Z"));
}

TEST_CASE("what takes the time of either moves them apart from the call") {
  Two two;
  two.anas.push_back(span("2027-03-03T09:30:00Z", "2027-03-03T10:00:00Z"));
  two.maras.push_back(span("2027-03-03T10:45:00Z", "2027-03-03T11:50:00Z"));
  CHECK(two.before(call)->to == at("2027-03-03T09:30:00Z"));
  CHECK(two.after(call, due)->from == at("2027-03-03T12:00:00Z"));
}

TEST_CASE("nobody meets outside their hours: a call at nine is prepared for the day before, a Monday's on Friday") {
  const Two two;
  CHECK(two.before(span("2027-03-03T08:00:00Z", "2027-03-03T08:45:00Z"))->to == at("2027-03-02T16:30:00Z"));
  CHECK(two.before(span("2027-03-08T08:00:00Z", "2027-03-08T08:45:00Z"))->to == at("2027-03-05T16:30:00Z"));
  // And one that ends with the day is debriefed the next morning.
  CHECK(two.after(span("2027-03-03T15:30:00Z", "2027-03-03T16:20:00Z"), at("2027-03-04T16:20:00Z"))->from == at("2027-03-04T08:00:00Z"));
}

TEST_CASE("hours are each person's own, in their own zone") {
  Two two;
  two.mara = works("America/New_York");
  // 14:00 UTC is nine in New York; 16:30 UTC is half past five in Madrid.
  CHECK(two.after(call, due)->from == at("2027-03-03T14:00:00Z"));
  CHECK(two.before(call)->to == at("2027-03-02T16:30:00Z"));
  two.mara = works("Pacific/Auckland");
  CHECK_FALSE(two.after(call, due).has_value());
  CHECK_FALSE(two.before(call).has_value());
}

TEST_CASE("there is no pre-brief in the past and no debrief that begins after it is due") {
  Two two;
  two.now = at("2027-03-03T09:50:00Z");
  CHECK_FALSE(two.before(call).has_value());
  two.maras.push_back(span("2027-03-03T10:45:00Z", "2027-03-04T10:45:00Z"));
  CHECK(two.after(call, due)->from == due);
  two.maras.back().to = at("2027-03-04T10:46:00Z");
  CHECK_FALSE(two.after(call, due).has_value());
}

TEST_CASE("spans that touch do not overlap") {
  CHECK_FALSE(overlap(span("2027-03-03T10:00:00Z", "2027-03-03T11:00:00Z"), span("2027-03-03T11:00:00Z", "2027-03-03T12:00:00Z")));
  CHECK(overlap(span("2027-03-03T10:00:00Z", "2027-03-03T11:01:00Z"), span("2027-03-03T11:00:00Z", "2027-03-03T12:00:00Z")));
}

TEST_CASE("other times go away from the call, one beside the other, around what takes the time of either") {
  Two two;
  two.anas.push_back(span("2027-03-03T11:20:00Z", "2027-03-03T11:40:00Z"));
  const auto debriefs = free_debriefs(call, minutes(30), due, two.rep(), two.manager(), 3);
  REQUIRE(debriefs.size() == 3);
  CHECK(debriefs[0] == span("2027-03-03T10:45:00Z", "2027-03-03T11:15:00Z"));
  CHECK(debriefs[1] == span("2027-03-03T11:45:00Z", "2027-03-03T12:15:00Z"));
  CHECK(debriefs[2] == span("2027-03-03T12:15:00Z", "2027-03-03T12:45:00Z"));
  const auto pre_briefs = free_pre_briefs(call, minutes(15), two.now, two.rep(), two.manager(), 2);
  REQUIRE(pre_briefs.size() == 2);
  CHECK(pre_briefs[0].from == at("2027-03-03T09:45:00Z"));
  CHECK(pre_briefs[1].from == at("2027-03-03T09:30:00Z"));
}

TEST_CASE("there are no other times where the two never work together") {
  Two two;
  two.mara = works("America/Los_Angeles", "13:00", "14:00");
  CHECK(free_debriefs(call, minutes(30), due, two.rep(), two.manager()).empty());
}
