// Recording and reading events; the only writer of the chain.
#pragma once

#include "audit/audit.hpp"
#include "sql/sql.hpp"

#include <vector>

namespace backbeat::audit {

/// Appends to the organisation's chain (its head row is locked until the end of the transaction) and bumps the organisation's change
/// number, on which every cache is keyed. Returns the sequence number.
std::int64_t record(sql::Transaction& tx, Id<Org> org, const NewEvent& event);

/// The events of one stream in order, with the texts that still exist.
[[nodiscard]] std::vector<Event> events_of(sql::Reader& reader, Id<Org> org, Stream stream);

/// The metadata of all events of a kind of stream, in order, from `after` (exclusive); without texts.
[[nodiscard]] std::vector<Event> events_of_kind(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t after = 0);

/// The chain's first fault, in words, or how many events were verified.
struct Verification {
  std::int64_t verified = 0;
  std::optional<std::int64_t> fault_at;
  std::string fault;
};
[[nodiscard]] Verification verify(sql::Reader& reader, Id<Org> org);

}  // namespace backbeat::audit
