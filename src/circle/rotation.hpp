// Who facilitates which session of a circle: a turn is two sessions, everybody has a turn before anybody has a second, certified members
// come first, and nobody has a turn while away (product rule: the facilitator rotates every two sessions).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace backbeat::circle {

inline constexpr std::size_t sessions_a_turn = 2;

struct Facilitator {
  bool is_certified = false;
  std::size_t turns_so_far = 0;
  std::vector<bool> is_away = {};  // by session; beyond its end nobody is away
};

/// By session the place of the member who facilitates; nothing where everybody is away. Where nobody is there for both sessions of a turn,
/// the turn is split. Who is away when their turn comes has it as soon as they are back.
[[nodiscard]] std::vector<std::optional<std::size_t>> rotation(const std::vector<Facilitator>& members, std::size_t sessions);

}  // namespace backbeat::circle
