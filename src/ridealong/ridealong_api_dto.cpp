#include "ridealong/ridealong_api_dto.hpp"

#include <algorithm>

namespace backbeat::ridealong::wire {
namespace {

template <class To, class From>
To same(From value) {
  return static_cast<To>(value);
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

RideAlongPerson person_of(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

TimeSpan span_of(Span span) {
  return {.starts_at = span.from, .ends_at = span.to};
}

std::optional<TimeSpan> span_of(const std::optional<Span>& span) {
  return span ? std::optional(span_of(*span)) : std::nullopt;
}

const playbook::AgendaStage* agenda_stage(const playbook::SessionType& rules, std::string_view key) {
  const auto found = std::ranges::find(rules.agenda, key, &playbook::AgendaStage::key);
  return found == rules.agenda.end() ? nullptr : &*found;
}

RideAlongStage stage_of(const playbook::SessionType& rules, const StageRun& run) {
  RideAlongStage out{.key = run.key, .name = run.key, .entered_at = run.entered_at, .left_at = run.left_at};
  if (const auto* stage = agenda_stage(rules, run.key)) {
    out.name = stage->name;
    out.minutes = stage->minutes;
    out.led_by = stage->led_by == playbook::LedBy::manager ? RideAlongSide::manager : RideAlongSide::rep;
    out.prompts = stage->prompts;
  }
  return out;
}

PreBriefView pre_brief_of(const RideAlongView& view) {
  PreBriefView out{.people = view.pre_brief.people.value_or(""),
                   .objective = view.pre_brief.objective.value_or(""),
                   .objections = view.pre_brief.objections.value_or(""),
                   .skill = view.pre_brief.skill.value_or(""),
                   .listen_for = view.pre_brief.listen_for.value_or(""),
                   .signed_at = view.state.pre_brief_at};
  if (const auto* stage = agenda_stage(view.rules, "pre_brief")) out.prompts = stage->prompts;
  return out;
}

DebriefView debrief_of(const RideAlongView& view) {
  const RideAlongState& state = view.state;
  DebriefView out{.due_at = state.debrief_due,
                  .skips = state.debrief_skips,
                  .started_at = state.debrief_started_at,
                  .ended_at = state.debrief_ended_at,
                  .on_time = state.is_debrief_on_time(view.now),
                  .self_assessment = view.self_assessment,
                  .most_comments = view.most_comments};
  if (const StageRun* stage = state.current_stage()) out.stage = stage->key;
  for (const StageRun& run : state.stages) out.stages.push_back(stage_of(view.rules, run));
  for (const Comment& comment : view.comments) out.comments.push_back({.number = comment.number, .text = comment.text, .at = comment.at});
  if (view.next_step)
    out.next_step = DebriefStep{.id = view.next_step->id,
                                .text = view.next_step->text,
                                .due_on = view.next_step->due_on,
                                .indicator = unless_empty(view.next_step->indicator)};
  if (state.next_session.is_set()) out.next_session_id = state.next_session;
  out.next_session_at = state.next_session_at;
  return out;
}

}  // namespace

PadNote wire_of(const Note& note) {
  return {.id = note.id, .at = note.at, .tag = same<NoteTag>(note.tag), .text = note.text, .by = note.by};
}

RideAlongRow wire_of(const Row& row, Instant now) {
  const RideAlongState& state = row.state;
  return {.id = state.id,
          .format = same<RideAlongFormat>(state.format),
          .state = same<RideAlongPhase>(state.state),
          .rep = person_of(row.rep),
          .manager = person_of(row.manager),
          .account = row.account,
          .call = span_of(state.plan.call),
          .pre_brief = span_of(state.plan.pre_brief),
          .debrief = span_of(state.plan.debrief),
          .has_pre_brief = state.has_pre_brief(),
          .consent = state.consent,
          .held = state.is_held(),
          .moved_times = static_cast<int>(state.moves.size()),
          .takeovers = static_cast<int>(state.takeovers.size()),
          .comments = state.comments,
          .debrief_due = state.debrief_due,
          .debrief_skips = state.debrief_skips,
          .debrief_started_at = state.debrief_started_at,
          .debrief_on_time = state.is_debrief_on_time(now)};
}

RideAlongDebt wire_of(const cadence::RideAlongDebt& debt) {
  RideAlongDebt out{.every = same<DebtPeriod>(debt.every),
                    .period_first = debt.period.first,
                    .period_last = debt.period.last,
                    .window_first = debt.window.first,
                    .window_last = debt.window.last,
                    .either = debt.either,
                    .weeks_left = debt.weeks_left,
                    .over = debt.is_over};
  for (const Format format : cadence::all_ride_along_formats) {
    const cadence::FormatDebt& line = debt.of(format);
    out.lines.push_back({.format = same<RideAlongFormat>(format),
                         .owed = line.owed,
                         .excused = line.excused,
                         .held = line.held,
                         .booked = line.booked,
                         .extra = line.extra,
                         .open = line.open(),
                         .risk = same<DebtRisk>(line.risk)});
  }
  return out;
}

DeskRep wire_of(const ridealong::DeskRep& from) {
  DeskRep out{
      .rep = person_of(from.rep), .job_role = from.job_role, .is_top_performer = from.is_top_performer, .last_held_at = from.last_held_at};
  for (const auto& debt : from.debts) out.debts.push_back(wire_of(debt));
  for (const ridealong::Candidate& each : from.candidates) {
    out.candidates.push_back({.call_id = Id<Session>(each.call),
                              .format = same<RideAlongFormat>(each.format),
                              .account = each.what.account,
                              .title = each.what.title,
                              .stage = unless_empty(each.what.stage),
                              .stage_number = each.stage_number,
                              .call = span_of(each.plan.call),
                              .pre_brief = span_of(each.plan.pre_brief.value_or(each.plan.call)),
                              .debrief = span_of(each.plan.debrief.value_or(each.plan.call)),
                              .part = each.part,
                              .parts = each.parts,
                              .days_since_last = each.days_since_last});
  }
  return out;
}

RideAlong wire_of(const RideAlongView& view) {
  const RideAlongState& state = view.state;
  RideAlong out;
  out.id = state.id;
  out.format = same<RideAlongFormat>(state.format);
  out.format_name = view.rules.name;
  out.state = same<RideAlongPhase>(state.state);
  out.rep = person_of(view.rep);
  out.manager = person_of(view.manager);
  out.viewer = same<RideAlongSide>(view.viewer);
  out.time_zone = view.zone;
  out.now = view.now;
  out.call = {.account = view.call.account,
              .title = unless_empty(view.call.title),
              .opportunity = unless_empty(view.call.opportunity),
              .stage = unless_empty(view.call.stage),
              .starts_at = state.plan.call.from,
              .ends_at = state.plan.call.to};
  if (state.call != 0) out.call.id = Id<Session>(state.call);
  out.pre_brief_slot = span_of(state.plan.pre_brief);
  out.debrief_slot = span_of(state.plan.debrief);
  out.is_delegated = state.on_behalf_of.is_set();
  out.moved_times = static_cast<int>(state.moves.size());
  out.last_reason = unless_empty(view.last_reason);
  out.pre_brief = pre_brief_of(view);
  out.format_confirmed_at = state.format_confirmed_at;
  out.consent = state.consent;
  out.consent_at = state.consent_at;
  out.started_at = state.started_at;
  out.ended_at = state.ended_at;
  for (const Note& note : view.notes) out.notes.push_back(wire_of(note));
  for (const Takeover& each : state.takeovers)
    out.takeovers.push_back({.from = each.from, .handed_back_at = each.handed_back_at, .had_consent = each.had_consent});
  out.held = state.is_held();
  out.debrief = debrief_of(view);
  out.usefulness = state.usefulness;
  for (const std::string_view verb : view.allowed) out.allowed.emplace_back(verb);
  out.version = state.version;
  return out;
}

}  // namespace backbeat::ridealong::wire
