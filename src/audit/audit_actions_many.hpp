// Reading several streams at once, and what was recorded between two looks.
#pragma once

#include "audit/audit.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <span>

namespace backbeat::audit {

/// The metadata of each of these streams of a kind, one whole stream after the other by id; without texts. One statement for every 256.
/// A stream without events is passed over.
void each_of_these(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::span<const std::int64_t> ids,
                   const std::function<void(std::span<const Event>)>& visit);

/// How far an organisation has come.
struct Mark {
  std::int64_t change_number = -1;
  std::int64_t sequence = 0;  // of its last event
  friend bool operator==(const Mark&, const Mark&) = default;
};
[[nodiscard]] Mark mark_of(sql::Reader& reader, Id<Org> org);

/// Whether all that was changed between two marks was recorded in streams of these kinds: every event counts as one change. No for a
/// `now` from before `since`, and where too much happened to look at.
[[nodiscard]] bool changed_only(sql::Reader& reader, Id<Org> org, std::span<const std::string_view> stream_kinds, const Mark& since,
                                const Mark& now);

}  // namespace backbeat::audit
