#include "people/records.hpp"

#include <algorithm>

namespace backbeat::people {
namespace {

bool is_believed(const Believed& believed, Instant at, Instant opened) {
  return known_at(believed.recorded_at, opened) <= at && (!believed.replaced_at || at < *believed.replaced_at);
}

/// The instants from the opening on at which one of the versions came or went.
template <class T>
void add_turns(const std::vector<Version<T>>& versions, Instant opened, std::vector<Instant>& turns) {
  for (const Version<T>& version : versions) {
    // What was replaced by the opening was never believed after it.
    if (version.believed.replaced_at && *version.believed.replaced_at <= opened) continue;
    turns.push_back(known_at(version.believed.recorded_at, opened));
    if (version.believed.replaced_at) turns.push_back(*version.believed.replaced_at);
  }
}

template <class T>
void take(const std::vector<Version<T>>& versions, Instant at, Instant opened, std::vector<T>& out) {
  // At from_ever itself nothing has been replaced yet: what the opening had replaced is not to come back there.
  const Instant moment = std::max(at, opened);
  for (const Version<T>& version : versions)
    if (is_believed(version.believed, moment, opened)) out.push_back(version.fact);
}

}  // namespace

Instant opening_of(std::span<const PersonVersions> people) {
  std::optional<Instant> first;
  for (const PersonVersions& person : people)
    for (const Version<Assignment>& version : person.assignments) {
      if (!version.believed.recorded_at) return from_ever;
      first = std::min(first.value_or(*version.believed.recorded_at), *version.believed.recorded_at);
    }
  return first.value_or(from_ever);
}

Instant known_at(std::optional<Instant> recorded_at, Instant opened) {
  return !recorded_at || *recorded_at <= opened ? from_ever : *recorded_at;
}

std::vector<MemberRecord> records_of(const PersonVersions& person, Instant opened) {
  std::vector<Instant> turns;
  add_turns(person.employments, opened, turns);
  add_turns(person.assignments, opened, turns);
  add_turns(person.time_off, opened, turns);
  std::ranges::sort(turns);
  turns.erase(std::ranges::unique(turns).begin(), turns.end());

  std::vector<MemberRecord> records;
  for (const Instant turn : turns) {
    std::vector<Employment> employment;
    take(person.employments, turn, opened, employment);
    if (employment.empty()) continue;
    MemberRecord& record = records.emplace_back();
    record.known_at = turn;
    record.member.id = person.id;
    record.member.zone = employment.back().zone;
    record.member.hired = employment.back().hired;
    record.member.left = employment.back().left;
    take(person.assignments, turn, opened, record.member.assignments);
    take(person.time_off, turn, opened, record.member.time_off);
    std::ranges::sort(record.member.assignments, {}, [](const Assignment& one) { return one.period.from; });
    std::ranges::sort(record.member.time_off, {}, &TimeOff::first);
  }
  return records;
}

}  // namespace backbeat::people
