// The files that enablement downloads: a quarter's circles, and who led sessions. Figures stand as they were published, rounded and
// bounded.
#pragma once

#include "pulse/facilitation.hpp"
#include "pulse/pulse.hpp"

#include <optional>
#include <string>
#include <unordered_map>

namespace backbeat::pulse {

/// A quarter as somebody spelled it, or what is wrong with it.
[[nodiscard]] Result<FiscalQuarter> quarter_named(const std::string& text, int first_month);

/// A record a circle; the header alone where nothing is published yet. What is withheld is empty.
[[nodiscard]] std::string csv_of(const std::optional<Snapshot>& snapshot);
/// A record a person.
[[nodiscard]] std::string csv_of(const Facilitation& facilitation, const std::unordered_map<Id<Person>, std::string>& names);

}  // namespace backbeat::pulse
