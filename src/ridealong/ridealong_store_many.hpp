// Asking of many ride-alongs and calls at once: a statement for every hundred.
#pragma once

#include "ridealong/ridealong.hpp"
#include "sql/sql.hpp"

#include <map>
#include <set>
#include <span>
#include <string>

namespace backbeat::ridealong {

/// Those of these calls on which somebody rides along already.
[[nodiscard]] std::set<std::int64_t> taken_calls(sql::Reader& reader, Id<Org> org, std::span<const std::int64_t> calls);
/// With whom the call of each is, as it was booked.
[[nodiscard]] std::map<Id<Session>, std::string> accounts_of(sql::Reader& reader, Id<Org> org, std::span<const Id<Session>> ids);

}  // namespace backbeat::ridealong
