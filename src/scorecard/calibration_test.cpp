#include "scorecard/calibration.hpp"

#include <doctest/doctest.h>

#include "scorecard/month_test.hpp"

using namespace backbeat;
using namespace backbeat::scorecard;

namespace {

const LocalDate today = day("2026-10-05");

audit::Event event(std::int64_t sequence, std::string_view kind, Fields fields, std::optional<std::string> text = {}) {
  return {.sequence = sequence,
          .stream_kind = std::string(calibration_stream),
          .stream_id = 7,
          .kind = std::string(kind),
          .at = Instant(sequence * 1000),
          .actor = {},
          .fields = std::move(fields),
          .text = std::move(text)};
}

audit::Event opened() {
  return event(1, kinds::opened,
               Fields()
                   .add("manager", mara.value())
                   .add("month", std::int64_t{day("2026-09-01").days_since_epoch()})
                   .add("measure", "pre_brief_rate")
                   .add("counted", std::int64_t{6})
                   .add("n", std::int64_t{9})
                   .add("target", "95")
                   .add("chance", "0.008361"));
}

Held conversation() {
  return {.obstacles = {Obstacle::capacity, Obstacle::system},
          .in_the_way = "  back-to-back calls\non Tuesdays ",
          .help = "two reps go to Noor",
          .owner = Owner::leader,
          .review_on = day("2026-11-02")};
}

audit::Event held() {
  return event(2, kinds::held, Fields().add("leader", olga.value()).add("review_on", std::int64_t{day("2026-11-02").days_since_epoch()}),
               text_of(conversation()));
}

TEST_CASE("what opened a calibration is read as it was written") {
  const audit::Event events[] = {opened()};
  const CalibrationRecord record = fold_calibration(events);
  CHECK(record.manager == mara);
  CHECK(record.month.text() == "2026-09");
  CHECK(record.measure == Measure::pre_brief_rate);
  CHECK(record.target == 95.0);
  CHECK(record.chance == 0.008361);
  CHECK(record.state == CalibrationState::opened);
  CHECK_FALSE(record.leader.is_set());
  CHECK_FALSE(record.is_by_hand);
}

TEST_CASE("a conversation keeps what was in the way, who helps and when both look again") {
  const audit::Event events[] = {opened(), held()};
  const CalibrationRecord record = fold_calibration(events);
  CHECK(record.state == CalibrationState::held);
  CHECK(record.leader == olga);
  CHECK(record.obstacles == std::vector{Obstacle::system, Obstacle::capacity});
  CHECK(record.owner == Owner::leader);
  CHECK(record.in_the_way == "back-to-back calls\non Tuesdays");
  CHECK(record.help == "two reps go to Noor");
  CHECK(record.review_on == day("2026-11-02"));
}

TEST_CASE("without texts, as everybody but the two sees it, nothing that was chosen or said is there") {
  audit::Event without = held();
  without.text.reset();
  const audit::Event events[] = {opened(), without};
  const CalibrationRecord record = fold_calibration(events);
  CHECK(record.state == CalibrationState::held);
  CHECK(record.obstacles.empty());
  CHECK(record.in_the_way.empty());
  CHECK(record.help.empty());
}

TEST_CASE("a review that continues sets another day, any other closes") {
  const audit::Event again =
      event(3, kinds::reviewed, Fields().add("outcome", "continues").add("review_on", std::int64_t{day("2026-12-01").days_since_epoch()}),
            "half of it");
  const audit::Event done = event(4, kinds::reviewed, Fields().add("outcome", "resolved"), "all of it");
  const audit::Event first[] = {opened(), held(), again};
  CHECK(fold_calibration(first).state == CalibrationState::reviewed);
  CHECK(fold_calibration(first).review_on == day("2026-12-01"));
  const audit::Event all[] = {opened(), held(), again, done};
  const CalibrationRecord record = fold_calibration(all);
  CHECK(record.state == CalibrationState::closed);
  CHECK_FALSE(record.review_on.has_value());
  REQUIRE(record.reviews.size() == 2);
  CHECK(record.reviews[1].text == "all of it");
}

TEST_CASE("a calibration is held once, with a cause, words and a day to look again") {
  CalibrationFact fact;
  CHECK(check_hold(fact, conversation(), today).has_value());
  Held without = conversation();
  without.obstacles.clear();
  CHECK(check_hold(fact, without, today).error().field == "obstacles");
  without = conversation();
  without.help = " \n";
  CHECK(check_hold(fact, without, today).error().field == "help");
  without = conversation();
  without.in_the_way = std::string(2001, 'x');
  CHECK(check_hold(fact, without, today).error().field == "in_the_way");
  for (const std::string_view on : {"2026-10-05", "2026-09-01", "2027-04-08"}) {
    without = conversation();
    without.review_on = day(on);
    CHECK(check_hold(fact, without, today).error().field == "review_on");
  }
  fact.state = CalibrationState::held;
  CHECK(check_hold(fact, conversation(), today).error().is(calibration_held_already));
  fact.state = CalibrationState::closed;
  CHECK(check_hold(fact, conversation(), today).error().is(calibration_closed));
}

TEST_CASE("a review comes after the conversation, and one that continues names its next day") {
  CalibrationFact fact;
  const Reviewed done{.outcome = Outcome::resolved, .text = "it is done"};
  CHECK(check_review(fact, done, today).error().is(calibration_not_held));
  fact.state = CalibrationState::reviewed;
  CHECK(check_review(fact, done, today).has_value());
  CHECK(check_review(fact, {.outcome = Outcome::continues, .text = "not yet"}, today).error().field == "review_on");
  CHECK(check_review(fact, {.outcome = Outcome::continues, .text = "not yet", .review_on = day("2026-10-06")}, today).has_value());
  CHECK(check_review(fact, {.outcome = Outcome::resolved, .text = ""}, today).error().field == "text");
  fact.state = CalibrationState::closed;
  CHECK(check_review(fact, done, today).error().is(calibration_closed));
}

TEST_CASE("names are read back as what they name") {
  for (const Obstacle obstacle : all_obstacles) CHECK(obstacle_from(name_of(obstacle)) == obstacle);
  for (const Outcome outcome : {Outcome::resolved, Outcome::continues, Outcome::handed_on, Outcome::not_needed})
    CHECK(outcome_from(name_of(outcome)) == outcome);
  CHECK(owner_from("manager") == Owner::manager);
  CHECK_FALSE(obstacle_from("weather").has_value());
}

}  // namespace
