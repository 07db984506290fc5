// What counts of a ride-along, small enough to be kept for a whole organisation: no text, no plan, no stages.
#pragma once

#include "ridealong/ridealong.hpp"

#include <optional>

namespace backbeat::ridealong {

struct RideAlongFact {
  Id<Session> id;
  Id<Person> rep;
  Id<Person> manager;  // who rode
  Format format = Format::observe;
  Instant call_from;
  bool is_counted = false;  // on the calendar, under way or past its call: what a debt counts as booked or held
  bool is_held = false;
  bool has_pre_brief = false;
  std::optional<bool> is_debrief_on_time = {};  // nothing while it can still be
  friend bool operator==(const RideAlongFact&, const RideAlongFact&) = default;
};

/// Of what was folded for the same `now`.
[[nodiscard]] RideAlongFact fact_of(const RideAlongState& state, Instant now);

/// The first instant after `now` at which time alone can make another fact of the same events; nothing where it cannot.
[[nodiscard]] std::optional<Instant> next_turn(const RideAlongState& state, Instant now);

}  // namespace backbeat::ridealong
