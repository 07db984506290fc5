// The e-mail addresses of everybody, one after the other.
#pragma once

#include "base/id.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <string_view>

namespace backbeat::people {

void each_email(sql::Reader& reader, Id<Org> org, const std::function<void(std::string_view email)>& visit);

}  // namespace backbeat::people
