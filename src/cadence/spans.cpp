#include "cadence/spans.hpp"

#include <array>

namespace backbeat::cadence {
namespace {

using std::chrono::days;

/// Before the end of the 4-digit years, so that a date can still be added to.
constexpr LocalDate for_ever = LocalDate::from_days(2'000'000);

}  // namespace

LocalDate first_day_of_month(LocalDate hired, int months) {
  // plus_months is within a few days of it: months differ in length.
  LocalDate day = plus_months(hired, months);
  while (day > hired && people::months_of_tenure(hired, day - days(1)) >= months) day = day - days(1);
  while (people::months_of_tenure(hired, day) < months) day = day + days(1);
  return day;
}

void spans_of(const Record& record, const Version& version, std::vector<Span>& spans) {
  spans.clear();
  const LocalDate gone = record.left.value_or(for_ever);
  // The days on which a band begins or ends, the same for all stints. A version has few bands.
  constexpr std::size_t most_cuts = 32;
  std::array<LocalDate, most_cuts> cuts;
  std::size_t cut_count = 0;
  const auto cut_at = [&](int months) {
    if (months > 0 && cut_count < most_cuts) cuts[cut_count++] = first_day_of_month(record.hired, months);
  };
  for (const playbook::TenureBand& band : version.bands) {
    cut_at(band.from_month);
    if (band.to_month) cut_at(*band.to_month);
  }
  const auto last_cut = cuts.begin() + static_cast<std::ptrdiff_t>(cut_count);
  std::sort(cuts.begin(), last_cut);

  for (const Stint& stint : record.stints) {
    LocalDate day = std::max(stint.period.from, record.hired);
    const LocalDate end = std::min(stint.period.to.value_or(for_ever), gone);
    while (day < end) {
      const auto cut = std::upper_bound(cuts.begin(), last_cut, day);
      const LocalDate until = cut == last_cut ? end : std::min(*cut, end);
      const int band = version.band_of(people::months_of_tenure(record.hired, day));
      spans.push_back(
          {.first = day, .end = until, .manager = stint.manager, .region = stint.region, .place = version.place(stint.role, band)});
      day = until;
    }
  }
}

}  // namespace backbeat::cadence
