#include "scorecard/calibration_actions.hpp"
#include "audit/audit_actions.hpp"

#include "scorecard/scorecard_world_test.hpp"

#include <doctest/doctest.h>

using namespace backbeat;
using namespace backbeat::scorecard;

namespace {

const LocalDate in_april = access::day("2027-04-05");

Held conversation() {
  return {.obstacles = {Obstacle::capacity},
          .in_the_way = "too many calls",
          .help = "two reps move",
          .owner = Owner::manager,
          .review_on = in_april};
}

struct World : ScorecardWorld {
  Id<Calibration> opened() {
    const auto id = calibrations.open(as("lena"), mark, march, Measure::pre_brief_rate);
    REQUIRE(id);
    return *id;
  }
};

TEST_CASE("whom the manager reports to opens a calibration by hand, once") {
  World world;
  world.opened();
  CHECK(world.calibrations.open(world.as("lena"), world.mark, march, Measure::pre_brief_rate).error().is(calibration_there_already));
  CHECK(world.calibrations.open(world.as("lena"), world.mark, march.next(), Measure::pre_brief_rate).error().field == "month");
  CHECK(world.calibrations.open(world.as("mark"), world.rita, march, Measure::pre_brief_rate).error().is(errors::not_found));  // a rep
  for (const char* name : {"mark", "cleo", "remo", "adam", "rita"})
    CHECK_MESSAGE(world.calibrations.open(world.as(name), world.mark, march, Measure::coverage_of_reps).error().is(errors::not_found),
                  name);
}

TEST_CASE("the leader writes it down, both read it, and nobody else") {
  World world;
  const Id<Calibration> id = world.opened();
  CHECK(world.calibrations.hold(world.as("mark"), id, conversation()).error().is(calibration_is_the_leaders));
  for (const char* name : {"cleo", "remo", "adam", "rita"})
    CHECK_MESSAGE(world.calibrations.hold(world.as(name), id, conversation()).error().is(errors::not_found), name);
  REQUIRE(world.calibrations.hold(world.as("lena"), id, conversation()));
  CHECK(world.calibrations.hold(world.as("lena"), id, conversation()).error().is(calibration_held_already));
  for (const char* name : {"mark", "lena"}) {
    const auto view = world.calibrations.one(world.as(name), id);
    REQUIRE_MESSAGE(view, name);
    CHECK(view->is_of_the_two);
    CHECK(view->record.in_the_way == "too many calls");
    CHECK(view->record.obstacles == std::vector{Obstacle::capacity});
  }
  for (const char* name : {"cleo", "remo"}) {
    const auto view = world.calibrations.one(world.as(name), id);
    REQUIRE_MESSAGE(view, name);
    CHECK_FALSE(view->is_of_the_two);
    CHECK(view->record.state == CalibrationState::held);
    CHECK(view->record.in_the_way.empty());
    CHECK(view->record.help.empty());
    CHECK(view->record.obstacles.empty());
    CHECK(view->allowed.empty());
  }
  for (const char* name : {"adam", "rita", "bea"})
    CHECK_MESSAGE(world.calibrations.one(world.as(name), id).error().is(errors::not_found), name);
}

TEST_CASE("a calibration that is not held goes to whoever leads the manager now; one that was held stays with who held it") {
  World world;
  const Id<Calibration> id = world.opened();
  const Id<Person> lotte = world.joined("Lotte", "sales_leader", world.cleo, {access::Role::leader});
  world.change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", lotte, world.org, world.mark);
  CHECK(world.calibrations.one(world.as("lena"), id).error().is(errors::not_found));
  REQUIRE(world.calibrations.hold(world.as("lotte"), id, conversation()));
  world.change("UPDATE assignment SET manager_id = ? WHERE org_id = ? AND person_id = ?", world.lena, world.org, world.mark);
  CHECK(world.calibrations.one(world.as("lotte"), id)->record.help == "two reps move");
  CHECK(world.calibrations.one(world.as("lena"), id)->record.help.empty());
}

TEST_CASE("an API token reads none of its words") {
  World world;
  const Id<Calibration> id = world.opened();
  REQUIRE(world.calibrations.hold(world.as("lena"), id, conversation()));
  const auto token = world.accounts.add_token(world.as("mark"), "script", std::nullopt);
  REQUIRE(token);
  const auto actor = world.door.actor({.session_token = {}, .bearer_token = token->secret});
  REQUIRE(actor);
  const auto view = world.calibrations.one(*actor, id);
  REQUIRE(view);
  CHECK(view->record.in_the_way.empty());
  CHECK_FALSE(world.calibrations.review(*actor, id, {.outcome = Outcome::resolved, .text = "x"}).has_value());
}

TEST_CASE("a review by either closes it, and what waits is told to whom it waits for") {
  World world;
  const auto waiting = [&](const char* name) {
    const access::Actor actor = world.as(name);
    return world.read([&](sql::Reader& reader) { return calibrations_waiting_for(reader, world.access, actor); });
  };
  CHECK(waiting("lena").to_hold.empty());
  const Id<Calibration> id = world.opened();
  CHECK(waiting("lena").to_hold.size() == 1);
  CHECK(waiting("mark").to_attend.size() == 1);
  CHECK(waiting("cleo").to_hold.empty());
  CHECK(world.calibrations.review(world.as("mark"), id, {.outcome = Outcome::resolved, .text = "done"}).error().is(calibration_not_held));
  REQUIRE(world.calibrations.hold(world.as("lena"), id, conversation()));
  CHECK(waiting("lena").to_hold.empty());
  CHECK(waiting("mark").to_review.empty());
  world.at("2027-04-05T09:00:00Z");
  CHECK(waiting("mark").to_review.size() == 1);
  CHECK(waiting("lena").to_review.size() == 1);
  REQUIRE(world.calibrations.review(world.as("mark"), id,
                                    {.outcome = Outcome::continues, .text = "half", .review_on = access::day("2027-05-03")}));
  CHECK(waiting("mark").to_review.empty());
  REQUIRE(world.calibrations.review(world.as("lena"), id, {.outcome = Outcome::resolved, .text = "all"}));
  CHECK(world.calibrations.review(world.as("lena"), id, {.outcome = Outcome::resolved, .text = "again"}).error().is(calibration_closed));
  const auto view = world.calibrations.one(world.as("mark"), id);
  CHECK(view->record.state == CalibrationState::closed);
  CHECK(view->record.reviews.size() == 2);
}

TEST_CASE("what a scorecard calls for is opened once, however often it is asked") {
  World world;
  const std::vector<Opening> openings = {{.manager = world.mark, .measure = Measure::held_by_format, .month = march, .counted = 3, .n = 6}};
  const auto open = [&] {
    return *world.db->write(
        [&](sql::Transaction& tx) -> Result<int> { return open_calibrations(tx, world.org, {}, openings, world.clock.now()); });
  };
  CHECK(open() == 1);
  CHECK(open() == 0);
  const auto list = world.calibrations.list(world.as("remo"));
  REQUIRE(list);
  REQUIRE(list->size() == 1);
  CHECK(list->front().fact.counted == 3);
  CHECK(list->front().leader->name == "Lena");
  CHECK(world.calibrations.list(world.as("rita")).error().is(errors::forbidden));
  CHECK(world.calibrations.list(world.as("mark"))->size() == 1);
}

TEST_CASE("the job opens nothing where nobody rides along yet") {
  World world;
  world.at("2027-04-01T09:00:00Z");
  CHECK(world.scorecards.open_missed() == 0);
}

TEST_CASE("the job opens what was missed once it is over, again when a fact that counts is said, and looks at nothing twice") {
  World world;
  const auto ride = [&](std::int64_t id, Id<Person> rep, std::string_view call) {
    const Instant from = *Instant::parse(call);
    REQUIRE(world.db->write([&](sql::Transaction& tx) -> Result<Done> {
      const auto plan = [&](Fields fields) {
        fields.add("call_from", from.unix_ms()).add("call_to", (from + std::chrono::hours(1)).unix_ms());
        return fields.add("pre_from", 0).add("pre_to", 0).add("debrief_from", 0).add("debrief_to", 0);
      };
      tx.change(
          "INSERT INTO session (org_id, session_id, kind, manager_id, rep_id, on_behalf_of, created_at, starts_at, earliest_at, latest_at) "
          "VALUES (?, ?, 'ride_along_observe', ?, ?, NULL, 0, ?, ?, ?)",
          world.org, id, world.mark, rep, from, from, from);
      tx.change(
          "INSERT INTO ride_along (org_id, session_id, manager_id, rep_id, call_id, account, is_open, call_from, call_to, earliest_at, "
          "latest_at) "
          "VALUES (?, ?, ?, ?, NULL, '', 0, ?, ?, ?, ?)",
          world.org, id, world.mark, rep, from, from + std::chrono::hours(1), from, from);
      audit::record(tx, world.org,
                    {.stream = {.kind = "ride_along", .id = id},
                     .kind = "booked",
                     .at = world.clock.now(),
                     .actor = {},
                     .fields = plan(Fields()
                                        .add("format", std::string_view("observe"))
                                        .add("manager", world.mark.value())
                                        .add("rep", rep.value())
                                        .add("on_behalf_of", 0)
                                        .add("call", 0)
                                        .add("zone", std::string_view("Europe/Madrid"))
                                        .add("region", std::string_view())),
                     .text = {}});
      return Done{};
    }));
  };
  world.at("2027-03-01T09:00:00Z");
  ride(501, world.rita, "2027-03-02T10:00:00Z");  // never held
  world.at("2027-04-01T09:00:00Z");
  CHECK(world.scorecards.open_missed() == 1);
  CHECK(world.scorecards.open_missed() == 0);
  const auto opened = world.calibrations.list(world.as("lena"));
  REQUIRE(opened);
  CHECK(opened->front().fact.measure == Measure::held_by_format);
  // Another program on the same database looks for itself, and finds that it is there.
  CHECK(Scorecards(*world.db, world.access).open_missed() == 0);
  // Without its row and its event there is nothing to say that it was opened; as long as nobody says anything, the job does not look.
  world.change("DELETE FROM calibration WHERE org_id = ?", world.org);
  world.change("DELETE FROM event WHERE org_id = ? AND stream_kind = 'calibration'", world.org);
  CHECK(world.scorecards.open_missed() == 0);
  ride(502, world.bea, "2027-04-20T10:00:00Z");
  CHECK(world.scorecards.open_missed() == 1);
}

}  // namespace
