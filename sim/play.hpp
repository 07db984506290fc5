// Plays the simulated organisation's weeks through the same actions that people use, with a clock that jumps from act to act.
#pragma once

#include "sim/deals.hpp"
#include "sim/organisation.hpp"

#include "access/account_actions.hpp"
#include "base/clock.hpp"
#include "meeting/meeting_actions_vault.hpp"
#include "people/people_actions.hpp"
#include "session/session_actions.hpp"
#include "signal/signal_actions.hpp"

#include <functional>
#include <map>
#include <ostream>
#include <unordered_map>

namespace backbeat::sim {

/// What has to be done when, in order of time; an act may add later ones.
class Agenda {
 public:
  void at(Instant when, std::function<void()> act) { m_acts.emplace(when, std::move(act)); }
  /// Sets the clock to each act's time and carries it out, up to and including `end`.
  void run_until(Instant end, ManualClock& clock);

 private:
  std::multimap<Instant, std::function<void()>> m_acts;
};

/// What playing needs to act as anybody.
struct Stage {
  sql::Db& db;
  const access::Access& access;
  ManualClock& clock;
  Id<Org> org;
  const Organisation& organisation;
  meeting::Vault vault;                                     // for what is said in circles
  std::vector<std::string> customers;                       // names that cases in circles are about; at least one
  std::unordered_map<std::string, Id<Person>> person_of;    // by e-mail
  std::unordered_map<std::string, access::Actor> actor_of;  // by e-mail
};

struct Played {
  int conversations = 0;
  int ride_alongs = 0;
};

/// Plans and holds everything that is owed from the first day of the history to `until`, and plans the week after. Returns how many
/// were planned.
/// What is on `agenda` already (people join and leave, circles meet) happens in between.
Played play_conversations(const Stage& stage, const Book& book, Instant until, std::uint64_t seed, Dice& dice, Agenda& agenda,
                          std::ostream& progress);

}  // namespace backbeat::sim
