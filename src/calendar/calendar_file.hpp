// iCalendar text as a person's meetings, and what of it was not understood.
#pragma once

#include "calendar/calendar.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calendar {

inline constexpr ErrorSpec no_calendar_of_meetings{
    "no_calendar_of_meetings", ErrorKind::invalid,
    "Line {line}: this is a {method}, one message about a meeting; a whole calendar is needed."};

/// repaired: it was read, with what the text says; part_left_out: the rest of the series stands; series_left_out: nothing of it is on the
/// calendar.
enum class TroubleWeight { repaired, part_left_out, series_left_out };

/// A line of a file and what it means for the calendar.
struct Trouble {
  TroubleWeight weight = TroubleWeight::repaired;
  int line = 0;
  std::string title;  // of the meeting; empty: the file itself
  std::string text;
  friend bool operator==(const Trouble&, const Trouble&) = default;
};
[[nodiscard]] std::string_view name_of(TroubleWeight weight);

/// One meeting of a calendar, repeating or not, as it was understood.
struct SeriesSummary {
  int line = 0;
  std::string uid;
  std::string title;
  std::string rule;  // as the file has it; empty: it does not repeat by a rule
  Instant starts;    // the first of the series
  bool is_all_day = false;
  bool repeats = false;
  int changed = 0;    // single meetings of it with a change of their own
  int cancelled = 0;  // of those in the window
  int count = 0;      // in the window
  std::optional<Instant> next = {};
  friend bool operator==(const SeriesSummary&, const SeriesSummary&) = default;
};

struct Reading {
  std::string name;                     // what the calendar calls itself; empty
  std::vector<Occurrence> occurrences;  // without ids, source and person; by start
  std::vector<SeriesSummary> series;    // by next meeting; those with none last
  std::vector<Trouble> troubles;        // by line
};

/// How to read somebody's calendar: which span of time is wanted, in whose zone floating times and whole days are, and who they are.
struct Reader {
  Instant now;
  Instant from;
  Instant to;
  Zone zone;
  std::string address;  // theirs: what they declined does not take their time
};

inline constexpr std::size_t most_calendar_bytes = std::size_t{16} << 20U;
inline constexpr std::size_t most_occurrences = 20'000;

[[nodiscard]] Result<Reading> read_calendar(std::string_view text, const Reader& reader);

}  // namespace backbeat::calendar
