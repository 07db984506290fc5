// The events of a few streams in one statement.
#pragma once

#include "audit/audit.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <span>

namespace backbeat::audit {

inline constexpr std::size_t streams_at_once = 256;

/// At most `streams_at_once` ids, at least one; by stream and sequence, without texts.
void each_of_few(sql::Reader& reader, Id<Org> org, std::string_view stream_kind, std::span<const std::int64_t> ids,
                 const std::function<void(Event)>& visit);

}  // namespace backbeat::audit
