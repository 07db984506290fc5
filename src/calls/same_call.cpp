#include "calls/same_call.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace backbeat::calls {
namespace {

Duration apart(const Call& a, const Call& b) {
  return a.starts < b.starts ? b.starts - a.starts : a.starts - b.starts;
}

std::set<std::string> addresses_of(const Call& call) {
  std::set<std::string> out;
  for (const Attendee& attendee : call.outside) out.insert(attendee.address);
  return out;
}

std::set<std::string> domains_of(const Call& call) {
  std::set<std::string> out;
  for (const Attendee& attendee : call.outside) {
    std::string domain = domain_of(attendee.address);
    if (!domain.empty() && !is_public_domain(domain)) out.insert(std::move(domain));
  }
  return out;
}

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& one) { return b.contains(one); });
}

/// What was said of each two.
using Words = std::map<std::pair<Id<CallEntry>, Id<CallEntry>>, bool>;

Words words_of(const std::vector<PairSaid>& said) {
  Words words;
  for (const PairSaid& each : said) words[{each.calendar, each.file}] = each.is_same;
  return words;
}

std::optional<bool> word_on(const Words& words, const Call& calendar, const Call& file) {
  const auto found = words.find({calendar.id, file.id});
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

/// Calls of each rep and origin, by start.
using Places = std::map<std::pair<Id<Person>, Origin>, std::vector<std::size_t>>;

Places places_of(const std::vector<Call>& calls) {
  Places places;
  for (std::size_t at = 0; at < calls.size(); ++at) places[{calls[at].rep, calls[at].origin}].push_back(at);
  for (auto& [whose, list] : places) std::ranges::stable_sort(list, {}, [&](std::size_t at) { return calls[at].starts; });
  return places;
}

/// Calls `visit(calendar, file)` with the places of all that could be one call.
template <class Visit>
void each_near(const std::vector<Call>& calls, const Places& places, Visit visit) {
  for (const auto& [whose, calendars] : places) {
    if (whose.second != Origin::calendar) continue;
    const auto found = places.find({whose.first, Origin::file});
    if (found == places.end()) continue;
    const std::vector<std::size_t>& files = found->second;
    for (const std::size_t calendar : calendars) {
      const Call& meeting = calls[calendar];
      auto file = std::ranges::lower_bound(files, meeting.starts - same_call_within, {}, [&](std::size_t at) { return calls[at].starts; });
      const Instant latest = std::max(meeting.ends, meeting.starts + same_call_within);
      for (; file != files.end() && calls[*file].starts <= latest; ++file)
        if (could_be_same(meeting, calls[*file])) visit(calendar, *file);
    }
  }
}

struct Proposed {
  Pair pair;
  bool is_off_in_one = false;
  Duration apart = {};
};

auto rank_of(const Proposed& one, const std::vector<Call>& calls) {
  const bool was_said = one.pair.by == SameBy::said;
  return std::tuple(!was_said, one.is_off_in_one, one.pair.by, one.apart, calls[one.pair.calendar].id, calls[one.pair.file].id);
}

void add_what_the_file_knows(Call& kept, Call&& file, SameBy by) {
  if (file.match.reason < kept.match.reason) kept.match = std::move(file.match);
  if (kept.title.empty()) kept.title = file.title;
  std::set<Attendee> outside(kept.outside.begin(), kept.outside.end());
  for (Attendee& guest : file.outside) {
    const bool is_there = std::ranges::any_of(kept.outside, [&](const Attendee& each) { return each.address == guest.address; });
    if (!is_there) outside.insert(std::move(guest));
  }
  kept.outside.assign(outside.begin(), outside.end());
  kept.same = OtherRecord{.id = file.id, .origin = file.origin, .starts = file.starts, .title = std::move(file.title), .by = by};
}

OtherRecord record_of(const Call& call) {
  return {.id = call.id, .origin = call.origin, .starts = call.starts, .title = call.title};
}

}  // namespace

bool could_be_same(const Call& calendar, const Call& file) {
  if (calendar.origin != Origin::calendar || file.origin != Origin::file || calendar.rep != file.rep) return false;
  return apart(calendar, file) <= same_call_within || (calendar.starts <= file.starts && file.starts < calendar.ends);
}

std::optional<SameBy> same_by(const Call& calendar, const Call& file) {
  if (calendar.match.reason == Reason::no_customer || file.match.reason == Reason::no_customer) return std::nullopt;
  const auto& here = calendar.match;
  const auto& there = file.match;
  if (here.account && there.account && here.account->key != there.account->key) return std::nullopt;
  if (here.opportunity && there.opportunity && here.opportunity->key == there.opportunity->key) return SameBy::opportunity;
  if (here.account && there.account) return SameBy::account;
  if (share(addresses_of(calendar), addresses_of(file))) return SameBy::guest;
  if (share(domains_of(calendar), domains_of(file))) return SameBy::domain;
  return std::nullopt;
}

std::vector<Pair> pairs_of(const std::vector<Call>& calls, const std::vector<PairSaid>& said) {
  const Words words = words_of(said);
  std::vector<Proposed> proposed;
  const auto propose = [&](std::size_t calendar, std::size_t file, SameBy by) {
    const Call& meeting = calls[calendar];
    const Call& logged = calls[file];
    proposed.push_back({.pair = {.calendar = calendar, .file = file, .by = by},
                        .is_off_in_one = meeting.is_cancelled != logged.is_cancelled,
                        .apart = apart(meeting, logged)});
  };
  each_near(calls, places_of(calls), [&](std::size_t calendar, std::size_t file) {
    if (word_on(words, calls[calendar], calls[file])) return;
    if (const auto by = same_by(calls[calendar], calls[file])) propose(calendar, file, *by);
  });
  // What was said holds wherever the two have moved to since.
  std::map<Id<CallEntry>, std::size_t> place;
  for (std::size_t at = 0; at < calls.size(); ++at) place.emplace(calls[at].id, at);
  for (const auto& [two, is_same] : words) {
    const auto calendar = place.find(two.first);
    const auto file = place.find(two.second);
    if (is_same && calendar != place.end() && file != place.end()) propose(calendar->second, file->second, SameBy::said);
  }
  std::ranges::sort(proposed, {}, [&](const Proposed& one) { return rank_of(one, calls); });
  std::set<std::size_t> taken;
  std::vector<Pair> pairs;
  for (const Proposed& one : proposed) {
    if (taken.contains(one.pair.calendar) || taken.contains(one.pair.file)) continue;
    taken.insert({one.pair.calendar, one.pair.file});
    pairs.push_back(one.pair);
  }
  std::ranges::sort(pairs, {}, &Pair::calendar);
  return pairs;
}

std::vector<Call> folded(std::vector<Call> calls, const std::vector<PairSaid>& said) {
  const Places places = places_of(calls);
  const auto pairs = pairs_of(calls, said);
  std::set<std::size_t> gone;
  std::set<std::size_t> paired;
  for (const Pair& pair : pairs) {
    gone.insert(pair.file);
    paired.insert({pair.calendar, pair.file});
  }
  each_near(calls, places, [&](std::size_t calendar, std::size_t file) {
    if (paired.contains(calendar) || paired.contains(file) || calls[calendar].is_cancelled || calls[file].is_cancelled) return;
    calls[calendar].near.push_back(record_of(calls[file]));
    calls[file].near.push_back(record_of(calls[calendar]));
  });
  for (const Pair& pair : pairs) add_what_the_file_knows(calls[pair.calendar], std::move(calls[pair.file]), pair.by);
  std::vector<Call> out;
  for (std::size_t at = 0; at < calls.size(); ++at)
    if (!gone.contains(at)) out.push_back(std::move(calls[at]));
  return out;
}

}  // namespace backbeat::calls
