#include "meeting/meeting_words.hpp"

#include "base/assert.hpp"
#include "base/fields.hpp"

namespace backbeat::meeting {
namespace {

std::string part(const Result<Fields>& fields, std::string_view name) {
  return fields ? std::string(fields->find(name).value_or("")) : std::string();
}

}  // namespace

std::string_view name_of(WordKind kind) {
  switch (kind) {
    case WordKind::case_study:
      return "case";
    case WordKind::note:
      return "note";
    case WordKind::message:
      return "message";
    case WordKind::commitment:
      return "commitment";
    case WordKind::feedback:
      return "feedback";
  }
  ASSERT(false);
}

std::optional<WordKind> word_kind_from(std::string_view name) {
  for (const WordKind kind : {WordKind::case_study, WordKind::note, WordKind::message, WordKind::commitment, WordKind::feedback})
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

std::string encode(const CaseWords& words) {
  return Fields()
      .add("situation", std::string_view(words.situation))
      .add("tried", std::string_view(words.tried))
      .add("stuck", std::string_view(words.stuck))
      .add("ask", std::string_view(words.ask))
      .encode();
}

std::string encode(const CommitmentWords& words) {
  return Fields().add("text", std::string_view(words.text)).add("note", std::string_view(words.note)).encode();
}

CaseWords decode_case(std::string_view text) {
  const auto fields = Fields::decode(text);
  return {
      .situation = part(fields, "situation"), .tried = part(fields, "tried"), .stuck = part(fields, "stuck"), .ask = part(fields, "ask")};
}

CommitmentWords decode_commitment(std::string_view text) {
  const auto fields = Fields::decode(text);
  return {.text = part(fields, "text"), .note = part(fields, "note")};
}

}  // namespace backbeat::meeting
