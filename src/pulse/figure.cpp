#include "pulse/figure.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace backbeat::pulse {

std::string_view name_of(Measure measure) {
  switch (measure) {
    case Measure::attendance:
      return "attendance";
    case Measure::enps:
      return "enps";
    case Measure::follow_through:
      return "follow_through";
  }
  return {};
}

std::optional<Measure> measure_from(std::string_view name) {
  for (const Measure measure : {Measure::attendance, Measure::enps, Measure::follow_through})
    if (name_of(measure) == name) return measure;
  return std::nullopt;
}

std::string_view name_of(Bound bound) {
  switch (bound) {
    case Bound::exact:
      return "exact";
    case Bound::at_least:
      return "at_least";
    case Bound::at_most:
      return "at_most";
  }
  return {};
}

std::optional<Bound> bound_from(std::string_view name) {
  for (const Bound bound : {Bound::exact, Bound::at_least, Bound::at_most})
    if (name_of(bound) == name) return bound;
  return std::nullopt;
}

Tally& Tally::operator+=(const Tally& other) {
  people += other.people;
  pieces += other.pieces;
  plus += other.plus;
  minus += other.minus;
  most = std::max(most, other.most);
  return *this;
}

Sum sum_of(Measure measure, const Tally& tally) {
  if (measure == Measure::enps)
    return {.value = tally.plus - tally.minus, .lowest = -tally.pieces, .highest = tally.pieces, .widest = 2 * tally.most};
  return {.value = tally.plus, .lowest = 0, .highest = tally.pieces, .widest = tally.most};
}

bool is_alike(Measure measure, const Tally& tally) {
  if (tally.plus == tally.pieces || tally.minus == tally.pieces) return true;
  return measure == Measure::enps && tally.plus == 0 && tally.minus == 0;
}

std::optional<Bound> sayable(Measure measure, const Tally& tally, int least) {
  if (tally.people < least || is_alike(measure, tally)) return std::nullopt;
  const Sum sum = sum_of(measure, tally);
  if (sum.floor() > sum.ceiling()) return std::nullopt;
  // At the limit itself too: else "at least" would mean "more than".
  if (sum.value >= sum.ceiling()) return Bound::at_least;
  if (sum.value <= sum.floor()) return Bound::at_most;
  return Bound::exact;
}

Figure figure_of(Measure measure, const Tally& tally, Bound bound, double scale, double grain) {
  ASSERT(tally.pieces > 0);
  const Sum sum = sum_of(measure, tally);
  const double whole = measure == Measure::enps ? scale : 100;
  const int said = std::clamp(sum.value, sum.floor(), sum.ceiling());
  // Whole numbers up to the division, so that a value on a grain is not pushed off it.
  const double grains = std::round(1 / grain);
  const double exact = said * grains / tally.pieces;
  constexpr double hair = 1e-9;
  double rounded = std::floor(exact + 0.5);
  if (bound == Bound::at_least) rounded = std::floor(exact + hair);
  if (bound == Bound::at_most) rounded = std::ceil(exact - hair);
  return {.value = rounded * whole / grains, .bound = bound, .people = tally.people, .step = whole / tally.pieces};
}

}  // namespace backbeat::pulse
