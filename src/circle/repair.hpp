// Mends a published plan after a small change, touching two circles at most: somebody joins, somebody leaves, free hours change.
#pragma once

#include "circle/cost.hpp"

namespace backbeat::circle {

struct Repair {
  Plan plan;
  std::vector<std::size_t> touched = {};  // places of circles in the old plan; ascending
  bool has_opened = false;                // a circle of people who waited, the last of the plan
  std::int64_t change = 0;                // of the cost
};

/// `who` is in no circle of the plan yet and gets the cheapest lawful place; or waits.
[[nodiscard]] Repair join(const Ground& ground, const Plan& plan, RepIndex who);
/// `who` leaves, and what is left of the circle is made lawful again: alone, with somebody who waits, or with one other circle.
[[nodiscard]] Repair leave(const Ground& ground, const Plan& plan, RepIndex who);
/// A circle that broke a rule because somebody in it changed (free hours, certificate, role) is made lawful again.
[[nodiscard]] Repair mend(const Ground& ground, const Plan& plan, std::size_t circle);

}  // namespace backbeat::circle
