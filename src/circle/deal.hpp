// Deals the circles of a plan to lanes that can be worked on at once, in another way each epoch, and puts the lanes' plans together again.
#pragma once

#include "circle/lane.hpp"

namespace backbeat::circle {

struct Dealt {
  Plan plan;
  CrossRange cross;
};

/// `lanes` parts of about equal size. By turns at random, by role, and along the wishes, so that those who wish each other meet in a lane.
/// What the lanes may do to the number of cross-functional circles adds up to what the organisation allows.
[[nodiscard]] std::vector<Dealt> deal(const Ground& ground, const Plan& plan, std::size_t lanes, std::int64_t epoch, Chance& chance);

/// Everybody waits: what a search begins with. Roles of few people are not torn apart.
[[nodiscard]] std::vector<Dealt> deal_people(const Ground& ground, std::size_t lanes, Chance& chance);

[[nodiscard]] Plan together(std::vector<Plan> parts);

}  // namespace backbeat::circle
