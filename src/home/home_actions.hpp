// Gathers what waits for somebody, and keeps what they put aside.
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions_ledgers.hpp"
#include "home/home.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backbeat::home {

/// What a figure is of; the client has the words.
enum class NumberKind {
  held_by_team,         // weekly 1:1s held, of those that the viewer and those below owed in four weeks
  held_with_me,         // of those that the viewer was owed
  commitments_kept,     // of those inspected in twelve weeks
  unmatched_names,      // a count
  overloaded_managers,  // a count, of `n`
};

/// A figure with what it rests on: a rate with its n and interval, none of them where nothing was decided; or a count.
struct Number {
  NumberKind kind = NumberKind::held_by_team;
  std::optional<int> count = {};
  std::optional<int> n = {};
  std::optional<double> share = {};
  std::optional<double> low = {};  // of the rate's 95 % interval
  std::optional<double> high = {};
};

struct Home {
  Instant now;
  Choice choice;
  std::vector<Meeting> today;   // by time
  std::vector<Number> numbers;  // at most three
};

/// How many managers are asked for more hours than there are.
struct Overloaded {
  int managers = 0;
  int of = 0;
};

/// Counts them once for each state of an organisation's people and each day. Thread-safe.
class OverloadedCount {
 public:
  [[nodiscard]] Overloaded of(const access::Organisation& organisation, const std::shared_ptr<const cadence::Standing>& standing,
                              LocalDate day) const;

 private:
  struct Kept {
    std::shared_ptr<const cadence::Standing> standing;
    LocalDate day;
    Overloaded count;
  };
  mutable std::mutex m_mutex;
  mutable std::unordered_map<Id<Org>, Kept> m_kept;
};

class Homes {
 public:
  Homes(sql::Db& db, const access::Access& access, cadence::Ledgers& ledgers) : m_db(db), m_access(access), m_ledgers(ledgers) {}

  [[nodiscard]] Result<Home> home(const access::Actor& actor) const;
  /// Puts an action aside until it is restored. Any key: a page may be older than what waits now.
  [[nodiscard]] Result<Done> dismiss(const access::Actor& actor, std::string_view key) const;
  [[nodiscard]] Result<Done> restore(const access::Actor& actor, std::string_view key) const;

 private:
  sql::Db& m_db;
  const access::Access& m_access;
  cadence::Ledgers& m_ledgers;
  OverloadedCount m_overloaded;
};

}  // namespace backbeat::home
