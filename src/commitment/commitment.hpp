// A commitment: what a rep said they would do, in their own words, until the next conversation opens on it.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace backbeat::commitment {

struct Commitment;  // tag of ids

enum class Verdict { kept, partly, missed, no_occasion };

struct Inspection {
  Verdict verdict = Verdict::kept;
  std::string note;
  Instant at;
  Id<Session> in_session;
};

/// The state folded from a commitment's events.
struct CommitmentState {
  Id<Commitment> id;
  Id<Person> rep;
  Id<Session> made_in;
  std::string text;  // verbatim; empty once erased
  LocalDate due_on;
  std::string indicator;  // key of a leading indicator, or ""
  Instant made_at;
  bool is_withdrawn = false;
  std::optional<Inspection> inspection;
};

/// Whether a text names something the rep does, or something that happens to them. A hint as they type, never a refusal.
enum class HintKind { behaviour, outcome, unclear };

struct Hint {
  HintKind kind = HintKind::unclear;
  std::string text;  // what to say to the rep; empty for a behaviour
};

[[nodiscard]] Hint hint_for(std::string_view text);

}  // namespace backbeat::commitment
