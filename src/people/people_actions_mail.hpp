// The mail domains of an organisation's people, by which an invitation is from inside or outside.
#pragma once

#include "base/id.hpp"
#include "sql/sql.hpp"

#include <functional>
#include <set>
#include <string>

namespace backbeat::people {

/// In lower case: "northwind.example". Of everybody who ever worked here.
[[nodiscard]] std::set<std::string, std::less<>> mail_domains(sql::Reader& reader, Id<Org> org);

}  // namespace backbeat::people
