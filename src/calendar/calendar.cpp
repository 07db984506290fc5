#include "calendar/calendar.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace backbeat::calendar {
namespace {

/// The Monday (UTC) of an instant, in days since 1970.
std::int32_t week_of(Instant at) {
  return monday_of(to_local(at, Zone()).date).days_since_epoch();
}

struct Pair {
  const Occurrence* before = nullptr;
  const Occurrence* after = nullptr;
};

using Key = std::pair<std::string_view, std::string_view>;
Key key_of(const Occurrence& occurrence) {
  return {occurrence.uid, occurrence.recurrence};
}

/// What went and what came of one series, week by week: where exactly one of each is left over, it moved.
std::vector<Pair> moved_within_weeks(const std::vector<const Occurrence*>& gone, const std::vector<const Occurrence*>& come) {
  using Week = std::pair<std::string_view, std::int32_t>;
  struct Bucket {
    std::vector<const Occurrence*> gone, come;
  };
  std::map<Week, Bucket> weeks;
  for (const Occurrence* one : gone) weeks[{one->uid, week_of(one->starts)}].gone.push_back(one);
  for (const Occurrence* one : come) weeks[{one->uid, week_of(one->starts)}].come.push_back(one);
  std::vector<Pair> out;
  for (const auto& [week, bucket] : weeks)
    if (bucket.gone.size() == 1 && bucket.come.size() == 1) out.push_back({.before = bucket.gone.front(), .after = bucket.come.front()});
  return out;
}

std::optional<ChangeKind> change_of(const Occurrence& before, const Occurrence& after) {
  const bool was_cancelled = before.status == Status::cancelled;
  const bool is_cancelled = after.status == Status::cancelled;
  if (is_cancelled && !was_cancelled) return ChangeKind::cancelled;
  if (!is_cancelled && was_cancelled) return ChangeKind::restored;
  if (before.starts != after.starts || before.ends != after.ends) return ChangeKind::moved;
  if (before != after) return ChangeKind::edited;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Status status) {
  switch (status) {
    case Status::confirmed:
      return "confirmed";
    case Status::tentative:
      return "tentative";
    case Status::cancelled:
      return "cancelled";
  }
  ASSERT(false);
}

std::optional<Status> status_from(std::string_view name) {
  for (const Status status : {Status::confirmed, Status::tentative, Status::cancelled})
    if (name_of(status) == name) return status;
  return std::nullopt;
}

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::appeared:
      return "appeared";
    case ChangeKind::moved:
      return "moved";
    case ChangeKind::cancelled:
      return "cancelled";
    case ChangeKind::restored:
      return "restored";
    case ChangeKind::edited:
      return "edited";
    case ChangeKind::vanished:
      return "vanished";
  }
  ASSERT(false);
}

std::string_view name_of(Invitations invitations) {
  return invitations == Invitations::mail ? "mail" : "feed";
}

std::optional<Invitations> invitations_from(std::string_view name) {
  if (name == "mail") return Invitations::mail;
  if (name == "feed") return Invitations::feed;
  return std::nullopt;
}

std::string uid_of(Id<Org> org, Id<HoldEntry> hold) {
  return hold.text() + "-" + org.text() + "@backbeat";
}

Difference difference(std::vector<Occurrence> before, std::vector<Occurrence> after, Instant now) {
  std::map<Key, const Occurrence*> old;
  for (const Occurrence& one : before) old.emplace(key_of(one), &one);
  std::vector<Pair> pairs;
  std::vector<const Occurrence*> come, gone;
  for (const Occurrence& one : after) {
    const auto found = old.find(key_of(one));
    if (found == old.end()) {
      come.push_back(&one);
      continue;
    }
    pairs.push_back({.before = found->second, .after = &one});
    old.erase(found);
  }
  for (const auto& [key, one] : old)
    if (one->ends > now) gone.push_back(one);  // what is over stays: it took place
  for (const Pair& pair : moved_within_weeks(gone, come)) {
    pairs.push_back(pair);
    std::erase(gone, pair.before);
    std::erase(come, pair.after);
  }

  Difference out;
  for (const Occurrence* one : come) {
    out.added.push_back(*one);
    if (one->status != Status::cancelled) out.changes.push_back({ChangeKind::appeared, *one, one->starts, one->ends});
  }
  for (const Pair& pair : pairs) {
    Occurrence now_as = *pair.after;
    now_as.id = pair.before->id;
    now_as.source = pair.before->source;
    now_as.person = pair.before->person;
    const auto kind = change_of(*pair.before, now_as);
    if (!kind) continue;
    out.changed.push_back(now_as);
    out.changes.push_back({*kind, std::move(now_as), pair.before->starts, pair.before->ends});
  }
  for (const Occurrence* one : gone) {
    out.removed.push_back(*one);
    if (one->status != Status::cancelled) out.changes.push_back({ChangeKind::vanished, *one, one->starts, one->ends});
  }
  return out;
}

}  // namespace backbeat::calendar
