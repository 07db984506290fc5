// Putting together what calls are about: the part of the CRM they concern is loaded once for all of them.
#pragma once

#include "calls/calls.hpp"
#include "calls/match.hpp"
#include "sql/sql.hpp"

#include <vector>

namespace backbeat::calls {

/// Calls with a rep, as others read them, in the order given. A calendar's without anybody from outside, and what somebody said is no
/// customer call, are left out; the second only where `keep_no_customer` does not ask for them.
enum class NoCustomer { left_out, kept };
/// Whether the stage of the opportunity is wanted, too: it takes a look at the organisation's stages.
enum class Wanted { match, match_and_stage };
[[nodiscard]] std::vector<Call> read_matches(sql::Reader& reader, Id<Org> org, const std::vector<Stored>& calls, Instant now,
                                             NoCustomer no_customer, Wanted wanted = Wanted::match_and_stage);

/// What of the CRM concerns these calls; the rest of the title of a call that has other evidence is not looked at.
[[nodiscard]] Known known_for(sql::Reader& reader, Id<Org> org, const std::vector<Evidence>& evidence, const Domains& ours);

}  // namespace backbeat::calls
