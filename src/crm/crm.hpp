// What the CRM says: accounts, products, opportunities with the stages they went through, and quotas. Plain facts, kept as they came.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::crm {

/// Hundredths of the organisation's currency.
using Cents = std::int64_t;

enum class Outcome { open, won, lost };
[[nodiscard]] std::string_view name_of(Outcome outcome);

struct Account {
  std::string key;  // what opportunities call it
  std::string name = {};
  std::string industry = {};
  std::string location = {};
  std::string parent = {};
  std::optional<std::int64_t> employees = {};
  bool is_deleted = false;
  std::string domain = {};  // of its web site, "northwind.example"; empty: not known
  friend bool operator==(const Account&, const Account&) = default;
};

struct Product {
  std::string key;
  std::string name = {};
  std::string series = {};
  std::optional<Cents> price = {};
  bool is_deleted = false;
  friend bool operator==(const Product&, const Product&) = default;
};

/// Whose something is: what the source calls them, and who that is; nobody until a name is matched.
struct Owner {
  std::string system;  // identity system: "crm_name", "crm", "email"
  std::string value;
  std::optional<Id<Person>> person = {};
  friend bool operator==(const Owner&, const Owner&) = default;
};

/// An opportunity as it stands.
struct Opportunity {
  std::string key;
  std::string name = {};
  std::string account = {};  // as written; need not be known
  std::string product = {};
  Owner owner = {};
  std::string stage = {};
  Outcome outcome = Outcome::open;
  std::optional<Cents> amount = {};
  std::optional<LocalDate> opened_on = {};
  std::optional<LocalDate> closes_on = {};  // was closed, or is expected to be
  bool is_deleted = false;                  // in the CRM; kept, and part of no figure

  [[nodiscard]] bool is_closed() const { return outcome != Outcome::open; }
  /// Days from opening to closing; nothing while it is open, where a date is missing or the dates contradict each other.
  [[nodiscard]] std::optional<int> cycle_days() const;
  friend bool operator==(const Opportunity&, const Opportunity&) = default;
};

/// An opportunity entered a stage.
struct StageChange {
  std::string opportunity;
  std::string stage;
  Instant entered_at;
  std::string source = {};  // "opportunities" or "stage-history"
  friend bool operator==(const StageChange&, const StageChange&) = default;
};

struct Quota {
  Owner owner;
  LocalDate first_day;
  LocalDate last_day;  // inclusive
  Cents amount = 0;
  friend bool operator==(const Quota&, const Quota&) = default;
};

/// One stay in a stage.
struct Stay {
  std::string stage;
  Instant from;
  std::optional<Instant> to;  // nothing: still there
  friend bool operator==(const Stay&, const Stay&) = default;
};

/// "https://www.northwind.example/about" and "Northwind.example" are northwind.example; empty where it is no host name.
[[nodiscard]] std::string domain_of_site(std::string_view site);

/// The stays of one opportunity in order. Changes into the stage it is in already (a source that writes a row for every edit) are one stay.
/// What a snapshot says of times that a stage history covers is left out: the history knows better.
[[nodiscard]] std::vector<Stay> stays_of(std::vector<StageChange> changes);

}  // namespace backbeat::crm
