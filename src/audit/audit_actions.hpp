// Recording and reading events; the only writer of the chain.
#pragma once

#include "audit/audit.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <span>
#include <vector>

namespace backbeat::audit {

/// Appends to the organisation's chain (its head row is locked until the end of the transaction) and bumps the organisation's change
/// number, on which every cache is keyed. Returns the sequence number.
std::int64_t record(sql::Transaction& tx, Id<Org> org, const NewEvent& event);

/// The events of one stream in order, with the texts that still exist.
[[nodiscard]] std::vector<Event> events_of(sql::Reader& reader, Id<Org> org, Stream stream);

/// The metadata of all events of a kind of stream, in order, from `after` (exclusive); without texts.
[[nodiscard]] std::vector<Event> events_of_kind(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t after = 0);

/// The metadata of every stream of a kind with an id from `first` to `last`, one whole stream after the other by id, in one pass;
/// without texts. Ids are time-ordered, so a span of ids is a span of time.
void each_stream(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::int64_t first, std::int64_t last,
                 const std::function<void(std::span<const Event>)>& visit);

/// Deletes what was written in these events of a stream, with their salts, and records that it was done ("text_erased", one event each).
/// The chain still verifies and nothing of the text can be found again from its hash. An event without a text is passed over.
void erase_texts(sql::Transaction& tx, Id<Org> org, Stream stream, std::span<const std::int64_t> sequences, Instant at, Id<User> actor);

/// The chain's first fault, in words, or how many events were verified.
struct Verification {
  std::int64_t verified = 0;
  std::optional<std::int64_t> fault_at;
  std::string fault;
  /// Of the last verified event: kept elsewhere, it shows whether the whole chain was written anew.
  std::string head_hash;
};

/// A head that somebody wrote down elsewhere: the event with this number has to be there still and have this hash. Without one, a chain
/// that was written anew from some event on, or cut together with its head, is as good as the true one.
struct NotedHead {
  std::int64_t sequence = 0;
  std::string hash;
};

[[nodiscard]] Verification verify(sql::Reader& reader, Id<Org> org, const std::optional<NotedHead>& noted = {});

}  // namespace backbeat::audit
