// Next actions that somebody put aside.
#pragma once

#include "base/id.hpp"
#include "sql/sql.hpp"

#include <set>
#include <string>
#include <string_view>

namespace backbeat::home {

[[nodiscard]] std::set<std::string> dismissed(sql::Reader& reader, Id<Org> org, Id<User> user);
void dismiss(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view key, Instant now);
void restore(sql::Transaction& tx, Id<Org> org, Id<User> user, std::string_view key);

}  // namespace backbeat::home
