// What circles and their hours look like on the wire.
#pragma once

#include "http/described.hpp"
#include "meeting/meeting_actions.hpp"

namespace backbeat::meeting::wire {

// Enumerators stand in the order of the domain's.
enum class MeetingState { planned, running, held, lapsed, called_off };
BOOST_DESCRIBE_ENUM(MeetingState, planned, running, held, lapsed, called_off)
enum class MeetingAttendance { expected, excused, present, missed };
BOOST_DESCRIBE_ENUM(MeetingAttendance, expected, excused, present, missed)
enum class CommitmentOutcome { done, partly, not_done, carried };
BOOST_DESCRIBE_ENUM(CommitmentOutcome, done, partly, not_done, carried)
enum class CircleReach { all, own };
BOOST_DESCRIBE_ENUM(CircleReach, all, own)
enum class HeldTogetherBy { same, cross };
BOOST_DESCRIBE_ENUM(HeldTogetherBy, same, cross)

struct MeetingPerson {
  Id<Person> id;
  std::string name = {};
};
BOOST_DESCRIBE_STRUCT(MeetingPerson, (), (id, name))

/// Local time of `time_zone` on `weekday` (1 Monday to 7 Sunday), once in `every_weeks` weeks.
struct MeetingSlot {
  int weekday = 1;
  LocalTime starts;
  Zone time_zone;
  int minutes = 60;
  int every_weeks = 2;
};
BOOST_DESCRIBE_STRUCT(MeetingSlot, (), (weekday, starts, time_zone, minutes, every_weeks))

/// One hour of a circle in a list: no words.
struct CircleMeetingRow {
  Id<Meeting> id;
  Id<Circle> circle_id;
  int number = 1;
  Instant starts_at;
  Instant ends_at;
  MeetingState state{};
  std::optional<MeetingPerson> facilitator = {};
  std::optional<MeetingAttendance> mine = {};
  int expected = 0;
  int excused = 0;
  int present = 0;
  int missed = 0;
};
BOOST_DESCRIBE_STRUCT(CircleMeetingRow, (),
                      (id, circle_id, number, starts_at, ends_at, state, facilitator, mine, expected, excused, present, missed))

struct MyCircle {
  Id<Circle> id;
  std::string name = {};
  HeldTogetherBy form{};
  std::string held_by = {};
  bool current = false;
  CircleReach reads{};
  Instant joined_at;
  std::optional<Instant> left_at = {};
  MeetingSlot slot;
  LocalDate first_day;
  LocalDate last_day;
  std::vector<MeetingPerson> members = {};
  std::optional<CircleMeetingRow> next = {};
  bool two_missed = false;
};
BOOST_DESCRIBE_STRUCT(MyCircle, (),
                      (id, name, form, held_by, current, reads, joined_at, left_at, slot, first_day, last_day, members, next, two_missed))

struct MyCircles {
  Instant now;
  std::vector<MyCircle> circles = {};
};
BOOST_DESCRIBE_STRUCT(MyCircles, (), (now, circles))

struct RoomMember {
  Id<Person> id;
  std::string name = {};
  Instant joined_at;
  std::optional<Instant> left_at = {};
};
BOOST_DESCRIBE_STRUCT(RoomMember, (), (id, name, joined_at, left_at))

struct TakenTo {
  Id<Session> session_id;
  std::optional<Instant> starts_at = {};
};
BOOST_DESCRIBE_STRUCT(TakenTo, (), (session_id, starts_at))

struct CircleCommitment {
  Id<meeting::CircleCommitment> id;
  Id<Circle> circle_id;
  Id<Meeting> meeting_id;
  int meeting_number = 0;
  MeetingPerson owner;
  bool mine = false;
  std::string text = {};
  LocalDate due_on;
  Instant made_at;
  std::optional<CommitmentOutcome> outcome = {};
  std::optional<Instant> outcome_at = {};
  std::optional<std::string> outcome_note = {};
  std::optional<TakenTo> taken_to = {};
};
BOOST_DESCRIBE_STRUCT(CircleCommitment, (),
                      (id, circle_id, meeting_id, meeting_number, owner, mine, text, due_on, made_at, outcome, outcome_at, outcome_note,
                       taken_to))

/// A circle, for one of its members.
struct CircleRoom {
  Id<Circle> id;
  std::string name = {};
  HeldTogetherBy form{};
  std::string held_by = {};
  bool current = false;
  CircleReach reads{};
  MeetingSlot slot;
  LocalDate first_day;
  LocalDate last_day;
  Instant now;
  Zone time_zone;
  Id<Person> viewer_id;
  std::vector<RoomMember> members = {};
  std::vector<CircleMeetingRow> meetings = {};
  std::vector<CircleCommitment> commitments = {};
  bool two_missed = false;
};
BOOST_DESCRIBE_STRUCT(CircleRoom, (),
                      (id, name, form, held_by, current, reads, slot, first_day, last_day, now, time_zone, viewer_id, members, meetings,
                       commitments, two_missed))

struct MeetingMember {
  Id<Person> id;
  std::string name = {};
  MeetingAttendance attendance{};
  bool here = false;
  int airtime_seconds = 0;
  std::optional<int> presents = {};
};
BOOST_DESCRIBE_STRUCT(MeetingMember, (), (id, name, attendance, here, airtime_seconds, presents))

struct MeetingStage {
  std::string key = {};
  std::string name = {};
  int minutes = 0;
  std::optional<int> presenter_minutes = {};
  std::vector<std::string> prompts = {};
  std::optional<int> case_number = {};
  std::optional<MeetingPerson> presenter = {};
  std::optional<Instant> entered_at = {};
  std::optional<Instant> left_at = {};
};
BOOST_DESCRIBE_STRUCT(MeetingStage, (), (key, name, minutes, presenter_minutes, prompts, case_number, presenter, entered_at, left_at))

struct MeetingDrill {
  std::string key = {};
  std::string name = {};
  std::string competency = {};
  int minutes = 0;
  std::vector<std::string> steps = {};
};
BOOST_DESCRIBE_STRUCT(MeetingDrill, (), (key, name, competency, minutes, steps))

struct MeetingFloor {
  MeetingPerson person;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(MeetingFloor, (), (person, since))

struct CaseStudy {
  Id<CircleText> id;
  MeetingPerson author;
  std::string situation = {};
  std::string tried = {};
  std::string stuck = {};
  std::string ask = {};
  Instant written_at;
  bool presented = false;
};
BOOST_DESCRIBE_STRUCT(CaseStudy, (), (id, author, situation, tried, stuck, ask, written_at, presented))

struct MeetingNote {
  Id<CircleText> id;
  std::string stage = {};
  std::string text = {};
  MeetingPerson by;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(MeetingNote, (), (id, stage, text, by, at))

struct MeetingMessage {
  Id<CircleText> id;
  std::string text = {};
  MeetingPerson by;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(MeetingMessage, (), (id, text, by, at))

struct DrillFeedback {
  Id<CircleText> id;
  MeetingPerson to;
  MeetingPerson by;
  std::string text = {};
  Instant at;
};
BOOST_DESCRIBE_STRUCT(DrillFeedback, (), (id, to, by, text, at))

struct NextMeeting {
  Id<Meeting> id;
  Instant starts_at;
};
BOOST_DESCRIBE_STRUCT(NextMeeting, (), (id, starts_at))

/// An hour of a circle, for one of the circle's members.
struct CircleMeeting {
  Id<Meeting> id;
  Id<Circle> circle_id;
  std::string circle_name = {};
  int number = 1;
  Instant starts_at;
  Instant ends_at;
  MeetingState state{};
  std::int64_t version = 0;
  Instant now;
  Zone time_zone;
  Id<Person> viewer_id;
  CircleReach reads{};
  std::optional<MeetingPerson> facilitator = {};
  bool is_facilitator = false;
  int minutes = 0;
  std::optional<Instant> started_at = {};
  std::optional<Instant> ended_at = {};
  std::vector<MeetingMember> members = {};
  std::vector<MeetingStage> agenda = {};
  std::optional<std::string> stage = {};
  std::optional<MeetingFloor> floor = {};
  std::optional<MeetingDrill> drill = {};
  std::vector<MeetingDrill> drills = {};
  std::vector<CaseStudy> case_studies = {};
  std::optional<CaseStudy> my_case = {};
  std::vector<CircleCommitment> check_in = {};
  std::vector<CircleCommitment> commitments = {};
  std::vector<MeetingNote> notes = {};
  std::vector<MeetingMessage> messages = {};
  std::vector<DrillFeedback> feedback = {};
  std::optional<NextMeeting> next = {};
  std::vector<std::string> allowed = {};
};
BOOST_DESCRIBE_STRUCT(CircleMeeting, (),
                      (id, circle_id, circle_name, number, starts_at, ends_at, state, version, now, time_zone, viewer_id, reads,
                       facilitator, is_facilitator, minutes, started_at, ended_at, members, agenda, stage, floor, drill, drills,
                       case_studies, my_case, check_in, commitments, notes, messages, feedback, next, allowed))

/// What every act is answered with: load the hour anew. An answer is kept for the repetition of a request, so it holds no word of a circle.
struct CircleMeetingChanged {
  Id<Meeting> id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CircleMeetingChanged, (), (id, version))

[[nodiscard]] MeetingPerson wire_of(const people::PersonRef& person);
[[nodiscard]] MyCircle wire_of(const meeting::MyCircle& circle);
[[nodiscard]] CircleRoom wire_of(const Room& room, Id<Person> viewer);
[[nodiscard]] CircleMeeting wire_of(const HourView& view);

}  // namespace backbeat::meeting::wire
