#include "circle/remix.hpp"

namespace backbeat::circle {

Organisation followed_by(Organisation organisation, const Plan& plan) {
  std::vector<Members>& period = organisation.history.emplace_back();
  for (const Circle& circle : plan.circles) period.push_back(circle.members);
  return organisation;
}

std::vector<Solution> remix(const Organisation& organisation, std::size_t periods, const Effort& effort) {
  std::vector<Solution> out;
  Organisation now = organisation;
  for (std::size_t period = 0; period < periods; ++period) {
    Effort share = effort;
    share.seed = effort.seed + period;
    if (effort.elapsed) {
      const double began = effort.elapsed();
      const double left = std::max(0.0, effort.seconds - began);
      share.seconds = effort.epochs ? effort.seconds : left / static_cast<double>(periods - period);
      share.elapsed = [&effort, began] { return effort.elapsed() - began; };
    }
    out.push_back(solve(now, share));
    now = followed_by(std::move(now), out.back().plan);
  }
  return out;
}

}  // namespace backbeat::circle
