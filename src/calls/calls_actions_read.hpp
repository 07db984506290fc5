// Putting together what calls are about: the part of the CRM they concern is loaded once for all of them.
#pragma once

#include "calls/calls.hpp"
#include "calls/match.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <span>
#include <vector>

namespace backbeat::calls {

/// Calls with a rep, as others read them, in the order given. A calendar's without anybody from outside, and what somebody said is no
/// customer call, are left out; the second only where `keep_no_customer` does not ask for them.
enum class NoCustomer { left_out, kept };
/// Whether the stage of the opportunity is wanted, too: it takes a look at the organisation's stages.
enum class Wanted { match, match_and_stage };
/// Two records of one call are one, where `apart` does not ask for both.
enum class Records { folded, apart };
[[nodiscard]] std::vector<Call> read_matches(sql::Reader& reader, Id<Org> org, const std::vector<Stored>& calls, Instant now,
                                             NoCustomer no_customer, Wanted wanted = Wanted::match_and_stage,
                                             Records records = Records::folded);

/// The calls of these people that begin in [from, to), in no order.
[[nodiscard]] std::vector<Call> read_calls(sql::Reader& reader, Id<Org> org, std::span<const Id<Person>> reps, Instant from, Instant to,
                                           Instant now, NoCustomer no_customer, Wanted wanted = Wanted::match_and_stage);

/// The call that a record is of: its own, or the one it was found to be the same as. Nothing where it is no call.
[[nodiscard]] std::optional<Call> read_call(sql::Reader& reader, Id<Org> org, const Stored& record, Instant now);

/// What of the CRM concerns these calls; the rest of the title of a call that has other evidence is not looked at.
[[nodiscard]] Known known_for(sql::Reader& reader, Id<Org> org, const std::vector<Evidence>& evidence, const Domains& ours);

}  // namespace backbeat::calls
