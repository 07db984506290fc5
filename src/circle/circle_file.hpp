// An organisation and a plan as JSON text, format `backbeat.circles/1` (README.md): text in, values or the first fault with its line out.
#pragma once

#include "base/result.hpp"
#include "circle/circle.hpp"
#include "circle/circle_file_text.hpp"

#include <string>
#include <string_view>

namespace backbeat::circle {

/// The most people one file may hold, and its longest text in bytes.
inline constexpr std::size_t most_people = 100'000;
inline constexpr std::size_t longest_circles_text = std::size_t{256} << 20U;

/// Refuses, naming line and field, what is no such file. Names in `prefers`, `apart` and `history` that are nobody's here are those of
/// people who left: they are passed over. Fields it does not know are passed over too, but not in `params` and `weights`.
[[nodiscard]] Result<Organisation> read_organisation(std::string_view text);
[[nodiscard]] std::string text_of(const Organisation& organisation);

/// A plan for this organisation. A plan may break rules (a hand-made one does); what is refused is a circle of an unknown kind or member.
[[nodiscard]] Result<Plan> read_plan(const Organisation& organisation, std::string_view text);
/// "circles":[...],"waitlist":[...] without the braces, for a file that says more.
[[nodiscard]] std::string fields_of(const Organisation& organisation, const Plan& plan);

}  // namespace backbeat::circle
