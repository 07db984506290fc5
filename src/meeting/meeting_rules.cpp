#include "meeting/meeting_rules.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace backbeat::meeting {
namespace {

constexpr Verb all_verbs[] = {Verb::start, Verb::attend,  Verb::leave,      Verb::excuse,  Verb::take_over,
                              Verb::stage, Verb::floor,   Verb::handover,   Verb::end,     Verb::write_case,
                              Verb::note,  Verb::message, Verb::commitment, Verb::feedback};

std::unexpected<Error> over(const Situation& at) {
  return refuse(hour_is_over, {}, {{"state", std::string(name_of(at.hour.state))}});
}

bool is_open_yet(const Situation& at) {
  return at.now >= at.hour.starts_at - opens_before;
}

std::unexpected<Error> not_open(const Situation& at) {
  return refuse(hour_not_open, {}, {{"starts_at", at.hour.starts_at.text()}});
}

Result<Done> may_lead(const Situation& at) {
  if (at.facilitator() && !at.is_facilitator()) return refuse(facilitator_only);
  return Done{};
}

Result<Done> may_start(const Situation& at) {
  if (at.hour.state == State::running) return refuse(hour_runs);
  if (!is_open_yet(at)) return not_open(at);
  return may_lead(at);
}

Result<Done> may_take_over(const Situation& at) {
  if (at.is_facilitator()) return refuse(you_facilitate);
  if (!is_open_yet(at)) return not_open(at);
  const auto leads = at.facilitator();
  if (!leads || at.attendance_of(*leads) == Attendance::excused) return Done{};
  if (at.course.is_here(*leads)) return refuse(facilitator_is_here);
  // Until the hour's time has come they may still be on their way.
  if (at.now < at.hour.starts_at) return refuse(hour_not_open, {}, {{"starts_at", at.hour.starts_at.text()}});
  return Done{};
}

Result<Done> may_end(const Situation& at) {
  if (at.hour.state != State::running) return refuse(hour_not_running);
  if (at.now >= at.hour.ends_at + anybody_ends_after && at.course.is_here(at.viewer)) return Done{};
  return may_lead(at);
}

Result<Done> running_and(const Situation& at, Result<Done> more) {
  if (at.hour.state != State::running) return refuse(hour_not_running);
  return more;
}

Result<Done> may_write(const Situation& at) {
  if (at.is_writing_open()) return Done{};
  if (at.hour.state == State::planned) return refuse(hour_not_running);
  return refuse(writing_is_closed);
}

bool can_be_completed(Verb verb) {
  return verb == Verb::note || verb == Verb::message || verb == Verb::commitment || verb == Verb::feedback;
}

}  // namespace

std::string_view name_of(Verb verb) {
  switch (verb) {
    case Verb::start:
      return "start";
    case Verb::attend:
      return "attend";
    case Verb::leave:
      return "leave";
    case Verb::excuse:
      return "excuse";
    case Verb::take_over:
      return "take_over";
    case Verb::stage:
      return "stage";
    case Verb::floor:
      return "floor";
    case Verb::handover:
      return "handover";
    case Verb::end:
      return "end";
    case Verb::write_case:
      return "write_case";
    case Verb::note:
      return "note";
    case Verb::message:
      return "message";
    case Verb::commitment:
      return "commitment";
    case Verb::feedback:
      return "feedback";
  }
  ASSERT(false);
}

std::optional<Attendance> Situation::attendance_of(Id<Person> person) const {
  const auto found = std::ranges::find(attendance, person, &AttendanceRow::person);
  return found == attendance.end() ? std::nullopt : std::optional(found->state);
}

bool Situation::is_writing_open() const {
  if (hour.state == State::running) return true;
  return hour.state == State::held && now < course.ended_at.value_or(hour.ends_at) + writing_open_for;
}

Result<Done> may(Verb verb, const Situation& at) {
  const bool is_over = at.hour.state == State::held || at.hour.state == State::lapsed || at.hour.state == State::called_off;
  if (is_over && !(at.hour.state == State::held && can_be_completed(verb))) return over(at);
  switch (verb) {
    case Verb::start:
      return may_start(at);
    case Verb::attend:
      if (at.hour.state == State::planned && !is_open_yet(at)) return not_open(at);
      return Done{};
    case Verb::leave:
      if (!at.course.is_here(at.viewer)) return refuse(come_first);
      return Done{};
    case Verb::excuse:
      if (at.hour.state != State::planned || at.now >= at.hour.starts_at) return refuse(excuse_too_late);
      if (at.attendance_of(at.viewer) != Attendance::expected) return refuse(not_expected);
      return Done{};
    case Verb::take_over:
      return may_take_over(at);
    case Verb::stage:
      return running_and(at, may_lead(at));
    case Verb::floor:
      if (at.hour.state == State::running && !at.course.is_here(at.viewer)) return refuse(come_first);
      return running_and(at, Done{});
    case Verb::handover:
      return may_lead(at);
    case Verb::end:
      return may_end(at);
    case Verb::write_case:
      if (at.course.has_presented(at.viewer)) return refuse(case_is_open);
      return Done{};
    case Verb::note:
    case Verb::message:
    case Verb::commitment:
    case Verb::feedback:
      return may_write(at);
  }
  ASSERT(false);
}

std::vector<std::string_view> allowed(const Situation& situation) {
  std::vector<std::string_view> out;
  for (const Verb verb : all_verbs)
    if (may(verb, situation)) out.push_back(name_of(verb));
  return out;
}

Result<Done> check_enter(const std::vector<std::string>& agenda, const Course& course, std::string_view stage) {
  const auto wanted = std::ranges::find(agenda, stage);
  if (wanted == agenda.end()) return refuse(unknown_part, "stage", {{"found", std::string(stage)}});
  const StageRun* current = course.current_stage();
  if (current == nullptr) return Done{};
  const auto at = std::ranges::find(agenda, current->key);
  if (at != agenda.end() && wanted <= at) return refuse(part_is_behind, "stage");
  return Done{};
}

Result<std::string> check_said(std::string_view field, std::string_view text) {
  const std::string_view said = trimmed(text);
  if (said.empty()) return refuse(nothing_to_say, std::string(field));
  return std::string(said);
}

}  // namespace backbeat::meeting
