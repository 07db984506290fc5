// What is said in circles, as it is stored: sealed, each row bound to its place. And the keys, wrapped.
#pragma once

#include "crypto/sealing.hpp"
#include "meeting/meeting_words.hpp"
#include "sql/sql.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backbeat::meeting {

struct WordRow {
  Id<CircleText> id = {};
  Id<Circle> circle = {};
  Id<Meeting> meeting = {};
  WordKind kind = WordKind::note;
  std::string stage = {};  // of a note
  Id<Person> by = {};
  std::optional<Id<Person>> about = {};  // of feedback
  Instant at = {};
  std::string sealed = {};  // empty once erased
};

/// What a row's words are bound to: moved to another row, circle or author they do not open.
[[nodiscard]] std::string place_of(Id<Org> org, const WordRow& row);

void insert_words(sql::Transaction& tx, Id<Org> org, const WordRow& row);
/// Says it anew.
void update_words(sql::Transaction& tx, Id<Org> org, Id<CircleText> id, std::string_view sealed, Instant at);
/// By time.
[[nodiscard]] std::vector<WordRow> words_of_hour(sql::Reader& reader, Id<Org> org, Id<Meeting> meeting);
/// Of every hour of the circle, of one kind.
[[nodiscard]] std::vector<WordRow> words_of_circle(sql::Reader& reader, Id<Org> org, Id<Circle> circle, WordKind kind);
[[nodiscard]] std::vector<WordRow> words_by(sql::Reader& reader, Id<Org> org, Id<Person> person);
[[nodiscard]] std::optional<WordRow> find_words(sql::Reader& reader, Id<Org> org, Id<CircleText> id);
[[nodiscard]] std::optional<WordRow> find_case(sql::Reader& reader, Id<Org> org, Id<Meeting> meeting, Id<Person> by);

// --- keys ---

[[nodiscard]] std::optional<std::string> wrapped_key(sql::Reader& reader, Id<Org> org, Id<Circle> circle);
/// False where there was one already.
bool insert_wrapped_key(sql::Transaction& tx, Id<Org> org, Id<Circle> circle, std::string_view wrapped, Instant at);
[[nodiscard]] std::int64_t count_wrapped_keys(sql::Reader& reader);

/// Which key file an organisation's circles are sealed with.
[[nodiscard]] std::optional<std::string> noted_key(sql::Reader& reader, Id<Org> org);
[[nodiscard]] std::vector<std::string> noted_keys(sql::Reader& reader);
void note_key(sql::Transaction& tx, Id<Org> org, std::string_view key_id, Instant at);

}  // namespace backbeat::meeting
