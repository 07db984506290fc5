#include "ridealong/ridealong_clock.hpp"

#include "cadence/windows.hpp"

#include <algorithm>
#include <cmath>

namespace backbeat::ridealong {
namespace {

/// Whoever works on no day of a year has no clock; it ends somewhere.
constexpr int longest_look_ahead_days = 400;

}  // namespace

DebriefClock debrief_clock(Instant end, Duration within, const Zone& zone, const std::function<bool(LocalDate)>& is_skipped) {
  DebriefClock clock{.due = end, .skips = {}};
  LocalDate day = to_local(end, zone).date;
  for (int passed = 0; passed < longest_look_ahead_days; ++passed, day = day + std::chrono::days(1)) {
    const Instant from = std::max(clock.due, start_of_day(day, zone));
    const Instant to = start_of_day(day + std::chrono::days(1), zone);
    if (to <= from) continue;  // a day that a zone left out
    if (is_skipped(day)) {
      clock.skips.push_back(day);
      clock.due = to;
      continue;
    }
    if (within <= to - from) {
      clock.due = from + within;
      return clock;
    }
    within -= to - from;
    clock.due = to;
  }
  return clock;
}

std::function<bool(LocalDate)> skipped_by(const playbook::Playbook& rules, const std::vector<people::Holiday>& holidays,
                                          std::string_view region) {
  std::vector<LocalDate> days;
  for (const people::Holiday& holiday : holidays)
    if (holiday.region.empty() || holiday.region == region) days.push_back(holiday.day);
  return [weekend = cadence::Weekend(rules.weekend), days = std::move(days)](LocalDate day) {
    return weekend.has(day) || std::ranges::find(days, day) != days.end();
  };
}

Duration debrief_within(const playbook::Playbook& rules) {
  return std::chrono::minutes(std::lround(rules.threshold("debrief_hours").value_or(24) * 60));
}

int most_comments(const playbook::Playbook& rules) {
  return static_cast<int>(rules.threshold("debrief_comments").value_or(3));
}

}  // namespace backbeat::ridealong
