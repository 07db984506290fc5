// Organisations for tests: one of equals that a test then bends, and any from a seed.
#pragma once

#include "circle/chance.hpp"
#include "circle/cost.hpp"

#include <thread>

namespace backbeat::circle {

/// So many AEs who all have the whole week, one segment, managers of their own, 20 months, tercile by turns; every second is certified.
inline Organisation equals(std::size_t count) {
  Organisation organisation;
  organisation.name = "equals";
  organisation.roles = {"AE"};
  organisation.segments = {"MM"};
  for (std::size_t i = 0; i < count; ++i) {
    organisation.managers.push_back("m" + std::to_string(i));
    Rep rep;
    rep.id = "p" + std::to_string(i);
    rep.manager = static_cast<std::uint32_t>(i);
    rep.tenure_months = 20;
    rep.tercile = static_cast<int>(i % 3) + 1;
    rep.is_certified = i % 2 == 0;
    rep.starts = WeeklyStarts::all();
    organisation.people.push_back(rep);
  }
  return organisation;
}

/// Any organisation of the seed: AE, CSM, SDR; few or many common hours; wishes, people kept apart, two periods of history.
inline Organisation any_organisation(std::uint64_t seed, std::size_t count, int cross_min, int cross_max) {
  Chance chance(seed);
  Organisation out;
  out.name = "any";
  out.roles = {"AE", "CSM", "SDR"};
  out.segments = {"SMB", "MM", "ENT"};
  out.themes = {"renewal", "expansion"};
  out.cross_min = cross_min;
  out.cross_max = cross_max;
  for (std::size_t i = 0; i < 1 + count / 5; ++i) out.managers.push_back("m" + std::to_string(i));
  const std::uint32_t busy = 1 + chance.below(5);
  for (std::size_t i = 0; i < count; ++i) {
    Rep rep;
    rep.id = "p" + std::to_string(i);
    rep.role = chance.below(8) < 5 ? 0 : 1 + chance.below(2);
    rep.segment = chance.below(3);
    rep.manager = chance.below(out.managers.size());
    rep.tenure_months = static_cast<int>(chance.below(70));
    rep.tercile = 1 + static_cast<int>(chance.below(3));
    rep.is_certified = chance.below(2) == 0;
    for (std::size_t bit = 0; bit < 40; ++bit)
      if (chance.below(6) >= busy) rep.starts.set(bit);
    for (std::uint32_t theme = 0; theme < 2; ++theme)
      if (chance.below(2) == 0) rep.themes.push_back(theme);
    for (std::uint32_t wishes = chance.below(3); wishes > 0; --wishes) rep.prefers.push_back(chance.below(count));
    out.people.push_back(rep);
  }
  for (std::size_t i = 0; i < count / 6; ++i) out.apart.emplace_back(chance.below(count), chance.below(count));
  for (int period = 0; period < 2; ++period) {
    Members all(count);
    for (RepIndex i = 0; i < count; ++i) all[i] = i;
    shuffle(all, chance);
    for (std::size_t i = 0; i + 5 <= count; i += 5)
      std::sort(all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(i) + 5);
    auto& circles = out.history.emplace_back();
    for (std::size_t i = 0; i + 5 <= count; i += 5)
      circles.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(i) + 5);
  }
  return out;
}

/// Jobs on two threads, whichever comes first.
inline void on_two_threads(std::size_t count, const std::function<void(std::size_t)>& job) {
  std::thread other([&] {
    for (std::size_t i = 1; i < count; i += 2) job(i);
  });
  for (std::size_t i = 0; i < count; i += 2) job(i);
  other.join();
}

inline Plan everybody_waits(const Organisation& organisation) {
  Plan plan;
  for (RepIndex rep = 0; rep < organisation.people.size(); ++rep) plan.waitlist.push_back(rep);
  return plan;
}

}  // namespace backbeat::circle
