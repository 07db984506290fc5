#include "commitment/commitment.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

namespace backbeat::commitment {
namespace {

Result<Done> check_length(std::string_view field, std::string_view text, std::size_t most) {
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) return expected_value(std::string(field), "UTF-8 text", "other bytes");
  const std::size_t length = length_of(text);
  if (length > most) return refuse(too_long, std::string(field), {{"most", std::to_string(most)}, {"found", std::to_string(length)}});
  return Done{};
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kept:
      return "kept";
    case Verdict::partly:
      return "partly";
    case Verdict::missed:
      return "missed";
    case Verdict::no_occasion:
      return "no_occasion";
  }
  return "";
}

std::optional<Verdict> verdict_from(std::string_view name) {
  for (const Verdict verdict : {Verdict::kept, Verdict::partly, Verdict::missed, Verdict::no_occasion}) {
    if (name_of(verdict) == name) return verdict;
  }
  return std::nullopt;
}

std::string_view name_of(HintKind kind) {
  switch (kind) {
    case HintKind::behaviour:
      return "behaviour";
    case HintKind::outcome:
      return "outcome";
    case HintKind::unclear:
      return "unclear";
  }
  return "";
}

CommitmentState fold(std::span<const audit::Event> events) {
  ASSERT(!events.empty() && events.front().kind == kinds::made);
  CommitmentState state;
  for (const audit::Event& event : events) {
    if (event.kind == kinds::made) {
      state.id = Id<Commitment>(event.stream_id);
      state.rep = Id<Person>(event.fields.number("rep"));
      state.manager = Id<Person>(event.fields.number("manager"));
      state.made_in = Id<Session>(event.fields.number("session"));
      state.due_on = LocalDate::from_days(static_cast<std::int32_t>(event.fields.number("due_on")));
      state.indicator = event.fields.text("indicator");
      state.made_at = event.at;
      state.text = event.text.value_or("");
    } else if (event.kind == kinds::withdrawn) {
      state.is_withdrawn = true;
    } else if (event.kind == kinds::inspected) {
      const auto verdict = verdict_from(event.fields.text("verdict"));
      ASSERT(verdict);  // only inspect() writes them
      state.inspection = {.verdict = *verdict, .at = event.at, .in_session = Id<Session>(event.fields.number("session"))};
      state.inspection_note = event.text.value_or("");
    } else if (event.kind == kinds::carried) {
      ++state.times_carried;
    }
  }
  return state;
}

Result<std::string> check_text(std::string_view text) {
  const std::string_view said = trimmed(text);
  if (said.empty()) return refuse(nothing_said, "text");
  TRY(check_length("text", said, longest_text));
  return std::string(said);
}

Result<Done> check_note(std::string_view note) {
  return check_length("note", note, longest_note);
}

Result<Done> check_due(LocalDate due_on, LocalDate today) {
  if (due_on < today) return refuse(due_in_the_past, "due_on");
  if (due_on > today + std::chrono::days(days_ahead_at_most)) return refuse(due_too_far, "due_on");
  return Done{};
}

Result<Done> check_inspect(const CommitmentFact& commitment, Id<Session> session) {
  if (commitment.is_withdrawn) return refuse(already_withdrawn);
  if (commitment.inspection && commitment.inspection->in_session != session) return refuse(already_inspected);
  return Done{};
}

Result<Done> check_withdraw(const CommitmentFact& commitment) {
  if (commitment.is_withdrawn) return refuse(already_withdrawn);
  if (commitment.inspection) return refuse(already_inspected);
  return Done{};
}

}  // namespace backbeat::commitment
