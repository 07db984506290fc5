// Reading several streams at once.
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

}  // namespace backbeat::audit
