// Planned conversations as entries of a person's feed: between the features, since neither knows of the other.
#pragma once

#include "calendar/calendar_file_text.hpp"
#include "sql/sql.hpp"

#include <vector>

namespace backbeat::server {

/// Those the person is in, planned for [from, to); called off ones too, as cancelled. Titles say the kind and the other person: "Weekly 1:1
/// with Ana Ruiz".
[[nodiscard]] std::vector<calendar::Planned> planned_entries(sql::Reader& reader, Id<Org> org, Id<Person> person, Instant from, Instant to,
                                                             Instant now);

}  // namespace backbeat::server
