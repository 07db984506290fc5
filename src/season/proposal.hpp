// A proposal: a division of a season's people that the solver made, is making, or was stopped from making.
#pragma once

#include "circle/solve.hpp"
#include "season/plans.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace backbeat::season {

/// `cut_off` is never stored: it is a running one that nobody works on any more.
enum class ProposalState { running, done, cancelled, cut_off, failed };
[[nodiscard]] std::string_view name_of(ProposalState state);

/// What was asked for: the work to do in epochs, or else in seconds. The same seed and epochs give the same plan again.
struct Effort {
  std::int64_t seed = 1;
  std::optional<std::int64_t> seconds = {};
  std::optional<std::int64_t> epochs = {};
  friend bool operator==(const Effort&, const Effort&) = default;
};
inline constexpr std::int64_t most_seconds = 300;
inline constexpr std::int64_t most_epochs = 1'000'000;
inline constexpr std::int64_t most_seed = 4'294'967'295;
/// Where neither was asked for: more people, more time.
[[nodiscard]] std::int64_t usual_seconds(std::size_t people);

/// What came of it, without who is where.
struct Outcome {
  std::int64_t people = 0;
  std::int64_t circles = 0;
  std::int64_t cross_circles = 0;
  std::int64_t waiting = 0;
  std::int64_t bound = 0;
  bool is_proven = false;
  std::int64_t epochs = 0;
  bool is_repeatable = false;
  circle::Score score;
  std::int64_t facts = 0;  // the fingerprint of what the solver looked at
  friend bool operator==(const Outcome&, const Outcome&) = default;
};
[[nodiscard]] Outcome outcome_of(const Pool& pool, const circle::Solution& solution);
/// After an edit: counts and cost anew, the bound as long as the facts are the same. What was made by hand is never proven.
[[nodiscard]] Outcome edited(const Outcome& before, const Pool& pool, const circle::Plan& plan, const circle::Score& score);

struct Proposal {
  Id<CircleProposal> id;
  Id<CircleSeason> season;
  int number = 1;  // in the season
  ProposalState state = ProposalState::running;
  Effort effort;
  Instant started_at;
  Id<User> started_by;
  std::string run = {};
  Instant beat_at = {};
  bool is_cancel_asked = false;
  circle::Progress progress = {};  // while it runs; epochs 0: not yet
  std::optional<Instant> ended_at = {};
  Outcome outcome = {};  // where it has ended
  bool is_edited = false;
  std::int64_t version = 1;

  [[nodiscard]] bool has_plan() const { return state == ProposalState::done || state == ProposalState::cancelled; }
};

/// A tally as text, "tenure=4" a line, and back; names it does not know are passed over.
[[nodiscard]] std::string text_of(const circle::Costs& costs);
[[nodiscard]] std::string text_of(const circle::Violations& broken);
[[nodiscard]] circle::Costs costs_from(std::string_view text);
[[nodiscard]] circle::Violations violations_from(std::string_view text);
[[nodiscard]] std::string text_of(const circle::Progress& progress);
[[nodiscard]] circle::Progress progress_from(std::string_view text);

}  // namespace backbeat::season
