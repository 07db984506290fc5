// A commitment: what a rep said they would do, in their own words, until the next conversation of the same two people opens on it.
#pragma once

#include "audit/audit.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::commitment {

struct Commitment;  // tag of ids

inline constexpr std::string_view stream_kind = "commitment";

/// The kinds of event in a commitment's stream, with their fields.
namespace kinds {
inline constexpr std::string_view made = "made";            // rep manager session due_on indicator · text: the commitment
inline constexpr std::string_view withdrawn = "withdrawn";  // session
inline constexpr std::string_view inspected = "inspected";  // session verdict · text: what was said about it
inline constexpr std::string_view carried = "carried";      // session: its gate was skipped, so it waits for the next one
}  // namespace kinds

enum class Verdict { kept, partly, missed, no_occasion };

[[nodiscard]] std::string_view name_of(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view name);

struct Inspection {
  Verdict verdict = Verdict::kept;
  Instant at;
  Id<Session> in_session;
  friend bool operator==(const Inspection&, const Inspection&) = default;
};

/// What anybody in the reporting line may know of a commitment: when, between whom, how it went; not what it says.
struct CommitmentFact {
  Id<Commitment> id;
  Id<Person> rep;
  Id<Person> manager;
  Id<Session> made_in;
  LocalDate due_on;
  std::string indicator;  // key of a leading indicator, or ""
  Instant made_at;
  bool is_withdrawn = false;
  int times_carried = 0;
  std::optional<Inspection> inspection;

  [[nodiscard]] bool is_open() const { return !is_withdrawn && !inspection; }
};

/// The same with what was said, for the two people of the conversation.
struct CommitmentState : CommitmentFact {
  std::string text;  // verbatim; empty once erased
  std::string inspection_note;
  std::vector<std::string> opportunities;  // keys of the deals it names
};

/// The events of one commitment in order; the first one made it. Texts are empty where the events carry none.
[[nodiscard]] CommitmentState fold(std::span<const audit::Event> events);

inline constexpr std::size_t longest_text = 500;
inline constexpr std::size_t longest_note = 2000;
inline constexpr int days_ahead_at_most = 366;
inline constexpr std::size_t most_opportunities = 5;

inline constexpr ErrorSpec nothing_said{"nothing_said", ErrorKind::invalid, "Write down what you will do, in your own words."};
inline constexpr ErrorSpec too_long{"too_long", ErrorKind::invalid, "Up to {most} characters, please; these are {found}."};
inline constexpr ErrorSpec due_in_the_past{"due_in_the_past", ErrorKind::invalid, "That day is over. Pick today or a later one."};
inline constexpr ErrorSpec due_too_far{"due_too_far", ErrorKind::invalid, "That is more than a year from now."};
inline constexpr ErrorSpec already_inspected{"already_inspected", ErrorKind::conflict,
                                             "This was inspected already, in another conversation."};
inline constexpr ErrorSpec already_withdrawn{"already_withdrawn", ErrorKind::conflict, "This commitment was withdrawn."};

/// The text without the blanks around it.
[[nodiscard]] Result<std::string> check_text(std::string_view text);
[[nodiscard]] Result<Done> check_note(std::string_view note);
[[nodiscard]] Result<Done> check_due(LocalDate due_on, LocalDate today);
/// A verdict can be corrected in the conversation in which it was given, and nowhere else.
[[nodiscard]] Result<Done> check_inspect(const CommitmentFact& commitment, Id<Session> session);
[[nodiscard]] Result<Done> check_withdraw(const CommitmentFact& commitment);

/// Whether a text names something the rep does, or something that happens to them. A hint as they type, never a refusal. English.
enum class HintKind { behaviour, outcome, unclear };

[[nodiscard]] std::string_view name_of(HintKind kind);

struct Hint {
  HintKind kind = HintKind::unclear;
  std::string text;  // what to say to the rep; empty for a behaviour
};

[[nodiscard]] Hint hint_for(std::string_view text);

}  // namespace backbeat::commitment
