// Who led circles, for small rewards and for promotions: "facilitated in the last 12 months", in sessions, as the playbook defines it.
#pragma once

#include "pulse/pulse.hpp"

#include <vector>

namespace backbeat::pulse {

/// An hour that was held, and who led it at its end.
struct LedSession {
  Id<Person> person;
  LocalDate day;  // in the organisation's zone
};

struct FacilitationRow {
  Id<Person> person;
  int sessions = 0;
  LocalDate last_led;
  bool is_eligible = false;
  friend bool operator==(const FacilitationRow&, const FacilitationRow&) = default;
};

struct Facilitation {
  LocalDate from;  // the first day that counts
  LocalDate to;    // the last
  int sessions_needed = 2;
  std::vector<FacilitationRow> rows;  // most sessions first, then who led last, then by id
};

/// The first day of the twelve months that end with `today`: 2027-03-01 for 2028-02-29.
[[nodiscard]] LocalDate facilitation_from(LocalDate today);
[[nodiscard]] Facilitation facilitation_of(const std::vector<LedSession>& led, LocalDate today, const Rules& rules);

}  // namespace backbeat::pulse
