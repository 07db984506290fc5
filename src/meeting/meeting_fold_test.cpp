#include "meeting/meeting_fold.hpp"
#include "meeting/meeting_rules.hpp"
#include "meeting/meeting_words.hpp"

#include <doctest/doctest.h>

namespace backbeat::meeting {
namespace {

constexpr std::int64_t ana = 11, bo = 12, cleo = 13;

Id<Person> who(std::int64_t id) {
  return Id<Person>(id);
}

struct Story {
  std::vector<audit::Event> events;
  Instant begin{1'803'891'600'000};

  Instant at(int minutes) const { return begin + std::chrono::minutes(minutes); }
  Story& add(int minutes, std::string_view kind, std::int64_t person, Fields more = {}) {
    Fields fields;
    fields.add("person", person);
    for (const auto& [name, value] : more.all()) fields.add(name, std::string_view(value));
    events.push_back({.sequence = std::ssize(events) + 1,
                      .stream_kind = "circle_meeting",
                      .stream_id = 1,
                      .kind = std::string(kind),
                      .at = at(minutes),
                      .actor = {},
                      .fields = std::move(fields),
                      .text = {}});
    return *this;
  }
  Story& start() { return add(0, kinds::started, ana, Fields().add("presenters", "12,13")); }
  Story& stage(int minutes, std::string_view key, std::int64_t presenter = 0, std::string_view drill = "") {
    return add(minutes, kinds::stage_entered, ana, Fields().add("stage", key).add("presenter", presenter).add("drill", drill));
  }
  Story& floor(int minutes, std::int64_t to) { return add(minutes, kinds::floor_given, ana, Fields().add("to", to)); }
  [[nodiscard]] Course course() const { return fold(events); }
};

TEST_CASE("whoever opens the hour is there, and the presenters are fixed") {
  const Course course = Story().start().course();
  CHECK(course.is_running());
  CHECK(course.is_here(who(ana)));
  CHECK_FALSE(course.is_here(who(bo)));
  CHECK(course.presenters == std::vector{who(bo), who(cleo)});
}

TEST_CASE("airtime is what lies between being given the floor and losing it, and runs on for who has it") {
  Story story;
  story.start().floor(1, bo).floor(5, cleo).floor(7, 0).floor(10, bo);
  const Course course = story.course();
  CHECK(course.airtime.at(who(bo)) == std::chrono::minutes(4));
  CHECK(course.airtime.at(who(cleo)) == std::chrono::minutes(2));
  CHECK(course.floor == Floor{.person = who(bo), .since = story.at(10)});
  CHECK(airtime_at(course, story.at(13)).at(who(bo)) == std::chrono::minutes(7));
  CHECK(airtime_at(course, story.at(9)).at(who(bo)) == std::chrono::minutes(4));
}

TEST_CASE("who goes loses the floor, was there all the same, and can come back") {
  Story story;
  story.start().add(1, kinds::came, bo).floor(2, bo).add(6, kinds::went, bo);
  CHECK_FALSE(story.course().floor);
  CHECK(story.course().airtime.at(who(bo)) == std::chrono::minutes(4));
  CHECK_FALSE(story.course().is_here(who(bo)));
  CHECK(story.course().came.size() == 2);
  story.add(8, kinds::came, bo);
  CHECK(story.course().is_here(who(bo)));
  CHECK(story.course().came.size() == 2);
}

TEST_CASE("a case is presented once its stage was entered, by whom it was entered for") {
  Story story;
  story.start().stage(0, "check_in").stage(5, "case_one", bo);
  CHECK(story.course().has_presented(who(bo)));
  CHECK_FALSE(story.course().has_presented(who(cleo)));
  CHECK(story.course().stage("check_in")->left_at == story.at(5));
  CHECK(story.course().current_stage()->key == "case_one");
}

TEST_CASE("the end takes the floor, closes the stage and stands; the drill that was picked stays") {
  Story story;
  story.start().stage(0, "drill", 0, "objection_ladder").floor(1, bo).add(9, kinds::ended, ana);
  const Course course = story.course();
  CHECK_FALSE(course.is_running());
  CHECK(course.ended_at == story.at(9));
  CHECK(course.airtime.at(who(bo)) == std::chrono::minutes(8));
  CHECK(course.stages.back().left_at == story.at(9));
  CHECK(course.drill == "objection_ladder");
  CHECK(course.current_stage() == nullptr);
}

TEST_CASE("the last handover counts, and a clock set back takes no time away") {
  Story story;
  story.start()
      .floor(5, bo)
      .floor(3, 0)
      .add(4, kinds::handed_over, ana, Fields().add("to", bo))
      .add(5, kinds::handed_over, bo, Fields().add("to", cleo));
  CHECK(story.course().facilitator == who(cleo));
  CHECK(story.course().airtime.at(who(bo)) == Duration(0));
}

TEST_CASE("a list of people reads back") {
  CHECK(people_in(list_of({who(7), who(8)})) == std::vector{who(7), who(8)});
  CHECK(people_in("").empty());
}

TEST_CASE("who presented least often comes first, then who waited longest, then by id") {
  CHECK(presenting_order({who(1), who(2), who(3), who(4)}, {{who(1), {1, 3}}, {who(2), {2}}, {who(3), {1}}}) ==
        std::vector{who(4), who(3), who(2), who(1)});
  CHECK(presenting_order({who(2), who(1)}, {}) == std::vector{who(1), who(2)});
}

TEST_CASE("two misses without word are two in a row; excused ones do not count, and being there ends it") {
  using enum Attendance;
  CHECK(has_missed_two({present, missed, missed}));
  CHECK(has_missed_two({missed, excused, missed, excused}));
  CHECK_FALSE(has_missed_two({missed, present, missed}));
  CHECK_FALSE(has_missed_two({missed, missed, present}));
  CHECK_FALSE(has_missed_two({missed}));
  CHECK_FALSE(has_missed_two({}));
}

TEST_CASE("SDRs and BDRs have the shorter hour, circles across roles the long one") {
  CHECK(session_type_of({.held_by = "sdr"}) == "circle_sdr");
  CHECK(session_type_of({.held_by = "bdr"}) == "circle_sdr");
  CHECK(session_type_of({.held_by = "ae"}) == "circle");
  CHECK(session_type_of({.is_cross = true, .held_by = "sdr"}) == "circle");
}

TEST_CASE("every name of an enumerator reads back") {
  for (const State one : all_states) CHECK(state_from(name_of(one)) == one);
  for (const Attendance one : all_attendances) CHECK(attendance_from(name_of(one)) == one);
  for (const Outcome one : all_outcomes) CHECK(outcome_from(name_of(one)) == one);
  CHECK_FALSE(state_from("over"));
  for (const std::string_view kind : {"case", "note", "message", "commitment", "feedback"}) CHECK(name_of(*word_kind_from(kind)) == kind);
}

TEST_CASE("the words of a case and of a commitment read back with every line break") {
  const CaseWords one{.situation = "They said\n\"later\"", .tried = "a=b\\c", .stuck = "", .ask = "ñ 日本"};
  CHECK(decode_case(encode(one)) == one);
  const CommitmentWords two{.text = "I ask\r\nearlier", .note = "x"};
  CHECK(decode_commitment(encode(two)) == two);
  CHECK(decode_case("no such text") == CaseWords());
}

// --- rules ---

struct Rules {
  Hour hour{.id = Id<Meeting>(1), .starts_at = Instant(1'803'891'600'000), .ends_at = Instant(1'803'895'200'000), .facilitator = who(ana)};
  Course course;
  std::vector<AttendanceRow> attendance{{who(ana)}, {who(bo)}, {who(cleo)}};
  Instant now = hour.starts_at;

  [[nodiscard]] std::string code(Verb verb, std::int64_t viewer) const {
    const auto done = may(verb, {.hour = hour, .course = course, .attendance = attendance, .viewer = who(viewer), .now = now});
    return done ? "" : std::string(done.error().spec->code);
  }
  void run() {
    hour.state = State::running;
    course.started_at = hour.starts_at;
    course.here = {who(ana), who(bo)};
  }
};

TEST_CASE_FIXTURE(Rules, "the facilitator opens the hour from ten minutes before its time") {
  now = hour.starts_at - opens_before - Duration(1);
  CHECK(code(Verb::start, ana) == "circle_hour_not_open");
  now = hour.starts_at - opens_before;
  CHECK(code(Verb::start, ana).empty());
  CHECK(code(Verb::start, bo) == "facilitator_only");
  run();
  CHECK(code(Verb::start, ana) == "circle_hour_runs");
}

TEST_CASE_FIXTURE(Rules, "anybody takes over from a facilitator who is not there when the hour's time has come") {
  now = hour.starts_at - Duration(1);
  CHECK(code(Verb::take_over, bo) == "circle_hour_not_open");
  now = hour.starts_at;
  CHECK(code(Verb::take_over, bo).empty());
  CHECK(code(Verb::take_over, ana) == "you_facilitate");
  run();
  CHECK(code(Verb::take_over, bo) == "facilitator_is_here");
  course.here = {who(bo)};
  CHECK(code(Verb::take_over, bo).empty());
}

TEST_CASE_FIXTURE(Rules, "from an excused facilitator one takes over as soon as the hour is open") {
  attendance[0].state = Attendance::excused;
  now = hour.starts_at - opens_before;
  CHECK(code(Verb::take_over, bo).empty());
}

TEST_CASE_FIXTURE(Rules, "word that one cannot come has to come before the hour, and once") {
  now = hour.starts_at - Duration(1);
  CHECK(code(Verb::excuse, bo).empty());
  now = hour.starts_at;
  CHECK(code(Verb::excuse, bo) == "excuse_too_late");
  now = hour.starts_at - Duration(1);
  attendance[1].state = Attendance::excused;
  CHECK(code(Verb::excuse, bo) == "not_expected");
}

TEST_CASE_FIXTURE(Rules, "stages, handover and the end are the facilitator's; long over its time anybody who is there ends it") {
  run();
  for (const Verb verb : {Verb::stage, Verb::handover, Verb::end}) {
    CHECK(code(verb, ana).empty());
    CHECK(code(verb, bo) == "facilitator_only");
  }
  now = hour.ends_at + anybody_ends_after;
  CHECK(code(Verb::end, bo).empty());
  CHECK(code(Verb::end, cleo) == "facilitator_only");
}

TEST_CASE_FIXTURE(Rules, "the floor is for who is in the hour") {
  CHECK(code(Verb::floor, ana) == "circle_hour_not_running");
  run();
  CHECK(code(Verb::floor, bo).empty());
  CHECK(code(Verb::floor, cleo) == "come_first");
}

TEST_CASE_FIXTURE(Rules, "words are added while the hour runs and a day after it; then nothing is") {
  CHECK(code(Verb::note, bo) == "circle_hour_not_running");
  run();
  for (const Verb verb : {Verb::note, Verb::message, Verb::commitment, Verb::feedback}) CHECK(code(verb, bo).empty());
  hour.state = State::held;
  course.ended_at = hour.ends_at;
  now = hour.ends_at + writing_open_for - Duration(1);
  CHECK(code(Verb::note, bo).empty());
  CHECK(code(Verb::start, ana) == "circle_hour_over");
  now = hour.ends_at + writing_open_for;
  CHECK(code(Verb::note, bo) == "circle_writing_closed");
}

TEST_CASE_FIXTURE(Rules, "a case is written until it is presented") {
  CHECK(code(Verb::write_case, bo).empty());
  run();
  course.stages.push_back({.key = "case_one", .entered_at = now, .presenter = who(bo)});
  CHECK(code(Verb::write_case, bo) == "case_is_open");
  CHECK(code(Verb::write_case, cleo).empty());
}

TEST_CASE_FIXTURE(Rules, "nothing is done in an hour that lapsed or was called off") {
  for (const State state : {State::lapsed, State::called_off}) {
    hour.state = state;
    CHECK(allowed({.hour = hour, .course = course, .attendance = attendance, .viewer = who(ana), .now = now}).empty());
  }
}

TEST_CASE_FIXTURE(Rules, "the agenda goes forward alone, and over a stage if time is short") {
  const std::vector<std::string> agenda{"check_in", "case_one", "drill", "close"};
  run();
  course.stages.push_back({.key = "case_one", .entered_at = now});
  const auto code_of = [&](std::string_view stage) {
    const auto done = check_enter(agenda, course, stage);
    return done ? "" : std::string(done.error().spec->code);
  };
  CHECK(code_of("drill").empty());
  CHECK(code_of("close").empty());
  CHECK(code_of("case_one") == "circle_stage_behind");
  CHECK(code_of("check_in") == "circle_stage_behind");
  CHECK(code_of("lunch") == "unknown_circle_stage");
}

TEST_CASE("something has to be said") {
  CHECK(check_said("text", "  x \n").value() == "x");
  CHECK_FALSE(check_said("text", " \n\t "));
}

}  // namespace
}  // namespace backbeat::meeting
