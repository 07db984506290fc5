#include "signal/signal_actions.hpp"

#include "access/access_world_test.hpp"
#include "crm/crm_actions.hpp"
#include "playbook/playbook_actions.hpp"

#include <doctest/doctest.h>

namespace backbeat::signal {
namespace {

using access::day;
using access::Role;

/// Ana sells under Mara, Ben under Noor; Rosa is RevOps, Otto an admin.
struct SignalWorld : access::AccessWorld {
  crm::OpportunityImporter opportunities{access};
  crm::QuotaImporter quotas{access};
  imports::Imports imports{*db, access, {&opportunities, &quotas}};
  Evidence evidence{*db, access};
  Id<Person> ana = joined("Ana Ruiz", "ana@northwind.test", Role::rep);
  Id<Person> ben = joined("Ben Ode", "ben@northwind.test", Role::rep);
  Id<Person> mara = joined("Mara Lind", "mara@northwind.test", Role::manager);
  Id<Person> noor = joined("Noor Aziz", "noor@northwind.test", Role::manager);
  Id<Person> rosa = joined("Rosa Vega", "rosa@northwind.test", Role::revops);
  Id<Person> otto = joined("Otto Berg", "otto@northwind.test", Role::admin);

  SignalWorld() {
    assign(ana, mara, day("2026-01-01"));
    assign(ben, noor, day("2026-01-01"));
    REQUIRE(db->write([&](sql::Transaction& tx) { return playbook::install_default(tx, org, day("2026-01-01"), clock.now()); }));
    REQUIRE(imports.apply(root, "opportunities", "o.csv", "backbeat", {},
                          "opportunity,email,stage,amount,opened,closes\n"
                          "A1,ana@northwind.test,Won,8000,2027-01-04,2027-02-10\n"
                          "A2,ana@northwind.test,Proposal,30000,2027-02-01,2027-03-20\n"
                          "B1,ben@northwind.test,Won,1,2027-01-04,2027-02-10\n"));
    REQUIRE(imports.apply(root, "quotas", "q.csv", "", {},
                          "email,period_start,period_end,amount\nana@northwind.test,2027-01-01,2027-03-31,20000\n"));
  }
  Id<Person> joined(std::string_view name, std::string_view email, Role role) {
    const auto person = add_person(org, name, email);
    add_user(person, {role});
    return person;
  }
  Result<Signals> of(std::string_view email, Id<Person> person, std::optional<LocalDate> as_of = {}) {
    return evidence.of(actor(email), person, as_of);
  }
};

TEST_CASE_FIXTURE(SignalWorld, "a rep's signals are made of the rep's own deals and quota") {
  const auto signals = of("ana@northwind.test", ana);
  REQUIRE(signals);
  REQUIRE(signals->pace);
  CHECK(signals->pace->won == 8000'00);
  CHECK(signals->pace->target == 20000'00);
  REQUIRE(signals->coverage);
  CHECK(signals->coverage->ratio == doctest::Approx(2.5));
  REQUIRE(signals->pipeline.size() == 1);
  CHECK(signals->pipeline[0].stage == "Proposal");
  CHECK_FALSE(signals->win_rate);
}

TEST_CASE_FIXTURE(SignalWorld, "the person, those above them and RevOps see them; for others there is nothing") {
  CHECK(of("ana@northwind.test", ana));
  CHECK(of("mara@northwind.test", ana));
  CHECK(of("rosa@northwind.test", ana));
  for (const std::string_view other : {"ben@northwind.test", "noor@northwind.test", "otto@northwind.test"}) {
    const auto refused = of(other, ana);
    REQUIRE_FALSE_MESSAGE(refused, other);
    CHECK(refused.error().is(errors::not_found));
  }
  CHECK_FALSE(of("ana@northwind.test", mara));
  CHECK_FALSE(of("rosa@northwind.test", Id<Person>(12345)));
}

TEST_CASE_FIXTURE(SignalWorld, "an earlier day shows what was true then, a later one what is true now") {
  const auto before = of("ana@northwind.test", ana, day("2027-02-05"));
  REQUIRE(before);
  CHECK(before->pace->won == 0);
  CHECK(before->pipeline.size() == 2);
  CHECK(before->as_of < clock.now());
  CHECK(of("ana@northwind.test", ana, day("2030-01-01"))->as_of == clock.now());
}

TEST_CASE_FIXTURE(SignalWorld, "each source says how old it is, and when it is too old") {
  const auto fresh = of("ana@northwind.test", ana);
  REQUIRE(fresh->freshness.size() == 2);
  CHECK(fresh->freshness[0].source == "Opportunities");
  CHECK_FALSE(fresh->freshness[0].is_stale);
  CHECK(fresh->freshness[0].at == clock.now());
  clock.advance(std::chrono::hours(24 * 9));
  const auto stale = of("ana@northwind.test", ana);
  CHECK(stale->freshness[0].is_stale);
}

TEST_CASE_FIXTURE(SignalWorld, "a change of manager holds from the next request") {
  change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", noor, org, ana);
  CHECK(of("noor@northwind.test", ana));
  CHECK_FALSE(of("mara@northwind.test", ana));
}

}  // namespace
}  // namespace backbeat::signal
