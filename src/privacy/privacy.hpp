// What is known of a person, as it is handed over to them, and what an erasure did.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backbeat::privacy {

inline constexpr ErrorSpec still_here{"still_here", ErrorKind::conflict,
                                      "{person} still works here. Enter the day they leave first; erasing comes after it."};
inline constexpr ErrorSpec name_differs{"name_differs", ErrorKind::invalid, "Type the person's name exactly as it is shown."};
inline constexpr ErrorSpec already_erased{"already_erased", ErrorKind::conflict, "This person was erased already."};

inline constexpr std::string_view erased_name = "Erased person";

/// Something that was written in a conversation or about a commitment.
struct Said {
  Instant at;
  std::string about;    // "session", "ride_along", "commitment" or "circle_meeting"
  std::int64_t id = 0;  // of it
  std::string what;     // "shared_note", "private_note", "text", "note", or the kind of event: "made", "inspected", "moved", ...
  std::string stage;    // of a shared note; of a ride-along's text the part, of its note the tag
  std::string by;       // name; empty: unknown
  std::string text;
};

struct Conversation {
  Id<Session> id;
  std::string kind;
  std::string rep;
  std::string manager;
  Instant starts_at;
};

struct Assigned {
  LocalDate from;
  std::optional<LocalDate> to;
  std::string manager;
  std::string job_role;
  std::string segment;
  std::string region;
  bool is_top_performer = false;
};

struct Away {
  LocalDate first;
  LocalDate last;
  std::string reason;
};

struct Identity {
  std::string system;
  std::string value;
};

struct Deal {
  std::string key;
  std::string name;
  std::string stage;
  std::string outcome;
};

struct CustomerCall {
  Instant starts_at;
  Instant ends_at;
  std::string title;
  bool is_cancelled = false;
};

/// A letter the program sent or wants to send them; what was sent has lost its subject.
struct LetterTo {
  Instant at;
  std::string kind;
  std::string state;
  std::string address;
  std::string subject;
};

struct OwnCalendar {
  std::string name;
  std::string address;  // empty: a file
  Instant added_at;
};

/// A meeting of their own calendar, or what the program put there.
struct CalendarEntry {
  Instant starts_at;
  Instant ends_at;
  std::string title;
  std::string place;
};

/// What they said about peer circles.
struct AboutCircles {
  bool is_in = false;
  Instant since;
  std::string time_zone;
  std::vector<std::string> free;  // "Monday 09:00 to 12:00"
  std::vector<std::string> themes;
  std::vector<std::string> wishes;  // names
};

struct InCircle {
  std::string circle;
  Instant from;
  std::optional<Instant> to;
};

struct SignIn {
  Instant created_at;
  Instant last_seen_at;
  std::string agent;
};

/// A thing they did, without texts.
struct Act {
  std::int64_t sequence = 0;
  Instant at;
  std::string about;
  std::string kind;
};

struct Export {
  Instant made_at;
  Id<Person> id;
  std::string name;
  std::string email;
  std::string time_zone;
  LocalDate hired;
  std::optional<LocalDate> left;
  std::vector<std::string> roles;
  std::vector<Identity> identities;
  std::vector<Assigned> assignments;
  std::vector<Away> time_off;
  std::vector<Conversation> conversations;
  std::vector<Said> said;
  std::vector<Deal> deals;
  std::vector<CustomerCall> calls;
  std::vector<LetterTo> letters;
  std::vector<OwnCalendar> calendars;
  std::vector<CalendarEntry> meetings;
  std::vector<CalendarEntry> holds;
  std::optional<AboutCircles> about_circles;
  std::vector<InCircle> circles;
  std::vector<SignIn> sign_ins;
  std::vector<Act> acts;
};

struct Erased {
  std::int64_t texts = 0;  // in the record of events
  std::int64_t notes = 0;
  std::int64_t rows = 0;           // others that were removed or blanked
  bool are_pages_cleared = false;  // false: somebody read all the while; `backbeat clear-pages` finishes it
};

}  // namespace backbeat::privacy
