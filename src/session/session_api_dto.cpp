#include "session/session_api_dto.hpp"

namespace backbeat::session::wire {
namespace {

constexpr std::string_view goal_stage = "goal";  // the stage of the playbook whose note is the goal

template <class To, class From>
To same(From value) {
  return static_cast<To>(value);
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::int64_t seconds(Duration duration) {
  return std::chrono::floor<std::chrono::seconds>(duration).count();
}

SharedNote note_of(const Note& note) {
  SharedNote out{.stage = note.stage, .text = note.text, .version = note.version, .by = {}, .at = note.at};
  if (note.by) out.by = wire_of(*note.by);
  return out;
}

MadeCommitment made_of(const commitment::CommitmentState& made) {
  return {.id = made.id,
          .text = made.text,
          .due_on = made.due_on,
          .indicator = unless_empty(made.indicator),
          .opportunities = made.opportunities,
          .kind_hint = same<KindHint>(commitment::hint_for(made.text).kind)};
}

Evidence evidence_of(const signal::CommitmentEvidence& from) {
  Evidence out{.from = from.from, .until = from.until, .figures = {}, .deals = {}, .silent = from.silent, .freshness = {}};
  for (const auto& figure : from.figures) {
    EvidenceFigure each{.indicator = figure.indicator,
                        .name = figure.name,
                        .unit = same<EvidenceUnit>(figure.unit),
                        .value = figure.value,
                        .n = figure.n,
                        .low = {},
                        .high = {},
                        .before = figure.before,
                        .before_n = figure.before_n,
                        .changed = figure.has_changed};
    if (figure.interval) {
      each.low = figure.interval->low;
      each.high = figure.interval->high;
    }
    out.figures.push_back(std::move(each));
  }
  for (const auto& deal : from.deals)
    out.deals.push_back({.key = deal.key,
                         .name = deal.name,
                         .stage_before = unless_empty(deal.stage_before),
                         .stage = deal.stage,
                         .outcome = same<DealOutcome>(deal.outcome),
                         .amount = deal.amount ? std::optional(static_cast<double>(*deal.amount) / 100) : std::nullopt,
                         .days_in_stage = deal.days_in_stage,
                         .moved = deal.has_moved()});
  for (const auto& source : from.freshness) out.freshness.push_back({.source = source.source, .at = source.at, .stale = source.is_stale});
  return out;
}

GateCommitment inspected_of(const InspectedCommitment& inspected) {
  const auto& from = inspected.commitment;
  GateCommitment out{.id = from.id,
                     .text = from.text,
                     .due_on = from.due_on,
                     .indicator = unless_empty(from.indicator),
                     .made_at = from.made_at,
                     .verdict = {},
                     .verdict_note = unless_empty(from.inspection_note),
                     .evidence = {}};
  if (from.inspection) out.verdict = same<CommitmentVerdict>(from.inspection->verdict);
  out.evidence = evidence_of(inspected.evidence);
  return out;
}

GateState gate_of(Gate gate) {
  switch (gate) {
    case Gate::open:
      return GateState::open;
    case Gate::passed:
      return GateState::passed;
    case Gate::skipped:
      return GateState::skipped;
    case Gate::unknown:
    case Gate::nothing:
      break;
  }
  return GateState::nothing;
}

ConversationStage stage_of(const session::Conversation& from, const StageRun& run) {
  ConversationStage out;
  out.key = run.key;
  out.name = run.key;
  for (const playbook::AgendaStage& stage : from.rules.agenda) {
    if (stage.key != run.key) continue;
    out.name = stage.name;
    out.minutes = stage.minutes;
    out.led_by = same<LedBy>(stage.led_by);
    out.prompts = stage.prompts;
  }
  out.state = same<AgendaState>(run.state);
  out.spent_seconds = seconds(run.spent);
  out.entered_at = run.entered_at;
  const auto reason = from.stage_skip_reasons.find(run.key);
  if (reason != from.stage_skip_reasons.end()) out.skip_reason = reason->second;
  return out;
}

bool counts(const session::SessionState& state) {
  return state.counts_as != playbook::CountsAs::nothing;
}

}  // namespace

PersonRef wire_of(const people::PersonRef& person) {
  return {.id = person.id, .name = person.name};
}

SessionRow wire_of(const Row& row) {
  return {.id = row.state.id,
          .kind = row.state.kind,
          .kind_name = row.kind_name,
          .rep = wire_of(row.rep),
          .manager = wire_of(row.manager),
          .starts_at = row.state.starts_at,
          .minutes = row.state.planned_minutes,
          .state = same<SessionState>(row.state.state),
          .counts_as_coaching = counts(row.state)};
}

ConversationTimer wire_of(const Timer& timer) {
  return {.state = same<TimerPhase>(timer.state),
          .stage = unless_empty(timer.stage),
          .since = timer.since,
          .total_seconds = seconds(timer.total)};
}

Conversation wire_of(const session::Conversation& from) {
  const session::SessionState& state = from.state;
  Conversation out;
  out.id = state.id;
  out.kind = state.kind;
  out.kind_name = from.rules.name;
  out.state = same<SessionState>(state.state);
  out.rep = wire_of(from.rep);
  out.manager = wire_of(from.manager);
  out.viewer = same<SessionSide>(from.viewer);
  out.starts_at = state.starts_at;
  out.minutes = state.planned_minutes;
  out.time_zone = from.zone;
  out.counts_as_coaching = counts(state);
  out.moved_times = static_cast<int>(state.moves.size());
  out.is_delegated = state.on_behalf_of.is_set();
  out.started_at = state.started_at;
  out.ended_at = state.ended_at;
  out.last_reason = unless_empty(from.last_reason);
  out.gate.state = gate_of(from.gate);
  out.gate.skip_reason = unless_empty(from.gate_skip_reason);
  for (const auto& each : from.to_inspect) out.gate.commitments.push_back(inspected_of(each));
  for (const StageRun& run : state.stages) out.agenda.push_back(stage_of(from, run));
  out.timer = wire_of(timer_of(state));
  for (const Note& note : from.notes) {
    out.shared_notes.push_back(note_of(note));
    if (note.stage == goal_stage) out.goal = unless_empty(note.text);
  }
  out.private_note = {.text = from.private_note.text, .version = from.private_note.version};
  for (const auto& each : from.commitments) out.commitments.push_back(made_of(each));
  out.focus_skill = unless_empty(from.focus);
  out.next = {.session_id = from.next_session, .starts_at = from.next_starts_at, .suggested_starts_at = from.suggested_next};
  out.confirmation = {.confirmed_at = state.confirmed_at, .usefulness = state.usefulness};
  out.shared_with_leader = {.rep = state.shared_by_rep, .manager = state.shared_by_manager};
  if (state.started_at && !state.stages.empty()) {
    const auto mix = content_mix(state, from.now);
    const auto spent = [&](playbook::Content content) { return seconds(mix[static_cast<std::size_t>(content)]); };
    out.content_mix = {.skill_seconds = spent(playbook::Content::skill),
                       .deal_seconds = spent(playbook::Content::deal),
                       .pipeline_seconds = spent(playbook::Content::pipeline),
                       .career_seconds = spent(playbook::Content::career)};
  }
  for (const std::string_view verb : from.allowed) out.allowed.emplace_back(verb);
  out.version = state.version;
  return out;
}

SharedConversation wire_of(const session::SharedConversation& from) {
  SharedConversation out{.id = from.state.id,
                         .kind = from.state.kind,
                         .state = same<SessionState>(from.state.state),
                         .rep = wire_of(from.rep),
                         .manager = wire_of(from.manager),
                         .starts_at = from.state.starts_at,
                         .shared_notes = {},
                         .commitments = {}};
  for (const Note& note : from.notes) out.shared_notes.push_back(note_of(note));
  for (const auto& each : from.commitments) out.commitments.push_back(made_of(each));
  return out;
}

}  // namespace backbeat::session::wire
