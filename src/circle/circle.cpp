#include "circle/circle.hpp"

namespace backbeat::circle {

WeeklyStarts WeeklyStarts::all() {
  WeeklyStarts starts;
  for (std::size_t bit = 0; bit < count_of_bits; ++bit) starts.set(bit);
  return starts;
}

int WeeklyStarts::count() const {
  int found = 0;
  for (const std::uint64_t word : m_words) found += std::popcount(word);
  return found;
}

int Organisation::band_of(const Rep& rep) const {
  return static_cast<int>(std::ranges::count_if(tenure_bands, [&](int begins) { return rep.tenure_months >= begins; }));
}

std::string text_of(const Organisation& organisation, Kind kind) {
  return kind.form == Kind::Form::same ? "same:" + organisation.roles[kind.index] : "cross:" + organisation.themes[kind.index];
}

void Plan::sort() {
  for (Circle& circle : circles) std::ranges::sort(circle.members);
  std::ranges::sort(circles, {}, [](const Circle& circle) { return std::pair(circle.members, circle.kind); });
  std::ranges::sort(waitlist);
}

}  // namespace backbeat::circle
