#include "calls/match.hpp"

#include <doctest/doctest.h>

namespace backbeat::calls {
namespace {

const Id<Person> ana(1);
const Id<Person> ben(2);

/// Contoso has two open deals, one of Ana's; Fabrikam and Fabrikam Bank have one each; two accounts are called Acme.
Known market() {
  Known known;
  const auto account = [&](std::string key, std::string name, std::string lower_name) {
    known.accounts[key] = {.key = key, .name = std::move(name)};
    known.by_name[std::move(lower_name)].insert(key);
  };
  const auto deal = [&](std::string key, std::string at, Id<Person> owner) {
    known.opportunities[key] = {.name = {.key = key, .name = "Deal " + key}, .account = at, .owner = owner};
    known.open_at_account[at].insert(key);
  };
  account("C", "Contoso", "contoso");
  account("F", "Fabrikam", "fabrikam");
  account("FB", "Fabrikam Bank", "fabrikam bank");
  account("A1", "Acme", "acme");
  account("A2", "Acme", "acme");
  deal("C1", "C", ana);
  deal("C2", "C", ben);
  deal("F1", "F", ben);
  deal("B1", "FB", ben);
  known.by_domain["contoso.example"] = {"C"};
  known.by_domain["fabrikam.example"] = {"F", "FB"};
  return known;
}

Match matched(const Evidence& evidence) {
  return match_of(evidence, market());
}

TEST_CASE("what says most goes first: the opportunity, the account, its name, the domain, the title") {
  Evidence all{.rep = ana,
               .opportunity_ref = "F1",
               .account_ref = "C",
               .account_name = "Acme",
               .title = "Fabrikam Bank demo",
               .domains = {"contoso.example"}};
  CHECK(matched(all).reason == Reason::opportunity_id);
  CHECK(matched(all).account->key == "F");
  CHECK(matched(all).opportunity->key == "F1");
  all.opportunity_ref = "of another system";
  CHECK(matched(all).reason == Reason::account_id);
  all.account_ref.clear();
  CHECK(matched(all).reason == Reason::ambiguous);  // two are called so, and nothing less certain decides between them
  all.account_name = " FABRIKAM ";
  CHECK(matched(all).reason == Reason::account_name);
  CHECK(matched(all).found == "FABRIKAM");
  all.account_name.clear();
  CHECK(matched(all).reason == Reason::domain);
  CHECK(matched(all).found == "contoso.example");
  all.domains = {"nobody.example"};
  CHECK(matched(all).reason == Reason::title);
  CHECK(matched(all).account->key == "FB");
  all.title.clear();
  CHECK(matched(all).reason == Reason::none);
}

TEST_CASE("of several open deals the rep's only one is taken, else they are said") {
  const Match own = matched({.rep = ana, .account_ref = "C"});
  CHECK(own.opportunity->key == "C1");
  CHECK(own.opportunities.empty());
  const Match others = matched({.rep = Id<Person>(3), .account_ref = "C"});
  CHECK_FALSE(others.opportunity);
  CHECK(others.opportunities.size() == 2);
  CHECK(matched({.rep = Id<Person>(3), .account_ref = "F"}).opportunity->key == "F1");  // there is no other
  CHECK_FALSE(matched({.rep = ana, .account_ref = "A1"}).opportunity);
}

TEST_CASE("a domain of two accounts, or domains of two, are said and not chosen from") {
  const Match two = matched({.domains = {"fabrikam.example"}});
  CHECK(two.reason == Reason::ambiguous);
  CHECK(two.accounts == std::vector<AccountName>{{.key = "F", .name = "Fabrikam"}, {.key = "FB", .name = "Fabrikam Bank"}});
  CHECK_FALSE(two.account);
  CHECK(matched({.domains = {"contoso.example", "fabrikam.example"}}).accounts.size() == 3);
}

TEST_CASE("somebody below a domain is of that domain's account; a mailbox provider's is nobody's") {
  CHECK(matched({.domains = {"eu.sales.contoso.example"}}).account->key == "C");
  CHECK(matched({.domains = {"notcontoso.example"}}).reason == Reason::none);
  Known known = market();
  known.by_domain["gmail.com"] = {"C"};
  CHECK(match_of({.domains = {"gmail.com"}}, known).reason == Reason::none);
}

TEST_CASE("a title names an account by whole words, the longest name first") {
  CHECK(matched({.title = "Demo: Contoso (EMEA)"}).account->key == "C");
  CHECK(matched({.title = "Fabrikam Bank / pricing"}).account->key == "FB");
  CHECK(matched({.title = "contosological questions"}).reason == Reason::none);
  CHECK(matched({.title = "Acme kick-off"}).reason == Reason::ambiguous);
}

TEST_CASE("what somebody said goes before everything, also that it is no customer's") {
  Evidence evidence{.rep = ana, .opportunity_ref = "F1", .correction = Correction{.account = "C"}};
  CHECK(matched(evidence).reason == Reason::corrected);
  CHECK(matched(evidence).opportunity->key == "C1");
  evidence.correction->opportunity = "C2";
  CHECK(matched(evidence).opportunity->key == "C2");
  evidence.correction = Correction{.is_customer_call = false};
  CHECK(matched(evidence).reason == Reason::no_customer);
  CHECK_FALSE(matched(evidence).account);
}

TEST_CASE("an account that was said and has gone from the CRM's data is still what was said") {
  const Match match = matched({.correction = Correction{.account = "gone", .opportunity = "gone too"}});
  CHECK(match.account == AccountName{.key = "gone", .name = "gone"});
  CHECK(match.opportunity->key == "gone too");
}

TEST_CASE("only people from outside are outside: not colleagues, sister domains of ours, rooms or lists") {
  const Domains ours = {"northwind.example"};
  const std::vector<Attendee> invited = {
      {.address = "ana@northwind.example"}, {.address = "bo@es.northwind.example"},  {.address = "room7@resource.calendar.google.com"},
      {.address = "eve@contoso.example"},   {.address = "eve@notnorthwind.example"}, {.address = "a room"}};
  const auto outside = outside_of(invited, ours);
  REQUIRE(outside.size() == 2);
  CHECK(outside[0].address == "eve@contoso.example");
}

Stored call(std::string_view starts, bool is_cancelled = false, std::optional<Id<Person>> rep = ana) {
  const Instant at = Instant::parse(starts).value();
  return {.id = Id<CallEntry>(7), .rep = rep, .starts = at, .ends = at + std::chrono::minutes(30), .is_cancelled = is_cancelled};
}

TEST_CASE("others are told of what they have to follow, once, and of nothing else") {
  const Stored at_ten = call("2027-03-01T10:00:00Z");
  const Stored at_noon = call("2027-03-01T12:00:00Z");
  CHECK(change_between({}, at_ten)->kind == ChangeKind::appeared);
  CHECK_FALSE(change_between(at_ten, at_ten));
  CHECK(change_between(at_ten, at_noon)->kind == ChangeKind::moved);
  CHECK(change_between(at_ten, at_noon)->started == at_ten.starts);
  CHECK(change_between(at_ten, call("2027-03-01T12:00:00Z", true))->kind == ChangeKind::cancelled);
  CHECK_FALSE(change_between(call("2027-03-01T10:00:00Z", true), call("2027-03-01T12:00:00Z", true)));
  CHECK(change_between(call("2027-03-01T10:00:00Z", true), at_noon)->kind == ChangeKind::restored);
  CHECK_FALSE(change_between({}, call("2027-03-01T10:00:00Z", true)));
  CHECK_FALSE(change_between({}, call("2027-03-01T10:00:00Z", false, std::nullopt)));
  CHECK(change_between(call("2027-03-01T10:00:00Z", false, std::nullopt), at_ten)->kind == ChangeKind::appeared);
  Stored renamed = at_ten;
  renamed.title = "another";
  CHECK_FALSE(change_between(at_ten, renamed));
}

}  // namespace
}  // namespace backbeat::calls
