#include "calls/same_call.hpp"

#include <doctest/doctest.h>

namespace backbeat::calls {
namespace {

using std::chrono::minutes;

const Instant ten = Instant::parse("2027-03-02T10:00:00Z").value();
const Id<Person> ana(1);
const Id<Person> ben(2);

/// An hour on a calendar.
Call meeting(int id, Instant starts = ten) {
  Call call;
  call.id = Id<CallEntry>(id);
  call.origin = Origin::calendar;
  call.rep = ana;
  call.starts = starts;
  call.ends = starts + minutes(60);
  call.title = "Meeting " + std::to_string(id);
  return call;
}
Call logged(int id, Instant starts = ten) {
  Call call = meeting(id, starts);
  call.origin = Origin::file;
  call.title = "Logged " + std::to_string(id);
  return call;
}
Call at(Call call, const std::string& account, const std::string& opportunity = "", Reason reason = Reason::domain) {
  call.match = {.reason = reason, .account = AccountName{.key = account, .name = account}};
  if (!opportunity.empty()) call.match.opportunity = OpportunityName{.key = opportunity, .name = opportunity};
  return call;
}
Call with(Call call, const std::string& address) {
  call.outside.push_back({.address = address});
  return call;
}

}  // namespace

TEST_CASE("two records of one rep that are close in time could be one call; those of one source could not") {
  CHECK(could_be_same(meeting(1), logged(2, ten + minutes(15))));
  CHECK(could_be_same(meeting(1), logged(2, ten - minutes(15))));
  CHECK_FALSE(could_be_same(meeting(1), logged(2, ten - minutes(16))));
  CHECK(could_be_same(meeting(1), logged(2, ten + minutes(59))));  // they dialled in late
  CHECK_FALSE(could_be_same(meeting(1), logged(2, ten + minutes(60))));
  CHECK_FALSE(could_be_same(logged(1), logged(2)));
  CHECK_FALSE(could_be_same(meeting(1), meeting(2)));
  Call of_ben = logged(2);
  of_ben.rep = ben;
  CHECK_FALSE(could_be_same(meeting(1), of_ben));
}

TEST_CASE("what speaks for one call is the opportunity, the account, a guest or a guest's domain; another account speaks against it") {
  CHECK(same_by(at(meeting(1), "A", "D1"), at(logged(2), "A", "D1")) == SameBy::opportunity);
  CHECK(same_by(at(meeting(1), "A"), at(logged(2), "A", "D1")) == SameBy::account);
  CHECK(same_by(at(meeting(1), "A", "D2"), at(logged(2), "A", "D1")) == SameBy::account);
  CHECK_FALSE(same_by(with(at(meeting(1), "A"), "eve@acme.example"), with(at(logged(2), "B"), "eve@acme.example")).has_value());
  CHECK(same_by(with(meeting(1), "eve@acme.example"), with(at(logged(2), "A"), "eve@acme.example")) == SameBy::guest);
  CHECK(same_by(with(meeting(1), "eve@acme.example"), with(at(logged(2), "A"), "tom@acme.example")) == SameBy::domain);
  CHECK_FALSE(same_by(with(meeting(1), "eve@gmail.com"), with(logged(2), "tom@gmail.com")).has_value());
  CHECK_FALSE(same_by(meeting(1), at(logged(2), "A")).has_value());
  Call internal = with(meeting(1), "eve@acme.example");
  internal.match.reason = Reason::no_customer;
  CHECK_FALSE(same_by(internal, with(logged(2), "eve@acme.example")).has_value());
}

TEST_CASE("the calendar's record is kept, with what only the file knows") {
  Call file = with(at(logged(2, ten + minutes(5)), "A", "D1", Reason::opportunity_id), "tom@acme.example");
  const auto calls = folded({with(at(meeting(1), "A"), "eve@acme.example"), file}, {});
  REQUIRE(calls.size() == 1);
  const Call& kept = calls.front();
  CHECK(kept.id == Id<CallEntry>(1));
  CHECK(kept.starts == ten);
  CHECK(kept.match.reason == Reason::opportunity_id);
  CHECK(kept.match.opportunity->key == "D1");
  CHECK(kept.outside.size() == 2);
  REQUIRE(kept.same);
  CHECK(kept.same->id == Id<CallEntry>(2));
  CHECK(kept.same->by == SameBy::account);
  CHECK(kept.same->title == "Logged 2");
}

TEST_CASE("each call is in one pair, the closest one, and what is left over is told of the other") {
  const auto calls = folded(
      {at(meeting(1), "A"), at(logged(2, ten + minutes(20)), "A"), at(logged(3, ten + minutes(2)), "A"), meeting(4, ten + minutes(30))},
      {});
  REQUIRE(calls.size() == 3);
  CHECK(calls[0].same->id == Id<CallEntry>(3));
  CHECK(calls[0].near.empty());
  CHECK(calls[1].id == Id<CallEntry>(2));
  REQUIRE(calls[1].near.size() == 1);
  CHECK(calls[1].near[0].id == Id<CallEntry>(4));
  CHECK(calls[2].near[0].id == Id<CallEntry>(2));
}

TEST_CASE("a meeting that was called off is the file's call only where no other is") {
  Call off = at(meeting(1), "A");
  off.is_cancelled = true;
  const auto anew = folded({off, at(meeting(2, ten + minutes(10)), "A"), at(logged(3), "A")}, {});
  REQUIRE(anew.size() == 2);
  CHECK_FALSE(anew[0].same.has_value());
  CHECK(anew[1].same->id == Id<CallEntry>(3));
  const auto called_off = folded({off, at(logged(3), "A")}, {});
  REQUIRE(called_off.size() == 1);
  CHECK(called_off[0].is_cancelled);
}

TEST_CASE("what somebody said of two records holds, also against what the data say and wherever they moved") {
  const Id<CallEntry> one(1), two(2);
  CHECK(folded({at(meeting(1), "A"), at(logged(2), "A")}, {{.calendar = one, .file = two, .is_same = false}}).size() == 2);
  const auto said = folded({at(meeting(1), "A"), at(logged(2, ten + minutes(600)), "B")}, {{.calendar = one, .file = two}});
  REQUIRE(said.size() == 1);
  CHECK(said[0].same->by == SameBy::said);
  // Of a call that is not there nothing can be said.
  CHECK(folded({at(meeting(1), "A")}, {{.calendar = one, .file = two}}).size() == 1);
}

}  // namespace backbeat::calls
