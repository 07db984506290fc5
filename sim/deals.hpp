// The simulated organisation's deals: opportunities that move through stages and close, and the CRM export files they would appear in.
#pragma once

#include "sim/organisation.hpp"

#include <string>
#include <utility>
#include <vector>

namespace backbeat::sim {

struct Deal {
  std::string id;  // 18 characters
  std::string name;
  std::string account_id;
  std::string owner_crm_id;
  std::int64_t amount = 0;
  std::vector<std::pair<std::string, Instant>> stages;  // in order; the last is where it stands
  LocalDate expected_close;
  [[nodiscard]] bool is_won() const { return stages.back().first == "Closed Won"; }
  [[nodiscard]] bool is_closed() const { return is_won() || stages.back().first == "Closed Lost"; }
};

struct Account {
  std::string id;
  std::string name;
  std::string industry;
};

struct Book {
  std::vector<Account> accounts;
  std::vector<Deal> deals;  // by the instant they were opened
};

/// Five quarters of deals up to `today`; better reps win more often and a little faster.
[[nodiscard]] Book plan_deals(const Organisation& organisation, Dice& dice);

/// The files of a CRM's own weekly export, as it stood at `at`: every field quoted, UTC times, booleans 0 and 1.
[[nodiscard]] std::string accounts_csv(const Book& book);
[[nodiscard]] std::string opportunities_csv(const Book& book, Instant at);
[[nodiscard]] std::string stage_history_csv(const Book& book, Instant at);

/// Quarterly quotas of everybody who carries one: email, quarter's first day, amount.
[[nodiscard]] std::string quotas_csv(const Organisation& organisation);

}  // namespace backbeat::sim
