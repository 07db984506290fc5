// The tables of the chain: event, event_text and chain_head. Nothing here checks or computes a hash.
#pragma once

#include "audit/audit.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <vector>

namespace backbeat::audit {

struct Head {
  std::int64_t sequence = 0;
  std::string hash{first_previous_hash};
};

/// One stored row with all that verifying needs. Views end with the visit.
struct StoredLink {
  Link link;
  std::string_view hash;
  std::optional<std::string_view> salt;
  std::optional<std::string_view> text;
};

[[nodiscard]] Head load_head(sql::Reader& reader, Id<Org> org);
void store_head(sql::Transaction& tx, Id<Org> org, const Head& head);

void insert_event(sql::Transaction& tx, const Link& link, std::string_view hash);
void insert_text(sql::Transaction& tx, Id<Org> org, std::int64_t sequence, std::string_view salt, std::string_view text);
/// How many texts there were to erase: 0 or 1.
std::int64_t delete_text(sql::Transaction& tx, Id<Org> org, std::int64_t sequence);

[[nodiscard]] std::vector<Event> load_stream(sql::Reader& reader, Id<Org> org, Stream stream);
[[nodiscard]] std::vector<Event> load_kind(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t after);

/// By stream, then in order.
void each_of_streams(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t first, std::int64_t last,
                     const std::function<void(Event)>& visit);

/// Visits up to `limit` rows after `after` in order; returns how many there were.
std::int64_t each_link(sql::Reader& reader, Id<Org> org, std::int64_t after, std::int64_t limit,
                       const std::function<void(const StoredLink&)>& visit);

}  // namespace backbeat::audit
