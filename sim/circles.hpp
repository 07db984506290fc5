// The hours of simulated peer circles, through the same actions that people use: who comes, who sends word, who leads, what is brought and
// said, what became of commitments, and the one question at the end of a quarter.
#pragma once

#include "sim/play.hpp"
#include "sim/refusals.hpp"

#include "meeting/meeting_actions.hpp"
#include "pulse/pulse_actions.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace backbeat::sim {

/// Is somebody of the roster today, with an account?
[[nodiscard]] bool works_here(const Stage& stage, const Worker& worker);

/// How it is to be in a circle.
struct Mood {
  double comes = 0.88;         // how likely a member comes who is not away
  double likes = 8.2;          // what its members say, of ten
  bool is_half_empty = false;  // at most half of them ever come
};

class CircleHours {
 public:
  /// Draws from dice of its own. All must outlive it.
  CircleHours(const Stage& stage, Instant until, std::uint64_t seed, Agenda& agenda, Refusals& refusals);

  /// Looks at a circle's page and plans what its members do in the hours of the seven days to come. An hour that is not over by the end of
  /// the history is left to whoever looks at it.
  void plan_week(Id<access::Circle> circle, const std::vector<Id<Person>>& members, const Mood& mood);
  /// What the program does by itself every minute, of all circles or of these.
  void keep_up() const { m_meetings.keep_up(); }
  void keep_up(const std::vector<Id<access::Circle>>& circles) const { m_meetings.keep_up(m_stage.org, circles); }
  [[nodiscard]] int held() const { return m_held; }

 private:
  struct Hour;
  struct Held;
  using Shared = std::shared_ptr<Held>;

  [[nodiscard]] std::optional<meeting::HourView> look(const Hour& hour);
  void prepare(const Hour& hour);
  void open(const Hour& hour);
  void begin(const Shared& held);
  void plan_stages(const Shared& held);
  void check_in(const Shared& held);
  void present(const Shared& held, const std::string& stage, Instant ends);
  void drill(const Shared& held);
  void commit(const Shared& held);
  void end(const Shared& held);
  void answer(const Shared& held);
  void take_along(const Shared& held);
  void write_case(const Hour& hour, const Worker& who);

  /// Was it done? Who is in the circle no more by the time they would act is no refusal.
  template <class T>
  bool done(const Hour& hour, const Worker& who, std::string_view act, const Result<T>& result);
  [[nodiscard]] bool is_in(Id<access::Circle> circle, const Worker& who) const;
  [[nodiscard]] const Worker* worker(Id<Person> person);
  [[nodiscard]] const access::Actor& actor(const Worker& worker) const { return m_stage.actor_of.at(worker.email); }
  [[nodiscard]] Id<Person> person(const Worker& worker) const { return m_stage.person_of.at(worker.email); }
  [[nodiscard]] const Worker& any_of(const std::vector<const Worker*>& people) { return *m_dice.pick(people); }

  const Stage& m_stage;
  Instant m_until;
  Dice m_dice;
  Agenda& m_agenda;
  Refusals& m_refusals;
  meeting::Meetings m_meetings;
  pulse::Pulses m_pulses;
  std::unordered_map<Id<Person>, const Worker*> m_workers;
  std::set<std::pair<Id<meeting::Meeting>, Id<Person>>> m_written;  // cases
  int m_held = 0;
};

}  // namespace backbeat::sim
