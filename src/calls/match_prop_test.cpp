// What a call is about depends on what is known, not on when or in which order it became known.
#include "calls/match.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace backbeat::calls {
namespace {

const std::vector<std::string> keys = {"K1", "K2", "K3", "K4"};
const std::vector<std::string> names = {"acme", "acme bank", "contoso", "umber"};
const std::vector<std::string> domains = {"acme.example", "eu.acme.example", "contoso.example", "gmail.com"};

/// One thing the CRM says.
struct Fact {
  int kind = 0;
  std::string a, b;
  int owner = 0;
};

Fact any_fact() {
  return {
      .kind = *rc::gen::inRange(0, 3), .a = *rc::gen::elementOf(keys), .b = *rc::gen::elementOf(names), .owner = *rc::gen::inRange(0, 3)};
}

void learn(Known& known, const Fact& fact) {
  switch (fact.kind) {
    case 0:
      known.accounts.try_emplace(fact.a, AccountName{.key = fact.a, .name = "Name of " + fact.a});
      known.by_name[fact.b].insert(fact.a);
      break;
    case 1:
      known.accounts.try_emplace(fact.a, AccountName{.key = fact.a, .name = "Name of " + fact.a});
      known.by_domain[domains[static_cast<std::size_t>(fact.owner)]].insert(fact.a);
      break;
    default: {
      const std::string key = "deal of " + fact.a + std::to_string(fact.owner);
      known.opportunities.try_emplace(
          key, KnownOpportunity{.name = {.key = key, .name = key}, .account = fact.a, .owner = Id<Person>(fact.owner + 1)});
      known.open_at_account[fact.a].insert(key);
    }
  }
}

Known all_of(const std::vector<Fact>& facts) {
  Known known;
  for (const Fact& fact : facts) learn(known, fact);
  return known;
}

Evidence any_evidence() {
  Evidence evidence{.rep = Id<Person>(*rc::gen::inRange(1, 4))};
  if (*rc::gen::arbitrary<bool>()) evidence.account_ref = *rc::gen::elementOf(keys);
  if (*rc::gen::arbitrary<bool>()) evidence.account_name = *rc::gen::elementOf(names);
  if (*rc::gen::arbitrary<bool>()) evidence.title = "Call with " + *rc::gen::elementOf(names);
  for (const std::string& domain : domains)
    if (*rc::gen::arbitrary<bool>()) evidence.domains.push_back(domain);
  return evidence;
}

std::vector<Fact> any_facts() {
  std::vector<Fact> facts;
  const int count = *rc::gen::inRange(0, 25);
  for (int i = 0; i < count; ++i) facts.push_back(any_fact());
  return facts;
}

TEST_CASE("the order in which things became known makes no difference") {
  CHECK(rc::check([] {
    std::vector<Fact> facts = any_facts();
    const Evidence evidence = any_evidence();
    const Match match = match_of(evidence, all_of(facts));
    std::reverse(facts.begin(), facts.end());
    RC_ASSERT(match_of(evidence, all_of(facts)) == match);
    std::rotate(facts.begin(), facts.begin() + std::ssize(facts) / 2, facts.end());
    RC_ASSERT(match_of(evidence, all_of(facts)) == match);
  }));
}

TEST_CASE("saying the same again changes nothing, and what is known of others neither") {
  CHECK(rc::check([] {
    std::vector<Fact> facts = any_facts();
    const Evidence evidence = any_evidence();
    const Match match = match_of(evidence, all_of(facts));
    std::vector<Fact> twice = facts;
    twice.insert(twice.end(), facts.begin(), facts.end());
    RC_ASSERT(match_of(evidence, all_of(twice)) == match);
    Known with_others = all_of(facts);
    with_others.accounts["other"] = {.key = "other", .name = "Other"};
    with_others.by_name["somebody else"].insert("other");
    with_others.by_domain["other.example"].insert("other");
    RC_ASSERT(match_of(evidence, with_others) == match);
  }));
}

TEST_CASE("an account is named only where it is certain, and an opportunity only at its account") {
  CHECK(rc::check([] {
    const std::vector<Fact> facts = any_facts();
    const Known known = all_of(facts);
    const Match match = match_of(any_evidence(), known);
    const bool is_open_question = match.reason == Reason::none || match.reason == Reason::ambiguous;
    RC_ASSERT(match.account.has_value() == !is_open_question);
    RC_ASSERT((match.reason == Reason::ambiguous) == (match.accounts.size() > 1));
    if (match.opportunity) RC_ASSERT(known.opportunities.at(match.opportunity->key).account == match.account->key);
    if (match.opportunity) RC_ASSERT(match.opportunities.empty());
  }));
}

}  // namespace
}  // namespace backbeat::calls
