#include "capacity/capacity_actions_kept.hpp"

#include "people/people_actions.hpp"

#include <algorithm>
#include <set>

namespace backbeat::capacity {
namespace {

constexpr std::size_t most_questions = 48;

bool has_rules_of(const Plan& a, const Plan& b) {
  return a.fiscal_first_month == b.fiscal_first_month && a.holidays == b.holidays &&
         std::ranges::equal(a.playbooks, b.playbooks, {}, &playbook::DatedPlaybook::id, &playbook::DatedPlaybook::id);
}

/// In all that hours follow from.
bool is_same(const people::Member& a, const people::Member& b) {
  return a.hired == b.hired && a.left == b.left && a.zone.name() == b.zone.name() && a.assignments == b.assignments &&
         a.time_off == b.time_off;
}

/// Members who are in one of the plans alone or are not the same in both; those of each, where they are in it.
struct Changed {
  std::vector<const people::Member*> before, after;
};
Changed changed_between(const std::vector<people::Member>& before, const std::vector<people::Member>& after) {
  Changed out;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    if (b == after.end() || (a != before.end() && a->id < b->id)) {
      out.before.push_back(&*a++);
    } else if (a == before.end() || b->id < a->id) {
      out.after.push_back(&*b++);
    } else {
      if (!is_same(*a, *b)) {
        out.before.push_back(&*a);
        out.after.push_back(&*b);
      }
      ++a;
      ++b;
    }
  }
  return out;
}

}  // namespace

std::optional<Demand> renewed(const Plan& before, const Demand& demand, const Plan& after) {
  const Changed changed = changed_between(before.members, after.members);
  std::set<Id<Person>> managers;
  for (const auto* members : {&changed.before, &changed.after})
    for (const people::Member* member : *members) {
      managers.insert(member->id);
      for (const people::Assignment& assignment : member->assignments) {
        if (assignment.manager) managers.insert(*assignment.manager);
        // What nobody owes is nobody's narrowed plan.
        const playbook::JobRole* role = after.rules_on(demand.quarter.first_day()).job_role(assignment.job_role);
        if (!assignment.manager && (role == nullptr || role->is_coached)) return std::nullopt;
      }
    }
  if (4 * managers.size() > demand.managers.size() + 4) return std::nullopt;
  Demand out = demand;
  std::erase_if(out.managers, [&](const ManagerQuarter& load) { return managers.contains(load.manager); });
  for (const Id<Person> manager : managers) {
    const Demand alone = ask(narrowed_to(after, manager, demand.quarter), demand.quarter);
    if (const ManagerQuarter* load = alone.of(manager)) out.managers.push_back(*load);
  }
  std::ranges::sort(out.managers, {}, &ManagerQuarter::manager);
  return out;
}

std::shared_ptr<Kept::OfOrg> Kept::of(Id<Org> org) {
  const std::lock_guard lock(m_mutex);
  std::shared_ptr<OfOrg>& kept = m_kept[org];
  if (kept == nullptr) kept = std::make_shared<OfOrg>();
  return kept;
}

std::shared_ptr<const Plan> Kept::plan(const Moment& moment) {
  const auto kept = of(moment.organisation.id);
  const std::lock_guard lock(kept->plan_mutex);
  const bool is_good = kept->plan != nullptr && kept->standing == moment.snapshot.standing &&
                       kept->plan->fiscal_first_month == moment.organisation.fiscal_first_month;
  if (is_good) return kept->plan;
  kept->plan = std::make_shared<const Plan>(Plan{.playbooks = moment.snapshot.standing->playbooks(),
                                                 .members = moment.snapshot.standing->members(),
                                                 .holidays = people::load_holidays(moment.reader, moment.organisation.id),
                                                 .fiscal_first_month = moment.organisation.fiscal_first_month});
  kept->standing = moment.snapshot.standing;
  return kept->plan;
}

std::shared_ptr<const Demand> Kept::demand(const Moment& moment, const std::shared_ptr<const Plan>& plan, const FiscalQuarter& quarter) {
  const auto kept = of(moment.organisation.id);
  // Held while it is derived: whoever asks in the meantime waits for the answer and does not derive it again.
  const std::lock_guard lock(kept->demand_mutex);
  if (kept->demands_of != plan) {
    std::map<FiscalQuarter, std::shared_ptr<const Demand>> demands;
    if (kept->demands_of != nullptr && has_rules_of(*kept->demands_of, *plan))
      for (const auto& [of_quarter, demand] : kept->demands)
        if (auto after = renewed(*kept->demands_of, *demand, *plan))
          demands.emplace(of_quarter, std::make_shared<const Demand>(*std::move(after)));
    kept->demands = std::move(demands);
    kept->demands_of = plan;
  }
  std::shared_ptr<const Demand>& demand = kept->demands[quarter];
  if (demand == nullptr) {
    Demand asked = ask(*plan, quarter);
    asked.asked = {};
    demand = std::make_shared<const Demand>(std::move(asked));
  }
  return demand;
}

std::shared_ptr<const Tallies> Kept::tallies(const Moment& moment, cadence::Days over) {
  const auto kept = of(moment.organisation.id);
  const std::lock_guard lock(kept->tallies_mutex);
  const bool is_good = kept->tallies_of == moment.snapshot.ledger && kept->tallies_over == over && kept->tallies_as_of <= moment.now &&
                       moment.now < kept->tallies_until;
  if (is_good) return kept->tallies;
  cadence::Derivation derivation(*moment.snapshot.ledger, {.range = over, .as_of = moment.now});
  kept->tallies = std::make_shared<const Tallies>(tallies_of(derivation));
  kept->tallies_of = moment.snapshot.ledger;
  kept->tallies_over = over;
  kept->tallies_as_of = moment.now;
  kept->tallies_until = derivation.next_turn();
  return kept->tallies;
}

std::shared_ptr<const RideAlongTallies> Kept::ride_alongs(const Moment& moment, const std::shared_ptr<const Plan>& plan,
                                                          cadence::Days over) {
  const auto kept = of(moment.organisation.id);
  const auto rides = m_rides.of(moment.reader, moment.organisation.id, plan->playbooks, plan->holidays, moment.now);
  const std::lock_guard lock(kept->rides_mutex);
  const bool is_good = kept->rides_plan == plan && kept->rides == rides && kept->rides_over == over && kept->rides_as_of <= moment.now &&
                       moment.now < kept->rides_until;
  if (is_good) return kept->ride_tallies;
  const bool is_comparable = kept->rides_plan != nullptr && kept->rides_over.first == over.first && kept->rides_as_of <= moment.now &&
                             (kept->rides_plan == plan || has_rules_of(*kept->rides_plan, *plan));
  if (!is_comparable) kept->of_reps.clear();
  if (kept->rides_plan != plan && is_comparable)
    for (const people::Member* member : changed_between(kept->rides_plan->members, plan->members).before) kept->of_reps.erase(member->id);
  kept->rides_until = moment.now + std::chrono::hours(24);
  const auto owed_to = [&](const people::Member& rep, std::span<const ridealong::RideAlongFact> own) -> const std::vector<RideAlongsOwed>& {
    auto [of_rep, is_new] = kept->of_reps.try_emplace(rep.id);
    OfRep& known = of_rep->second;
    if (is_new || known.so_far.good_until <= moment.now || !std::ranges::equal(known.rides, own)) {
      known.so_far = ride_alongs_owed(*plan, rep, own, over, moment.now);
      known.rides.assign(own.begin(), own.end());
    }
    kept->rides_until = std::min(kept->rides_until, known.so_far.good_until);
    return known.so_far.owed;
  };
  kept->ride_tallies = std::make_shared<const RideAlongTallies>(ride_along_cuts(*plan, *rides, over, moment.organisation.zone, owed_to));
  kept->rides_plan = plan;
  kept->rides = rides;
  kept->rides_over = over;
  kept->rides_as_of = moment.now;
  return kept->ride_tallies;
}

std::shared_ptr<const Given> Kept::given(const Moment& moment, const std::shared_ptr<const Plan>& plan, const GivenQuestion& question,
                                         const std::function<std::optional<Given>()>& work) {
  const auto kept = of(moment.organisation.id);
  {
    const std::lock_guard lock(kept->given_mutex);
    if (kept->given_of != plan) kept->given.clear();
    kept->given_of = plan;
    const auto found = std::ranges::find(kept->given, question, &std::pair<GivenQuestion, std::shared_ptr<const Given>>::first);
    if (found != kept->given.end()) {
      kept->given.splice(kept->given.begin(), kept->given, found);
      return found->second;
    }
  }
  // Derived beside the lock: a question about everybody is not to hold up one about a team.
  auto answer = work();
  if (!answer) return nullptr;
  const auto given = std::make_shared<const Given>(*std::move(answer));
  const std::lock_guard lock(kept->given_mutex);
  if (kept->given_of == plan) {
    kept->given.emplace_front(question, given);
    if (kept->given.size() > most_questions) kept->given.pop_back();
  }
  return given;
}

}  // namespace backbeat::capacity
