// Changed rules written into the text they come from, so that its comments and its order stay.
#pragma once

#include "playbook/playbook.hpp"

#include <string>
#include <string_view>

namespace backbeat::capacity {

/// `text` with the lengths, cadences and ride-alongs of `after` in the place of those of `before`, which it must hold. Whoever uses it
/// reads the result and compares: a text that lays its tables out in another way than as [[tables]] comes out as it was.
[[nodiscard]] std::string rewritten(std::string_view text, const playbook::Playbook& before, const playbook::Playbook& after);

}  // namespace backbeat::capacity
