#include "sim/months.hpp"

#include "scorecard/calibration_actions.hpp"
#include "scorecard/scorecard_actions.hpp"

#include <memory>

namespace backbeat::sim {
namespace {

using scorecard::Month;
using std::chrono::days;

const std::vector<std::string> in_the_way = {"Four renewals in one week took the afternoons in which calls are ridden on.",
                                             "Two new hires at once: their first weeks came before everybody else's ride-alongs.",
                                             "Debriefs are planned for Friday afternoon and slip to Monday."};
const std::vector<std::string> help = {"The forecast review moves to Thursday; Tuesday and Wednesday afternoons stay free.",
                                       "One rep is coached by the neighbouring team until the end of the quarter.",
                                       "Debriefs go into the hour after the call, or the call is not ridden on."};

const std::vector<std::string> became = {"The two afternoons stayed free in most weeks; debriefs are held within the day again.",
                                         "The forecast review moved, and the pre-briefs came back with it.",
                                         "Better since the new hires are through their first weeks."};

void review_those_due(const Stage& stage, const access::Actor& leader, const scorecard::Calibrations& calibrations,
                      const std::vector<scorecard::CalibrationRow>& rows, Dice& dice) {
  const LocalDate today = to_local(stage.clock.now(), Zone()).date;
  for (const auto& row : rows)
    if (row.fact.state == scorecard::CalibrationState::held && row.fact.review_on && *row.fact.review_on <= today)
      static_cast<void>(calibrations.review(leader, row.fact.id, {.outcome = scorecard::Outcome::resolved, .text = dice.pick(became)}));
}

void hold_earlier_ones(const Stage& stage, Month published, Dice& dice) {
  const scorecard::Calibrations calibrations(stage.db, stage.access);
  for (const Worker& leader : stage.organisation.workers) {
    const auto actor = stage.actor_of.find(leader.email);
    if (leader.position != Position::leader || actor == stage.actor_of.end()) continue;
    const auto rows = calibrations.list(actor->second);
    if (!rows) continue;
    review_those_due(stage, actor->second, calibrations, *rows, dice);
    for (const auto& row : *rows) {
      if (row.fact.state != scorecard::CalibrationState::opened || row.fact.month >= published) continue;
      const scorecard::Obstacle obstacle = dice.chance(0.7) ? scorecard::Obstacle::capacity : scorecard::Obstacle::system;
      static_cast<void>(calibrations.hold(actor->second, row.fact.id,
                                          {.obstacles = {obstacle},
                                           .in_the_way = dice.pick(in_the_way),
                                           .help = dice.pick(help),
                                           .review_on = to_local(stage.clock.now(), Zone()).date + days(30)}));
    }
  }
}

}  // namespace

void plan_months(const Stage& stage, Instant until, std::uint64_t seed, Agenda& agenda) {
  const auto dice = std::make_shared<Dice>(seed + 3);
  for (Month month = Month::of(stage.organisation.first_day).next(); month.last() < stage.organisation.today; month = month.next()) {
    const Instant third = to_instant(month.next().first + days(2), *LocalTime::make(8, 30), Zone());
    if (third > until) break;
    agenda.at(third, [&stage, month, dice] {
      hold_earlier_ones(stage, month, *dice);
      for (const Worker& worker : stage.organisation.workers)
        if (worker.position == Position::revops)
          if (const auto revops = stage.actor_of.find(worker.email); revops != stage.actor_of.end())
            static_cast<void>(scorecard::Scorecards(stage.db, stage.access).publish(revops->second, month));
    });
  }
}

}  // namespace backbeat::sim
