// Whether somebody's account still stands, for what is read without signing in: a feed under a secret address.
#pragma once

#include "access/access_actions.hpp"

namespace backbeat::access {

/// Has the person an account that is active, and not left by that day?
[[nodiscard]] bool has_standing(sql::Reader& reader, Id<Org> org, Id<Person> person, LocalDate today);

}  // namespace backbeat::access
