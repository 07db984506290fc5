// The calendars that people gave and the secret addresses of their feeds, as they are stored.
#pragma once

#include "calendar/calendar.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calendar {

struct StoredSource {
  Id<Source> id;
  Id<Org> org;
  Id<Person> person;
  std::string name = {};
  std::string address = {};  // empty: a file
  std::string sha256 = {};   // of what was read last; empty: never
  int series = 0;
  int troubles = 0;
  std::string etag = {};
  std::string modified = {};
  Instant created_at = {};
  std::optional<Instant> read_at = {};
  int failures = 0;  // in a row
  std::string error = {};
  Instant due_at = {};
  std::optional<Instant> removed_at = {};
};

void insert_source(sql::Transaction& tx, const StoredSource& source, std::string_view content);
/// Everything but whose it is and its content.
void update_source(sql::Transaction& tx, const StoredSource& source);
void store_content(sql::Transaction& tx, Id<Org> org, Id<Source> source, std::string_view content);
void delete_source(sql::Transaction& tx, Id<Org> org, Id<Source> source);

[[nodiscard]] std::optional<StoredSource> find_source(sql::Reader& reader, Id<Org> org, Id<Source> source);
[[nodiscard]] std::string read_content(sql::Reader& reader, Id<Org> org, Id<Source> source);
/// With those that were removed, oldest first.
[[nodiscard]] std::vector<StoredSource> read_sources_of(sql::Reader& reader, Id<Org> org, Id<Person> person);
/// Of all organisations, those due first first.
[[nodiscard]] std::vector<StoredSource> read_due(sql::Reader& reader, Instant now, int most);
/// Takes it for this node; false where somebody else has done so meanwhile.
bool put_off(sql::Transaction& tx, const StoredSource& source, Instant until);

struct StoredFeed {
  Id<Org> org;
  Id<Person> person;
  Instant made_at;
  std::optional<Instant> last_read_at;
};
[[nodiscard]] std::optional<StoredFeed> find_feed(sql::Reader& reader, std::string_view token_hash);
[[nodiscard]] std::optional<StoredFeed> read_feed_of(sql::Reader& reader, Id<Org> org, Id<Person> person);
void store_feed(sql::Transaction& tx, const StoredFeed& feed, std::string_view token_hash);
void touch_feed(sql::Transaction& tx, const StoredFeed& feed, Instant now);
void delete_feed(sql::Transaction& tx, Id<Org> org, Id<Person> person);

}  // namespace backbeat::calendar
