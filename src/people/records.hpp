// What was known about people when: the versions of each fact, made into whole records with the instant from which each was believed.
//
// A fact is known from the instant it was recorded. The record of an organisation opens when its first assignment is recorded: until then
// nothing was owed to anybody, so what was recorded by then counts as known from ever, and the history that came with the first roster is
// there for the instants before it. What is recorded later never changes what is derived for an instant before it.
#pragma once

#include "people/people.hpp"

#include <limits>
#include <span>
#include <vector>

namespace backbeat::people {

inline constexpr Instant from_ever(std::numeric_limits<std::int64_t>::min());

/// Since when a version was believed, and until when.
struct Believed {
  std::optional<Instant> recorded_at;  // absent: before Backbeat kept it
  std::optional<Instant> replaced_at;  // absent: until now
};

template <class T>
struct Version {
  T fact;
  Believed believed;
};

/// Of a person, what can be corrected by itself.
struct Employment {
  Zone zone;
  LocalDate hired;
  std::optional<LocalDate> left;
};

/// All versions of everything that is derived from about one person, in any order.
struct PersonVersions {
  Id<Person> id;
  std::vector<Version<Employment>> employments;
  std::vector<Version<Assignment>> assignments;
  std::vector<Version<TimeOff>> time_off;
};

/// A person as they were known from an instant on, until the next record's. Without names, hours, identities and certifications.
struct MemberRecord {
  Instant known_at;
  Member member;
};

struct KnownHoliday {
  Instant known_at;
  Holiday holiday;
};

/// All that was ever known of an organisation's people.
struct Records {
  Instant opened;
  std::vector<MemberRecord> members;   // by person, then `known_at`
  std::vector<KnownHoliday> holidays;  // by day
};

/// When the first assignment was recorded; from_ever where one was there before that was kept, and where there is none.
[[nodiscard]] Instant opening_of(std::span<const PersonVersions> people);

/// From when a fact recorded at an instant counts as known.
[[nodiscard]] Instant known_at(std::optional<Instant> recorded_at, Instant opened);

/// A record for each instant at which something about the person became known; none where they were never known as employed.
[[nodiscard]] std::vector<MemberRecord> records_of(const PersonVersions& person, Instant opened);

}  // namespace backbeat::people
