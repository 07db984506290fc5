// iCalendar (RFC 5545) as other programs really write it: a text becomes series of meetings, and series become occurrences in a span of
// time. What is not understood is said with its line, never guessed and never dropped in silence. Nothing in here aborts, hangs, or takes
// more than its limits, whatever the text.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "ical/zones.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::ical {

inline constexpr ErrorSpec not_a_calendar{"not_a_calendar", ErrorKind::invalid, "Line {line}: {why}"};
inline constexpr ErrorSpec calendar_too_large{"calendar_too_large", ErrorKind::too_large, "A calendar may have {most}, this one has more."};

/// repaired: it was read, with what the text says. part_left_out: the rest of the series stands. series_left_out: nothing of it is known.
enum class Weight { repaired, part_left_out, series_left_out };

struct Trouble {
  Weight weight = Weight::repaired;
  int line = 0;       // from 1
  std::string uid;    // of the series; empty: the file itself
  std::string title;  // of the series
  std::string text;   // "RRULE: something that repeats MINUTELY is no meeting"
  friend bool operator==(const Trouble&, const Trouble&) = default;
};

/// A date or time as it stands in the file.
struct Moment {
  LocalSeconds local = 0;
  Form form = Form::floating;
  std::shared_ptr<const ZoneRules> zone = {};  // of Form::zoned

  /// Floating times and dates are those of `floating`.
  [[nodiscard]] Instant instant(const Zone& floating) const;
};

enum class EventStatus { none, tentative, confirmed, cancelled };

struct EventAttendee {
  std::string address;  // lower case, without "mailto:"
  std::string name;
  bool is_organizer = false;
  bool has_declined = false;
  friend bool operator==(const EventAttendee&, const EventAttendee&) = default;
};

/// One VEVENT: a series, or what differs in one of its meetings.
struct Event {
  int line = 0;  // of its BEGIN
  Moment starts;
  std::int64_t length = 0;  // seconds, of the clock on the wall where that is what repeats
  std::string title;
  std::string place;
  EventStatus status = EventStatus::none;
  bool is_free = false;  // shown as available
  std::int64_t sequence = 0;
  std::int64_t stamp = 0;  // LAST-MODIFIED, else DTSTAMP; seconds, to tell which version is newer
  std::vector<EventAttendee> attendees;
};

struct Added {
  Moment starts;
  std::optional<std::int64_t> length = {};  // of a PERIOD
};

struct Override {
  Moment instead_of;
  bool is_for_all_after = false;  // RANGE=THISANDFUTURE
  Event event;
};

struct Series {
  std::string uid;
  std::optional<Event> event = {};  // nothing: only single meetings of a series were sent
  std::vector<Rule> rules = {};
  std::vector<Rule> exception_rules = {};
  std::vector<Added> added = {};      // RDATE
  std::vector<Moment> excluded = {};  // EXDATE
  std::vector<Override> overrides = {};
  [[nodiscard]] bool repeats() const { return !rules.empty() || !added.empty(); }
  [[nodiscard]] const Event& face() const { return event ? *event : overrides.front().event; }
};

struct Calendar {
  std::string name;    // X-WR-CALNAME
  std::string method;  // "PUBLISH", "REQUEST", "CANCEL", ...; empty
  std::vector<Series> series;
  std::vector<Trouble> troubles;  // by line
};

struct Limits {
  std::size_t bytes = std::size_t{32} << 20U;
  std::size_t events = 100'000;
  std::size_t attendees = 200;        // of one event; more are left out and said
  std::size_t occurrences = 100'000;  // of one expansion
  std::size_t troubles = 1'000;
  // Candidates looked at in one reading or expansion, and in one series of it: some microseconds each, so that the worst file takes
  // seconds.
  std::int64_t work = 2'000'000;
  std::int64_t work_of_series = 500'000;  // a thousand a day near what is asked for
};

/// Refused where it is no calendar at all, is cut off, or exceeds a limit; all else that is wrong is among the troubles.
[[nodiscard]] Result<Calendar> read(std::string_view text, const Limits& limits = {});

struct Occurrence {
  const Series* series = nullptr;  // of the calendar that was expanded
  const Event* event = nullptr;    // what it is like
  std::string recurrence;          // which of the series, as RECURRENCE-ID names it, in UTC where it has a zone; empty: it does not repeat
  Form form = Form::utc;
  LocalSeconds local_starts = 0;  // on its own clock; UTC for Form::utc
  LocalSeconds local_ends = 0;
  Instant starts;
  Instant ends;
  bool is_override = false;
};

struct Expansion {
  std::vector<Occurrence> occurrences;  // by start, then uid
  std::vector<Trouble> troubles;        // of series that were left out or cut at a limit
};

/// What begins before `to` and has not ended by `from` (or begins at `from`). Cancelled meetings are among them. Floating times and dates
/// are those of `floating`.
[[nodiscard]] Expansion expand(const Calendar& calendar, Instant from, Instant to, const Zone& floating, const Limits& limits = {});

}  // namespace backbeat::ical
