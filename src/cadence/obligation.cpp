#include "cadence/obligation.hpp"

#include "base/assert.hpp"

namespace backbeat::cadence {

std::string_view name_of(ObligationState state) {
  switch (state) {
    case ObligationState::pending:
      return "pending";
    case ObligationState::due:
      return "due";
    case ObligationState::satisfied:
      return "satisfied";
    case ObligationState::held_short:
      return "short";
    case ObligationState::excused:
      return "excused";
    case ObligationState::cancelled:
      return "cancelled";
    case ObligationState::missed:
      return "missed";
  }
  ASSERT(false);
}

}  // namespace backbeat::cadence
