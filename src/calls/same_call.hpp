// Two records of one call: on the rep's calendar, and in a file of calls. Pure, and derived at every reading like what a call is about;
// what somebody said of the two holds. The calendar's is kept, for it follows the customer; what only the file knows is added to it.
#pragma once

#include "calls/calls.hpp"

#include <optional>
#include <vector>

namespace backbeat::calls {

/// They begin so far apart at most, or the file's begins while the calendar's goes on: people dial in late, and log later.
inline constexpr Duration same_call_within = std::chrono::minutes(15);

/// What somebody said of two records.
struct PairSaid {
  Id<CallEntry> calendar;
  Id<CallEntry> file;
  bool is_same = true;
  friend bool operator==(const PairSaid&, const PairSaid&) = default;
};

/// Of the same rep, one on a calendar and one of a file, close in time. In this order.
[[nodiscard]] bool could_be_same(const Call& calendar, const Call& file);

/// What speaks for one call, of two that could be: the same opportunity, the same account, a guest in both, or a guest's domain. Nothing
/// where nothing does, or where they are at different accounts.
[[nodiscard]] std::optional<SameBy> same_by(const Call& calendar, const Call& file);

struct Pair {
  std::size_t calendar = 0;  // indices
  std::size_t file = 0;
  SameBy by = SameBy::account;
  friend bool operator==(const Pair&, const Pair&) = default;
};

/// Each call is in one pair at most: what was said comes first, then what speaks louder, then what is closer in time. Called off and
/// standing are one call only where nothing better is there. By the place of the calendar's.
[[nodiscard]] std::vector<Pair> pairs_of(const std::vector<Call>& calls, const std::vector<PairSaid>& said);

/// One call out of each pair; and of what could be one call but is not, each is told of the other. In the order given.
[[nodiscard]] std::vector<Call> folded(std::vector<Call> calls, const std::vector<PairSaid>& said);

}  // namespace backbeat::calls
