#include "circle/solve.hpp"

#include "circle/bound.hpp"
#include "circle/deal.hpp"
#include "circle/proof.hpp"

#include <cmath>
#include <limits>

namespace backbeat::circle {
namespace {

constexpr std::size_t people_of_a_lane = 300;
constexpr std::size_t most_people_whole = 400;  // up to here every lane has everybody, and the best lane wins
constexpr std::size_t whole_lanes = 2;
constexpr std::int64_t moves_for_each = 400;  // of a person in an epoch
constexpr std::int64_t quick_epochs = 8;
constexpr std::int64_t epochs_before_proof = 100;
constexpr Heat quick_heat{.from = 3.0, .to = 0.4};
constexpr Heat main_heat{.from = 3.0, .to = 0.3};
constexpr Heat cross_heat{.from = 8.0, .to = 0.4};  // where circles may change their kind, that takes dear steps between
constexpr double last_heat = 0.05;

class Search {
 public:
  /// Searches by the costs of `ground`, and tells those of `told`.
  Search(const Ground& ground, const Ground& told, const Effort& effort)
      : m_ground(ground), m_told(told), m_effort(effort), m_bound(count_bound(ground)) {}

  Solution run() {
    begin();
    const std::int64_t quick = m_effort.epochs ? std::min(quick_epochs, *m_effort.epochs / 2) : quick_epochs;
    const double began = elapsed();
    stretch(quick_heat, quick, 0);
    const bool is_small = m_ground.size() <= most_people_proven;
    if (is_small && m_ground.size() <= 30) proof();
    const double each = (elapsed() - began) / static_cast<double>(std::max<std::int64_t>(1, quick));
    std::int64_t left = m_effort.epochs ? *m_effort.epochs - quick : epochs_in(m_effort.seconds * 0.95 - elapsed(), each);
    m_total = quick + left;
    if (is_small && !is_closed() && m_ground.size() > 30) {
      const std::int64_t first = std::min(left, epochs_before_proof);
      stretch(heat(), first, m_effort.seconds);
      proof();
      left -= first;
      if (!m_effort.epochs && !is_closed()) {
        const std::int64_t now = epochs_in(m_effort.seconds * 0.95 - elapsed(), each);
        m_is_repeatable &= now >= left;
        left = std::min(left, now);
      }
    }
    if (!is_closed()) stretch(heat(), left, m_effort.seconds);
    return solution();
  }

 private:
  [[nodiscard]] double elapsed() const { return m_effort.elapsed ? m_effort.elapsed() : 0.0; }
  [[nodiscard]] bool is_closed() const { return m_best_cost <= m_bound; }
  [[nodiscard]] bool is_over() const {
    return m_effort.is_cancelled() || (!m_effort.epochs && elapsed() + m_longest_epoch >= m_effort.seconds);
  }
  [[nodiscard]] Heat heat() const { return m_ground.organisation().cross_max > 0 ? cross_heat : main_heat; }
  static std::int64_t epochs_in(double seconds, double each) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(seconds / std::max(each, 1e-6)), 0, 1'000'000);
  }
  [[nodiscard]] std::size_t lanes() const {
    return m_ground.size() <= most_people_whole ? whole_lanes : (m_ground.size() + people_of_a_lane - 1) / people_of_a_lane;
  }
  [[nodiscard]] bool is_whole() const { return m_ground.size() <= most_people_whole; }

  /// Everybody waits, then every lane fills itself.
  void begin() {
    const Organisation& organisation = m_ground.organisation();
    if (is_whole()) {
      Plan waiting;
      for (RepIndex rep = 0; rep < m_ground.size(); ++rep) waiting.waitlist.push_back(rep);
      for (std::size_t i = 0; i < whole_lanes; ++i)
        m_whole.emplace_back(m_ground, waiting, CrossRange{organisation.cross_min, organisation.cross_max});
      m_effort.run(m_whole.size(), [&](std::size_t i) {
        Chance chance(m_effort.seed, 0, i);
        m_whole[i].construct(chance);
      });
      return keep_best_lane();
    }
    Chance chance(m_effort.seed, 0, lanes());
    const std::vector<Dealt> dealt = deal_people(m_ground, lanes(), chance);
    work(dealt, 0, [](Lane& lane, Chance& own) { lane.construct(own); });
  }

  template <class Work>
  void work(const std::vector<Dealt>& dealt, std::int64_t epoch, const Work& on_lane) {
    std::vector<Plan> parts(dealt.size());
    m_effort.run(dealt.size(), [&](std::size_t i) {
      Lane lane(m_ground, dealt[i].plan, dealt[i].cross);
      Chance own(m_effort.seed, static_cast<std::uint64_t>(epoch), i);
      on_lane(lane, own);
      parts[i] = lane.plan();
    });
    m_now = together(std::move(parts));
    const std::int64_t cost = cost_of(m_now);
    if (cost >= m_best_cost) return;
    m_best_cost = cost;
    m_best = m_now;
  }

  [[nodiscard]] std::int64_t cost_of(const Plan& plan) const {
    const Score score = m_ground.score(plan);
    return score.cost.total() + score.broken[Rule::cross] * Lane::shortage(m_ground.organisation());
  }

  void keep_best_lane() {
    for (const Lane& lane : m_whole) {
      if (lane.best_cost() >= m_best_cost) continue;
      m_best_cost = lane.best_cost();
      m_best = lane.best();
    }
  }

  void epoch(Heat now) {
    const double began = elapsed();
    ++m_epoch;
    if (is_whole()) {
      m_effort.run(m_whole.size(), [&](std::size_t i) {
        Chance chance(m_effort.seed, static_cast<std::uint64_t>(m_epoch), i);
        m_whole[i].anneal(now, std::max<std::int64_t>(4'000, moves_for_each * static_cast<std::int64_t>(m_whole[i].size())), chance);
      });
      keep_best_lane();
    } else {
      Chance chance(m_effort.seed, static_cast<std::uint64_t>(m_epoch), lanes());
      const std::vector<Dealt> dealt = deal(m_ground, m_now, lanes(), m_epoch, chance);
      work(dealt, m_epoch, [&](Lane& lane, Chance& own) {
        lane.anneal(now, moves_for_each * static_cast<std::int64_t>(lane.size()), own);
        if (now.to <= last_heat) lane.take_best();
      });
    }
    m_longest_epoch = std::max(m_longest_epoch, elapsed() - began);
    m_effort.progress(progress());
  }

  /// So many epochs, from hot to cold; `until` is the end in seconds where the budget is time: late ones are made up for by cooling faster.
  void stretch(Heat range, std::int64_t epochs, double until) {
    const double began = elapsed();
    const auto at = [&](double done) { return range.from * std::pow(range.to / range.from, std::min(1.0, done)); };
    double done = 0;
    for (std::int64_t i = 0; i < epochs && done < 1 && !is_over(); ++i) {
      const double step = 1.0 / static_cast<double>(epochs);
      double begin = static_cast<double>(i) * step;
      if (!m_effort.epochs && until > began) {
        const double late = (elapsed() - began) / (until * 0.98 - began);
        if (late > begin + 0.02 + step) {
          begin = std::max(done, late);
          m_is_repeatable = false;
        }
      }
      done = begin + step;
      epoch({at(begin), i + 1 == epochs ? last_heat : at(done)});
    }
    if (m_effort.is_cancelled()) m_is_repeatable = false;
  }

  void proof() {
    if (!m_effort.wants_proof) return;
    const Proof found = prove(m_ground, m_best, m_bound, [&] { return is_over(); });
    if (found.is_stopped) m_is_repeatable = false;
    m_bound = std::max(m_bound, found.bound);
    if (const std::int64_t cost = cost_of(found.plan); cost < m_best_cost) {
      m_best = found.plan;
      m_best_cost = cost;
    }
    m_effort.progress(progress());
  }

  [[nodiscard]] Progress progress() const {
    const Score score = m_told.score(m_best);
    return {.epoch = m_epoch,
            .epochs = std::max(m_epoch, m_total),
            .cost = score.cost.total(),
            .bound = &m_told == &m_ground ? m_bound : m_told_bound,
            .waiting = m_best.waitlist.size(),
            .broken = score.broken};
  }

  Solution solution() {
    Solution out;
    out.plan = m_best;
    out.plan.sort();
    out.score = m_ground.score(out.plan);
    out.bound = std::min(m_bound, out.score.cost.total());
    out.is_proven = out.score.is_lawful() && m_bound >= out.score.cost.total();
    out.epochs = m_epoch;
    out.is_repeatable = m_is_repeatable;
    return out;
  }

  const Ground& m_ground;
  const Ground& m_told;
  const Effort& m_effort;
  std::int64_t m_bound;
  const std::int64_t m_told_bound = count_bound(m_told);
  std::int64_t m_epoch = 0;
  std::int64_t m_total = 0;
  double m_longest_epoch = 0;  // none is begun that would not end in time
  bool m_is_repeatable = true;
  std::vector<Lane> m_whole;
  Plan m_now, m_best;
  std::int64_t m_best_cost = std::numeric_limits<std::int64_t>::max();
};

}  // namespace

Solution solve(const Organisation& organisation, const Effort& effort) {
  const Ground ground(organisation);
  if (effort.fresh_periods <= 0) return Search(ground, ground, effort).run();
  // A pair is dear enough that nothing else outweighs it, and a place dearer than all the pairs there could be in one circle: nobody waits
  // so that others have new faces.
  const Fresh fresh{.periods = effort.fresh_periods, .cost = organisation.weights.waitlist / std::max(1, organisation.rules.size_max)};
  Organisation dear = organisation;
  dear.weights.waitlist += organisation.rules.size_max * (fresh.cost + 2 * organisation.weights.repeat);
  const Ground strict(dear, fresh);
  Solution out = Search(strict, ground, effort).run();
  out.score = ground.score(out.plan);
  out.bound = std::min(out.cost(), count_bound(ground));
  out.is_proven = false;
  return out;
}

}  // namespace backbeat::circle
