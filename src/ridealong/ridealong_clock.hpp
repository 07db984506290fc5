// The 24-hour clock of a debrief: elapsed time, in which the weekend days and holidays of the rep's place do not count.
#pragma once

#include "base/time.hpp"
#include "people/people.hpp"
#include "playbook/playbook.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace backbeat::ridealong {

struct DebriefClock {
  Instant due;
  std::vector<LocalDate> skips;  // the days that were left out, in order
  friend bool operator==(const DebriefClock&, const DebriefClock&) = default;
};

/// The instant by which so much time has passed since `end` on days that are not skipped. A day is a local one of the zone, from its first
/// instant to the next day's: 23 hours where the clocks go forward. On that instant one is in time, a millisecond later late.
[[nodiscard]] DebriefClock debrief_clock(Instant end, Duration within, const Zone& zone, const std::function<bool(LocalDate)>& is_skipped);

/// What the playbook and a region skip: weekend days, and holidays of everybody and of the region.
[[nodiscard]] std::function<bool(LocalDate)> skipped_by(const playbook::Playbook& rules, const std::vector<people::Holiday>& holidays,
                                                        std::string_view region);

/// The playbook's `debrief_hours`, else 24.
[[nodiscard]] Duration debrief_within(const playbook::Playbook& rules);
/// The playbook's `debrief_comments`, else 3.
[[nodiscard]] int most_comments(const playbook::Playbook& rules);

}  // namespace backbeat::ridealong
