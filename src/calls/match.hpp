// What a call is about, from what its source says of it and what the CRM says. A pure function of both: it does not matter in which order
// they came.
#pragma once

#include "calls/calls.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::calls {

/// What somebody said of a call.
struct Correction {
  bool is_customer_call = true;
  std::string account = {};
  std::string opportunity = {};
  friend bool operator==(const Correction&, const Correction&) = default;
};

/// What speaks for something.
struct Evidence {
  std::optional<Id<Person>> rep = {};
  std::string opportunity_ref = {};
  std::string account_ref = {};
  std::string account_name = {};
  std::string title = {};
  std::vector<std::string> domains = {};  // of those from outside
  std::optional<Correction> correction = {};
};

struct KnownOpportunity {
  OpportunityName name;
  std::string account = {};  // key
  std::optional<Id<Person>> owner = {};
  bool is_open = true;
  friend bool operator==(const KnownOpportunity&, const KnownOpportunity&) = default;
};

/// As much of the CRM as concerns some calls.
struct Known {
  std::map<std::string, AccountName, std::less<>> accounts;                   // by key
  std::map<std::string, std::set<std::string>, std::less<>> by_name;          // account keys by name, in lower case
  std::map<std::string, std::set<std::string>, std::less<>> by_domain;        // account keys by domain
  std::map<std::string, KnownOpportunity, std::less<>> opportunities;         // by key
  std::map<std::string, std::set<std::string>, std::less<>> open_at_account;  // opportunity keys by account key
};

[[nodiscard]] Match match_of(const Evidence& evidence, const Known& known);

/// The domain itself and those above it that may be an organisation's: "eu.northwind.example" and "northwind.example". Without public ones.
[[nodiscard]] std::vector<std::string> domains_to_ask(std::string_view domain);
/// What in a title may be an account's name: up to five words in a row, in lower case, at least four characters; longest first.
[[nodiscard]] std::vector<std::string> names_in(std::string_view title);

}  // namespace backbeat::calls
