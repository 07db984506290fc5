// What one playbook says differently from another, in words: for the preview before a version is published and for its history.
#pragma once

#include "playbook/playbook.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::playbook {

struct Difference {
  std::string path;  // "session_types.weekly_one_on_one.agenda.goal.minutes": by key, so that moving a part changes nothing
  std::optional<std::string> before;  // absent: it is new
  std::optional<std::string> after;   // absent: it is gone
  std::string summary;                // "Weekly 1:1, stage Goal: minutes was 3, becomes 5."
  friend bool operator==(const Difference&, const Difference&) = default;
};

/// In the order of the parts: what is gone, changed or moved, then what is new. Empty exactly when nothing that matters differs;
/// the order of entries matters only for the stages of an agenda.
[[nodiscard]] std::vector<Difference> differences(const Playbook& before, const Playbook& after);

}  // namespace backbeat::playbook
