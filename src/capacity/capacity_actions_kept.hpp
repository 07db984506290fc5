// What is kept between reads of the hours ahead and of what was cut. Everything here follows from facts, and can be dropped at any time:
//   the plan and everybody's hours: as long as nothing is said about people, rules or holidays; after that only managers whom it touches
//   what was cut of conversations:  until something happens in one, or time closes a window
//   what was cut of ride-alongs:    until something happens in one, time turns one, or a period ends
//   what could give:                as the hours
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions_ledgers.hpp"
#include "capacity/relief.hpp"
#include "capacity/ride_along_cuts.hpp"
#include "ridealong/ridealong_actions_kept.hpp"

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace backbeat::capacity {

using Tallies = std::unordered_map<Id<Person>, Tally>;
using RideAlongTallies = std::unordered_map<Id<Person>, RideAlongCuts>;

/// What pulling some levers does, and what else could give.
struct Given {
  Demand before;  // without what is asked of whom, as the others
  Pulled pulled;
  std::vector<Lever> levers;  // that are pulled
  std::vector<Choice> choices;
  std::optional<Fit> fit;
};

/// What was asked: the same of the same plan has the same answer.
struct GivenQuestion {
  FiscalQuarter quarter;
  std::optional<Id<Person>> manager;
  std::shared_ptr<const std::vector<Id<Person>>> below;  // of an asker who does not see everybody
  Id<Person> asker;                                      // the same
  std::vector<std::string> pulled;
  friend bool operator==(const GivenQuestion&, const GivenQuestion&) = default;
};

/// Thread-safe; one for the program.
class Kept {
 public:
  struct Moment {
    sql::Reader& reader;
    const access::Organisation& organisation;
    const cadence::Snapshot& snapshot;
    Instant now;
  };

  /// Everybody and the rules, as they are known at the moment.
  [[nodiscard]] std::shared_ptr<const Plan> plan(const Moment& moment);
  /// `ask` of the plan, which `plan` has given, without what is asked of whom.
  [[nodiscard]] std::shared_ptr<const Demand> demand(const Moment& moment, const std::shared_ptr<const Plan>& plan,
                                                     const FiscalQuarter& quarter);
  [[nodiscard]] std::shared_ptr<const Tallies> tallies(const Moment& moment, cadence::Days over);
  [[nodiscard]] std::shared_ptr<const RideAlongTallies> ride_alongs(const Moment& moment, const std::shared_ptr<const Plan>& plan,
                                                                    cadence::Days over);
  /// What is kept for the question, else what `work` finds.
  [[nodiscard]] std::shared_ptr<const Given> given(const Moment& moment, const std::shared_ptr<const Plan>& plan,
                                                   const GivenQuestion& question, const std::function<std::optional<Given>()>& work);

 private:
  struct OfRep {
    std::vector<ridealong::RideAlongFact> rides;
    OwedSoFar so_far;
  };
  struct OfOrg {
    std::mutex plan_mutex;
    std::shared_ptr<const cadence::Standing> standing;
    std::shared_ptr<const Plan> plan;

    std::mutex demand_mutex;
    std::shared_ptr<const Plan> demands_of;
    std::map<FiscalQuarter, std::shared_ptr<const Demand>> demands;

    std::mutex tallies_mutex;
    std::shared_ptr<const cadence::Ledger> tallies_of;
    cadence::Days tallies_over;
    Instant tallies_as_of, tallies_until;
    std::shared_ptr<const Tallies> tallies;

    std::mutex rides_mutex;
    std::shared_ptr<const Plan> rides_plan;
    std::shared_ptr<const ridealong::RideAlongFacts> rides;
    cadence::Days rides_over;
    Instant rides_as_of, rides_until;  // until: a period of somebody's is over
    std::shared_ptr<const RideAlongTallies> ride_tallies;
    std::unordered_map<Id<Person>, OfRep> of_reps;

    std::mutex given_mutex;
    std::shared_ptr<const Plan> given_of;
    std::list<std::pair<GivenQuestion, std::shared_ptr<const Given>>> given;  // the last asked for first
  };

  [[nodiscard]] std::shared_ptr<OfOrg> of(Id<Org> org);

  ridealong::KeptRideAlongs m_rides;
  std::mutex m_mutex;  // of the map
  std::unordered_map<Id<Org>, std::shared_ptr<OfOrg>> m_kept;
};

/// The demand of a plan that differs from another in its members alone, from the other's: only the managers are derived again whom a
/// changed member leads, led, or is led by. Both without what is asked of whom. Nothing where that is no less work.
[[nodiscard]] std::optional<Demand> renewed(const Plan& before, const Demand& demand, const Plan& after);

}  // namespace backbeat::capacity
