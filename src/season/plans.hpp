// A plan by the ids of its people, as it is stored, and the same for the solver: people join and leave between the two.
#pragma once

#include "season/season.hpp"

#include <array>
#include <string>
#include <vector>

namespace backbeat::season {

struct NamedCircle {
  circle::Kind::Form form = circle::Kind::Form::same;
  std::string held_by;
  std::vector<Id<Person>> members;
  friend bool operator==(const NamedCircle&, const NamedCircle&) = default;
};
[[nodiscard]] std::string_view name_of(circle::Kind::Form form);

struct NamedPlan {
  std::vector<NamedCircle> circles;
  std::vector<Id<Person>> waitlist;
  friend bool operator==(const NamedPlan&, const NamedPlan&) = default;
};

struct Placed {
  circle::Plan plan;                  // circles in the order of the named ones; whoever is new in the pool waits
  std::vector<Id<Person>> outsiders;  // stand in a circle of the plan and can be in none any more
};
[[nodiscard]] Placed placed(const Pool& pool, const NamedPlan& named);
[[nodiscard]] NamedPlan named(const Pool& pool, const circle::Plan& plan);

/// Names for circles, in order: "AE 1", "AE 2", "Renewal 1".
[[nodiscard]] std::vector<std::string> names_of(const Pool& pool, const std::vector<circle::Circle>& circles);
/// When each could meet. Circles are spread over the days of the week; nothing where its members share no start.
[[nodiscard]] std::vector<std::optional<Slot>> slots_of(const Pool& pool, const std::vector<circle::Circle>& circles);
[[nodiscard]] std::vector<LocalHours> hours_of(const Pool& pool, const std::vector<circle::RepIndex>& members);

}  // namespace backbeat::season
