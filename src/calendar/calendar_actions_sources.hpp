// What a person does with their own calendars: adding a file or an address, looking at what was understood of it, the feed of what Backbeat
// puts on their calendar, and how they want to be told.
#pragma once

#include "calendar/calendar_actions.hpp"
#include "calendar/calendar_file.hpp"
#include "calendar/calendar_file_text.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calendar {

inline constexpr ErrorSpec too_many_calendars{"too_many_calendars", ErrorKind::conflict,
                                              "You have {most} calendars already. Remove one first."};
inline constexpr ErrorSpec not_a_file{"not_a_file", ErrorKind::conflict,
                                      "This calendar is read from an address; there is no file to replace."};
inline constexpr ErrorSpec not_an_address{"not_an_address", ErrorKind::conflict,
                                          "This calendar is a file. Upload it again to bring it up to date."};

inline constexpr int most_calendars = 10;
/// Meetings are kept for so long after they were and so far ahead.
inline constexpr Duration kept_back = std::chrono::days(90);
inline constexpr Duration looked_ahead = std::chrono::days(400);
/// An address is read again so long after it was read; after failures twice as long each time, up to a day.
inline constexpr Duration read_every = std::chrono::hours(1);
/// A file's repeating meetings are carried on so often.
inline constexpr Duration carried_on_every = std::chrono::days(7);
/// A removed calendar can be brought back for so long.
inline constexpr Duration can_be_restored = std::chrono::days(1);

/// fresh: read within a day; a file: since it was uploaded. stale: not for a day. waiting: not yet read for the first time. failing: the
/// last try failed.
enum class CalendarFreshness { waiting, fresh, stale, failing };

struct SourceRow {
  Id<Source> id;
  std::string name;
  std::string host;  // of the address, which is a secret of its own; empty: a file
  int series = 0;
  int troubles = 0;
  Instant created_at;
  std::optional<Instant> read_at;
  CalendarFreshness freshness = CalendarFreshness::waiting;
  std::string error;  // of the last try
  std::optional<Instant> removed_at;
};

struct SourceDetail {
  SourceRow row;
  Reading reading;
};

/// What reading a file again changed.
struct Applied {
  SourceRow row;
  int appeared = 0, moved = 0, cancelled = 0, vanished = 0, edited = 0;
};

struct FeedState {
  std::optional<Instant> made_at;
  std::optional<Instant> last_read_at;
  Invitations invitations = Invitations::mail;
};

/// What is read under a secret address.
struct Feed {
  std::string text;
  std::int64_t version = 0;  // the same for the same text
};

struct Seams {
  Listener changed = {};  // told in the transaction
  /// What other features have put on the person's calendar, within [from, to): planned conversations.
  std::function<std::vector<Planned>(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to)> planned = {};
};

class Calendars {
 public:
  Calendars(sql::Db& db, const access::Access& access, Seams seams = {}) : m_db(db), m_access(access), m_seams(std::move(seams)) {}

  /// The actor's own, oldest first; removed ones as long as they can be restored.
  [[nodiscard]] Result<std::vector<SourceRow>> list(const access::Actor& actor) const;
  /// Titles are for a browser: needs_a_browser for an API token, here and in `occurrences`.
  [[nodiscard]] Result<SourceDetail> detail(const access::Actor& actor, Id<Source> id) const;
  /// What adding a file would put on the calendar. Changes nothing.
  [[nodiscard]] Result<Reading> preview(const access::Actor& actor, std::string_view text) const;

  /// An empty name: what the file calls itself, or "Calendar".
  [[nodiscard]] Result<Applied> add_file(const access::Actor& actor, std::string_view name, std::string_view text) const;
  /// Read by the job within a minute, then every hour. "webcal:" is "https:".
  [[nodiscard]] Result<SourceRow> add_address(const access::Actor& actor, std::string_view name, std::string_view address) const;
  /// The same calendar in a newer file. The same file changes nothing.
  [[nodiscard]] Result<Applied> replace(const access::Actor& actor, Id<Source> id, std::string_view text) const;
  /// Read the address again now.
  [[nodiscard]] Result<Done> refresh(const access::Actor& actor, Id<Source> id) const;
  [[nodiscard]] Result<Done> remove(const access::Actor& actor, Id<Source> id) const;
  [[nodiscard]] Result<SourceRow> restore(const access::Actor& actor, Id<Source> id) const;

  /// The actor's own meetings.
  [[nodiscard]] Result<std::vector<Occurrence>> occurrences(const access::Actor& actor, Instant from, Instant to) const;
  /// For the person and those above them; errors::not_found else. No titles.
  [[nodiscard]] Result<std::vector<Busy>> busy(const access::Actor& actor, Id<Person> person, Instant from, Instant to) const;

  [[nodiscard]] Result<FeedState> feed(const access::Actor& actor) const;
  /// A new secret, shown this once; an older one ends.
  [[nodiscard]] Result<std::string> make_feed(const access::Actor& actor) const;
  [[nodiscard]] Result<Done> end_feed(const access::Actor& actor) const;
  [[nodiscard]] Result<Done> choose(const access::Actor& actor, Invitations invitations) const;
  /// Without signing in: the secret is the key. errors::not_found where it is none, was replaced, or its person has no account any more.
  [[nodiscard]] Result<Feed> read_feed(std::string_view secret) const;

  // For the job.
  struct Due {
    Id<Org> org;
    Id<Source> id;
    std::string address;  // empty: nothing is to be fetched
    std::string etag;
    std::string modified;
  };
  /// Takes what is due for this node; nobody else does for ten minutes.
  [[nodiscard]] std::vector<Due> take_due(int most) const;
  void fetched(const Due& due, std::string_view text, std::string_view etag, std::string_view modified) const;
  void not_modified(const Due& due) const;
  void failed(const Due& due, std::string_view why) const;
  /// A file's meetings are carried on; what was removed long enough ago is deleted.
  void carry_on(const Due& due) const;

 private:
  struct Taken;
  [[nodiscard]] Instant now() const { return m_access.clock().now(); }
  [[nodiscard]] SourceRow row_of(const struct StoredSource& source) const;
  [[nodiscard]] Result<Reading> read_for(sql::Reader& reader, Id<Org> org, Id<Person> person, std::string_view text) const;
  Applied apply(sql::Transaction& tx, struct StoredSource& source, const Reading& reading, std::string_view text) const;
  void told(sql::Transaction& tx, Id<Org> org, Id<Person> person, const std::vector<Change>& changes) const;
  void try_text(const Due& due, std::string_view text, std::optional<std::pair<std::string_view, std::string_view>> validators) const;

  sql::Db& m_db;
  const access::Access& m_access;
  Seams m_seams;
};

}  // namespace backbeat::calendar
