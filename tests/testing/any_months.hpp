// Made-up months of managers and their ride-alongs, from a seed: for the oracle and the bench.
#pragma once

#include "scorecard/scorecard.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace backbeat::testing {

/// A year of months from `first` on (the first day of a quarter), for so many managers (every eighth one's leader is theirs) with 7 reps
/// each. Managers differ: some keep everything, some slip, one in twenty does nothing at all.
inline std::vector<scorecard::MonthFacts> any_year(int managers, std::uint64_t seed, LocalDate first = LocalDate::from_days(20454)) {
  using namespace scorecard;
  using std::chrono::days;
  std::mt19937_64 random(seed);
  const auto below = [&](int most) { return static_cast<int>(random() % static_cast<std::uint64_t>(most)); };
  const auto happens = [&](int percent) { return below(100) < percent; };
  std::vector<MonthFacts> year;
  Month month = Month::of(first);
  std::int64_t next_id = 1;
  for (int index = 0; index < 12; ++index, month = month.next()) {
    MonthFacts facts{.month = month, .evidence = {}, .ratings = {}, .lines = {}};
    const LocalDate quarter_first = plus_months(first, index / 3 * 3);
    const LocalDate quarter_last = plus_months(quarter_first, 3) - days(1);
    for (int m = 0; m < managers; ++m) {
      const Id<Person> manager(1000 + m);
      facts.lines.push_back({.manager = manager, .leader = m % 16 == 15 ? std::nullopt : std::optional(Id<Person>(500 + m / 8))});
      if (m % 20 == 19) continue;
      const int discipline = std::array{98, 95, 90, 80, 55}[static_cast<std::size_t>(m % 5)];
      for (int r = 0; r < 7; ++r) {
        const Id<Person> rep(100'000 + 7 * m + r);
        const bool is_sdr = r == 6;
        for (const Format format : cadence::all_ride_along_formats) {
          if (is_sdr && format != Format::observe) continue;
          Debt debt{.manager = manager,
                    .rep = rep,
                    .format = format,
                    .first = is_sdr ? month.first : quarter_first,
                    .last = is_sdr ? month.last() : quarter_last,
                    .owed = is_sdr                      ? 1
                            : format == Format::observe ? 2
                                                        : 1};
          debt.excused = happens(4) ? 1 : 0;
          for (int i = 0; i < debt.expected(); ++i) debt.held += happens(discipline) ? 1 : 0;
          facts.evidence.debts.push_back(debt);
        }
        for (int i = below(3); i > 0; --i) {
          Ride ride{.id = Id<Session>(next_id++),
                    .manager = manager,
                    .rep = rep,
                    .day = month.first + days(below(28)),
                    .format = cadence::all_ride_along_formats[below(3)],
                    .had_pre_brief = happens(discipline)};
          if (happens(discipline)) {
            ride.debrief = Debrief::on_time;
            ride.debrief_after = Duration(1 + static_cast<std::int64_t>(random() % 86'400'000));
          } else if (happens(60)) {
            ride.debrief = Debrief::late;
            ride.debrief_after = Duration(86'400'001 + static_cast<std::int64_t>(random() % 200'000'000));
          } else {
            ride.debrief = happens(80) ? Debrief::none : Debrief::pending;
          }
          ride.comments = ride.debrief_after ? below(5) : 0;
          if (ride.format == Format::co_sell && happens(20)) ride.takeovers_with_consent = 1 + below(2);
          if (ride.format == Format::co_sell && happens(8)) ride.takeovers_without_consent = 1;
          facts.evidence.rides.push_back(ride);
        }
        for (int i = below(5); i > 0; --i)
          facts.evidence.verdicts.push_back({.id = Id<commitment::Commitment>(next_id++),
                                             .manager = manager,
                                             .rep = rep,
                                             .day = month.first + days(below(28)),
                                             .verdict = static_cast<commitment::Verdict>(below(4))});
        if (happens(80))
          for (int i = below(5); i > 0; --i) facts.ratings.push_back({.manager = manager, .rep = rep, .score = 3 + below(8)});
      }
    }
    std::ranges::shuffle(facts.evidence.rides, random);
    std::ranges::shuffle(facts.evidence.debts, random);
    std::ranges::shuffle(facts.ratings, random);
    year.push_back(std::move(facts));
  }
  return year;
}

}  // namespace backbeat::testing
