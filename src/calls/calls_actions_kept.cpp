#include "calls/calls_actions_kept.hpp"

#include "calls/calls_actions_read.hpp"

#include <algorithm>

namespace backbeat::calls {
namespace {

/// What says nothing of calls, accounts, opportunities and who is ours.
constexpr std::string_view quiet_streams[] = {"session", "commitment", "ride_along", "user"};
constexpr std::chrono::days day{1};

Instant begin_of_day(Instant at) {
  return start_of_day(to_local(at, Zone()).date, Zone());
}

}  // namespace

std::vector<Place> KeptPlaces::of(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> reps, Instant from, Instant to,
                                  Instant now) {
  std::shared_ptr<OfOrg> kept;
  {
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<OfOrg>& of_org = m_kept[org];
    if (of_org == nullptr) of_org = std::make_shared<OfOrg>();
    kept = of_org;
  }
  const std::lock_guard lock(kept->mutex);
  const audit::Mark mark = audit::mark_of(reader, org);
  if (!audit::changed_only(reader, org, quiet_streams, kept->mark, mark)) kept->reps.clear();
  kept->mark = mark;

  // Whole days are kept, so that the same question a moment later finds them.
  const Instant first = begin_of_day(from), last = begin_of_day(to) + day;
  std::vector<Id<Person>> unknown;
  for (const Id<Person> rep : reps) {
    const auto known = kept->reps.find(rep);
    if (known == kept->reps.end() || first < known->second.from || known->second.to < last) unknown.push_back(rep);
  }
  std::ranges::sort(unknown);
  unknown.erase(std::ranges::unique(unknown).begin(), unknown.end());
  // Kept once all of it was read: reading can fail at any statement, and a rep without places is one who has no calls.
  std::unordered_map<Id<Person>, std::vector<Place>> found;
  for (const Call& call : read_calls(reader, org, unknown, first, last, now, NoCustomer::kept, Wanted::match)) {
    Place place{.id = call.id, .others = {}, .starts = call.starts, .needs_a_match = call.needs_a_match()};
    if (call.same) place.others.push_back(call.same->id);
    for (const OtherRecord& near : call.near) place.others.push_back(near.id);
    found[call.rep].push_back(std::move(place));
  }
  for (const Id<Person> rep : unknown) {
    std::vector<Place>& places = found[rep];
    std::ranges::sort(places, {}, &Place::starts);
    kept->reps.insert_or_assign(rep, OfRep{.from = first, .to = last, .places = std::move(places)});
  }

  std::vector<Place> out;
  for (const Id<Person> rep : reps) {
    const std::vector<Place>& places = kept->reps.at(rep).places;
    const auto begin = std::ranges::lower_bound(places, from, {}, &Place::starts);
    const auto end = std::ranges::lower_bound(places, to, {}, &Place::starts);
    out.insert(out.end(), begin, std::max(begin, end));
  }
  return out;
}

}  // namespace backbeat::calls
