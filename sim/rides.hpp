// Ride-alongs of the simulated organisation, through the same actions that people use: managers book what they owe, reps prepare, the two
// debrief; and under pressure managers let go in the order in which it really goes: the pre-brief, the 24 hours, the reverse sessions.
#pragma once

#include "sim/play.hpp"
#include "sim/script.hpp"

#include "cadence/cadence_actions_ledgers.hpp"
#include "ridealong/ridealong_actions.hpp"

#include <string>
#include <unordered_map>

namespace backbeat::sim {

/// How much of a ride-along a manager lets go, each a probability; the first is the largest.
struct Slips {
  double pre_brief = 0;
  double late_debrief = 0;
  double reverse = 0;
  double whole = 0;
};
[[nodiscard]] Slips slips_of(const Habits& habits, LocalDate day);

class Rides {
 public:
  /// Draws from dice of its own: conversations are the same with and without ride-alongs. All must outlive it.
  Rides(const Stage& stage, const Book& book, Instant until, std::uint64_t seed, Agenda& agenda);

  /// Books for the week after `monday` what the managers owe; the acts of each ride-along follow.
  void plan_week(LocalDate monday, const std::unordered_map<std::string, Habits>& habits);
  [[nodiscard]] int booked() const { return m_booked; }

 private:
  struct Ride;
  void book(const Worker& rep, const Worker& manager, ridealong::Format format, LocalDate monday, const Slips& slips);
  [[nodiscard]] std::optional<Id<Session>> put(const Worker& rep, const Worker& manager, ridealong::Format format, LocalDate monday);
  [[nodiscard]] std::optional<Id<Session>> put_on_known_call(const Worker& rep, const Worker& manager, ridealong::Format format,
                                                             LocalDate monday);
  void take_course(const Ride& ride);
  void follow_its_call(const Ride& ride);
  void prepare(const Ride& ride);
  void ride_along(const Ride& ride);
  void debrief(const Ride& ride, Instant starts);
  [[nodiscard]] const access::Actor& actor(const Worker& worker) const { return m_stage.actor_of.at(worker.email); }

  const Stage& m_stage;
  Instant m_until;
  Dice m_dice;
  Agenda& m_agenda;
  cadence::Ledgers m_ledgers;
  ridealong::RideAlongs m_ride_alongs;
  std::unordered_map<std::string, std::vector<const Deal*>> m_deals;  // by the owner's CRM id
  std::unordered_map<std::string, std::string> m_account_names;
  int m_booked = 0;
};

}  // namespace backbeat::sim
