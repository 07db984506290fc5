// The tables that say whose a session is and where to look for it, and the notes. What became of a session is in its events.
#pragma once

#include "session/session.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::session {

struct SessionRecord {
  Id<Session> id;
  std::string kind;
  Id<Person> manager;
  Id<Person> rep;
  Id<Person> on_behalf_of;  // unset: the manager's own
  Instant starts_at;
};

void insert_session(sql::Transaction& tx, Id<Org> org, const SessionRecord& session, Instant now);
void update_starts_at(sql::Transaction& tx, Id<Org> org, Id<Session> session, Instant starts_at);

/// Where a list goes on: behind this session.
struct After {
  Instant starts_at;
  Id<Session> id;
};

/// Sessions that the person is in, by time, planned now for [from, to).
[[nodiscard]] std::vector<After> sessions_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to,
                                             std::optional<After> after, int limit);
/// Of these two, planned now for [from, to), by time.
[[nodiscard]] std::vector<Id<Session>> sessions_between(sql::Reader& reader, Id<Org> org, Id<Person> rep, Id<Person> manager, Instant from,
                                                        Instant to);
/// The span of ids of all sessions that were ever planned for [from, to); nothing where there is none.
struct IdSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
};
[[nodiscard]] std::optional<IdSpan> ids_within(sql::Reader& reader, Id<Org> org, Instant from, Instant to);

void insert_focus(sql::Transaction& tx, Id<Org> org, Id<Person> rep, std::int64_t sequence, Id<Session> session,
                  std::string_view competency);
[[nodiscard]] std::optional<std::string> latest_focus(sql::Reader& reader, Id<Org> org, Id<Person> rep);

struct StoredNote {
  std::string stage = {};  // empty for a private note
  std::string text = {};
  std::int64_t version = 0;  // 0: nothing was written yet
  Id<Person> by = {};
  Instant at = {};
};

[[nodiscard]] std::vector<StoredNote> load_notes(sql::Reader& reader, Id<Org> org, Id<Session> session);
[[nodiscard]] StoredNote load_note(sql::Reader& reader, Id<Org> org, Id<Session> session, std::string_view stage);
void store_note(sql::Transaction& tx, Id<Org> org, Id<Session> session, const StoredNote& note);

[[nodiscard]] StoredNote load_private_note(sql::Reader& reader, Id<Org> org, Id<Session> session, Id<Person> author);
void store_private_note(sql::Transaction& tx, Id<Org> org, Id<Session> session, const StoredNote& note);

}  // namespace backbeat::session
