// Whatever calendars and files say in whatever order, a call is counted once and none is lost.
#include "calls/same_call.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace backbeat::calls {
namespace {

using std::chrono::minutes;

const Instant morning = Instant::parse("2027-03-02T08:00:00Z").value();
const std::vector<std::string> keys = {"", "A", "B"};
const std::vector<std::string> addresses = {"eve@acme.example", "tom@acme.example", "joe@beta.example", "joe@gmail.com"};

Call any_call(int id) {
  Call call;
  call.id = Id<CallEntry>(id);
  call.origin = *rc::gen::arbitrary<bool>() ? Origin::calendar : Origin::file;
  call.rep = Id<Person>(*rc::gen::inRange(1, 3));
  call.starts = morning + minutes(*rc::gen::inRange(0, 30) * 5);
  call.ends = call.starts + minutes(*rc::gen::inRange(0, 13) * 5);
  call.is_cancelled = *rc::gen::inRange(0, 5) == 0;
  const std::string account = *rc::gen::elementOf(keys);
  call.match.reason = account.empty() ? *rc::gen::element(Reason::none, Reason::ambiguous, Reason::no_customer)
                                      : *rc::gen::element(Reason::corrected, Reason::account_id, Reason::domain);
  if (!account.empty()) call.match.account = AccountName{.key = account, .name = account};
  if (!account.empty() && *rc::gen::arbitrary<bool>()) {
    const std::string opportunity = account + std::to_string(*rc::gen::inRange(1, 3));
    call.match.opportunity = OpportunityName{.key = opportunity, .name = opportunity};
  }
  for (const std::string& address : addresses)
    if (*rc::gen::inRange(0, 3) == 0) call.outside.push_back({.address = address});
  return call;
}

std::vector<Call> any_calls() {
  std::vector<Call> calls;
  const int count = *rc::gen::inRange(0, 14);
  for (int id = 1; id <= count; ++id) calls.push_back(any_call(id));
  return calls;
}

/// Of pairs that people can say something of.
std::vector<PairSaid> any_words(const std::vector<Call>& calls) {
  std::vector<PairSaid> said;
  for (const Call& calendar : calls)
    for (const Call& file : calls)
      if (calendar.origin == Origin::calendar && file.origin == Origin::file && calendar.rep == file.rep && *rc::gen::inRange(0, 6) == 0)
        said.push_back({.calendar = calendar.id, .file = file.id, .is_same = *rc::gen::arbitrary<bool>()});
  return said;
}

std::set<std::pair<Id<CallEntry>, Id<CallEntry>>> ids_of(const std::vector<Pair>& pairs, const std::vector<Call>& calls) {
  std::set<std::pair<Id<CallEntry>, Id<CallEntry>>> out;
  for (const Pair& pair : pairs) out.emplace(calls[pair.calendar].id, calls[pair.file].id);
  return out;
}

}  // namespace

TEST_CASE("every call is there once, by itself or in the one it is the same as") {
  CHECK(rc::check([] {
    const std::vector<Call> calls = any_calls();
    std::map<Id<CallEntry>, int> seen;
    for (const Call& call : folded(calls, any_words(calls))) {
      ++seen[call.id];
      if (call.same) ++seen[call.same->id];
    }
    RC_ASSERT(seen.size() == calls.size());
    for (const auto& [id, times] : seen) RC_ASSERT(times == 1);
  }));
}

TEST_CASE("which calls are the same does not depend on the order in which they are read") {
  CHECK(rc::check([] {
    std::vector<Call> calls = any_calls();
    std::vector<PairSaid> said = any_words(calls);
    const auto pairs = ids_of(pairs_of(calls, said), calls);
    std::reverse(calls.begin(), calls.end());
    std::reverse(said.begin(), said.end());
    RC_ASSERT(ids_of(pairs_of(calls, said), calls) == pairs);
    std::rotate(calls.begin(), calls.begin() + std::ssize(calls) / 2, calls.end());
    RC_ASSERT(ids_of(pairs_of(calls, said), calls) == pairs);
  }));
}

TEST_CASE("without a word only what could be one call is one, for the reason that is told, and never at two accounts") {
  CHECK(rc::check([] {
    const std::vector<Call> calls = any_calls();
    for (const Pair& pair : pairs_of(calls, {})) {
      const Call& calendar = calls[pair.calendar];
      const Call& file = calls[pair.file];
      RC_ASSERT(could_be_same(calendar, file));
      RC_ASSERT(same_by(calendar, file) == pair.by);
      if (calendar.match.account && file.match.account) RC_ASSERT(calendar.match.account->key == file.match.account->key);
    }
  }));
}

TEST_CASE("what was said holds: two calls are never one, and one call is one unless a word on another came first") {
  CHECK(rc::check([] {
    const std::vector<Call> calls = any_calls();
    const std::vector<PairSaid> said = any_words(calls);
    const auto pairs = ids_of(pairs_of(calls, said), calls);
    std::set<Id<CallEntry>> taken;
    for (const auto& [calendar, file] : pairs) taken.insert({calendar, file});
    for (const PairSaid& each : said) {
      const bool is_one = pairs.contains({each.calendar, each.file});
      if (!each.is_same) RC_ASSERT(!is_one);
      if (each.is_same) RC_ASSERT(is_one || taken.contains(each.calendar) || taken.contains(each.file));
    }
  }));
}

TEST_CASE("nothing that could be one call, for a reason, is left as two") {
  CHECK(rc::check([] {
    const std::vector<Call> calls = any_calls();
    const auto left = folded(calls, {});
    for (const Call& calendar : left)
      for (const Call& file : left) {
        if (calendar.same || file.same || !could_be_same(calendar, file)) continue;
        RC_ASSERT(!same_by(calendar, file).has_value());
      }
  }));
}

}  // namespace backbeat::calls
