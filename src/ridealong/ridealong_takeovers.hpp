// When the call was taken over and handed back, as the keys were pressed: pure. A press without a network is heard of hours later, from a
// device whose clock is its own.
#pragma once

#include "base/result.hpp"
#include "ridealong/ridealong_rules.hpp"

#include <vector>

namespace backbeat::ridealong {

/// So far a device's clock may be from ours; within it, what is said to be outside the call is brought to its nearer end.
inline constexpr Duration clock_skew = std::chrono::minutes(2);

inline constexpr ErrorSpec pressed_ahead{"pressed_ahead", ErrorKind::invalid, "{found} is still to come: it is {now}."};
inline constexpr ErrorSpec pressed_before_call{"pressed_before_call", ErrorKind::invalid,
                                               "The call began at {started_at}; {found} is before that."};
inline constexpr ErrorSpec pressed_after_call{"pressed_after_call", ErrorKind::invalid,
                                              "The call was over at {over_at}; {found} is after that."};
inline constexpr ErrorSpec handed_back_before{"handed_back_before", ErrorKind::invalid,
                                              "You took the call over at {from}; {found} is before that."};

/// Adds it where it belongs by time.
void add_takeover(std::vector<Takeover>& takeovers, Takeover takeover);

/// Ends the last one that is open and began by then; where none did, the first that is open.
void hand_back(std::vector<Takeover>& takeovers, Instant at);

/// May this side take over or hand back, with a key that was pressed at `pressed` by the device's clock? Also after the call, until the
/// ride-along closes: what happened on it is logged, whenever it is heard of.
[[nodiscard]] Result<Done> may_press(Verb verb, const RideAlongState& state, access::Side side, Instant pressed, Instant now);

}  // namespace backbeat::ridealong
