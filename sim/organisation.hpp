// A simulated sales organisation: who works there, since when, and who leads whom. Pure and repeatable: same seed, same people.
#pragma once

#include "base/random.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::sim {

/// Chance with the few shapes the simulator needs, from a seeded source.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : m_random(seed) {}
  [[nodiscard]] double unit() { return static_cast<double>(m_random.next() >> 11U) * 0x1.0p-53; }
  /// Whole numbers from `low` to `high`, both possible.
  [[nodiscard]] int between(int low, int high) { return low + static_cast<int>(unit() * (high - low + 1)); }
  [[nodiscard]] bool chance(double probability) { return unit() < probability; }
  /// Around 0 with standard deviation 1 (the sum of twelve units, near enough to normal here).
  [[nodiscard]] double bell();
  template <class T>
  [[nodiscard]] const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(between(0, static_cast<int>(from.size()) - 1))];
  }

 private:
  SeededRandom m_random;
};

enum class Position { rep, manager, leader, enablement, revops, executive, admin };

struct Worker {
  std::string employee_id;  // "E0042"
  std::string crm_id;       // 18 characters, as a CRM names its users
  std::string name;
  std::string email;
  Position position = Position::rep;
  std::string job_role;
  std::string segment;
  std::string region;
  std::string zone;
  std::string manager_email;        // at the start
  std::string later_manager_email;  // from `moved_on`, where they change managers
  std::optional<LocalDate> moved_on;
  LocalDate hired;
  std::optional<LocalDate> left;
  bool is_top_performer = false;
  double skill = 0;  // around 0: what deals and conversations are drawn from; never exported
};

struct Size {
  int reps = 70;
  int managers = 10;
  int leaders = 2;
  int weeks = 26;  // of history before today
};

/// Of history where nobody says how many: half a year, and late in a quarter so many more that circles met in two quarters that are over.
[[nodiscard]] int usual_weeks(LocalDate today);

struct Organisation {
  std::vector<Worker> workers;
  LocalDate first_day;  // of the history
  LocalDate today;
  [[nodiscard]] const Worker& by_email(const std::string& email) const;
};

[[nodiscard]] Organisation plan_organisation(const Size& size, LocalDate today, Dice& dice);

/// The roster as an HR system would export it on a day: those hired by then, with the manager they had.
[[nodiscard]] std::string roster_csv(const Organisation& organisation, LocalDate on);

/// Public holidays of the simulated regions over the history and the next year.
[[nodiscard]] std::string holidays_csv(const Organisation& organisation);

}  // namespace backbeat::sim
