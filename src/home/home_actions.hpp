// Gathers what waits for somebody, and keeps what they put aside.
#pragma once

#include "access/access_actions.hpp"
#include "cadence/cadence_actions_ledgers.hpp"
#include "home/home.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::home {

/// A figure with what it rests on.
struct Number {
  std::string label;
  std::string value;
  std::optional<int> n;
  std::optional<double> low;  // of a rate's 95 % interval
  std::optional<double> high;
  std::string note;
};

struct Home {
  Instant now;
  Choice choice;
  std::vector<Meeting> today;   // by time
  std::vector<Number> numbers;  // at most three
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
};

}  // namespace backbeat::home
