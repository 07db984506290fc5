// What is said in a circle. Stored sealed; these values exist only for its members, on their way to their page.
#pragma once

#include "meeting/meeting.hpp"

namespace backbeat::meeting {

enum class WordKind { case_study, note, message, commitment, feedback };
[[nodiscard]] std::string_view name_of(WordKind kind);
[[nodiscard]] std::optional<WordKind> word_kind_from(std::string_view name);

/// The template of a case: the situation, what I tried, where it is stuck, what I ask of you.
struct CaseWords {
  std::string situation = {};
  std::string tried = {};
  std::string stuck = {};
  std::string ask = {};
  friend bool operator==(const CaseWords&, const CaseWords&) = default;
};

/// What somebody will do, and what they said about what became of it.
struct CommitmentWords {
  std::string text = {};
  std::string note = {};
  friend bool operator==(const CommitmentWords&, const CommitmentWords&) = default;
};

// As one text, to be sealed. Empty where it is none of these.
[[nodiscard]] std::string encode(const CaseWords& words);
[[nodiscard]] std::string encode(const CommitmentWords& words);
[[nodiscard]] CaseWords decode_case(std::string_view text);
[[nodiscard]] CommitmentWords decode_commitment(std::string_view text);

}  // namespace backbeat::meeting
