// A person's calendar for other features: holds put, moved and cancelled inside their own transaction, busy times, occurrences, and what a
// newly read calendar changed. The person's own actions are in calendar_actions_sources.hpp.
#pragma once

#include "access/access_actions.hpp"
#include "calendar/calendar.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backbeat::calendar {

// --- holds ---

/// What shall stand on a person's calendar.
struct NewHold {
  Id<Person> person;
  std::string kind;        // 1 to 40 characters
  std::int64_t about = 0;  // the id of the ride-along, circle, ... it is about
  std::string title;       // "Pre-brief with Ana Ruiz, Northwind": never coaching text; at most 200 characters, longer ones are cut
  std::string text = {};
  std::optional<Id<Person>> named = {};  // whom the title names
  Instant starts;
  Instant ends;
};

/// Puts each hold on its person's calendar, or changes the one of the same person, kind and about: moved, renamed or brought back if it was
/// cancelled. One that is as asked already is left alone. Each hold that became another gets the next SEQUENCE and its person one
/// invitation by mail, if they want them so. Returns the holds as they are now, in the order asked.
std::vector<Hold> put_holds(sql::Transaction& tx, Id<Org> org, std::span<const NewHold> wanted, Instant now);

/// Puts one hold elsewhere and tells its person; nothing where it is there already, is cancelled, or does not exist.
void move_hold(sql::Transaction& tx, Id<Org> org, Id<HoldEntry> hold, Instant starts, Instant ends, Instant now);

/// Cancels all holds about something that are not cancelled and not over yet, and tells each person once. What is over stays as it was.
void cancel_holds_about(sql::Transaction& tx, Id<Org> org, std::int64_t about, Instant now);
/// The same for one kind: the pre-brief alone.
void cancel_holds_about(sql::Transaction& tx, Id<Org> org, std::int64_t about, std::string_view kind, Instant now);

/// One person's alone; nothing where it is cancelled or over, or does not exist.
void cancel_hold(sql::Transaction& tx, Id<Org> org, Id<HoldEntry> hold, Instant now);

/// With the cancelled ones, by start.
[[nodiscard]] std::vector<Hold> holds_about(sql::Reader& reader, Id<Org> org, std::int64_t about);

// --- what is on somebody's calendar: plain facts, without a check of who asks ---

/// Everything that takes their time within [from, to), by start: holds and occurrences that are shown as busy, were not cancelled and not
/// declined. Planned sessions are the session feature's to say.
[[nodiscard]] std::vector<Busy> busy_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to);

/// Whether nothing takes their time in [from, to); what is about `but_not` does not count (the ride-along that is being moved).
[[nodiscard]] bool is_free(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to, std::int64_t but_not = 0);

/// What a person's own calendars have within [from, to), cancelled ones too, by start.
[[nodiscard]] std::vector<Occurrence> occurrences_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to);
[[nodiscard]] std::optional<Occurrence> occurrence(sql::Reader& reader, Id<Org> org, Id<OccurrenceEntry> id);

// --- what a newly read calendar changed ---

/// Told in the transaction that stores the new reading, once, with all changes of the person's calendar (ids set). The composition root
/// lets `calls` listen, and what it makes of it is told on to `ridealong`.
using Listener = std::function<void(sql::Transaction& tx, Id<Org> org, Id<Person> person, const std::vector<Change>& changes, Instant now)>;

}  // namespace backbeat::calendar
