// A number about people in circles that can be shown without telling what one of them answered or did. `figure_of` says what one number may
// say by itself; whether several may stand beside each other is decided in guard.hpp.
#pragma once

#include <optional>
#include <string_view>

namespace backbeat::pulse {

/// attendance: seats taken of seats expected. enps: "would you recommend this circle", promoters less detractors. follow_through:
/// commitments done of those that were asked about.
enum class Measure { attendance, enps, follow_through };

[[nodiscard]] std::string_view name_of(Measure measure);
[[nodiscard]] std::optional<Measure> measure_from(std::string_view name);

/// What some people answered or did, added up. A piece is an answer, a seat or a commitment.
struct Tally {
  int people = 0;  // with at least one piece
  int pieces = 0;
  int plus = 0;   // answers of 9 and 10; taken; done
  int minus = 0;  // answers of 0 to 6; not taken; not done or partly
  int most = 0;   // the most pieces that one person has
  Tally& operator+=(const Tally& other);
  friend bool operator==(const Tally&, const Tally&) = default;
};

/// The number before it is scaled: promoters less detractors, or what was taken or done. Between `lowest` and `highest`; one person moves
/// it by at most `widest`.
struct Sum {
  int value = 0;
  int lowest = 0;
  int highest = 0;
  int widest = 0;
  /// What may be said of it at most: so much room is left at either end that somebody who knows their own part does not know another's.
  [[nodiscard]] int floor() const { return lowest + widest + 1; }
  [[nodiscard]] int ceiling() const { return highest - widest - 1; }
};
[[nodiscard]] Sum sum_of(Measure measure, const Tally& tally);

/// Did everybody answer or do the same?
[[nodiscard]] bool is_alike(Measure measure, const Tally& tally);

/// at_least, at_most: the number is this or beyond; how far beyond is not told.
enum class Bound { exact, at_least, at_most };

[[nodiscard]] std::string_view name_of(Bound bound);
[[nodiscard]] std::optional<Bound> bound_from(std::string_view name);

/// What may be said of a tally by itself; nothing where it is of fewer than `least` people, all alike, or too narrow to leave room.
[[nodiscard]] std::optional<Bound> sayable(Measure measure, const Tally& tally, int least);

struct Figure {
  double value = 0;  // eNPS in points of its scale; else percent
  Bound bound = Bound::exact;
  int people = 0;
  double step = 0;  // how far one piece moves the value: an eNPS of 5 people goes in steps of 20
  friend bool operator==(const Figure&, const Figure&) = default;
};

/// `scale`: eNPS runs from minus this to this. `grain`: values are multiples of this share of their scale (0.05: to 5 of 100); a bound is
/// rounded to its safe side.
[[nodiscard]] Figure figure_of(Measure measure, const Tally& tally, Bound bound, double scale, double grain);

}  // namespace backbeat::pulse
