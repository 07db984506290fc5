#include "capacity/capacity_actions_quarter.hpp"

#include "access/access_world_test.hpp"
#include "audit/audit_actions.hpp"
#include "people/people_actions.hpp"
#include "playbook/playbook_actions.hpp"

#include <doctest/doctest.h>

namespace backbeat::capacity {
namespace {

using access::day;
using access::Role;

/// Lena leads Mara and Nils; Mara leads seven account executives, Nils one. Eva is enablement, Xavi an executive. Today is 2027-03-01.
struct QuarterWorld : access::AccessWorld {
  cadence::Ledgers ledgers{access};
  Quarters quarters{*db, access, ledgers};
  Id<Person> lena = employed("Lena", {}), mara = employed("Mara", lena), nils = employed("Nils", lena);
  Id<Person> eva = employed("Eva", {}), xavi = employed("Xavi", {});
  std::vector<Id<Person>> reps;

  QuarterWorld() {
    add_user(lena, {Role::leader});
    add_user(mara, {Role::manager});
    add_user(nils, {Role::manager});
    add_user(eva, {Role::enablement});
    add_user(xavi, {Role::executive});
    for (int i = 0; i < 7; ++i) reps.push_back(employed("Rep" + std::to_string(i), mara, "ae"));
    reps.push_back(employed("Cleo", nils, "ae"));
    add_user(reps[0], {Role::rep});
    REQUIRE(db->write([&](sql::Transaction& tx) { return playbook::install_default(tx, org, day("2027-01-01"), clock.now()); }));
  }
  Id<Person> employed(const std::string& name, std::optional<Id<Person>> manager, std::string_view job_role = "sales_manager") {
    const auto person = add_person(org, name, lower_ascii(name) + "@northwind.test");
    change("UPDATE person SET hired = ? WHERE org_id = ? AND person_id = ?", day("2026-01-05"), org, person);
    assign(person, manager, day("2026-01-05"));
    change("UPDATE assignment SET job_role = ? WHERE org_id = ? AND person_id = ?", job_role, org, person);
    return person;
  }
  access::Actor as(const std::string& name) { return actor(lower_ascii(name) + "@northwind.test"); }
  OptionsView options(const access::Actor& asking, std::optional<Id<Person>> manager, std::vector<std::string> keys = {}) {
    auto out = quarters.options(asking, {.manager = manager, .quarter = "", .pulled = std::move(keys)});
    REQUIRE(out);
    return std::move(*out);
  }
};

TEST_CASE_FIXTURE(QuarterWorld, "who counts sees every manager, a leader those below, a manager themselves, a rep nobody") {
  CHECK(quarters.quarter(as("Eva"), "")->demand.managers.size() == 2);
  CHECK(quarters.quarter(as("Xavi"), "")->demand.managers.size() == 2);
  CHECK(quarters.quarter(as("Lena"), "")->demand.managers.size() == 2);
  const auto own = quarters.quarter(as("Mara"), "");
  REQUIRE(own->demand.managers.size() == 1);
  CHECK(own->demand.managers[0].manager == mara);
  CHECK(own->names.at(mara) == "Mara");
  CHECK(own->together.asked == own->demand.managers[0].asked);
  CHECK(own->demand.asked.empty());
  CHECK(quarters.quarter(as("Rep0"), "").error().is(errors::forbidden));
}

TEST_CASE_FIXTURE(QuarterWorld, "the next quarter is meant where none is named; one that is over is refused with those there are") {
  CHECK(quarters.quarter(as("Eva"), "")->demand.quarter.text() == "2027-Q2");
  CHECK(quarters.quarter(as("Eva"), "2027-Q1")->demand.quarter.text() == "2027-Q1");
  CHECK(quarters.quarter(as("Eva"), "2028-Q1")->demand.quarter.text() == "2028-Q1");
  for (const char* other : {"2026-Q4", "2028-Q2", "soon"}) CHECK_FALSE(quarters.quarter(as("Eva"), other));
}

TEST_CASE_FIXTURE(QuarterWorld, "one manager's reps are for the manager, those above, and who sees sessions") {
  for (const char* name : {"Mara", "Lena", "Eva"}) {
    const auto view = quarters.manager(as(name), mara, "");
    REQUIRE(view);
    CHECK(view->whole.demand.managers.size() == 1);
    CHECK(std::ranges::count(view->reps, "weekly_one_on_one", &RepAsked::kind) == 7);
    CHECK(view->whole.names.at(reps[0]) == "Rep0");
  }
  for (const char* name : {"Nils", "Xavi", "Rep0"}) CHECK(quarters.manager(as(name), mara, "").error().is(errors::not_found));
  CHECK(quarters.manager(as("Eva"), Id<Person>(77), "").error().is(errors::not_found));
}

TEST_CASE_FIXTURE(QuarterWorld, "an executive gets what reps lose added up, without who they are") {
  const auto named = options(as("Eva"), {}, {"fewer:weekly_one_on_one:ae"});
  CHECK(named.may_name_reps);
  CHECK(named.pulled.effect.shifts.size() == 8);
  const auto counted = options(as("Xavi"), {}, {"fewer:weekly_one_on_one:ae"});
  CHECK_FALSE(counted.may_name_reps);
  CHECK(counted.pulled.effect.reps == 8);
  REQUIRE(counted.pulled.effect.shifts.size() == 2);  // of Mara's and of Nils' reps
  CHECK(counted.pulled.effect.shifts[0].count_before == 7 * 13);
  for (const auto& shift : counted.pulled.effect.shifts) CHECK_FALSE(shift.rep.is_set());
  for (const auto& choice : counted.choices)
    for (const auto& shift : choice.effect.shifts) CHECK_FALSE(shift.rep.is_set());
  for (const auto rep : reps) CHECK_FALSE(counted.names.contains(rep));
}

TEST_CASE_FIXTURE(QuarterWorld, "what would just fit is found for the one who overflows and for all together") {
  for (const auto& view : {options(as("Mara"), mara), options(as("Eva"), {})}) {
    CHECK(view.before.overflowing() == 1);
    REQUIRE(view.fit);
    CHECK_FALSE(view.fit->levers.empty());
    CHECK(view.fit->pulled.effect.overflowing == 0);
  }
  CHECK(quarters.options(as("Nils"), {.manager = mara, .quarter = "", .pulled = {}}).error().is(errors::not_found));
  CHECK_FALSE(quarters.options(as("Mara"), {.manager = mara, .quarter = "", .pulled = {"fewer:lunch:ae"}}));
}

TEST_CASE_FIXTURE(QuarterWorld, "time off and a leave date that are known count in the quarter ahead") {
  const auto before = quarters.manager(as("Mara"), mara, "");
  change("UPDATE person SET left_on = ? WHERE org_id = ? AND person_id = ?", day("2027-05-03"), org, reps[0]);
  // A row changed by hand says nothing to a ledger that has read it.
  cadence::Ledgers read_anew{access};
  const auto after = Quarters(*db, access, read_anew).manager(as("Mara"), mara, "");
  REQUIRE((before && after));
  CHECK(after->whole.together.leaving == 1);
  CHECK(after->whole.together.asked.low < before->whole.together.asked.low);
}

TEST_CASE_FIXTURE(QuarterWorld, "what is kept between reads gives what a program that was just started gives, whatever happens") {
  const people::People people(*db, access, {});
  const auto same = [&] {
    cadence::Ledgers read_anew{access};
    const Quarters fresh(*db, access, read_anew);
    for (const char* name : {"Eva", "Lena", "Mara"}) {
      const auto kept = quarters.quarter(as(name), ""), anew = fresh.quarter(as(name), "");
      REQUIRE((kept && anew));
      CHECK(kept->demand.managers == anew->demand.managers);
      CHECK(kept->together == anew->together);
      CHECK(kept->cuts == anew->cuts);
      CHECK(kept->cuts_over == anew->cuts_over);
    }
    const auto kept = quarters.options(as("Eva"), {.manager = mara, .quarter = "", .pulled = {}});
    const auto anew = fresh.options(as("Eva"), {.manager = mara, .quarter = "", .pulled = {}});
    REQUIRE((kept && anew));
    REQUIRE(kept->choices.size() == anew->choices.size());
    for (std::size_t i = 0; i < kept->choices.size(); ++i) CHECK(kept->choices[i].effect.shifts == anew->choices[i].effect.shifts);
    CHECK(kept->fit->levers == anew->fit->levers);
  };
  const auto ride = [&](std::string_view kind, Fields fields) {
    REQUIRE(db->write([&](sql::Transaction& tx) -> Result<Done> {
      audit::record(tx, org,
                    {.stream = {.kind = "ride_along", .id = 900},
                     .kind = kind,
                     .at = clock.now(),
                     .actor = {},
                     .fields = std::move(fields),
                     .text = {}});
      return Done{};
    }));
  };
  same();
  same();
  const Instant call = clock.now() + std::chrono::hours(2);
  Fields booked;
  booked.add("format", std::string_view("observe"))
      .add("manager", mara.value())
      .add("rep", reps[0].value())
      .add("on_behalf_of", 0)
      .add("call", 0);
  booked.add("zone", std::string_view("Europe/Madrid")).add("region", std::string_view());
  booked.add("call_from", call.unix_ms()).add("call_to", (call + std::chrono::hours(1)).unix_ms());
  booked.add("pre_from", 0).add("pre_to", 0).add("debrief_from", 0).add("debrief_to", 0);
  ride("booked", std::move(booked));
  same();
  clock.set(call);
  ride("started", Fields().add("side", std::string_view("manager")));
  ride("note_taken", Fields().add("side", std::string_view("rep")).add("tag", std::string_view("price")));
  same();
  clock.set(call + std::chrono::hours(1));
  ride("ended", Fields().add("side", std::string_view("manager")));
  same();
  // The debrief's clock runs out, the quarter ends: nothing is said, and everything else is decided.
  for (const int hours : {30, 24 * 14, 24 * 40}) {
    clock.set(clock.now() + std::chrono::hours(hours));
    same();
  }
  REQUIRE(people.add_time_off(as("Mara"), reps[1], {.first = day("2027-08-02"), .last = day("2027-08-20")}));
  same();
  REQUIRE(people.add_time_off(as("Lena"), mara, {.first = day("2027-07-05"), .last = day("2027-07-23")}));
  same();
}

}  // namespace
}  // namespace backbeat::capacity
