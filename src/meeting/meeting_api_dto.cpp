#include "meeting/meeting_api_dto.hpp"

#include <algorithm>

namespace backbeat::meeting::wire {
namespace {

std::optional<MeetingPerson> wire_of(const std::optional<people::PersonRef>& person) {
  return person ? std::optional(wire::wire_of(*person)) : std::nullopt;
}

CircleReach wire_of(access::Membership::Reach reach) {
  return reach == access::Membership::Reach::everything ? CircleReach::all : CircleReach::own;
}

MeetingSlot wire_of(const Slot& slot) {
  return {.weekday = slot.weekday, .starts = slot.starts, .time_zone = slot.zone, .minutes = slot.minutes, .every_weeks = slot.every_weeks};
}

HeldTogetherBy form_of(const CircleFacts& circle) {
  return circle.is_cross ? HeldTogetherBy::cross : HeldTogetherBy::same;
}

CircleMeetingRow wire_of(const HourRow& row) {
  CircleMeetingRow out{.id = row.hour.id,
                       .circle_id = row.hour.circle,
                       .number = row.hour.number,
                       .starts_at = row.hour.starts_at,
                       .ends_at = row.hour.ends_at,
                       .state = static_cast<MeetingState>(row.hour.state),
                       .facilitator = wire_of(row.facilitator),
                       .mine = {},
                       .expected = row.expected,
                       .excused = row.excused,
                       .present = row.present,
                       .missed = row.missed};
  if (row.mine) out.mine = static_cast<MeetingAttendance>(*row.mine);
  return out;
}

CircleCommitment wire_of(const CommitmentView& one, Id<Person> viewer) {
  CircleCommitment out{.id = one.row.id,
                       .circle_id = one.row.circle,
                       .meeting_id = one.row.made_in,
                       .meeting_number = one.made_in_number,
                       .owner = wire::wire_of(one.owner),
                       .mine = one.row.owner == viewer,
                       .text = one.words.text,
                       .due_on = one.row.due_on,
                       .made_at = one.row.made_at,
                       .outcome = {},
                       .outcome_at = one.row.outcome_at,
                       .outcome_note = {},
                       .taken_to = {}};
  if (one.row.outcome) out.outcome = static_cast<CommitmentOutcome>(*one.row.outcome);
  if (!one.words.note.empty()) out.outcome_note = one.words.note;
  if (one.row.taken_to) out.taken_to = TakenTo{.session_id = *one.row.taken_to, .starts_at = one.taken_starts_at};
  return out;
}

std::vector<CircleCommitment> wire_of(const std::vector<CommitmentView>& all, Id<Person> viewer) {
  std::vector<CircleCommitment> out;
  for (const CommitmentView& one : all) out.push_back(wire_of(one, viewer));
  return out;
}

MeetingDrill wire_of(const playbook::Drill& drill) {
  return {.key = drill.key, .name = drill.name, .competency = drill.competency, .minutes = drill.minutes, .steps = drill.steps};
}

CaseStudy wire_of(const CaseView& one) {
  return {.id = one.id,
          .author = wire::wire_of(one.author),
          .situation = one.words.situation,
          .tried = one.words.tried,
          .stuck = one.words.stuck,
          .ask = one.words.ask,
          .written_at = one.written_at,
          .presented = one.is_presented};
}

MeetingStage wire_of(const AgendaPart& part) {
  MeetingStage out{.key = part.stage.key,
                   .name = part.stage.name,
                   .minutes = part.stage.minutes,
                   .presenter_minutes = {},
                   .prompts = part.stage.prompts,
                   .case_number = part.case_number,
                   .presenter = wire_of(part.presenter),
                   .entered_at = part.entered_at,
                   .left_at = part.left_at};
  if (part.case_number) out.presenter_minutes = std::min(presenter_minutes, part.stage.minutes);
  return out;
}

void add_lines(CircleMeeting& out, const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    if (line.kind == WordKind::note)
      out.notes.push_back({.id = line.id, .stage = line.stage, .text = line.text, .by = wire::wire_of(line.by), .at = line.at});
    if (line.kind == WordKind::message)
      out.messages.push_back({.id = line.id, .text = line.text, .by = wire::wire_of(line.by), .at = line.at});
    if (line.kind == WordKind::feedback && line.about)
      out.feedback.push_back(
          {.id = line.id, .to = wire::wire_of(*line.about), .by = wire::wire_of(line.by), .text = line.text, .at = line.at});
  }
}

}  // namespace

MeetingPerson wire_of(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

MyCircle wire_of(const meeting::MyCircle& circle) {
  MyCircle out{.id = circle.circle.id,
               .name = circle.circle.name,
               .form = form_of(circle.circle),
               .held_by = circle.circle.held_by,
               .current = circle.is_current,
               .reads = wire_of(circle.reach),
               .joined_at = circle.joined_at,
               .left_at = circle.left_at,
               .slot = wire_of(circle.circle.slot),
               .first_day = circle.circle.first_day,
               .last_day = circle.circle.last_day,
               .members = {},
               .next = {},
               .two_missed = circle.has_missed_two};
  for (const people::PersonRef& member : circle.members) out.members.push_back(wire_of(member));
  if (circle.next) out.next = wire_of(*circle.next);
  return out;
}

CircleRoom wire_of(const Room& room, Id<Person> viewer) {
  const CircleFacts& circle = room.mine.circle;
  CircleRoom out{.id = circle.id,
                 .name = circle.name,
                 .form = form_of(circle),
                 .held_by = circle.held_by,
                 .current = room.mine.is_current,
                 .reads = wire_of(room.mine.reach),
                 .slot = wire_of(circle.slot),
                 .first_day = circle.first_day,
                 .last_day = circle.last_day,
                 .now = room.now,
                 .time_zone = room.zone,
                 .viewer_id = viewer,
                 .members = {},
                 .meetings = {},
                 .commitments = wire_of(room.commitments, viewer),
                 .two_missed = room.mine.has_missed_two};
  for (const meeting::RoomMember& member : room.members)
    out.members.push_back(
        {.id = member.who.id, .name = member.who.name, .joined_at = member.stay.joined_at, .left_at = member.stay.left_at});
  for (const HourRow& hour : room.hours) out.meetings.push_back(wire_of(hour));
  return out;
}

CircleMeeting wire_of(const HourView& view) {
  CircleMeeting out{.id = view.hour.id,
                    .circle_id = view.circle.id,
                    .circle_name = view.circle.name,
                    .number = view.hour.number,
                    .starts_at = view.hour.starts_at,
                    .ends_at = view.hour.ends_at,
                    .state = static_cast<MeetingState>(view.hour.state),
                    .version = view.hour.version,
                    .now = view.now,
                    .time_zone = view.zone,
                    .viewer_id = view.viewer,
                    .reads = wire_of(view.reach),
                    .facilitator = wire_of(view.facilitator),
                    .is_facilitator = view.is_facilitator,
                    .started_at = view.course.started_at,
                    .ended_at = view.course.ended_at};
  for (const SeatedMember& seat : view.members) {
    const auto spoken = std::chrono::duration_cast<std::chrono::seconds>(seat.airtime).count();
    out.members.push_back({.id = seat.who.id,
                           .name = seat.who.name,
                           .attendance = static_cast<MeetingAttendance>(seat.attendance),
                           .here = seat.is_here,
                           .airtime_seconds = static_cast<int>(spoken),
                           .presents = seat.presents});
    if (view.course.floor && view.course.floor->person == seat.who.id)
      out.floor = MeetingFloor{.person = wire_of(seat.who), .since = view.course.floor->since};
  }
  for (const AgendaPart& part : view.agenda) {
    out.minutes += part.stage.minutes;
    out.agenda.push_back(wire_of(part));
  }
  if (const StageRun* run = view.course.current_stage()) out.stage = run->key;
  for (const playbook::Drill& drill : view.drills) {
    out.drills.push_back(wire_of(drill));
    if (drill.key == view.course.drill) out.drill = out.drills.back();
  }
  for (const CaseView& one : view.cases) out.case_studies.push_back(wire_of(one));
  if (view.my_case) out.my_case = wire_of(*view.my_case);
  out.check_in = wire_of(view.check_in, view.viewer);
  out.commitments = wire_of(view.commitments, view.viewer);
  add_lines(out, view.lines);
  if (view.next) out.next = NextMeeting{.id = view.next->first, .starts_at = view.next->second};
  for (const std::string_view verb : view.allowed) out.allowed.emplace_back(verb);
  return out;
}

}  // namespace backbeat::meeting::wire
