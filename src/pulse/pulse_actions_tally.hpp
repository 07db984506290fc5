// Counts of answers, sealed: all that is ever kept of them, and only until their quarter is published.
#pragma once

#include "crypto/sealing.hpp"
#include "pulse/pulse.hpp"

#include <string>
#include <string_view>

namespace backbeat::pulse {

/// Where a sealed tally stands; it opens nowhere else.
struct TallyPlace {
  Id<Org> org;
  Id<Circle> circle;
  LocalDate quarter;
};

/// Always of the same length, so that its size says nothing either.
[[nodiscard]] std::string seal_tally(const crypto::SealingKey& key, const Histogram& histogram, const TallyPlace& place, Random& random);
/// "" is no answer yet. meeting::vault_is_locked where it does not open.
[[nodiscard]] Result<Histogram> open_tally(const crypto::SealingKey& key, std::string_view sealed, const TallyPlace& place);

}  // namespace backbeat::pulse
