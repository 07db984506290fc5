#include "cadence/spans.hpp"

namespace backbeat::cadence {
namespace {

/// Before the end of the 4-digit years, so that a date can still be added to.
constexpr LocalDate for_ever = LocalDate::from_days(2'000'000);

}  // namespace

void spans_of(const Record& record, const Version& version, std::vector<Span>& spans) {
  spans.clear();
  const LocalDate gone = record.left.value_or(for_ever);
  // The first day after `day` on which a band begins or ends.
  const auto next_cut = [&](LocalDate day) {
    LocalDate next = for_ever;
    const auto consider = [&](int months) {
      const LocalDate cut = plus_months(record.hired, months);
      if (day < cut) next = std::min(next, cut);
    };
    for (const playbook::TenureBand& band : version.bands) {
      consider(band.from_month);
      if (band.to_month) consider(*band.to_month);
    }
    return next;
  };

  for (const Stint& stint : record.stints) {
    LocalDate day = std::max(stint.period.from, record.hired);
    const LocalDate end = std::min(stint.period.to.value_or(for_ever), gone);
    while (day < end) {
      const LocalDate until = std::min(next_cut(day), end);
      const int band = version.band_of(people::months_of_tenure(record.hired, day));
      spans.push_back(
          {.first = day, .end = until, .manager = stint.manager, .region = stint.region, .place = version.place(stint.role, band)});
      day = until;
    }
  }
}

}  // namespace backbeat::cadence
