// What a quarter of circles looks like on the wire.
#pragma once

#include "http/described.hpp"
#include "http/types.hpp"
#include "pulse/pulse_actions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::pulse::wire {

enum class FigureStanding { shown, withheld };
BOOST_DESCRIBE_ENUM(FigureStanding, shown, withheld)

enum class FigureBound { exact, at_least, at_most };
BOOST_DESCRIBE_ENUM(FigureBound, exact, at_least, at_most)

enum class DisbandMeasure { attendance, enps };
BOOST_DESCRIBE_ENUM(DisbandMeasure, attendance, enps)

struct CircleEnps {
  std::string quarter;
  std::string question;
  bool is_asked = false;
  bool has_answered = false;
  LocalDate closes_on;
};
BOOST_DESCRIBE_STRUCT(CircleEnps, (), (quarter, question, is_asked, has_answered, closes_on))

struct PulseFigure {
  FigureStanding standing = FigureStanding::withheld;
  std::optional<double> value = {};
  std::optional<FigureBound> bound = {};
  std::optional<int> n = {};
  std::optional<double> step = {};
};
BOOST_DESCRIBE_STRUCT(PulseFigure, (), (standing, value, bound, n, step))

struct PulseScale {
  double lowest = -100;
  double highest = 100;
};
BOOST_DESCRIBE_STRUCT(PulseScale, (), (lowest, highest))

struct ProgrammeRow {
  std::string group;
  std::string name;
  std::optional<int> circles = {};
  PulseFigure attendance;
  PulseFigure enps;
  PulseFigure follow_through;
};
BOOST_DESCRIBE_STRUCT(ProgrammeRow, (), (group, name, circles, attendance, enps, follow_through))

struct CircleProgramme {
  std::optional<std::string> quarter = {};
  std::optional<LocalDate> first_day = {};
  std::optional<LocalDate> last_day = {};
  std::optional<Instant> published_at = {};
  std::vector<std::string> quarters;
  int minimum_circles = 0;
  int minimum_people = 0;
  PulseScale scale;
  std::vector<ProgrammeRow> rows;
  std::string caveat;
};
BOOST_DESCRIBE_STRUCT(CircleProgramme, (),
                      (quarter, first_day, last_day, published_at, quarters, minimum_circles, minimum_people, scale, rows, caveat))

struct CircleName {
  Id<access::Circle> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CircleName, (), (id, name))

struct PulseMeetings {
  int held = 0;
  int called_off = 0;
  int lapsed = 0;
};
BOOST_DESCRIBE_STRUCT(PulseMeetings, (), (held, called_off, lapsed))

struct PulseAttendance {
  int expected = 0;
  int present = 0;
  int excused = 0;
  int missed = 0;
  std::optional<int> percent = {};
};
BOOST_DESCRIBE_STRUCT(PulseAttendance, (), (expected, present, excused, missed, percent))

struct PulseFacilitators {
  int led = 0;
  int members = 0;
};
BOOST_DESCRIBE_STRUCT(PulseFacilitators, (), (led, members))

struct CirclePulseRow {
  CircleName circle;
  std::string form;
  std::string held_by;
  bool is_running = false;
  int members = 0;
  PulseMeetings meetings;
  PulseAttendance attendance;
  PulseFigure enps;
  PulseFigure follow_through;
  PulseFacilitators facilitators;
};
BOOST_DESCRIBE_STRUCT(CirclePulseRow, (),
                      (circle, form, held_by, is_running, members, meetings, attendance, enps, follow_through, facilitators))

struct DisbandReason {
  std::string quarter;
  DisbandMeasure measure{};
  double value = 0;
  FigureBound bound{};
  double threshold = 0;
};
BOOST_DESCRIBE_STRUCT(DisbandReason, (), (quarter, measure, value, bound, threshold))

struct DisbandProposal {
  CircleName circle;
  std::vector<std::string> quarters;
  std::vector<DisbandReason> reasons;
};
BOOST_DESCRIBE_STRUCT(DisbandProposal, (), (circle, quarters, reasons))

struct DisbandThresholds {
  double attendance_percent = 0;
  double enps = 0;
};
BOOST_DESCRIBE_STRUCT(DisbandThresholds, (), (attendance_percent, enps))

struct CirclePulse {
  std::optional<std::string> quarter = {};
  std::optional<LocalDate> first_day = {};
  std::optional<LocalDate> last_day = {};
  std::optional<Instant> published_at = {};
  std::vector<std::string> quarters;
  int minimum = 0;
  PulseScale scale;
  DisbandThresholds thresholds;
  std::vector<CirclePulseRow> circles;
  std::vector<DisbandProposal> proposals;
  std::string caveat;
};
BOOST_DESCRIBE_STRUCT(CirclePulse, (),
                      (quarter, first_day, last_day, published_at, quarters, minimum, scale, thresholds, circles, proposals, caveat))

struct FacilitatorRef {
  Id<Person> id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(FacilitatorRef, (), (id, name))

struct FacilitationRow {
  FacilitatorRef person;
  int sessions = 0;
  LocalDate last_led;
  bool is_eligible = false;
};
BOOST_DESCRIBE_STRUCT(FacilitationRow, (), (person, sessions, last_led, is_eligible))

struct FacilitationList {
  LocalDate as_of;
  LocalDate from;
  int sessions_needed = 0;
  std::string definition;
  std::vector<FacilitationRow> items;
};
BOOST_DESCRIBE_STRUCT(FacilitationList, (), (as_of, from, sessions_needed, definition, items))

[[nodiscard]] CircleEnps wire_of(const Question& question);
[[nodiscard]] CircleProgramme wire_of(const ProgrammeView& view);
[[nodiscard]] CirclePulse wire_of(const PulseView& view);
[[nodiscard]] FacilitationList wire_of(const FacilitationView& view);

}  // namespace backbeat::pulse::wire
