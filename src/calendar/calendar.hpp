// A person's calendars and what Backbeat puts on them. Occurrences are read from files and addresses people give; holds are our own
// entries. Titles are the person's alone; others see when they are busy.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calendar {

struct Source;           // tag: one calendar of a person, a file or an address
struct OccurrenceEntry;  // tag
struct HoldEntry;        // tag

enum class Status { confirmed, tentative, cancelled };
[[nodiscard]] std::string_view name_of(Status status);
[[nodiscard]] std::optional<Status> status_from(std::string_view name);

struct Attendee {
  std::string address;  // lower case, without "mailto:"; empty where the calendar had none
  std::string name;
  bool is_organizer = false;
  bool has_declined = false;
  friend bool operator==(const Attendee&, const Attendee&) = default;
};

/// One meeting on a person's own calendar. Its id stays the same when it is moved, renamed or cancelled.
struct Occurrence {
  Id<OccurrenceEntry> id;
  Id<Source> source;
  Id<Person> person;
  std::string uid;         // of the series
  std::string recurrence;  // which of the series; empty for one that does not repeat
  Instant starts;
  Instant ends;
  bool is_all_day = false;
  bool is_busy = true;  // the calendar shows the time as taken
  Status status = Status::confirmed;
  std::string title;
  std::string place;
  std::vector<Attendee> attendees;  // with the organizer
  friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

enum class ChangeKind { appeared, moved, cancelled, restored, edited, vanished };
[[nodiscard]] std::string_view name_of(ChangeKind kind);

/// What a newly read calendar said differently. `now` is as it is from now on (of one that vanished: as it was last); an occurrence that
/// moved and was edited is `moved`, one that is cancelled is `cancelled` whatever else changed.
struct Change {
  ChangeKind kind = ChangeKind::appeared;
  Occurrence now;
  Instant started;  // before the change; as `now` for one that appeared
  Instant ended;
};

/// What is to be different between two readings of a person's calendar. Matched by series and recurrence; an occurrence that went and one
/// that came in the same series and ISO week (UTC) are one that moved, so a series put on another day keeps its ids. What was over by
/// `now` and is not mentioned any more stays: calendars are published with little past.
struct Difference {
  std::vector<Occurrence> added;    // without an id
  std::vector<Occurrence> changed;  // with the id they had
  std::vector<Occurrence> removed;
  std::vector<Change> changes;  // for others, without ids for what was added; in order of `added`, `changed`, `removed`
};
[[nodiscard]] Difference difference(std::vector<Occurrence> before, std::vector<Occurrence> after, Instant now);

/// A time somebody has something else to do.
struct Busy {
  Instant starts;
  Instant ends;
  bool is_hold = false;       // put there by Backbeat
  bool is_tentative = false;  // not certain yet
  bool is_all_day = false;
  std::int64_t about = 0;  // of a hold: what it is about
  friend bool operator==(const Busy&, const Busy&) = default;
};

/// An entry of ours on a person's calendar. At most one of a kind about the same thing for each person.
struct Hold {
  Id<HoldEntry> id;
  Id<Person> person;
  std::string kind;  // "ride_along_call", "pre_brief", "debrief", ...
  std::int64_t about = 0;
  std::string title;
  std::string text;                 // below the title; never coaching text
  std::optional<Id<Person>> named;  // who the title names, so that erasing them reaches it
  Instant starts;
  Instant ends;
  int sequence = 0;  // grows with each change, as iCalendar wants it
  bool is_cancelled = false;
  Instant changed_at;
  std::string uid;  // the same for ever
  friend bool operator==(const Hold&, const Hold&) = default;
};

/// How a person is told of holds: by e-mail invitation, or only by the feed they subscribed to.
enum class Invitations { mail, feed };
[[nodiscard]] std::string_view name_of(Invitations invitations);
[[nodiscard]] std::optional<Invitations> invitations_from(std::string_view name);

/// The uid of a hold: unique everywhere, the same for ever.
[[nodiscard]] std::string uid_of(Id<Org> org, Id<HoldEntry> hold);

}  // namespace backbeat::calendar
