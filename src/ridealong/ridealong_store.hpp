// Whose ride-alongs there are and where to look for them; what the two write, outside the events.
#pragma once

#include "ridealong/ridealong.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::ridealong {

struct RideAlongRecord {
  Id<Session> id;
  Id<Person> manager;
  Id<Person> rep;
  Id<Person> on_behalf_of;  // unset: nobody
  std::string kind = {};    // of session: "ride_along_observe"
  std::int64_t call = 0;    // 0: typed by hand
  std::string account = {};
  Span when;
};

/// The rows of the ride-along and of its session.
void insert_ride_along(sql::Transaction& tx, Id<Org> org, const RideAlongRecord& record, Instant now);
void update_call(sql::Transaction& tx, Id<Org> org, Id<Session> id, Span call);
void update_kind(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::string_view kind);
/// It stands on no calendar any more: the call is free for others.
void close_ride_along(sql::Transaction& tx, Id<Org> org, Id<Session> id);

[[nodiscard]] std::string account_of(sql::Reader& reader, Id<Org> org, Id<Session> id);

/// The open one that rides on a call.
[[nodiscard]] std::optional<Id<Session>> open_on_call(sql::Reader& reader, Id<Org> org, std::int64_t call);
/// Open ones of a person whose call overlaps a span.
struct Taken {
  Id<Session> id;
  Span call;
};
[[nodiscard]] std::vector<Taken> open_within(sql::Reader& reader, Id<Org> org, Id<Person> person, Span span);
/// Those of a person whose call was ever planned for [from, to), by its time.
[[nodiscard]] std::vector<Id<Session>> ride_alongs_of(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to);
struct IdSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
};
/// The ids between which all lie whose call was ever planned for [from, to).
[[nodiscard]] std::optional<IdSpan> ids_within(sql::Reader& reader, Id<Org> org, Instant from, Instant to);

struct StoredText {
  std::string part = {};
  std::string text = {};
};
[[nodiscard]] std::vector<StoredText> load_texts(sql::Reader& reader, Id<Org> org, Id<Session> id);
void store_text(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::string_view part, std::string_view text, Id<Person> by, Instant at);

struct StoredNote {
  std::string id = {};
  Instant at;
  Tag tag = Tag::free;
  std::string text = {};
  Id<Person> by;
};
/// By time, then id.
[[nodiscard]] std::vector<StoredNote> load_notes(sql::Reader& reader, Id<Org> org, Id<Session> id);
[[nodiscard]] std::optional<StoredNote> find_note(sql::Reader& reader, Id<Org> org, Id<Session> id, std::string_view note);
[[nodiscard]] std::int64_t count_notes(sql::Reader& reader, Id<Org> org, Id<Session> id, Id<Person> by);
/// Over one of the same id.
void store_note(sql::Transaction& tx, Id<Org> org, Id<Session> id, const StoredNote& note, Instant now);
void delete_note(sql::Transaction& tx, Id<Org> org, Id<Session> id, std::string_view note);

}  // namespace backbeat::ridealong
